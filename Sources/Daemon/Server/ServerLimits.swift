import NIOCore

/// What one socket lets anybody use up; docs/api.md states each figure.
struct ServerLimits: Sendable {
    /// How long a connection may lie idle, or a request's head take: a person who types a request by
    /// hand is done sooner, and a connection that says nothing keeps a place from others.
    var idleTimeout = TimeAmount.seconds(60)
    /// The most bytes of a request's target and header lines together: a target of the longest
    /// texts that a query can mean something by, and what clients add by themselves.
    var headerBytesMax = 16_384
    /// The most header lines: curl sends five, a careless proxy thirty.
    var headerLinesMax = 100
    /// The most connections at once; the next one waits in the kernel until one ends.
    ///
    /// Far below the 1,024 descriptors that a process has by default, both sockets and the files
    /// counted.
    var connectionsMax = 256
    /// How long a reader may take nothing of what was written for it: it holds memory meanwhile.
    var stalledReaderTimeout = TimeAmount.seconds(60)
    /// The same while the daemon is stopping: less than it has left then.
    var stalledReaderTimeoutWhenStopping = TimeAmount.seconds(5)
    /// How long an answer may take to begin: less than the 30 s that the command line waits for a
    /// write, so that it hears why.
    var deadline = Duration.seconds(25)
    /// The same where a request reads the whole log or runs years of wake-ups.
    var longDeadline = Duration.seconds(600)
}
