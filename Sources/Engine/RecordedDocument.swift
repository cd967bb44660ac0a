package import Entries
import Workflows

/// A document as an entry names it: the log has its hash, never the document.
package struct RecordedDocument: Hashable, Sendable {
    /// The entry that names it.
    package var position: Int64
    /// That entry's agreement.
    package var agreement: String
    /// The file's name, without its folder.
    package var name: String
    /// Of the content, hex.
    package var sha256: String

    /// The documents that `entry` names, also in a correction, or in what a redaction left.
    package static func named(in entry: Entry) -> [RecordedDocument] {
        guard let agreement = entry.subject?.agreement else { return [] }
        // What a redaction restates is the word of the entry that it took away.
        let restated = entry.redacts.map { ($0, entry.data["entry"] ?? [:]) }
        let (position, data) = restated ?? (entry.position, entry.data)
        return documents(in: data).map { name, sha256 in
            RecordedDocument(
                position: position,
                agreement: agreement,
                name: name,
                sha256: sha256
            )
        }
    }

    private static func documents(in value: JSONValue) -> [(name: String, sha256: String)] {
        if let name = value["name"]?.string, let sha256 = value["sha256"]?.string {
            return [(name, sha256)]
        }
        switch value {
        case .array(let elements): return elements.flatMap(documents)
        case .object(let members):
            return members.keys.sorted().flatMap { documents(in: members[$0] ?? .null) }
        default: return []
        }
    }

    /// Whether the bytes of an entry, or of its data alone, have the member that every document has; cheap, and
    /// never wrong about a no.
    static func mayBeNamed(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        // Horspool's search: nine of ten bytes are never looked at.
        let (marker, shifts) = (marker, shifts)
        var end = marker.count - 1
        while end < bytes.count {
            let start = end - (marker.count - 1)
            if bytes[start] == marker[0], bytes[start...end].elementsEqual(marker) { return true }
            end += shifts[Int(bytes[end])]
        }
        return false
    }

    private static let marker = Array("\"sha256\":\"".utf8)

    /// How far the search may go on after a byte at the marker's end.
    private static let shifts: [Int] = {
        var shifts = [Int](repeating: marker.count, count: 256)
        for (index, byte) in marker.dropLast().enumerated() {
            shifts[Int(byte)] = marker.count - 1 - index
        }
        return shifts
    }()
}
