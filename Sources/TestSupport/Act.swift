package import Entries
package import Workflows

/// One thing that somebody records in a story: what, when it happened, when it was recorded.
package struct Act: Sendable, CustomStringConvertible {
    /// The event by name, or the verb that people type.
    package var intent: Command.Intent
    /// When it happened, as typed: `2018-10`, `2018-11-07`, `2018-11-07T10:00`.
    package var at: String
    /// When it was recorded, as typed; nil is as soon as it was over.
    package var recorded: String?
    /// On whose word; nil says nobody's.
    package var source: String?
    /// The event's fields as typed.
    package var fields: [String: JSONValue]

    /// Makes an act; the functions below make the usual ones.
    package init(
        _ intent: Command.Intent,
        at: String,
        recorded: String? = nil,
        source: String? = nil,
        fields: [String: JSONValue] = [:]
    ) {
        self.intent = intent
        self.at = at
        self.recorded = recorded
        self.source = source
        self.fields = fields
    }

    /// What and when, for the message of a failed test.
    package var description: String {
        switch intent {
        case .event(let name), .verb(let name): "\(name) at \(at)"
        }
    }

    /// Returns the same, recorded at that time.
    package func recorded(_ time: String) -> Act {
        var act = self
        act.recorded = time
        return act
    }

    /// Returns the same, on that word.
    package func saying(_ source: String) -> Act {
        var act = self
        act.source = source
        return act
    }

    /// Returns the same with a further field.
    package func with(_ field: String, _ value: JSONValue) -> Act {
        var act = self
        act.fields[field] = value
        return act
    }
}

/// The events of the shipped workflow and of the engine, as people type them.
extension Act {
    /// A visit is proposed: begins an agreement of these parties with the own office.
    package static func propose(_ parties: String..., at time: String) -> Act {
        Act(
            .verb("propose"),
            at: time,
            fields: [
                "title": "Kerja sama contoh", "parties": .array(parties.map(JSONValue.string)),
            ]
        )
    }

    /// An old paper is registered: begins an agreement that is signed already.
    package static func register(_ parties: String..., at time: String) -> Act {
        Act(
            .verb("register"),
            at: time,
            fields: [
                "title": "Naskah lama", "parties": .array(parties.map(JSONValue.string)),
            ]
        )
    }

    /// The scope is discussed: enters a stage, is a version, voids signatures.
    package static func discuss(_ scope: String..., at time: String) -> Act {
        Act(
            .verb("discuss"),
            at: time,
            fields: ["scope": .array(scope.map(JSONValue.string))]
        )
    }

    /// A draft is written; without a document, so it brings no file.
    package static func draft(at time: String) -> Act { Act(.verb("draft"), at: time) }

    /// Readiness is awaited from that office: enters a stage.
    package static func awaiting(_ office: String, for purpose: String, at time: String) -> Act {
        Act(
            .verb("await"),
            at: time,
            fields: ["office": .string(office), "for": .string(purpose)]
        )
    }

    /// `kembar record ID EVENT field=value ...`.
    package static func record(
        _ event: String,
        at time: String,
        _ fields: [String: JSONValue] = [:]
    ) -> Act {
        Act(.event(event), at: time, fields: fields)
    }

    /// An answer is awaited from that office without a change of stage.
    package static func awaitAnswer(
        _ office: String,
        for purpose: String,
        at time: String
    ) -> Act {
        record(
            "AnswerAwaited",
            at: time,
            ["office": .string(office), "for": .string(purpose)]
        )
    }

    /// The office answers one wait, or every wait of its own if no purpose is given.
    package static func ready(
        _ office: String,
        for purpose: String? = nil,
        at time: String
    ) -> Act {
        var fields: [String: JSONValue] = ["office": .string(office)]
        fields["for"] = purpose.map(JSONValue.string)
        return Act(.verb("ready"), at: time, fields: fields)
    }

    /// Everybody signs at once, or one party alone.
    package static func sign(_ party: String? = nil, at time: String) -> Act {
        var fields: [String: JSONValue] = [:]
        fields["party"] = party.map(JSONValue.string)
        return Act(.verb("sign"), at: time, fields: fields)
    }

    /// A party withdraws: closes the agreement.
    package static func withdraw(_ party: String, because reason: String, at time: String) -> Act {
        Act(
            .verb("withdraw"),
            at: time,
            fields: ["party": .string(party), "reason": .string(reason)]
        )
    }

    /// A party declines: closes the agreement.
    package static func decline(_ party: String, because reason: String, at time: String) -> Act {
        Act(
            .verb("decline"),
            at: time,
            fields: ["party": .string(party), "reason": .string(reason)]
        )
    }

    /// The clock is stopped through that day.
    package static func hold(until: String, at time: String) -> Act {
        record("Held", at: time, ["until": .string(until), "reason": "Menunggu anggaran"])
    }

    /// Somebody has seen it, and wants to hear of it again after that day.
    package static func later(until: String, at time: String) -> Act {
        record("Postponed", at: time, ["until": .string(until), "note": "Sudah ditelepon"])
    }

    /// The clock goes on before its day.
    package static func resume(at time: String) -> Act { record("Resumed", at: time) }

    /// A note is added, on which nothing rests.
    package static func note(_ text: String, at time: String) -> Act {
        record("NoteAdded", at: time, ["text": .string(text)])
    }

    /// Corrects fields of the entry at `position`; `at` among them moves it.
    package static func correct(
        _ position: Int,
        _ set: [String: JSONValue],
        at time: String
    ) -> Act {
        record(
            "Corrected",
            at: time,
            ["position": .integer(position), "set": .object(set), "reason": "Salah ketik"]
        )
    }

    /// Takes the entry at `position` out of the history; it stays in the log.
    package static func void(_ position: Int, at time: String) -> Act {
        record(
            "Corrected",
            at: time,
            ["position": .integer(position), "void": true, "reason": "Tidak pernah terjadi"]
        )
    }
}
