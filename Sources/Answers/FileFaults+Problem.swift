import Entries
package import RuleFiles
package import Wire

extension FileFaults {
    /// The refusal of a rule file that somebody gave: its mistakes, and how many more there are.
    package var problem: Problem {
        Problem(
            .ruleFileFaulty,
            ["faults": .array(all.map(\.json)), "leftOut": .integer(droppedCount)]
        )
    }
}

extension FileFault {
    /// As problems carry it.
    fileprivate var json: JSONValue {
        [
            "line": .integer(line), "column": .integer(column), "path": .string(path),
            "code": .string(code.rawValue),
            "params": .object(params.mapValues(JSONValue.string)),
        ]
    }
}
