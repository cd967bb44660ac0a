package import Entries

/// An entry whose data has a shape that this program does not know: a newer one wrote it.
package struct NewerEntry: Error, Hashable, Sendable {
    /// Where it stands.
    package let position: Int64
    /// The event's name.
    package let type: String
    /// The version of its data.
    package let found: Int
    /// The newest version of that event's data that this program knows.
    package let known: Int

    init(_ entry: Entry, known: Int) {
        position = entry.position
        type = entry.type
        found = entry.dataVersion
        self.known = known
    }

    /// The particulars by name, for a client that puts them into a sentence.
    package var params: [String: JSONValue] {
        [
            "position": .integer(Int(position)), "type": .string(type), "found": .integer(found),
            "known": .integer(known),
        ]
    }
}

extension NewerEntry: CustomStringConvertible {
    /// Everything in one line for a journal; people get a sentence instead.
    package var description: String {
        "newerEntry position=\(position) type=\(type) found=\(found) known=\(known)"
    }
}
