package import Calendars
import GRDB

/// How far a message is on its way to one recipient.
///
/// Kept beside the people because it says who got what; losing it costs a second copy under the same
/// Message-ID, never a message.
package struct Delivery: Hashable, Sendable {
    /// The position of the `MessageIssued` entry.
    package var message: Int64
    /// A person's `c-0003`, or a channel: `journal`, `spool`, `webhook`.
    package var recipient: String
    /// How it stands.
    package var state: State
    /// How often it was tried in vain.
    package var attempts: Int
    /// When it may be tried again; nil at once.
    package var next: Timestamp?

    /// How a message stands for one recipient.
    package enum State: String, Sendable {
        case delivered
        case refused
        case waiting
        /// Tried in vain for as long as a message is tried.
        case givenUp
    }

    /// Says how it stands.
    package init(
        message: Int64,
        recipient: String,
        state: State,
        attempts: Int = 0,
        next: Timestamp? = nil
    ) {
        self.message = message
        self.recipient = recipient
        self.state = state
        self.attempts = attempts
        self.next = next
    }
}

extension Contacts {
    /// Returns how a message stands for each recipient who was ever tried.
    package func deliveries(of message: Int64) throws -> [Delivery] {
        try reading { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT * FROM delivery WHERE message = ? ORDER BY recipient"
                ),
                arguments: [message]
            ).compactMap { row in
                guard let state = Delivery.State(rawValue: row["state"]) else { return nil }
                return Delivery(
                    message: row["message"],
                    recipient: row["recipient"],
                    state: state,
                    attempts: row["attempts"],
                    next: (row["next"] as Int64?).map(Timestamp.init(milliseconds:))
                )
            }
        }
    }

    /// Returns the messages of which anything is kept, in their order.
    package func carriedMessages() throws -> [Int64] {
        try reading { db in
            try Int64.fetchAll(
                db.cachedStatement(
                    sql: "SELECT DISTINCT message FROM delivery ORDER BY message"
                )
            )
        }
    }

    /// Keeps how a message stands for one recipient; durable on return.
    package func keep(_ delivery: Delivery) throws {
        try asking { queue in
            try queue.write { db in
                try db.cachedStatement(
                    sql: """
                        INSERT INTO delivery (message, recipient, state, attempts, next)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (message, recipient) DO UPDATE SET state = excluded.state,
                            attempts = excluded.attempts, next = excluded.next
                        """
                ).execute(arguments: [
                    delivery.message, delivery.recipient, delivery.state.rawValue,
                    delivery.attempts, delivery.next?.milliseconds,
                ])
            }
        }
    }

    /// Forgets how a message was carried: its outcome stands in the log.
    package func forgetDeliveries(of message: Int64) throws {
        try asking { queue in
            guard
                try queue.unsafeRead({ db in
                    try Bool.fetchOne(
                        db.cachedStatement(
                            sql: "SELECT EXISTS (SELECT 1 FROM delivery WHERE message = ?)"
                        ),
                        arguments: [message]
                    ) ?? false
                })
            else { return }
            try queue.write { db in
                try db.cachedStatement(sql: "DELETE FROM delivery WHERE message = ?").execute(
                    arguments: [message])
            }
        }
    }
}
