import Glibc
package import Logging

/// The log of a service: its standard error, in the form that its reader wants.
package enum ServiceLog {
    /// Makes the logger of a service by what systemd says in `environment`.
    package static func logger(_ label: String, environment: [String: String]) -> Logger {
        guard isJournal(environment) else {
            return Logger(label: label) { StreamLogHandler.standardError(label: $0) }
        }
        return Logger(label: label) { _ in
            ServiceLogHandler { line in
                let bytes = Array((line + "\n").utf8)
                // A journal that takes nothing has nobody who would read about it.
                _ = write(STDERR_FILENO, bytes, bytes.count)
            }
        }
    }

    /// Returns what a program says before it ends because it can't do its work, with its line end.
    ///
    /// In the journal every line of it is an error.
    package static func lastWords(_ text: String, environment: [String: String]) -> String {
        guard isJournal(environment) else { return text + "\n" }
        return text.split(separator: "\n").map { "<\(priority(of: .error))>\($0)\n" }.joined()
    }

    /// Whether `descriptor` is what systemd has connected to the journal: JOURNAL_STREAM names its
    /// device and inode (systemd.exec(5)).
    ///
    /// The variable alone says nothing: whoever starts a program from a service hands it on, and may send
    /// standard error elsewhere.
    package static func isJournal(
        _ environment: [String: String],
        descriptor: CInt = STDERR_FILENO
    ) -> Bool {
        var status = stat()
        guard let named = environment["JOURNAL_STREAM"], fstat(descriptor, &status) == 0 else {
            return false
        }
        return named == "\(status.st_dev):\(status.st_ino)"
    }

    /// The priority of syslog(3) that goes with a level.
    static func priority(of level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}

/// Writes an event as one line with its priority, for the journal.
package struct ServiceLogHandler: LogHandler {
    private let write: @Sendable (String) -> Void

    /// As much as any other handler of swift-log says unless it is told otherwise.
    package var logLevel = Logger.Level.info
    /// What goes with every line.
    package var metadata: Logger.Metadata = [:]

    /// Makes a handler that gives each line, without its end, to `write`.
    package init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

    /// One piece of what goes with every line.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes the event.
    package func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let words =
            [event.message.description]
            + all.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.quoted("\($0.value)"))" }
        // The journal would take a second line as another event, without a priority.
        let line = words.joined(separator: " ").split(whereSeparator: \.isNewline)
            .joined(separator: " ")
        write("<\(ServiceLog.priority(of: event.level))>\(line)")
    }

    /// A value in which no reader mistakes a blank or `=` for the beginning of the next one.
    private static func quoted(_ value: String) -> String {
        let isPlain =
            !value.isEmpty && !value.contains { $0.isWhitespace || $0 == "\"" || $0 == "=" }
        guard !isPlain else { return value }
        let inside = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(inside)\""
    }
}
