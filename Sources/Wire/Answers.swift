package import Entries

/// A label in both languages, as the rule files have it.
package struct Label: Codable, Hashable, Sendable {
    /// In Indonesian.
    package var id: String
    /// In English.
    package var en: String

    /// Pairs the two wordings; neither may be missing.
    package init(id: String, en: String) {
        self.id = id
        self.en = en
    }
}

/// The answer to every write: which agreement, its version now, the entries that came of it.
package struct WriteAnswer: Codable, Hashable, Sendable {
    /// The agreement; absent for engine entries.
    package var id: String?
    /// Counts the facts of the agreement after this command; give it back as `If-Match`.
    package var version: Int?
    /// What was recorded, in the order of the command's parts.
    package var entries: [EntryReference]
    /// True when nothing was written; the positions are those that it would have had.
    package var dryRun: Bool?
    /// What the caller should know although it was done, such as an unknown office.
    package var warnings: [Notice]?
    /// Of the trial of a redaction: what would go, the named entry first.
    package var redactions: [RedactionAnswer]?
    /// Of a recovery: the entries that are, or would be, recorded as lost.
    package var lost: LostEntries?

    /// Makes the answer; `redactions` is put in by the trial of a redaction alone, `lost` by a recovery.
    package init(
        id: String?,
        version: Int?,
        entries: [EntryReference],
        dryRun: Bool? = nil,
        warnings: [Notice]? = nil
    ) {
        self.id = id
        self.version = version
        self.entries = entries
        self.dryRun = dryRun
        self.warnings = warnings
    }
}

/// Entries that were signed once and may be gone, both ends included.
package struct LostEntries: Codable, Hashable, Sendable {
    /// The first: up to it the log is what was signed.
    package var from: Int64
    /// The last that was signed.
    package var through: Int64
    /// `unknown` where the log does not know the key that signed them: then the loss is unproved.
    package var signer: String?

    /// Names the range.
    package init(from: Int64, through: Int64, signer: String? = nil) {
        self.from = from
        self.through = through
        self.signer = signer
    }
}

/// What an entry would lose by a redaction, and what would stand there instead.
package struct RedactionAnswer: Codable, Hashable, Sendable {
    /// The entry that would lose something.
    package var entry: EntryReference
    /// What it would lose or say otherwise.
    package var fields: [Field]

    /// Says what one entry would lose.
    package init(entry: EntryReference, fields: [Field]) {
        self.entry = entry
        self.fields = fields
    }

    /// One field; without `instead` it goes.
    package struct Field: Codable, Hashable, Sendable {
        /// The field's name in the entry's data, or `onBehalfOf`.
        package var name: String
        /// What the rules call it; absent for what every event has.
        package var label: Label?
        /// What still stands there.
        package var was: JSONValue
        /// What would stand there; absent if the field goes.
        package var instead: JSONValue?

        /// Says what becomes of one field.
        package init(name: String, label: Label?, was: JSONValue, instead: JSONValue?) {
            self.name = name
            self.label = label
            self.was = was
            self.instead = instead
        }
    }
}

/// One entry by its position.
package struct EntryReference: Codable, Hashable, Sendable {
    /// Where it stands in the log, from 0.
    package var position: Int64
    /// The entry's own id, a UUID.
    package var id: String
    /// The event's name, of the workflow or of the engine.
    package var type: String
    /// What the type is called.
    package var label: Label?
    /// The office that the entry is about, if it is about one.
    package var office: OfficeAnswer?

    /// Points at an entry; label and office only spare the client a look into the log.
    package init(
        position: Int64,
        id: String,
        type: String,
        label: Label? = nil,
        office: OfficeAnswer? = nil
    ) {
        self.position = position
        self.id = id
        self.type = type
        self.label = label
        self.office = office
    }
}

/// A remark without a language: `office-unknown`, `calendar-year-missing`, `estimated-day`.
package struct Notice: Codable, Hashable, Sendable {
    /// Which remark it is; the words are made by the client.
    package var code: String
    /// What its sentence needs; which keys depends on the code.
    package var params: [String: JSONValue]

    /// Makes a remark.
    package init(code: String, params: [String: JSONValue]) {
        self.code = code
        self.params = params
    }
}

/// An office by code and name, and whether it is invented.
package struct OfficeAnswer: Codable, Hashable, Sendable {
    /// Such as `35.72`, `51.08/DPRD` or a short name such as `univ-contoh`.
    package var code: String
    /// What the list of offices calls it, else the name it was recorded under, else the code.
    package var name: String
    /// Whether it is invented, so that nobody takes an exercise for a fact.
    package var synthetic: Bool

    /// Names an office.
    package init(code: String, name: String, synthetic: Bool) {
        self.code = code
        self.name = name
        self.synthetic = synthetic
    }
}
