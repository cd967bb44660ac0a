import Entries
import Language
import Wire

/// One mistake in a rule file in words: where it stands and what to write instead.
struct RuleFaultText {
    private let fault: RuleFault

    init(_ fault: RuleFault) { self.fault = fault }

    /// The mistakes that a `rule-file-faulty` problem carries.
    static func faults(in params: [String: JSONValue]) -> [RuleFaultText] {
        (params["faults"]?.array ?? []).map { value in
            let particulars = (value["params"]?.object ?? [:]).compactMapValues { value in
                value.string ?? value.integer.map { String($0) }
            }
            return RuleFaultText(
                RuleFault(
                    line: value["line"]?.integer ?? 1,
                    column: value["column"]?.integer ?? 1,
                    path: value["path"]?.string ?? "",
                    code: value["code"]?.string ?? "",
                    params: particulars
                )
            )
        }
    }

    /// `12:5 events[3].verb: …`.
    var sentence: Phrase { Phrase("\(place): ") + words }

    /// `12:5 events[3].verb`.
    var place: String {
        fault.path.isEmpty
            ? "\(fault.line):\(fault.column)" : "\(fault.line):\(fault.column) \(fault.path)"
    }

    /// What is wrong and what to do.
    var words: Phrase {
        FileFaultWords(code: fault.code, path: fault.path, params: fault.params).words
    }
}
