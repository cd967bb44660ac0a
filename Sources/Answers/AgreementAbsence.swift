package import Calendars
import Engine
import Entries
package import EventLog
package import Wire

/// Why there is no answer about an agreement as of the times that are asked for.
package enum AgreementAbsence {
    /// Returns the problem: there is no such agreement, none of it had been recorded, or it had not begun.
    ///
    /// `asOf` and `knownAt` are the times as they were typed; `recordedBy` is the end of `knownAt`.
    package static func problem(
        of id: String,
        in log: any EntryLog,
        asOf: String?,
        knownAt: String?,
        recordedBy: Timestamp?
    ) throws -> Problem {
        let kept = try log.entries(ofSubject: id)
        guard !kept.isEmpty, asOf != nil || knownAt != nil else {
            return Problem(.unknownAgreement, ["id": .string(id)])
        }
        // The times that are typed don't tell: what had begun by then may have been recorded later.
        let isRecorded = try HistoryReader.entries(kept, in: log).contains { entry in
            recordedBy.map { entry.recorded <= $0 } ?? true
        }
        var params: [String: JSONValue] = [
            "id": .string(id), "reason": isRecorded ? "not-begun" : "not-recorded",
        ]
        let time = isRecorded ? asOf ?? knownAt : knownAt
        params["time"] = time.map(JSONValue.string)
        return Problem(.unknownAgreement, params)
    }
}
