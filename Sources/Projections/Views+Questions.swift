package import Calendars
package import Engine
import Entries
import EventLog
import GRDB
package import Workflows

/// One row of the board.
package struct BoardRow: Sendable {
    /// The state as of the position that the views have reached.
    package var agreement: Agreement
    /// How many facts that state rests on: what `If-Match` compares.
    package var version: Int
    /// When the next reminder is due; in the past if it is owed and not yet in the log, nil if none
    /// is.
    package var nextDue: Timestamp?
    /// A ladder has nothing more to give although what it is about still stands.
    package var isExhausted: Bool
}

/// One agreement renews another.
package struct Renewal: Hashable, Sendable {
    /// The id of the newer one, whose beginning names the older.
    package var successor: String
    /// The id of the older one.
    package var predecessor: String
    /// How far the newer one is.
    package var standing: Standing

    /// How far a renewal is.
    package enum Standing: String, Sendable {
        case underWay = "under-way"
        case signed
        /// It ended without a signature.
        case givenUp = "given-up"
    }
}

/// A reminder that went into the log.
package struct IssuedReminder: Hashable, Sendable {
    /// The position of its `ReminderIssued` entry.
    package var position: Int64
    /// The obligation's key, which that entry has as its command's id.
    package var key: String
    /// The agreement's id.
    package var agreement: String
    /// The position of the entry that opened the stage or the wait.
    package var opener: Int64
    /// The code of the office waited for; nil for a stage's own ladder.
    package var office: String?
    /// The role in the policy that it is for.
    package var role: String
}

extension Views {
    /// The columns of a `BoardRow`; what is due of a term is not, once its renewal is signed.
    private static let boardColumns = """
        state, version, CASE WHEN \(isRenewed) THEN renewedue ELSE nextdue END, isexhausted
        """

    /// Whether the agreement of a row has a term, and was renewed by one that is signed.
    private static let isRenewed = """
        (hasterm AND EXISTS (SELECT 1 FROM renewal
            WHERE predecessor = agreement.id AND standing = 'signed'))
        """

    /// Whether anybody is or will be reminded of the agreement of a row: it is open, its term runs, or
    /// something is left to say.
    static let isRemindedOf = "isclosed = 0 OR termends IS NOT NULL OR nextdue IS NOT NULL"

    /// Returns the board, by id; each filter that is given narrows it.
    ///
    /// `remindedOnly` leaves out what is over: closed, and no term runs.
    package func board(
        stage: String? = nil,
        waitingOn office: String? = nil,
        openOnly: Bool = false,
        remindedOnly: Bool = false
    ) throws -> [BoardRow] {
        try look { db in
            var sql = "SELECT \(Self.boardColumns) FROM agreement WHERE 1"
            var arguments = StatementArguments()
            if let stage {
                sql += " AND stage = ?"
                arguments += [stage]
            }
            if let office {
                sql += " AND id IN (SELECT agreement FROM waiting WHERE office = ?)"
                arguments += [office]
            }
            if openOnly { sql += " AND isclosed = 0" }
            if remindedOnly { sql += " AND (\(Self.isRemindedOf))" }
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: sql + " ORDER BY length(id), id"),
                arguments: arguments
            )
            return try rows.map { try BoardRow(row: $0) }
        }
    }

    /// Returns one row of the board.
    package func row(of agreement: String) throws -> BoardRow? {
        try look { db in
            try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT \(Self.boardColumns) FROM agreement WHERE id = ?
                        """
                ),
                arguments: [agreement]
            ).map { row in
                // A swap of the store waits for who reads.
                try BoardRow(row: row) { try store.states.state(of: agreement, in: $0) }
            }
        }
    }

    /// Under which `counts` has those that ended.
    package static let closed = "closed"

    /// Returns how many agreements stand in each stage, and how many ended under `closed`.
    package func counts() throws -> [String: Int] {
        try look { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT CASE WHEN isclosed THEN 'closed' ELSE stage END AS place, count(*)
                        FROM agreement GROUP BY place
                        """
                )
            )
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
    }

    /// Returns how many open agreements have a ladder that is at its end.
    package func exhaustedCount() throws -> Int {
        try look {
            try Int.fetchOne(
                $0.cachedStatement(sql: "SELECT count(*) FROM agreement WHERE isexhausted")
            ) ?? 0
        }
    }

    /// Returns of how many open agreements a day limit is over at `now`, and nobody has recorded what follows.
    package func lapsedCount(by now: Timestamp) throws -> Int {
        try look {
            try Int.fetchOne(
                $0.cachedStatement(sql: "SELECT count(*) FROM agreement WHERE limitends <= ?"),
                arguments: [now.milliseconds]
            ) ?? 0
        }
    }

    /// Returns which agreements have a ladder that is at its end, by id; at most `limit`.
    package func exhausted(limit: Int) throws -> [String] {
        try look { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql: "SELECT id FROM agreement WHERE isexhausted ORDER BY id LIMIT ?"
                ),
                arguments: [limit]
            )
        }
    }

    /// Returns the agreements for which something is owed at `now`, longest overdue first.
    ///
    /// Each of the two dates is walked along its index and no further than `limit`: a wake-up that works on
    /// many asks again and again.
    package func due(by now: Timestamp, limit: Int) throws -> [String] {
        try look { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id FROM (
                            SELECT * FROM (SELECT id, nextdue AS due FROM agreement
                                WHERE nextdue <= ?1 AND NOT \(Self.isRenewed)
                                ORDER BY nextdue, id LIMIT ?2)
                            UNION ALL
                            SELECT * FROM (SELECT id, renewedue AS due FROM agreement
                                WHERE renewedue <= ?1 AND \(Self.isRenewed)
                                ORDER BY renewedue, id LIMIT ?2))
                        ORDER BY due, id LIMIT ?2
                        """
                ),
                arguments: [now.milliseconds, limit]
            )
        }
    }

    /// Returns of how many agreements something is owed at `now`.
    package func owedCount(by now: Timestamp) throws -> Int {
        try look { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT (SELECT count(*) FROM agreement WHERE nextdue <= ?1 AND NOT \(Self.isRenewed))
                            + (SELECT count(*) FROM agreement WHERE renewedue <= ?1 AND \(Self.isRenewed))
                        """
                ),
                arguments: [now.milliseconds]
            ) ?? 0
        }
    }

    /// Returns the agreements whose term is over at `now` and was not ended yet, longest over first.
    package func termsOver(by now: Timestamp, limit: Int) throws -> [String] {
        try look { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT id FROM agreement WHERE termends <= ? ORDER BY termends, id LIMIT ?
                        """
                ),
                arguments: [now.milliseconds, limit]
            )
        }
    }

    /// Returns the agreements with a ladder at its end of which no entry says so.
    package func untoldExhausted(limit: Int) throws -> [String] {
        try look { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql: "SELECT id FROM agreement WHERE isuntold ORDER BY id LIMIT ?"
                ),
                arguments: [limit]
            )
        }
    }

    /// Returns, of every agreement that was renewed, one that is signed and took its place.
    package func signedRenewals() throws -> [String: String] {
        try look { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT predecessor, min(successor) FROM renewal "
                        + "WHERE standing = 'signed' GROUP BY predecessor"
                )
            )
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
    }

    /// Returns who renews whom; only what concerns one agreement, on either side, if one is named.
    package func renewals(of agreement: String? = nil) throws -> [Renewal] {
        try look { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT successor, predecessor, standing FROM renewal "
                        + (agreement == nil ? "" : "WHERE predecessor = ?1 OR successor = ?1 ")
                        + "ORDER BY predecessor, successor"
                ),
                arguments: agreement.map { [$0] } ?? []
            )
            return rows.map {
                Renewal(
                    successor: $0[0],
                    predecessor: $0[1],
                    standing: Renewal.Standing(rawValue: $0[2]) ?? .givenUp
                )
            }
        }
    }

    /// Returns what names agreements as renewed, of those that a message speaks of.
    package func successors(ofMessage position: Int64) throws -> Successors {
        try successors("reminder.message = ?", [position])
    }

    /// Returns what names agreements as renewed, of those whose reminders wait for a role's message.
    package func successors(waitingFor role: String) throws -> Successors {
        try successors("reminder.role = ? AND reminder.message IS NULL", [role])
    }

    private func successors(
        _ condition: String,
        _ arguments: StatementArguments
    ) throws -> Successors {
        try look { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT DISTINCT predecessor, successor FROM reminder
                        JOIN renewal ON predecessor = reminder.agreement
                        WHERE \(condition) ORDER BY 1, 2
                        """
                ),
                arguments: arguments
            )
            return Dictionary(grouping: rows) { $0[0] as String }.mapValues { $0.map { $0[1] } }
        }
    }

    /// Returns the earliest instant at which a term is over.
    package func firstTermEnd() throws -> Timestamp? {
        try look { db in
            try Int64.fetchOne(
                db.cachedStatement(
                    sql: "SELECT min(termends) FROM agreement WHERE termends IS NOT NULL"
                )
            ).map(Timestamp.init(milliseconds:))
        }
    }

    /// Returns the earliest instant at which something is owed.
    package func firstDue() throws -> Timestamp? {
        try look { db in
            try Int64.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT min(due) FROM (
                            SELECT * FROM (SELECT nextdue AS due FROM agreement
                                WHERE nextdue IS NOT NULL AND NOT \(Self.isRenewed)
                                ORDER BY nextdue LIMIT 1)
                            UNION ALL
                            SELECT * FROM (SELECT renewedue AS due FROM agreement
                                WHERE renewedue IS NOT NULL AND \(Self.isRenewed)
                                ORDER BY renewedue LIMIT 1))
                        """
                )
            ).map(Timestamp.init(milliseconds:))
        }
    }

    /// Returns the reminders that were issued, oldest first; only one agreement's if one is named.
    package func reminders(of agreement: String? = nil) throws -> [IssuedReminder] {
        try issued(
            agreement == nil ? "1" : "agreement = ?",
            agreement.map { [$0] } ?? []
        )
    }

    /// Returns how many reminders were ever issued.
    package func reminderCount() throws -> Int {
        try look { try Int.fetchOne($0.cachedStatement(sql: "SELECT count(*) FROM reminder")) ?? 0 }
    }

    /// Returns the reminders for a role that no message carries yet.
    package func uncarried(role: String) throws -> [IssuedReminder] {
        try issued("role = ? AND message IS NULL", [role])
    }

    /// Returns the roles that have reminders which no message carries yet.
    package func uncarriedRoles() throws -> [String] {
        try look { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql: "SELECT DISTINCT role FROM reminder WHERE message IS NULL ORDER BY role"
                )
            )
        }
    }

    private func issued(
        _ condition: String,
        _ arguments: StatementArguments
    ) throws -> [IssuedReminder] {
        try look { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT position, key, agreement, opener, office, role FROM reminder
                        WHERE \(condition) ORDER BY position
                        """
                ),
                arguments: arguments
            ).map {
                IssuedReminder(
                    position: $0[0],
                    key: $0[1],
                    agreement: $0[2],
                    opener: $0[3],
                    office: $0[4],
                    role: $0[5]
                )
            }
        }
    }

    /// Returns the positions of the messages without an outcome.
    package func outstanding() throws -> [Int64] {
        try look { db in
            try Int64.fetchAll(
                db.cachedStatement(
                    sql: "SELECT position FROM message WHERE outcome IS NULL ORDER BY position"
                )
            )
        }
    }

    /// Returns the newest message of each role that reached nobody, if none of that role did after it.
    package func undelivered() throws -> [(position: Int64, role: String)] {
        try look { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT max(position), role FROM message AS failed
                        WHERE outcome = ? AND NOT EXISTS (
                            SELECT 1 FROM message WHERE role = failed.role
                                AND position > failed.position AND outcome = ?)
                        GROUP BY role ORDER BY 1
                        """
                ),
                arguments: [
                    EngineRows.undelivered, EngineEvent.messageDelivered.rawValue,
                ]
            ).map { ($0[0], $0[1]) }
        }
    }

    /// Returns how many messages reached nobody.
    package func undeliveredCount() throws -> Int {
        try look { db in
            try Int.fetchOne(
                db.cachedStatement(sql: "SELECT count(*) FROM message WHERE outcome = ?"),
                arguments: [EngineRows.undelivered]
            ) ?? 0
        }
    }

    /// Whether that role's message of a local day is on its way or has arrived.
    package func hasMessage(role: String, day: LocalDate) throws -> Bool {
        try look { db in
            try Bool.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT EXISTS (
                            SELECT 1 FROM message WHERE role = ? AND day = ? AND outcome IS NOT ?)
                        """
                ),
                arguments: [role, day.description, EngineEvent.messageFailed.rawValue]
            ) ?? false
        }
    }

    /// Whether that role's report of a week is on its way or has arrived.
    package func hasReport(role: String, week: LocalDate) throws -> Bool {
        try look { db in
            try Bool.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT EXISTS (
                            SELECT 1 FROM message WHERE role = ? AND week = ? AND outcome IS NOT ?)
                        """
                ),
                arguments: [role, week.description, EngineEvent.messageFailed.rawValue]
            ) ?? false
        }
    }

    /// Returns for how many papers each office is awaited, most first.
    package func waitingCounts() throws -> [(office: String, papers: Int)] {
        try look { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT office, count(DISTINCT agreement) AS papers FROM waiting
                        GROUP BY office ORDER BY papers DESC, office
                        """
                )
            ).map { ($0[0], $0[1]) }
        }
    }

    /// Returns the agreements that wait for an office, the newest first; at most `limit`.
    package func waiting(on office: String, limit: Int) throws -> [String] {
        try look { db in
            try String.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT agreement FROM waiting WHERE office = ? GROUP BY agreement
                        ORDER BY length(agreement) DESC, agreement DESC LIMIT ?
                        """
                ),
                arguments: [office, limit]
            )
        }
    }

    /// The tables of the status: all but the texts that can be searched.
    static let dumped = ["progress", "agreement", "renewal", "waiting", "reminder", "message"]

    /// Returns every row of every table as text, in one order: equal for equal logs.
    package func canonicalDump() throws -> String {
        try read { db in
            var lines: [String] = []
            for table in Self.dumped {
                let names = try db.columns(in: table).map(\.name)
                let values = names.map { "' \($0)=' || quote(\($0))" }
                lines += try String.fetchAll(
                    db.cachedStatement(
                        sql: """
                            SELECT '\(table)' || \(values.joined(separator: " || "))
                            FROM \(table) ORDER BY \(names.prefix(3).joined(separator: ", "))
                            """
                    )
                )
            }
            return lines.joined(separator: "\n") + "\n"
        }
    }
}

extension BoardRow {
    init(row: Row, _ decode: (String) throws -> Agreement = StateText.decode) throws {
        do {
            agreement = try decode(row[0])
        } catch is DecodingError {
            // We wrote it, so its page is damaged; the pages of a long text have nothing that SQLite checks.
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a state can't be read")
        }
        version = row[1]
        nextDue = (row[2] as Int64?).map(Timestamp.init(milliseconds:))
        isExhausted = row[3]
    }
}
