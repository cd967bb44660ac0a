/// What a request may leave behind, and whether sending it again is safe: told by method, path and query.
///
/// A client has to know it before there is an answer, and most of all when none came.
package enum RequestKind: Hashable, Sendable {
    /// Nothing: a question, a check, a dry run.
    case question
    /// What is done once under its idempotency key, however often it is sent.
    case keyed
    /// What is done each time it comes: the path takes no key.
    case unkeyed

    /// Judges a request for `target`, a path with its query.
    ///
    /// What is not known is taken for a write without a key: of that nothing is promised.
    package init(method: String, target: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts[0]
        switch method {
        case "GET", "HEAD", "OPTIONS": self = .question
        case "POST" where Self.asking.contains { $0 == path }: self = .question
        case "POST" where Self.trying.contains { path.matches($0) }:
            let isTrial = parts.dropFirst().first?.split(separator: "&").contains("dryRun=true")
            self = isTrial == true ? .question : .keyed
        case "POST" where Self.plain.contains { $0 == path }: self = .keyed
        default: self = .unkeyed
        }
    }

    /// Questions with a body: they record nothing.
    package static let asking = [
        "/v1/rules/check", "/v1/reminders/simulation", "/v1/audit/verify", "/v1/audit/replay",
    ]

    /// Writes under a key that can be tried: with `dryRun=true` they record nothing.
    package static let trying = [
        "/v1/agreements", "/v1/agreements/{id}/events", "/v1/agreements/{id}/redactions",
        "/v1/rules", "/v1/rules/moves", "/v1/calendars/days", "/v1/calendars/imports",
        "/v1/clock/confirmation", "/v1/admin/key/rotation", "/v1/admin/recovery",
    ]

    /// Writes under a key that can't be tried.
    package static let plain = ["/v1/messages/test"]
}

extension Substring {
    /// Whether the path is one of that form, where `{id}` stands for any one segment.
    fileprivate func matches(_ form: String) -> Bool {
        let segments = split(separator: "/", omittingEmptySubsequences: false)
        let wanted = form.split(separator: "/", omittingEmptySubsequences: false)
        return segments.count == wanted.count
            && zip(segments, wanted).allSatisfy { $1 == "{id}" ? !$0.isEmpty : $0 == $1 }
    }
}
