package import Entries

/// What is to be taken out of one entry for ever, and who says so.
package struct Redaction: Hashable, Sendable {
    /// The position of the entry whose personal part goes.
    package var position: Int64
    /// The fields that go.
    package var removed: [String]
    /// The fields that stay, and what they say instead.
    package var set: [String: JSONValue]
    /// The letter, order or law on which it is done.
    package var authority: String

    /// Says what is to go; whether it may is the decider's question.
    package init(
        position: Int64,
        removed: [String] = [],
        set: [String: JSONValue] = [:],
        authority: String
    ) {
        self.position = position
        self.removed = removed
        self.set = set
        self.authority = authority
    }

    /// The one member outside `data` that people fill with words of their own.
    package static let onBehalfOf = "onBehalfOf"
}

/// What a redaction comes to: the entries it restates, and where else the removed text was seen.
package struct RestatedEntries: Hashable, Sendable {
    /// The entry that was named first, then the corrections that set the same fields of it.
    package var entries: [RestatedEntry]
    /// Other entries of the agreement in which a removed text stands as well.
    package var elsewhere: [Int64]
}

/// The data of an entry without its personal part.
package struct RestatedEntry: Hashable, Sendable {
    /// The position of the entry that is restated.
    package var position: Int64
    /// What its data says from now on.
    package var data: [String: JSONValue]
    /// Whether for whom it was recorded goes too.
    package var dropsOnBehalfOf: Bool
}
