package import RuleFiles

extension FileFault {
    /// The fault in one line, for comparison in a table: `12:5 events[0] missing_key key=verb`.
    ///
    /// Without the list of what would be allowed, which would hide the rest.
    package var summary: String {
        let params = params.filter { $0.key != "allowed" }.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value)" }
        return (["\(line):\(column)", path.isEmpty ? "-" : path, code.rawValue] + params)
            .joined(separator: " ")
    }
}

/// Returns the faults that reading a file ends in, one line each; none if it ends in none.
package func faults(_ read: () throws(FileFaults) -> Void) -> [String] {
    do throws(FileFaults) {
        try read()
        return []
    } catch {
        return error.all.map(\.summary)
    }
}
