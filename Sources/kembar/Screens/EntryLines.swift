import Entries
import FoundationEssentials
import Language
import Synchronization
import Wire

/// One line for each entry that comes: number, time, agreement, what happened, title, office.
///
/// An entry names stages and offices by code; the names are those of the agreement's history, which
/// is asked for when an entry of it comes that was not in it yet.
final class EntryLines: Sendable {
    private let exchange: Exchange
    private let page: Page
    private let offsetMinutes: Int
    private let histories = Mutex<[String: HistoryAnswer]>([:])

    /// `now` is the daemon's own time, whose zone the times are shown in.
    init(_ exchange: Exchange, _ page: Page, now: String) {
        self.exchange = exchange
        self.page = page
        offsetMinutes = SpokenTime(now)?.clock?.offsetMinutes ?? 0
    }

    func line(for event: EventStreamReader.Event) async -> String {
        let members = Self.members(of: event)
        let known = await entry(at: event.id, of: members.subject)
        var parts = ["\(event.id)"]
        if let time = known?.entry.time ?? members.time { parts.append(local(time)) }
        if let subject = members.subject { parts.append(subject) }
        let label = known?.entry.label.phrase ?? WatchPhrases.engineEvents[event.type]
        let words = label.map(page.say) ?? event.type
        parts.append(words == event.type ? event.type : "\(event.type) (\(words))")
        if members.isRedacted { parts.append(page.say(WatchPhrases.redacted)) }
        if let known {
            parts.append(known.history.title)
            if let office = EntryWords(known.history).office(of: known.entry) {
                parts.append(office)
            }
            if known.history.synthetic { parts.append("[\(page.say(.synthetic))]") }
        }
        return Screen.printable(parts.joined(separator: "  "))
    }

    private func local(_ time: String) -> String {
        guard let spoken = SpokenTime(time) else { return time }
        return page.language.shortInstant(spoken.shifted(toOffsetMinutes: offsetMinutes))
    }

    /// The entry as the history has it; nil where there is none, or it can't be had just now.
    private func entry(
        at position: Int64,
        of subject: String?
    ) async -> (history: HistoryAnswer, entry: HistoryEntry)? {
        guard let subject else { return nil }
        if let known = find(position, in: histories.withLock { $0[subject] }) { return known }
        // Without its names the line is shorter; the entry itself is shown all the same.
        guard
            let response = try? await exchange.answer(
                to: .get(["agreements", subject, "history"])
            ),
            let history = try? response.decoded(HistoryAnswer.self)
        else { return nil }
        histories.withLock { $0[subject] = history }
        return find(position, in: history)
    }

    private func find(
        _ position: Int64,
        in history: HistoryAnswer?
    ) -> (history: HistoryAnswer, entry: HistoryEntry)? {
        guard let history, let entry = history.entries.first(where: { $0.position == position })
        else { return nil }
        return (history, entry)
    }

    private static func members(
        of event: EventStreamReader.Event
    ) -> (subject: String?, time: String?, isRedacted: Bool) {
        // What is no JSON has no members: the line then holds what the stream itself says.
        let entry = try? JSONDecoder().decode(JSONValue.self, from: Data(event.data.utf8))
        return (
            entry?["subject"]?.string, entry?["time"]?.string, entry?["redacted"] != nil
        )
    }
}
