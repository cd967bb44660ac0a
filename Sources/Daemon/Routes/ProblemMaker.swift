import Answers
import Audit
import Calendars
import Contacts
import Engine
import Entries
import EventLog
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOHTTP1
import Projections
import RuleFiles
import Wire
import Workflows

/// Turns errors into the problems of the wire: codes and parameters, no sentence.
enum ProblemMaker {
    static func problem(of error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let failure as SubmissionFailure: problem(of: failure)
        case let failure as LogFailure: problem(of: failure)
        case let newer as NewerEntry: Problem(.newerEntry, newer.params)
        case CheckpointConflict.notAnExtension(let kept, let found, let isRecoverable):
            Problem(
                .integrityFailure,
                [
                    // The first entry that is gone; where none is, the other one lies anywhere before.
                    "position": .integer(found < kept ? Int(found) : -1)
                ].merging(CheckpointConflict.params(kept, found, isRecoverable)) { $1 }
            )
        case CheckpointConflict.keptNoteChanged: Problem(.integrityFailure, ["position": -1])
        case CheckpointConflict.signedByUnknownKey(let kept, let found):
            Problem(
                .integrityFailure,
                [
                    "position": -1, "kept": .integer(Int(kept)), "found": .integer(Int(found)),
                    "signer": "unknown",
                ]
            )
        case CheckpointConflict.keyRetired(let successor):
            Problem(
                .logUnavailable,
                [
                    "reason": "keyRetired", "path": "key",
                    "successor": .string(successor.description),
                ]
            )
        case CheckpointConflict.keyNotHere:
            Problem(.logUnavailable, ["reason": "keyNotHere", "path": "key"])
        case CheckpointConflict.handoversUnreadable(let path, let cause):
            Problem(
                .logUnavailable,
                [
                    "reason": "handoversUnreadable", "path": .string(path),
                    "cause": .string(cause),
                ]
            )
        case Cosignatures.Refusal.note(let refusal): problem(of: refusal)
        case let failure as ContactsFailure: problem(of: failure)
        case let failure as ViewsFailure: problem(of: failure)
        case let failure as StartFailure: problem(of: failure)
        case let file as KeptFile.Unreadable:
            Problem(
                .logUnavailable,
                [
                    "reason": "unreadable", "path": .string(file.path),
                    "cause": .string(file.cause),
                ]
            )
        // The body's framing is broken: nothing behind it can be read.
        case is HTTPParserError: Problem(.malformedRequest, ["reason": "http"])
        default: Problem(.internalError)
        }
    }

    /// A body that is no JSON of the kind that is taken.
    static func problem(of fault: RequestJSON.Fault) -> Problem {
        switch fault {
        case .notJSON(let offset): malformed("not-json", ["offset": .integer(offset)])
        case .notText(let offset): malformed("not-utf8", ["offset": .integer(offset)])
        case .tooDeep: malformed("too-deep", ["limit": .integer(RequestJSON.depthMax)])
        case .twice(let member): malformed("member-twice", ["member": .string(member)])
        case .fraction(let offset): malformed("fraction", ["offset": .integer(offset)])
        case .numberTooLarge(let offset):
            malformed(
                "number-too-large",
                ["offset": .integer(offset), "limit": .integer(JSONValue.integerMax)]
            )
        }
    }

    /// A member of a body that the request does not have.
    static func problem(unknownMember member: String, known: [String]) -> Problem {
        var params: [String: JSONValue] = [
            "member": .string(member), "allowed": .array(known.map(JSONValue.string)),
        ]
        params["nearest"] = Spelling.nearest(to: member, in: known).map(JSONValue.string)
        return malformed("unknown-member", params)
    }

    /// A body that is JSON but not of the request's form.
    static func problem(ofDecoding error: any Error) -> Problem {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            malformed("missing-member", ["member": .string(path(context.codingPath + [key]))])
        case DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context), DecodingError.dataCorrupted(let context):
            malformed("wrong-type", ["member": .string(path(context.codingPath))])
        default: malformed("not-json", [:])
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }

    private static func malformed(_ reason: String, _ params: [String: JSONValue]) -> Problem {
        Problem(.malformedRequest, params.merging(["reason": .string(reason)]) { _, new in new })
    }

    private static func problem(of failure: SubmissionFailure) -> Problem {
        switch failure {
        case .keyReused(let key): Problem(.idempotencyKeyReused, ["key": .string(key)])
        case .versionConflict(let expected, let actual):
            Problem(
                .versionConflict,
                ["expected": .integer(expected), "actual": .integer(actual)]
            )
        case .textRefused(let field, let fault): problem(of: fault, field)
        case .entryTooLong(let bytes, let limit):
            Problem(.entryTooLong, ["bytes": .integer(bytes), "limit": .integer(limit)])
        case .unknownWorkflow(let name):
            Problem(.unknownRules, ["kind": "workflow", "name": .string(name)])
        case .ruleFileFaulty(let faults): faults.problem
        case .rulesUnchanged(let kind, let name, let version):
            Problem(
                .rulesUnchanged,
                [
                    "kind": .string(kind.rawValue), "name": .string(name),
                    "version": .integer(version),
                ]
            )
        case .unknownCalendar(let name):
            Problem(.unknownRules, ["kind": "calendar", "name": .string(name)])
        case .calendarNotEditable(let name, let obstacle):
            Problem(.calendarNotEditable, obstacle.params(ofCalendar: name))
        case .tooManyMoves(let count, let limit):
            Problem(.tooManyMoves, ["count": .integer(count), "limit": .integer(limit)])
        case .clockNotAhead: Problem(.clockNotAhead)
        case .handoverPending: Problem(.keyHandoverPending)
        case .unreadable(let position):
            Problem(.integrityFailure, ["position": .integer(Int(position))])
        }
    }

    /// A text that must not go into an entry, or could not be shown again safely.
    static func problem(of fault: InputText.Fault, _ field: String) -> Problem {
        switch fault {
        case .control(let scalar):
            Problem(
                .textRefused,
                [
                    "field": .string(field), "kind": "control",
                    "scalar": name(of: scalar),
                ]
            )
        case .bidirectional(let scalar):
            Problem(
                .textRefused,
                [
                    "field": .string(field), "kind": "bidirectional",
                    "scalar": name(of: scalar),
                ]
            )
        case .tooLong(_, let limit):
            Problem(
                .textRefused,
                ["field": .string(field), "kind": "tooLong", "limit": .integer(limit)]
            )
        }
    }

    private static func name(of scalar: UInt32) -> JSONValue {
        .string(Unicode.Scalar(scalar).map(PlainText.name) ?? "")
    }

    /// A checkpoint that came back is none that is kept.
    private static func problem(of refusal: CosignatureRefusal) -> Problem {
        let reason: JSONValue =
            switch refusal {
            case .noCheckpoint: "no-checkpoint"
            case .notSigned: "signer"
            case .forged: "forged"
            case .noWitness: "no-witness"
            }
        return Problem(.cosignatureRefused, ["reason": reason])
    }

    /// A file beside the log can't be read or written, such as the checkpoint: for the reasons that the log
    /// itself would have.
    ///
    /// Where no call failed, it was read and is none that is written here.
    private static func problem(of failure: StartFailure) -> Problem {
        guard case .folder(let path, _, let number) = failure else {
            return Problem(.internalError)
        }
        guard let number else {
            return Problem(.logUnavailable, ["reason": "spoilt", "path": .string(path)])
        }
        return problem(of: LogFailure.opening(path, errno: number))
    }

    /// Nobody can be named: of the disk it is the same as for the log.
    private static func problem(of failure: ContactsFailure) -> Problem {
        let path: JSONValue = "contacts.db"
        return switch failure {
        case .diskFull: Problem(.logUnavailable, ["reason": "diskFull", "path": path])
        case .readOnly: Problem(.logUnavailable, ["reason": "readOnly", "path": path])
        case .io: Problem(.logUnavailable, ["reason": "io", "path": path])
        case .damaged: Problem(.contactsDamaged, ["path": path])
        }
    }

    /// What kept the views from being made anew, if it has a code of its own: the log, above all.
    private static func problem(of failure: ViewsFailure) -> Problem {
        let cause = problem(of: failure.cause)
        guard cause.code == .internalError else { return cause }
        return Problem(
            .viewsUnavailable,
            ["path": "views.db", "cause": .string("\(failure.cause)")]
        )
    }

    private static func problem(of failure: LogFailure) -> Problem {
        switch failure.code {
        case .outcomeUnknown: Problem(.outcomeUnknown)
        case .busy: Problem(.busy)
        case .closed: Problem(.stopping)
        case .damaged:
            if let position = failure.damagedPosition {
                Problem(.integrityFailure, ["position": .integer(Int(position))])
            } else {
                // No entry can be named: SQLite could not read its file, or the disk did not give it.
                Problem(.integrityFailure, ["position": -1, "path": .string(failure.path)])
            }
        default:
            Problem(
                .logUnavailable,
                ["reason": .string(failure.code.rawValue), "path": .string(failure.path)]
            )
        }
    }
}

extension FileFault {
    /// As the answer to a check carries it.
    var answer: RuleFault {
        RuleFault(line: line, column: column, path: path, code: code.rawValue, params: params)
    }
}

extension CheckpointConflict {
    /// What a log that is no extension of the signed one is told by; whether `recover` may be advised is
    /// said only where it may not.
    static func params(
        _ kept: Int64,
        _ found: Int64,
        _ isRecoverable: Bool
    ) -> [String: JSONValue] {
        var params: [String: JSONValue] = [
            "kept": .integer(Int(kept)), "found": .integer(Int(found)),
        ]
        if !isRecoverable { params["recoverable"] = false }
        return params
    }
}

extension CalendarText.Obstacle {
    /// As the problem carries it: the calendar, and which of the reasons it is.
    fileprivate func params(ofCalendar name: String) -> [String: JSONValue] {
        var params: [String: JSONValue] = ["calendar": .string(name)]
        switch self {
        case .noList: params["reason"] = "no-list"
        case .garbled: params["reason"] = "layout"
        case .yearMissing(let year, let next):
            params["reason"] = "year"
            params["year"] = .string(String(year))
            params["next"] = next.map { .string(String($0)) }
        case .noneOfItsOwn(let includes):
            params["reason"] = "included"
            params["includes"] = .array(includes.map(JSONValue.string))
        case .present(let holiday):
            params["reason"] = "present"
            params["date"] = .string(holiday.date.description)
            params["label"] = holiday.name.json
        case .badKind(let kind):
            params["reason"] = "kind"
            params["kind"] = .string(kind)
        case .unknownKind(let kind, let known):
            params["reason"] = "unknown-kind"
            params["kind"] = .string(kind)
            params["known"] = .array(known.map(JSONValue.string))
        }
        return params
    }
}
