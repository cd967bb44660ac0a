import Engine
import Entries
import Workflows

/// A value that an entry's field had for a while: as it was recorded, or as a correction set it.
struct FieldValue {
    /// The value; nil where a correction took it away.
    var value: JSONValue?
    /// The value that a correction put an end to; nil if there was none.
    var before: JSONValue?
    /// The correction that set it; nil for what was recorded at first.
    var correction: Entry?
}

extension Replay {
    /// The values of one step's field, oldest first; none where nothing ever set it.
    func values(of field: String, in step: Step) -> [FieldValue] {
        var values: [FieldValue] = []
        if let recorded = step.entry.data[field], recorded != .null {
            values.append(FieldValue(value: recorded))
        }
        // In the order of recording: of two corrections the later one counts.
        let corrections = steps.lazy.map(\.entry)
            .filter { $0.type == EngineEvent.corrected.rawValue }
            .sorted { $0.position < $1.position }
        for entry in corrections {
            for correction in Correction.all(in: Fact(entry))
            where correction.position == step.entry.position {
                guard let set = correction.set[field] else { continue }
                values.append(
                    FieldValue(
                        value: set == .null ? nil : set,
                        before: values.last?.value,
                        correction: entry
                    )
                )
            }
        }
        return values
    }
}
