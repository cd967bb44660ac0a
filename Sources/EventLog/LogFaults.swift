/// Where tests break a log on purpose: each closure stands at one durable step and may throw there.
package struct LogFaults: Sendable {
    /// Called when a batch is about to be committed; throwing makes the commit fail with nothing
    /// kept.
    package let beforeCommit: @Sendable () throws -> Void
    /// Called when a batch has just been committed; throwing makes the commit seem to have failed
    /// although everything is kept.
    package let afterCommit: @Sendable () throws -> Void

    /// No fault at all, as in production.
    package static let none = LogFaults()

    /// Makes a log's faults from those that are wanted.
    package init(
        beforeCommit: @escaping @Sendable () throws -> Void = {},
        afterCommit: @escaping @Sendable () throws -> Void = {}
    ) {
        self.beforeCommit = beforeCommit
        self.afterCommit = afterCommit
    }
}
