package import Calendars
import GRDB

extension Contacts {
    static func makePeople(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE person (
                    number INTEGER PRIMARY KEY AUTOINCREMENT, role TEXT NOT NULL,
                    name TEXT NOT NULL, mail TEXT, language TEXT NOT NULL, since TEXT NOT NULL,
                    until TEXT, failure TEXT) STRICT;
                CREATE TABLE delivery (
                    message INTEGER NOT NULL, recipient TEXT NOT NULL, state TEXT NOT NULL,
                    attempts INTEGER NOT NULL, next INTEGER, PRIMARY KEY (message, recipient))
                    STRICT, WITHOUT ROWID;
                """
        )
    }

    /// Returns everybody, by role and number, also those who hold their role no more.
    package func people() throws -> [Person] {
        try reading { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT * FROM person ORDER BY role, number")
            )
            .compactMap(Person.init(row:))
        }
    }

    /// Returns those who hold a role on that day.
    package func people(holding role: String, on day: LocalDate) throws -> [Person] {
        try people().filter { $0.role == role && $0.holds(on: day) }
    }

    /// Returns those who hold a role only from a later day on, the next first.
    package func people(toHold role: String, after day: LocalDate) throws -> [Person] {
        try people().filter { $0.role == role && $0.since > day }
            .sorted { ($0.since, $0.number) < ($1.since, $1.number) }
    }

    /// Says who holds a role; returns the person as known now, nil if the number is nobody's.
    ///
    /// Who held the role before and is named again holds it from today, or from the day given, without
    /// an end. Durable on return; doing it twice changes nothing. Throws `EndsBeforeItBegins`, with
    /// nothing written, if the days that are known and those given don't fit together.
    package func set(
        _ change: PersonChange,
        usual language: String,
        on today: LocalDate
    ) throws -> Person? {
        try asking { queue in
            try queue.write { db in
                let known = try Self.known(change, db)
                if change.number != nil, known == nil { return nil }
                var person =
                    known
                    ?? Person(
                        number: 0,
                        role: change.role,
                        name: change.name,
                        language: language,
                        since: today
                    )
                if change.number == nil { person.beginAnew(on: today, unless: change) }
                try person.take(change)
                try person.save(db, isNew: known == nil)
                return person
            }
        }
    }

    private static func known(_ change: PersonChange, _ db: Database) throws -> Person? {
        if let number = change.number { return try person(number, db) }
        return try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT * FROM person WHERE role = ? AND name = ? ORDER BY number DESC LIMIT 1
                    """
            ),
            arguments: [change.role, change.name]
        ).flatMap(Person.init(row:))
    }

    private static func person(_ number: Int64, _ db: Database) throws -> Person? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM person WHERE number = ?"),
            arguments: [number]
        )
        .flatMap(Person.init(row:))
    }

    /// Says that a person holds the role no more after `day`; returns the person as known now.
    ///
    /// Durable on return; nil if the number is nobody's. The person stays known: what was sent in that time
    /// was sent to somebody.
    package func retire(_ number: Int64, after day: LocalDate) throws -> Person? {
        try asking { queue in
            try queue.write { db in
                guard var person = try Self.person(number, db) else { return nil }
                person.until = day
                try person.save(db, isNew: false)
                return person
            }
        }
    }

    /// Returns the person of that number; nil if it is nobody's.
    package func person(_ number: Int64) throws -> Person? {
        try reading { try Self.person(number, $0) }
    }

    /// Erases a person, and all that was kept of sending to that person; false if there is none.
    ///
    /// Durable on return. The bytes are overwritten in the file; copies that were made of it are out
    /// of reach.
    package func erase(_ number: Int64) throws -> Bool {
        try asking { queue in
            try queue.write { db in
                try db.cachedStatement(sql: "DELETE FROM person WHERE number = ?").execute(
                    arguments: [number])
                let found = db.changesCount > 0
                try db.cachedStatement(sql: "DELETE FROM delivery WHERE recipient = ?").execute(
                    arguments: [Person.id(of: number)]
                )
                return found
            }
        }
    }

    /// Notes why a person's mail did not arrive, or with nil that it did.
    package func note(_ failure: String?, of number: Int64) throws {
        try asking { queue in
            try queue.write { db in
                try db.cachedStatement(
                    sql: "UPDATE person SET failure = ? WHERE number = ? AND failure IS NOT ?"
                ).execute(arguments: [failure, number, failure])
            }
        }
    }
}

extension Person {
    /// Somebody whose last day is over, and who is named without another one, has come back.
    fileprivate mutating func beginAnew(on today: LocalDate, unless change: PersonChange) {
        guard let until, until < today, change.until == nil else { return }
        since = today
        self.until = nil
    }

    fileprivate mutating func take(_ change: PersonChange) throws(EndsBeforeItBegins) {
        role = change.role
        name = change.name
        let address = change.cleared.contains(.mail) ? nil : change.mail ?? mail
        if address != mail {
            mail = address
            // What was wrong was wrong with the old address.
            lastFailure = nil
        }
        language = change.language ?? language
        since = change.since ?? since
        until = change.cleared.contains(.until) ? nil : change.until ?? until
        if let until, until < since { throw EndsBeforeItBegins(since: since, until: until) }
    }

    fileprivate init?(row: Row) {
        // Written by this program alone; a row that is none was not.
        guard let since = LocalDate(row["since"] as String) else { return nil }
        self.init(
            number: row["number"],
            role: row["role"],
            name: row["name"],
            mail: row["mail"],
            language: row["language"],
            since: since,
            until: (row["until"] as String?).flatMap { LocalDate($0) },
            lastFailure: row["failure"]
        )
    }

    fileprivate mutating func save(_ db: Database, isNew: Bool) throws {
        let values: StatementArguments = [
            isNew ? nil : number, role, name, mail, language, since.description,
            until?.description, lastFailure,
        ]
        try db.cachedStatement(
            sql: """
                INSERT INTO person (number, role, name, mail, language, since, until, failure)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (number) DO UPDATE SET role = excluded.role, name = excluded.name,
                    mail = excluded.mail, language = excluded.language, since = excluded.since,
                    until = excluded.until, failure = excluded.failure
                """
        ).execute(
            arguments: values
        )
        if isNew { number = db.lastInsertedRowID }
    }
}
