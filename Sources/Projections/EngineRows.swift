import Audit
import Engine
import Entries
import FoundationEssentials
import GRDB
import Workflows

/// The rows that single entries bring: reminders, messages and their outcomes, and how far the views are.
enum EngineRows {
    static func insertReminder(_ entry: Entry, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO reminder (position, key, agreement, opener, office, role)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            entry.position, entry.command.id, entry.subject?.agreement ?? "",
            entry.data["opener"]?.integer ?? 0, entry.data["office"]?.string,
            entry.data["role"]?.string ?? "",
        ])
    }

    static func takeMessage(_ entry: Entry, _ db: Database) throws {
        switch EngineEvent(rawValue: entry.type) {
        case .messageIssued:
            try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO message (position, role, day, week) VALUES (?, ?, ?, ?)
                    """
            ).execute(arguments: [
                entry.position, entry.data["role"]?.string ?? "",
                isOfTheDay(entry) ? entry.data["day"]?.string ?? "" : "",
                entry.data["weekly"]?["week"]?.string,
            ]
            )
            for key in entry.data["reminders"]?.array ?? [] {
                try db.cachedStatement(sql: "UPDATE reminder SET message = ? WHERE key = ?")
                    .execute(arguments: [entry.position, key.string])
            }
        case .messageDelivered, .messageFailed:
            let message = entry.data["message"]?.integer
            let hasFailed = entry.type == EngineEvent.messageFailed.rawValue
            let isReleasing = hasFailed && Submitter.MessageFailure.isReleasing(entry)
            try db.cachedStatement(sql: "UPDATE message SET outcome = ? WHERE position = ?")
                .execute(arguments: [hasFailed && !isReleasing ? undelivered : entry.type, message])
            guard isReleasing else { break }
            // What it carried was not said: it waits for another message, if it still stands then.
            try db.cachedStatement(sql: "UPDATE reminder SET message = NULL WHERE message = ?")
                .execute(arguments: [message])
        default: break
        }
    }

    /// A message on trial, and one that leaves at once, is nobody's message of the day.
    private static func isOfTheDay(_ message: Entry) -> Bool {
        message.data["trial"]?.bool != true && message.data["immediate"]?.bool != true
    }

    /// The outcome of a message that reached nobody, although it was sent.
    static let undelivered = "undelivered"

    /// The types that `takeMessage` reads.
    static let messageTypes = [
        EngineEvent.messageIssued, .messageDelivered, .messageFailed,
    ].map(\.rawValue)

    static func setProgress(
        _ position: Int64,
        _ frontier: TreeFrontier,
        _ db: Database
    ) throws {
        try db.cachedStatement(sql: "UPDATE progress SET position = ?, root = ?").execute(
            arguments: [position, Data(frontier.root.bytes)]
        )
    }
}
