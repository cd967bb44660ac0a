import Calendars
import Engine
import EventLog
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Projections
import Wire

/// What a monitoring system asks, in the text form of Prometheus (version 0.0.4).
struct MetricsRoutes: Sendable {
    let house: House

    func add(to router: Router<KembarContext>) {
        router.get("/v1/metrics") { try await metrics($0, $1) }
    }

    private func metrics(_ request: Request, _ context: KembarContext) async throws -> Response {
        try house.require(.read, of: context.caller)
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: try text()))
        )
    }

    /// Every figure as it is now.
    func text() throws -> String {
        var text = MetricsText()
        let head = house.log.head
        let now = house.submitter.time
        text.gauge("kembar_log_entries", "Entries in the log.", head.size)
        text.gauge(
            "kembar_log_writable",
            "Whether the last attempt to write succeeded.",
            house.log.writeFailure == nil ? 1 : 0
        )
        if let bytes = FileFacts.bytes(of: house.folder.logPath) {
            let ahead = FileFacts.bytes(of: house.folder.logPath + "-wal") ?? 0
            text.gauge("kembar_log_bytes", "Size of log.db and its -wal.", bytes + ahead)
        }
        if let room = house.reserve.now {
            text.gauge("kembar_disk_free_bytes", "Room left where the log lies.", room.free)
            text.gauge(
                "kembar_disk_reserve_bytes",
                "Below this much room commands are refused.",
                room.reserve
            )
        }
        if let mirror = house.mirror?.status(of: head) {
            text.gauge("kembar_mirror_entries", "Entries durable in the mirror.", mirror.size)
            text.gauge(
                "kembar_mirror_behind_entries",
                "Entries of the log that are not in the mirror.",
                mirror.behind
            )
            text.gauge(
                "kembar_mirror_failing",
                "Whether the mirror can't be written at present.",
                mirror.lastError == nil ? 0 : 1
            )
        }
        text.gauge(
            "kembar_views_lag_entries",
            "Entries not yet in the views.",
            head.size - 1 - house.views.state.position
        )
        text.gauge(
            "kembar_views_unsearched_agreements",
            "Agreements whose newest texts a search would have to write first.",
            Int64(try house.views.unsearchedCount())
        )
        text.gauge(
            "kembar_reminders_issued",
            "Reminders in the log.",
            try house.views.reminderCount()
        )
        text.gauge(
            "kembar_reminders_owed",
            "Agreements of which a reminder is owed and not issued yet.",
            try house.views.owedCount(by: now)
        )
        text.gauge(
            "kembar_wake_up_failing",
            "Whether the last look at what is due came to no end.",
            house.wakeUp.troubles.failed == nil ? 0 : 1
        )
        text.gauge(
            "kembar_messages_failed",
            "Messages that reached nobody.",
            try house.views.undeliveredCount()
        )
        text.gauge(
            "kembar_messages_outstanding",
            "Messages without an outcome.",
            try house.views.outstanding().count
        )
        text.gauges(
            "kembar_messages_unwritten",
            "Whether a place where kembard writes messages itself takes none at present.",
            label: "to",
            unwritten
        )
        text.gauge(
            "kembar_ladders_exhausted",
            "Ladders at their end.",
            try house.views.exhaustedCount()
        )
        if let next = try house.wakeUp.nextReminder(after: now) {
            text.gauge(
                "kembar_next_reminder_timestamp_seconds",
                "When something is owed next.",
                next.milliseconds / 1_000
            )
        }
        let conflict = try? house.checkpoints.conflict()
        text.gauge(
            "kembar_log_contradicts_checkpoint",
            "Whether the log is older than, or differs from, what was signed.",
            conflict == nil ? 0 : 1
        )
        // What never happened has the time 0: a figure that is missing raises no alarm.
        text.gauge(
            "kembar_checkpoint_timestamp_seconds",
            "When the newest signed checkpoint was kept; 0 is never.",
            (house.checkpoints.lastSigned?.milliseconds ?? 0) / 1_000
        )
        let backups = house.backups.status
        for (kind, mark) in [("copy", backups.copy), ("drill", backups.drill)] {
            let at = mark.flatMap { Timestamp(rfc3339: $0.at) }
            text.gauge(
                "kembar_backup_\(kind)_timestamp_seconds",
                kind == "copy"
                    ? "When the log was last copied; 0 is never."
                    : "When a copy was last proved; 0 is never.",
                (at?.milliseconds ?? 0) / 1_000
            )
        }
        text.gauge(
            "kembar_backup_drill_failed",
            "Whether the last proof of a copy failed.",
            backups.failure == nil ? 0 : 1
        )
        text.add(house.metrics.counts)
        return text.text
    }

    /// By place, 1 where `status` says that no message could be written there, or would be.
    private var unwritten: [(value: String, number: Int)] {
        let refusing = house.wakeUp.troubles.now.unwritten?.place
        let isSpoolRefusing =
            refusing == MessageChannel.spool || house.wakeUp.outbox.spoolTrouble != nil
        return [
            (MessageChannel.journal, refusing == MessageChannel.journal ? 1 : 0),
            (MessageChannel.spool, isSpoolRefusing ? 1 : 0),
        ]
    }
}

/// Figures in the text form of Prometheus.
struct MetricsText {
    private(set) var text = ""

    mutating func gauge(_ name: String, _ help: String, _ value: some BinaryInteger) {
        begin(name, help, "gauge")
        text += "\(name) \(value)\n"
    }

    /// One figure for each value of a label, which has nothing in it that needs escaping.
    mutating func gauges(
        _ name: String,
        _ help: String,
        label: String,
        _ values: [(value: String, number: Int)]
    ) {
        begin(name, help, "gauge")
        for (value, number) in values {
            text += "\(name){\(label)=\"\(value)\"} \(number)\n"
        }
    }

    private mutating func begin(_ name: String, _ help: String, _ type: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func add(_ counts: Metrics.Counts) {
        // Codes and kinds are ours: nothing in them needs escaping.
        begin("kembar_requests_total", "Answered requests by kind and problem code.", "counter")
        for (answered, count) in counts.answered.sorted(by: { $0.key < $1.key }) {
            text +=
                "kembar_requests_total{kind=\"\(answered.kind)\",outcome=\"\(answered.outcome)\"} \(count)\n"
        }
        begin(
            "kembar_request_duration_seconds",
            "Time to the answer; a write's includes its sync.",
            "histogram"
        )
        for (kind, durations) in counts.durations.sorted(by: { $0.key < $1.key }) {
            add(durations, "kembar_request_duration_seconds", label: "kind=\"\(kind)\"")
        }
        begin(
            "kembar_append_duration_seconds",
            "Time of a batch of entries, from the beginning of its transaction to the end of its commit.",
            "histogram"
        )
        add(counts.batches, "kembar_append_duration_seconds")
        begin(
            "kembar_commit_duration_seconds",
            "Of that, the commit with its sync of the disk.",
            "histogram"
        )
        add(counts.commits, "kembar_commit_duration_seconds")
    }

    private mutating func add(_ durations: Metrics.Durations, _ name: String, label: String = "") {
        let first = label.isEmpty ? "" : label + ","
        let only = label.isEmpty ? "" : "{\(label)}"
        for (bound, count) in zip(Metrics.Durations.boundsSeconds, durations.counts) {
            text += "\(name)_bucket{\(first)le=\"\(bound)\"} \(count)\n"
        }
        text += "\(name)_bucket{\(first)le=\"+Inf\"} \(durations.count)\n"
        text += "\(name)_sum\(only) \(durations.sumSeconds)\n"
        text += "\(name)_count\(only) \(durations.count)\n"
    }
}

extension Metrics {
    /// Counts one answer, by the code of what was refused if anything was.
    func count(_ request: Request, _ answer: RoutedAnswer, since start: ContinuousClock.Instant) {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        count(
            .init(
                kind: [.get, .head].contains(request.method) ? "read" : "write",
                outcome: answer.refused?.rawValue ?? "ok"
            ),
            seconds: Double(seconds) + Double(attoseconds) / 1e18
        )
    }
}
