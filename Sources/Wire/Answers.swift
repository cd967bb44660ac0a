package import Entries

/// A label in both languages, as the rule files have it.
package struct Label: Codable, Hashable, Sendable {
    package var id: String
    package var en: String

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
    package var entries: [EntryReference]
    /// True when nothing was written; the positions are those that it would have had.
    package var dryRun: Bool?
    /// What the caller should know although it was done, such as an unknown office.
    package var warnings: [Notice]?
    /// Of the trial of a redaction: what would go, the named entry first.
    package var redactions: [RedactionAnswer]?

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

/// What an entry would lose by a redaction, and what would stand there instead.
package struct RedactionAnswer: Codable, Hashable, Sendable {
    package var entry: EntryReference
    package var fields: [Field]

    package init(entry: EntryReference, fields: [Field]) {
        self.entry = entry
        self.fields = fields
    }

    /// One field; without `instead` it goes.
    package struct Field: Codable, Hashable, Sendable {
        package var name: String
        /// What the rules call it; absent for what every event has.
        package var label: Label?
        package var was: JSONValue
        package var instead: JSONValue?

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
    package var position: Int64
    package var id: String
    package var type: String
    /// What the type is called.
    package var label: Label?
    /// The office that the entry is about, if it is about one.
    package var office: OfficeAnswer?

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
    package var code: String
    package var params: [String: JSONValue]

    package init(code: String, params: [String: JSONValue]) {
        self.code = code
        self.params = params
    }
}

/// An office by code and name, and whether it is invented.
package struct OfficeAnswer: Codable, Hashable, Sendable {
    package var code: String
    package var name: String
    package var synthetic: Bool

    package init(code: String, name: String, synthetic: Bool) {
        self.code = code
        self.name = name
        self.synthetic = synthetic
    }
}
