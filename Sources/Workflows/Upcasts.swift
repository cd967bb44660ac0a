package import Entries

/// How events of older versions are read as the newest: pure functions, one for each step.
///
/// Only what is read goes through them. What is kept, hashed, signed and served stays as it was written.
package struct Upcasts: Sendable {
    /// An event's data of one version in the next version.
    ///
    /// Total: what happened can't be refused. It looks nothing up, and gives the same for the same.
    package struct Step: Sendable {
        /// The event's name.
        package let type: String
        /// The version that it reads; it gives the next one.
        package let version: Int
        /// The data of the next version.
        package let data: @Sendable ([String: JSONValue]) -> [String: JSONValue]

        /// Makes a step from one version to the next.
        package init(
            _ type: String,
            from version: Int,
            _ data: @escaping @Sendable ([String: JSONValue]) -> [String: JSONValue]
        ) {
            self.type = type
            self.version = version
            self.data = data
        }
    }

    /// The steps of this program: none, for every event is at version 1.
    package static let shipped = Upcasts([])

    private struct Origin: Hashable {
        var type: String
        var version: Int
    }

    private let steps: [Origin: Step]

    /// The newest version of each event that has steps; every other one is known at version 1 alone.
    private let newestVersions: [String: Int]

    /// Takes over the steps; there is one for a type and version.
    package init(_ steps: [Step]) {
        self.steps = Dictionary(
            steps.map { (Origin(type: $0.type, version: $0.version), $0) }
        ) { _, _ in
            preconditionFailure("a version leads to one next version")
        }
        newestVersions = Dictionary(steps.map { ($0.type, $0.version + 1) }, uniquingKeysWith: max)
    }

    /// The steps as `EVENT VERSION`, the version being the one that a step reads.
    package var names: Set<String> { Set(steps.keys.map { "\($0.type) \($0.version)" }) }

    /// Brings the entry's data into the newest version that the steps lead to.
    ///
    /// Throws for data of a version that only a newer program writes: read as an older one, it would say
    /// something that nobody recorded.
    package func bringUp(_ entry: inout Entry) throws(NewerEntry) {
        let known = steps.isEmpty ? 1 : newestVersions[entry.type] ?? 1
        guard entry.dataVersion <= known else { throw NewerEntry(entry, known: known) }
        guard !steps.isEmpty else { return }
        while let step = steps[Origin(type: entry.type, version: entry.dataVersion)],
            let data = entry.data.object
        {
            entry.data = .object(step.data(data))
            entry.dataVersion += 1
        }
    }
}
