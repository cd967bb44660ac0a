package import Audit

/// What a command may see and do inside the writer's transaction.
///
/// It sees every committed entry and those that earlier commands of the same batch appended. It is
/// good only until the work it was given to returns. Every reading method checks the bytes against
/// their leaf and throws `LogFailure` with code `damaged` rather than let a decision rest on
/// changed bytes.
package protocol LogTransaction: RedactionSource, AnyObject {
    /// How many entries there are so far; it is the position that the next one takes.
    var size: Int64 { get }

    /// Returns the entries of one agreement in the order they were appended.
    func entries(ofSubject subject: String) throws -> [KeptEntry]

    /// Returns the leaf hashes of one agreement's entries in the order they were appended; nil if one of
    /// them has lost its bytes.
    ///
    /// Bytes with these leaves are the agreement's entries, whoever kept them.
    func leaves(ofSubject subject: String) throws -> [TreeHash]?

    /// Returns one entry, or nil if the position is not taken.
    func entry(at position: Int64) throws -> KeptEntry?

    /// Returns what a command brought, in the order of its parts; none if it never came.
    func entries(ofCommand command: CommandKey) throws -> [KeptEntry]

    /// Returns the engine's own entries (those without a subject) of the given types, oldest first.
    func engineEntries(ofTypes types: [String]) throws -> [KeptEntry]

    /// Returns the last agreement id that begins with `prefix` and is longer: longer ids come
    /// after shorter ones, equally long ones in the order of their bytes.
    ///
    /// `2018-10000` therefore comes after `2018-9999`. The cost does not depend on the number of
    /// agreements.
    func lastSubject(withPrefix prefix: String) throws -> String?

    /// Appends an entry and returns its position.
    ///
    /// Nothing is durable yet. A failure ends the work even if the work swallows it: none of its
    /// entries stays. The code is `refused` if the entry breaks a rule of the log.
    @discardableResult
    func append(_ entry: NewEntry) throws -> Int64
}
