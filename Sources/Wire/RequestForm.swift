/// The body of a request: a JSON object with these members and no others.
///
/// A member that is not known is refused, not dropped: who mistypes `source` would else find out
/// years later that nobody knows on whose word it was.
package protocol RequestForm: Decodable, Sendable {
    /// The names of all members that it may have.
    static var members: [String] { get }
    /// Those of them that are objects of a form of their own, and what members these may have.
    static var parts: [String: [String]] { get }
}

extension RequestForm {
    /// None: most bodies have no object of a form of its own.
    package static var parts: [String: [String]] { [:] }
}
