package import Entries

/// The body of a request: a JSON object with these members and no others.
///
/// A member that is not known is refused, not dropped: who mistypes `source` would else find out
/// years later that nobody knows on whose word it was.
package protocol RequestForm: Decodable, Sendable {
    /// Takes over members that were read already; nil if they are not of this form, or if the form
    /// leaves the reading to its decoder, which also says what is wrong.
    init?(members: [String: JSONValue])
    /// The names of all members that it may have.
    static var members: [String] { get }
    /// Those of them that are objects of a form of their own, and what members these may have.
    static var parts: [String: [String]] { get }
}

extension RequestForm {
    /// Leaves it to the decoder.
    package init?(members: [String: JSONValue]) { return nil }

    /// None: most bodies have no object of a form of its own.
    package static var parts: [String: [String]] { [:] }
}
