import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Workflows

@testable import Daemon

/// Writes a story into a log as it is told, past every rule that would refuse it.
extension Household {
    private static let person = Actor.user(id: "a-0001", role: "kembar")

    /// Appends one entry as a person or the engine would have; what it says nobody judges.
    @discardableResult
    func forge(
        _ type: String,
        of agreement: String? = nil,
        at: String? = nil,
        by actor: Actor = person,
        _ data: [String: JSONValue] = [:]
    ) async throws -> Int64 {
        let submitter = house.submitter
        let recorded = submitter.lastRecordedTime
        let zone = submitter.rulesInForce.circumstances.offices.own.zone
        let moment =
            try at.map { try Moment($0, in: zone) }
            ?? Moment(instant: recorded, offsetMinutes: zone.offsetMinutes)
        return try await house.log.write { transaction in
            let position = transaction.size
            let subject = try agreement.map { id in
                let count = try transaction.entries(ofSubject: id).count
                return Entry.Subject(agreement: id, version: count + 1)
            }
            let entry = Entry(
                id: UUID().uuidString.lowercased(),
                source: "https://test.invalid/kembar",
                type: type,
                subject: subject,
                moment: moment,
                recorded: recorded,
                position: position,
                command: CommandStamp(
                    id: "forged:\(position)",
                    part: 1,
                    parts: 1,
                    digest: "0123456789abcdef"
                ),
                actor: actor,
                data: .object(data)
            )
            try transaction.append(try NewEntry(entry))
            return position
        }
    }

    /// Begins an agreement that was proposed in that month or on that day.
    func begin(_ id: String, at: String = "2018-09-03", source: String? = "surat") async throws {
        var data: [String: JSONValue] = [
            "title": .string("Naskah \(id)"),
            "parties": [
                ["code": "51.08", "name": "Kabupaten Buleleng"],
                ["code": "35.72", "name": "Kota Blitar"],
            ],
            "workflow": ["name": "kerja-sama-daerah", "version": 1],
        ]
        data["source"] = source.map(JSONValue.string)
        try await forge("VisitProposed", of: id, at: at, data)
    }
}
