import Audit
import Engine
import Entries
import EventLog
import Exports
import Workflows

/// What stands in exported lines for entries whose bytes are gone: told by the entries that took them.
///
/// A redaction stands behind what it takes away, so every line is looked at before the first one is read.
struct RedactedLines {
    private(set) var causes: [Int64: Entry] = [:]

    private static let redactedType = Array("\"type\":\"\(EngineEvent.redacted.rawValue)\"".utf8)

    /// Looks at the next line.
    mutating func look(at bytes: [UInt8]) {
        guard bytes.prefix(400).contains(Self.redactedType),
            let entry = try? Entry(bytes: bytes),
            entry.type == EngineEvent.redacted.rawValue,
            let position = entry.data["position"]?.integer
        else { return }
        causes[Int64(position)] = entry
    }

    /// The row of an entry whose bytes are gone, as far as its redaction tells; `versions` are those of
    /// the agreements so far.
    func row(_ position: Int64, _ line: EntryLine, _ versions: [String: Int]) -> KeptEntry {
        let cause = causes[position]
        let members = cause?.data["entry"]
        let role = members?["authrole"]?.string
        let actor = members?["authid"]?.string.flatMap { id in
            role.map { Actor.user(id: id, role: $0) }
        }
        let subject = cause?.subject?.agreement
        return KeptEntry(
            position: position,
            bytes: nil,
            leaf: line.leaf,
            subject: subject,
            subjectVersion: subject.map { (versions[$0] ?? 0) + 1 },
            type: members?["type"]?.string ?? "",
            command: CommandKey(
                actor: actor ?? .system,
                id: members?["commandid"]?.string ?? ""
            ),
            part: members?["commandpart"]?.string.flatMap {
                Int($0.prefix { $0 != "/" })
            } ?? 1
        )
    }
}
