import Audit
import Calendars
import Engine
import Entries
import EventLog
package import Wire

extension AuditAnswers {
    /// The most entries of a sample: more are no sample any more.
    package static let sampleMax = 10_000

    /// Reads how many entries are to be drawn; throws `Problem` for what is no such number.
    package static func sampleCount(_ text: String) throws(Problem) -> Int {
        guard let count = Int(text), (1...sampleMax).contains(count) else {
            throw Problem(
                .badField,
                [
                    "field": "n", "value": .string(text), "expected": "range", "from": 1,
                    "to": .integer(sampleMax),
                ]
            )
        }
        return count
    }

    /// Entries drawn so that anybody can draw them again.
    package func sample(_ count: Int, seed: String) throws -> SampleAnswer {
        let head = log.head
        let drawn = Sample.draw(count, ofSize: head.size, seed: seed)
        let entries = try drawn.compactMap { position in
            try log.entry(at: position).map { kept in
                let entry = try HistoryReader.entry(kept, in: log)
                return SampledEntry(
                    position: position,
                    agreement: entry.subject?.agreement,
                    type: entry.type,
                    time: entry.moment.text,
                    recorded: entry.recorded.rfc3339(offsetMinutes: zone.offsetMinutes),
                    actor: entry.actor.name,
                    leaf: kept.leaf.hex
                )
            }
        }
        var answer = SampleAnswer(
            seed: seed,
            size: head.size,
            root: head.root.hex,
            entries: entries,
            offsetMinutes: zone.offsetMinutes,
            rehearsal: isRehearsal,
            // An entry beside those that were drawn may be unreadable: no reason to draw none.
            synthetic: (try? areSynthetic(entries.compactMap(\.agreement))) ?? false
        )
        let here = Set(entries.map(\.position))
        let missing = drawn.filter { !here.contains($0) }
        if !missing.isEmpty { answer.notCarried = missing }
        return answer
    }
}
