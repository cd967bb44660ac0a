import Audit
package import Calendars
import Crypto
package import Entries
package import Reminders
package import RuleFiles
import Synchronization
package import Workflows

/// A rule file as text, of a kind that the file itself tells.
package struct RuleFile: Sendable {
    /// What a rule file is about; the raw value is the key under which the file names itself.
    package enum Kind: String, Sendable, CaseIterable {
        case workflow
        case policy
        case calendar
        case offices

        /// The entry that adopts one.
        package var event: EngineEvent {
            switch self {
            case .workflow: .workflowAdopted
            case .policy: .policyAdopted
            case .calendar: .calendarAdopted
            case .offices: .officesAdopted
            }
        }

        /// The kind that an entry of this type adopts; nil if it adopts none.
        package init?(adoptedBy type: String) {
            guard let kind = Self.allCases.first(where: { $0.event.rawValue == type }) else {
                return nil
            }
            self = kind
        }

        /// Whether one file is in force at a time, and not one of each name.
        var isOnlyOne: Bool { self == .policy || self == .offices }
    }

    /// The file exactly as it was written, comments included: that is what the log keeps.
    package var text: String
    /// regions.csv, which belongs to an offices file.
    package var regions: String?

    /// Takes texts as they are; nothing is parsed before the kind or the content is asked for.
    package init(text: String, regions: String? = nil) {
        self.text = text
        self.regions = regions
    }

    /// A rule file that was understood.
    package enum Content: Sendable {
        case workflow(Workflow)
        case policy(Policy)
        case calendar(HolidayCalendar)
        case offices(Offices)

        /// Which of the four it turned out to be.
        package var kind: Kind {
            switch self {
            case .workflow: .workflow
            case .policy: .policy
            case .calendar: .calendar
            case .offices: .offices
            }
        }

        /// What the file calls itself; adoptions of one kind and name are versions of each other.
        package var name: String {
            switch self {
            case .workflow(let workflow): workflow.name
            case .policy(let policy): policy.name
            case .calendar(let calendar): calendar.name
            case .offices(let offices): offices.name
            }
        }

        /// What people call it; of an offices file, the label of the own office.
        package var label: Bilingual {
            switch self {
            case .workflow(let workflow): workflow.label
            case .policy(let policy): policy.label
            case .calendar(let calendar): calendar.label
            case .offices(let offices): offices.own.label
            }
        }
    }

    /// Tells the kind by the file's first key.
    package func kind() throws(FileFaults) -> Kind { try takenApart(for: .proving).kind }

    /// The text as a tree, so far without a fault, and the kind that its first keys tell.
    private func takenApart(
        for purpose: FileFaults.Purpose
    ) throws(FileFaults) -> (kind: Kind, root: RuleNode) {
        var faults = FileFaults(purpose)
        let root = RuleNode.parse(text, &faults)
        let keys = root?.entries(&faults)?.map(\.key) ?? []
        try faults.throwIfAny()
        guard let root else { throw faults }
        guard let kind = Kind.allCases.first(where: { keys.contains($0.rawValue) }) else {
            faults.add(
                root.fault(
                    .missingKey,
                    ["key": Kind.allCases.map(\.rawValue).joined(separator: " | ")]
                )
            )
            throw faults
        }
        return (kind, root)
    }

    /// Reads a file that is to be adopted and proves what can be proved of it; `version` is what a
    /// workflow is called by.
    package func proved(version: Int = 0) throws(FileFaults) -> Content {
        let content = try content(version: version, for: .proving)
        // What is in the log stays there for ever: no file gets in that nobody reads.
        guard regions == nil || content.kind == .offices else {
            var faults = FileFaults()
            faults.object(
                to: FileFault(
                    line: 1,
                    column: 1,
                    path: "regions.csv",
                    code: .regionsNotHere,
                    params: ["kind": content.kind.rawValue]
                )
            )
            throw faults
        }
        return content
    }

    /// Reads a file that was adopted: it was proved then, by the checks of its day.
    ///
    /// What a text says never changes, so it is read once: rules are folded at every start, with every
    /// rebuild, and for every message that is older than the last adoption.
    package func adopted(version: Int) throws(FileFaults) -> Content {
        let name = ReadFiles.Name(text: text, regions: regions, version: version)
        if let known = ReadFiles.kept.withLock({ $0[name] }) { return known }
        let content = try content(version: version, for: .reading)
        ReadFiles.kept.withLock { kept in
            if kept.count >= ReadFiles.max { kept = [:] }
            kept[name] = content
        }
        return content
    }

    private func content(
        version: Int,
        for purpose: FileFaults.Purpose
    ) throws(FileFaults) -> Content {
        let (kind, root) = try takenApart(for: purpose)
        let faults = FileFaults(purpose)
        return switch kind {
        case .workflow: .workflow(try Workflow.read(root, version: version, faults))
        case .policy: .policy(try Policy.read(root, faults))
        case .calendar: .calendar(try HolidayCalendar.read(root, faults))
        // Two texts, which have to fit into an entry together.
        case .offices:
            .offices(try Offices.parse(offices: text, regions: regions ?? "", for: purpose))
        }
    }

    /// The SHA-256 of the text (and of the regions behind it), hex.
    package var digest: String {
        var hash = SHA256()
        hash.update(data: Array(text.utf8))
        if let regions { hash.update(data: Array(regions.utf8)) }
        return Hexadecimal.encode(hash.finalize())
    }

    /// As the entry holds it: whole, so that the log needs nothing beside itself.
    func data(name: String, version: Int) -> [String: JSONValue] {
        var data: [String: JSONValue] = [
            "name": .string(name), "version": .integer(version), "sha256": .string(digest),
            "text": .string(text),
        ]
        data["regions"] = regions.map(JSONValue.string)
        return data
    }

    /// Reads it back from an adoption's data.
    package init?(data: JSONValue) {
        guard let text = data["text"]?.string else { return nil }
        self.init(text: text, regions: data["regions"]?.string)
    }
}

/// The adopted rule files that were read lately.
private enum ReadFiles {
    struct Name: Hashable {
        var text: String
        var regions: String?
        var version: Int
    }

    /// More than a log of many years has; each is some kilobytes.
    static let max = 128

    static let kept = Mutex<[Name: RuleFile.Content]>([:])
}
