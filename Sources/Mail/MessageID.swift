/// The one name of a message, for ever: made of the log's origin and the position of its entry.
///
/// Every copy of it, to whomever, in whatever language and however often it is tried, carries this name: a
/// mailbox that got it twice can tell, and no second message ever has it.
package struct MessageID: Hashable, Sendable, CustomStringConvertible {
    /// As RFC 5322 writes it, in angle brackets.
    package let description: String

    /// Names the message at `position` of the log with that origin.
    package init(origin: String, position: Int64) {
        self.init(origin: origin, name: String(position))
    }

    /// Names what messages about one agreement, or the digests of one role, answer to.
    ///
    /// No mail ever has this name itself: mailboxes show together what refers to the same one.
    package init(origin: String, thread: String) {
        self.init(origin: origin, name: "thread." + Self.atom(thread))
    }

    private init(origin: String, name: String) {
        let parts = origin.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let host = Self.atom(String(parts.first ?? ""))
        let path = parts.count > 1 ? Self.atom(String(parts[1])) + "." : ""
        description = "<\(path)\(name)@\(host.isEmpty ? "kembar.invalid" : host)>"
    }

    /// A text as a dot-atom: letters, digits, hyphens, and single dots between them.
    private static func atom(_ text: String) -> String {
        let allowed = text.map { character in
            character.isASCII && (character.isLetter || character.isNumber) || character == "-"
                ? character : "."
        }
        return String(allowed).split(separator: ".").joined(separator: ".")
    }
}
