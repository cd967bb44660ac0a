import Calendars
import Engine
import Entries
import EventLog
package import Wire
import Workflows

extension AuditAnswers {
    /// When nobody was reminded: stopped, crashed, a clock that was set back or jumped ahead, reminders
    /// that came late.
    ///
    /// Throws `Problem` (`silences-need-whole-log`) where only one agreement is here: starts and stops
    /// belong to none, so that there are none would mean nothing.
    package func silences() throws -> SilencesAnswer {
        if let carried {
            throw Problem(.silencesNeedWholeLog, ["agreement": .string(carried)])
        }
        let silences = try silencesHere()
        return SilencesAnswer(
            silences: silences,
            offsetMinutes: zone.offsetMinutes,
            rehearsal: isRehearsal,
            synthetic: try areSynthetic(silences.compactMap(\.agreement))
        )
    }

    /// The silences that the entries show which are here.
    func silencesHere() throws -> [Silence] {
        let types: [EngineEvent] = [
            .daemonStarted, .daemonStopped, .clockSetBack, .clockSetAhead, .clockConfirmed,
        ]
        let entries = try HistoryReader.entries(
            log.engineEntries(ofTypes: types.map(\.rawValue)),
            in: log
        )
        var silences: [Silence] = []
        var stopped: Entry?
        for entry in entries {
            switch EngineEvent(rawValue: entry.type) {
            case .daemonStopped: stopped = entry
            case .clockSetAhead:
                // Until somebody says that the clock is right, or it goes back.
                let end = entries.first {
                    $0.type == EngineEvent.clockConfirmed.rawValue
                        && $0.position > entry.position
                }
                silences.append(
                    Silence(
                        kind: "clock-set-ahead",
                        from: entry.recorded.utc,
                        until: end?.recorded.utc,
                        positions: [entry.position] + [end?.position].compactMap(\.self)
                    )
                )
            case .clockSetBack:
                silences.append(
                    Silence(
                        kind: "clock-set-back",
                        from: entry.recorded.utc,
                        until: nil,
                        positions: [entry.position]
                    )
                )
            case .daemonStarted:
                // The first start of a log has no silence before it.
                if let from = entry.data["notRunningFrom"]?.string {
                    silences.append(
                        Silence(
                            kind: stopped == nil ? "crashed" : "stopped",
                            from: from,
                            until: entry.data["notRunningUntil"]?.string,
                            positions: [stopped?.position, entry.position].compactMap(\.self)
                        )
                    )
                }
                stopped = nil
            default: break
            }
        }
        return try silences + lateReminders()
    }

    /// A reminder that was issued more than so many milliseconds after it was due came late.
    private static let lateMilliseconds: Int64 = 3_600_000

    private func lateReminders() throws -> [Silence] {
        var late: [Silence] = []
        for id in try log.subjects() {
            for entry in try HistoryReader.entries(log.entries(ofSubject: id), in: log) {
                guard entry.type == EngineEvent.reminderIssued.rawValue,
                    let text = entry.data["due"]?.string, let due = Timestamp(rfc3339: text),
                    entry.recorded.milliseconds - due.milliseconds > Self.lateMilliseconds
                else { continue }
                late.append(
                    Silence(
                        kind: "late-reminder",
                        from: text,
                        until: entry.recorded.utc,
                        positions: [entry.position],
                        agreement: id
                    )
                )
            }
        }
        return late
    }
}
