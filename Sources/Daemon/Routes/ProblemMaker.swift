import Answers
import Calendars
import Engine
import Entries
import EventLog
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Wire
import Workflows

/// Turns errors into the problems of the wire: codes and parameters, no sentence.
enum ProblemMaker {
    static func problem(of error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let failure as SubmissionFailure: problem(of: failure)
        case let failure as LogFailure: problem(of: failure)
        case let conflict as CheckpointConflict:
            Problem(
                .integrityFailure,
                [
                    "position": .integer(Int(min(conflict.kept, conflict.found))),
                    "kept": .integer(Int(conflict.kept)), "found": .integer(Int(conflict.found)),
                ]
            )
        case let error as any HTTPResponseError where error.status == .notFound:
            Problem(.unknownRoute)
        default: Problem(.internalError)
        }
    }

    static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "json" }
        switch error {
        case .keyNotFound(let key, _): return "missing member \(key.stringValue)"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return "wrong type at \(path)"
        case .dataCorrupted: return "not JSON, or a number with a fraction"
        @unknown default: return "json"
        }
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
        case .ruleFileFaulty(let faults):
            Problem(.ruleFileFaulty, ["faults": .array(faults.all.map(\.json))])
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
        case .unreadable(let position):
            Problem(.integrityFailure, ["position": .integer(Int(position))])
        }
    }

    private static func problem(of fault: InputText.Fault, _ field: String) -> Problem {
        switch fault {
        case .control(let scalar):
            Problem(
                .textRefused,
                [
                    "field": .string(field), "kind": "control",
                    "scalar": .string("U+" + hex(scalar)),
                ]
            )
        case .bidirectional(let scalar):
            Problem(
                .textRefused,
                [
                    "field": .string(field), "kind": "bidirectional",
                    "scalar": .string("U+" + hex(scalar)),
                ]
            )
        case .tooLong(_, let limit):
            Problem(
                .textRefused,
                ["field": .string(field), "kind": "tooLong", "limit": .integer(limit)]
            )
        }
    }

    private static func hex(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func problem(of failure: LogFailure) -> Problem {
        switch failure.code {
        case .outcomeUnknown: Problem(.outcomeUnknown)
        case .busy: Problem(.busy)
        case .closed: Problem(.stopping)
        case .damaged:
            Problem(
                .integrityFailure,
                ["position": .integer(failure.parameters["position"].flatMap { Int($0) } ?? -1)]
            )
        default:
            Problem(
                .logUnavailable,
                ["reason": .string(failure.code.rawValue), "path": .string(failure.path)]
            )
        }
    }
}

extension FileFault {
    /// As problems carry it.
    var json: JSONValue {
        [
            "line": .integer(line), "column": .integer(column), "path": .string(path),
            "code": .string(code.rawValue),
            "params": .object(params.mapValues(JSONValue.string)),
        ]
    }

    /// As the answer to a check carries it.
    var answer: RuleFault {
        RuleFault(line: line, column: column, path: path, code: code.rawValue, params: params)
    }
}

extension CalendarText.Obstacle {
    /// As the problem carries it: the calendar, and which of the reasons it is.
    fileprivate func params(ofCalendar name: String) -> [String: JSONValue] {
        var params: [String: JSONValue] = ["calendar": .string(name)]
        switch self {
        case .noList: params["reason"] = "no-list"
        case .garbled: params["reason"] = "layout"
        case .yearMissing(let year):
            params["reason"] = "year"
            params["year"] = .string(String(year))
        case .present(let holiday):
            params["reason"] = "present"
            params["date"] = .string(holiday.date.description)
            params["label"] = holiday.name.json
        case .badKind(let kind):
            params["reason"] = "kind"
            params["kind"] = .string(kind)
        }
        return params
    }
}
