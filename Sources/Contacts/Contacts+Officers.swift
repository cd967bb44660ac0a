package import Calendars
import GRDB
import Synchronization

extension Contacts {
    /// Makes the table of names, from that of schema 1 if there is one: it knew no login names.
    static func makeOfficers(_ db: Database) throws {
        let isThere = try db.tableExists("officer")
        if isThere {
            try db.execute(
                sql: "DROP INDEX IF EXISTS officer_uid; ALTER TABLE officer RENAME TO officer_1;"
            )
        }
        try db.execute(
            sql: """
                CREATE TABLE officer (
                    name TEXT PRIMARY KEY, uid INTEGER, login TEXT, since INTEGER NOT NULL,
                    until INTEGER) STRICT;
                CREATE UNIQUE INDEX officer_uid ON officer (uid) WHERE until IS NULL;
                """
        )
        guard isThere else { return }
        try db.execute(
            sql: """
                INSERT INTO officer (name, uid, since, until)
                    SELECT name, uid, since, until FROM officer_1;
                DROP TABLE officer_1;
                """
        )
    }

    /// Returns the opaque name of somebody who was asked for before; the file is not touched.
    ///
    /// Nil also if the number has become somebody else's.
    package func knownName(of user: SystemUser) -> String? {
        guard let given = known.withLock({ $0.names[user.uid] }), given.belongs(to: user.account)
        else { return nil }
        return given.name
    }

    /// Returns somebody's opaque name, if there is one.
    ///
    /// Throws `ContactsFailure` if the file can't say.
    package func name(of user: SystemUser) throws -> String? {
        // Asked first: who has recorded something can go on, whatever becomes of the file.
        if let name = knownName(of: user) { return name }
        return try given(user)?.name
    }

    private func given(_ user: SystemUser) throws -> GivenName? {
        try reading { db in
            guard let given = try Self.given(user, db) else { return nil }
            // Before anybody else has the file, who might end the name.
            known.withLock { $0.names[user.uid] = given }
            return given
        }
    }

    /// The name in force, unless the number has become somebody else's.
    private static func given(_ user: SystemUser, _ db: Database) throws -> GivenName? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT name, login FROM officer WHERE uid = ? AND until IS NULL"
            ),
            arguments: [user.uid]
        )
        return row.map { GivenName(name: $0["name"], login: $0["login"]) }
            .flatMap { $0.belongs(to: user.account) ? $0 : nil }
    }

    /// Returns somebody's opaque name, giving the next one (`a-0007`) when first seen.
    ///
    /// Whose number had another login name before is somebody else: the name in force ends at `now`.
    /// `greatest` is the highest number that the log has: an erased file must not give out a name
    /// that meant somebody else. It is asked once in a life. Durable on return; throws
    /// `ContactsFailure`, with nothing written, if the file can't be used.
    package func givenName(
        of user: SystemUser,
        at now: Timestamp,
        greatest: () throws -> Int
    ) throws -> String {
        if let given = try known.withLock({ $0.names[user.uid] }) ?? given(user),
            given.belongs(to: user.account)
        {
            learnLogin(of: given, user)
            return given.name
        }
        let used = try greatestInLog(greatest)
        let given = try changing { db -> GivenName in
            // Another request of the same user may have been first since the question above.
            if let given = try Self.given(user, db) { return given }
            try Self.end(user, at: now, db)
            let given = GivenName(name: try Self.nextName(used, db), login: user.account.kept)
            try db.cachedStatement(
                sql: "INSERT INTO officer (name, uid, login, since) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [given.name, user.uid, given.login, now.milliseconds])
            return given
        } then: { known, given in
            if case .named(let login) = user.account {
                known.names = known.names.filter { $0.value.login != login }
            }
            known.names[user.uid] = given
        }
        return given.name
    }

    /// Changes the file, and once that is durable what is known of it, before anybody else has the file.
    private func changing<Answer>(
        _ change: (Database) throws -> Answer,
        then note: (inout Known, Answer) -> Void
    ) throws -> Answer {
        try asking { queue in
            try queue.inDatabase { db in
                var answer: Answer?
                try db.inTransaction {
                    answer = try change(db)
                    return .commit
                }
                guard let answer else { preconditionFailure("a transaction that was not run") }
                known.withLock { note(&$0, answer) }
                return answer
            }
        }
    }

    /// Ends the names of the number, and of the login name where it had another number.
    private static func end(_ user: SystemUser, at now: Timestamp, _ db: Database) throws {
        var login: String?
        if case .named(let current) = user.account { login = current }
        try db.cachedStatement(
            sql: "UPDATE officer SET until = ? WHERE until IS NULL AND (uid = ? OR login = ?)"
        ).execute(arguments: [now.milliseconds, user.uid, login])
    }

    /// Keeps the login name of somebody who has a name from before it was known.
    private func learnLogin(of given: GivenName, _ user: SystemUser) {
        guard given.login == nil, case .named(let login) = user.account else { return }
        do {
            try changing { db in
                try db.cachedStatement(
                    sql: "UPDATE officer SET login = ? WHERE name = ? AND login IS NULL"
                ).execute(arguments: [login, given.name])
            } then: { known, _ in
                if known.names[user.uid] == given { known.names[user.uid]?.login = login }
            }
        } catch {
            // Who is known can go on, whatever becomes of the file; it is tried again the next time.
        }
    }

    /// Returns somebody's name, or the one that `givenName` would give now.
    ///
    /// Writes nothing.
    package func nameOrNext(of user: SystemUser, greatest: () throws -> Int) throws -> String {
        if let name = try name(of: user) { return name }
        let used = try greatestInLog(greatest)
        return try reading { try Self.nextName(used, $0) }
    }

    private func greatestInLog(_ greatest: () throws -> Int) throws -> Int {
        let used = try known.withLock { $0.greatestInLog } ?? greatest()
        known.withLock { $0.greatestInLog = used }
        return used
    }

    private static func nextName(_ used: Int, _ db: Database) throws -> String {
        let highest = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT max(CAST(substr(name, 3) AS INTEGER)) FROM officer")
        )
        let digits = String(max(used, highest ?? 0) + 1)
        return "a-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    // MARK: Who is who

    /// Returns all names that were given, in their order, also those that ended and those erased.
    package func officers() throws -> [Officer] {
        try reading { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT * FROM officer ORDER BY CAST(substr(name, 3) AS INTEGER)"
                )
            ).map(Officer.init(row:))
        }
    }

    /// Returns whose name that is; nil if it was never given, or if nothing says any more whose.
    package func officer(_ name: String) throws -> Officer? {
        try reading { try Self.officer(name, $0) }
    }

    private static func officer(_ name: String, _ db: Database) throws -> Officer? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM officer WHERE name = ?"),
            arguments: [name]
        ).map(Officer.init(row:)).flatMap { $0.isErased ? nil : $0 }
    }

    /// Ends a name: whoever has the account records under another one from now on.
    ///
    /// Durable on return. Returns whose name it was; nil if it is nobody's. One that has ended stays as
    /// it is.
    package func retireOfficer(_ name: String, at now: Timestamp) throws -> Officer? {
        try ending(name) { db in
            try db.cachedStatement(
                sql: "UPDATE officer SET until = ? WHERE name = ? AND until IS NULL"
            ).execute(arguments: [now.milliseconds, name])
        }
        return try officer(name)
    }

    /// Erases whose name that was, ending it if it still goes on; false if it is nobody's.
    ///
    /// Durable on return. The bytes are overwritten in the file. The name alone stays: nobody gets it
    /// again.
    package func eraseOfficer(_ name: String, at now: Timestamp) throws -> Bool {
        guard try officer(name) != nil else { return false }
        try ending(name) { db in
            try db.cachedStatement(
                sql: """
                    UPDATE officer SET uid = NULL, login = NULL, until = coalesce(until, ?)
                    WHERE name = ?
                    """
            ).execute(arguments: [now.milliseconds, name])
        }
        return true
    }

    private func ending(_ name: String, _ change: (Database) throws -> Void) throws {
        try changing(change) { known, _ in
            known.names = known.names.filter { $0.value.name != name }
        }
    }
}

extension Officer {
    fileprivate init(row: Row) {
        let login = row["login"] as String?
        self.init(
            name: row["name"],
            uid: row["uid"],
            login: login == "" ? nil : login,
            since: Timestamp(milliseconds: row["since"]),
            until: (row["until"] as Int64?).map(Timestamp.init(milliseconds:))
        )
    }
}
