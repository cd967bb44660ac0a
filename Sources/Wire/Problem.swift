package import Entries

/// An answer that says no, as RFC 9457 has it: stable code and parameters, no sentence.
///
/// The daemon has no language; the client renders `code` and `params` in the reader's.
package struct Problem: Error, Codable, Hashable, Sendable {
    /// `https://kembar.invalid/problems/<code>`: names the kind; nothing is served there.
    package var type: String
    /// The code again, for readers that show only titles.
    package var title: String
    /// The HTTP status.
    package var status: Int
    /// Which problem it is: stable, and what clients look at.
    package var code: ProblemCode
    /// What the sentence needs: names, dates, positions.
    package var params: [String: JSONValue]

    /// Makes the problem of that code, with the status and type that belong to it.
    package init(_ code: ProblemCode, _ params: [String: JSONValue] = [:]) {
        self.type = "https://kembar.invalid/problems/\(code.rawValue)"
        self.title = code.rawValue
        self.status = code.status
        self.code = code
        self.params = params
    }

    /// The media type of such an answer.
    package static let mediaType = "application/problem+json"
}
