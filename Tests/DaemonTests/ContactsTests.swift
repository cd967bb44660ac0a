import Calendars
import Contacts
import Engine
import Entries
import Foundation
import GRDB
import Synchronization
import Testing
import Wire

@testable import Daemon

/// The file that says who stands behind `a-0007`, whole and damaged.
@Suite struct ContactsTests {
    private static let now = Timestamp(milliseconds: 1_541_638_800_000)

    /// A folder of its own for the file.
    private static func with(_ body: (_ path: String) throws -> Void) throws {
        try TemporaryFolder.with { try body($0 + "/contacts.db") }
    }

    private static func content(_ path: String) throws -> Data {
        try #require(FileManager.default.contents(atPath: path))
    }

    @Test func `a name is given once, after those of the log, and stays`() throws {
        try Self.with { path in
            let contacts = try Contacts(path: path)
            #expect(try contacts.name(of: .uid(1000)) == nil)
            #expect(try contacts.givenName(of: .uid(1000), at: Self.now) { 7 } == "a-0008")
            #expect(try contacts.givenName(of: .uid(1001), at: Self.now) { 7 } == "a-0009")
            let again = try Contacts(path: path)
            #expect(try again.givenName(of: .uid(1000), at: Self.now) { 99 } == "a-0008")
        }
    }

    @Test func `a file of a newer kembar is refused by name, and left as it is`() throws {
        try Self.with { path in
            do { _ = try Contacts(path: path) }
            var content = try Self.content(path)
            // Where SQLite's file format has the user's version.
            #expect(Array(content[60...63]) == [0, 0, 0, 2])
            content[63] = 7
            try content.write(to: URL(filePath: path))
            let error = #expect(throws: NewerContacts.self) { try Contacts(path: path) }
            let newer = try #require(error)
            #expect(newer.found == 7 && newer.known == 2)
            for (language, word) in [("id_ID.UTF-8", "skema 7"), ("en_US.UTF-8", "schema 7")] {
                let text = Daemon.explain(newer, environment: ["LANG": language])
                #expect(text.contains(path) && text.contains(word), "\(text)")
            }
            #expect(try Self.content(path) == content)
        }
    }

    @Test(arguments: [0, 1])
    func `a file of an older kembar keeps its names, and learns whose they are`(schema: Int) throws
    {
        try Self.with { path in
            do {
                let queue = try DatabaseQueue(path: path)
                // As 0.1.0 made it.
                try queue.write { db in
                    try db.execute(
                        sql: """
                            CREATE TABLE officer (
                                name TEXT PRIMARY KEY, uid INTEGER NOT NULL,
                                since INTEGER NOT NULL, until INTEGER) STRICT;
                            CREATE UNIQUE INDEX officer_uid ON officer (uid) WHERE until IS NULL;
                            INSERT INTO officer (name, uid, since) VALUES ('a-0001', 1000, 5);
                            PRAGMA user_version = \(schema);
                            """
                    )
                }
                try queue.close()
            }
            let contacts = try Contacts(path: path)
            #expect(try contacts.officer("a-0001")?.login == nil)
            #expect(try contacts.people() == [])
            #expect(try contacts.givenName(of: .uid(1000), at: Self.now) { 1 } == "a-0001")
            let officer = try #require(try contacts.officer("a-0001"))
            #expect(officer.login == "u1000" && officer.since.milliseconds == 5)
            // From now on a number with another login is somebody else.
            let other = SystemUser(uid: 1000, account: .named("budi"))
            #expect(try Contacts(path: path).givenName(of: other, at: Self.now) { 1 } == "a-0002")
            #expect(try Array(Self.content(path)[60...63]) == [0, 0, 0, 2])
        }
    }

    @Test func `a number that is given to another login gets another name, at once and for ever`()
        throws
    {
        try Self.with { path in
            let contacts = try Contacts(path: path)
            let siti = SystemUser(uid: 1001, account: .named("siti"))
            let budi = SystemUser(uid: 1001, account: .named("budi"))
            let later = Timestamp(milliseconds: Self.now.milliseconds + 1000)
            #expect(try contacts.givenName(of: siti, at: Self.now) { 0 } == "a-0001")
            // What is known in memory, too, is hers alone.
            #expect(contacts.knownName(of: siti) == "a-0001")
            #expect(contacts.knownName(of: budi) == nil)
            #expect(try contacts.name(of: budi) == nil)
            #expect(try contacts.nameOrNext(of: budi) { 0 } == "a-0002")
            #expect(try contacts.givenName(of: budi, at: later) { 0 } == "a-0002")
            for contacts in [contacts, try Contacts(path: path)] {
                #expect(try contacts.name(of: budi) == "a-0002")
                #expect(try contacts.name(of: siti) == nil)
                let officers = try contacts.officers()
                #expect(officers.map(\.login) == ["siti", "budi"])
                #expect(officers.map(\.until) == [later, nil])
            }
            // Nor does she get the old one back with a number of her own.
            let again = SystemUser(uid: 1002, account: .named("siti"))
            #expect(try contacts.givenName(of: again, at: later) { 0 } == "a-0003")
        }
    }

    @Test func `a system that can't say who it is, or an account that is gone, parts nobody`()
        throws
    {
        try Self.with { path in
            let contacts = try Contacts(path: path)
            let siti = SystemUser(uid: 1001, account: .named("siti"))
            #expect(try contacts.givenName(of: siti, at: Self.now) { 0 } == "a-0001")
            for account in [SystemUser.Account.unknown, .absent] {
                let same = SystemUser(uid: 1001, account: account)
                #expect(try contacts.givenName(of: same, at: Self.now) { 0 } == "a-0001")
            }
            #expect(try contacts.officer("a-0001")?.login == "siti")
            // First seen while the system did not answer: the login is learnt later.
            let unknown = SystemUser(uid: 1002, account: .unknown)
            let budi = SystemUser(uid: 1002, account: .named("budi"))
            #expect(try contacts.givenName(of: unknown, at: Self.now) { 0 } == "a-0002")
            #expect(try contacts.givenName(of: budi, at: Self.now) { 0 } == "a-0002")
            #expect(try contacts.officer("a-0002")?.login == "budi")
            // First seen when there was no account: whoever gets the number later is another one.
            let nobody = SystemUser(uid: 1003, account: .absent)
            let ani = SystemUser(uid: 1003, account: .named("ani"))
            #expect(try contacts.givenName(of: nobody, at: Self.now) { 0 } == "a-0003")
            #expect(try contacts.givenName(of: nobody, at: Self.now) { 0 } == "a-0003")
            #expect(try contacts.givenName(of: ani, at: Self.now) { 0 } == "a-0004")
        }
    }

    @Test func `a login that moves to another number ends the name of the old one`() throws {
        try Self.with { path in
            let contacts = try Contacts(path: path)
            let before = SystemUser(uid: 1001, account: .named("siti"))
            let after = SystemUser(uid: 2001, account: .named("siti"))
            #expect(try contacts.givenName(of: before, at: Self.now) { 0 } == "a-0001")
            #expect(try contacts.givenName(of: after, at: Self.now) { 0 } == "a-0002")
            #expect(try contacts.officer("a-0001")?.until == Self.now)
            #expect(contacts.knownName(of: before) == nil)
            #expect(contacts.knownName(of: after) == "a-0002")
        }
    }

    @Test func `a name that was retired is not used again, also by the same account`() throws {
        try Self.with { path in
            let contacts = try Contacts(path: path)
            let siti = SystemUser(uid: 1001, account: .named("siti"))
            #expect(try contacts.retireOfficer("a-0001", at: Self.now) == nil)
            #expect(try contacts.givenName(of: siti, at: Self.now) { 0 } == "a-0001")
            let later = Timestamp(milliseconds: Self.now.milliseconds + 1000)
            let retired = try #require(try contacts.retireOfficer("a-0001", at: later))
            #expect(retired.until == later && retired.login == "siti")
            // Twice is once.
            let twice = Timestamp(milliseconds: later.milliseconds + 1000)
            #expect(try contacts.retireOfficer("a-0001", at: twice) == retired)
            #expect(contacts.knownName(of: siti) == nil)
            #expect(try contacts.givenName(of: siti, at: later) { 1 } == "a-0002")
        }
    }

    @Test func `whose a name was is erased from the file, and nobody gets the name again`() throws {
        try Self.with { path in
            let contacts = try Contacts(path: path)
            let login = "siti-nama-yang-dihapus"
            let siti = SystemUser(uid: 1001, account: .named(login))
            #expect(try contacts.givenName(of: siti, at: Self.now) { 0 } == "a-0001")
            #expect(try Self.content(path).range(of: Data(login.utf8)) != nil)
            #expect(try contacts.eraseOfficer("a-0009", at: Self.now) == false)
            #expect(try contacts.eraseOfficer("a-0001", at: Self.now))
            #expect(try Self.content(path).range(of: Data(login.utf8)) == nil)
            #expect(try contacts.officer("a-0001") == nil)
            #expect(try contacts.eraseOfficer("a-0001", at: Self.now) == false)
            let kept = try #require(try contacts.officers().first)
            #expect(kept.isErased && kept.login == nil && kept.until == Self.now)
            // The log was asked before, and said 0.
            #expect(try contacts.givenName(of: siti, at: Self.now) { 0 } == "a-0002")
        }
    }

    @Test func `who retires holds the role through the last day and stays known`() throws {
        try Self.with { path in
            let contacts = try Contacts(path: path)
            let today = try #require(LocalDate("2018-11-08"))
            let change = PersonChange(
                role: "petugas",
                name: "Petugas Contoh",
                mail: "p@contoh.invalid"
            )
            let person = try #require(try contacts.set(change, usual: "id", on: today))
            #expect(try contacts.retire(99, after: today) == nil)
            let retired = try #require(try contacts.retire(person.number, after: today))
            #expect(retired.until == today && retired.mail == "p@contoh.invalid")
            let again = try Contacts(path: path)
            #expect(try again.people(holding: "petugas", on: today).count == 1)
            #expect(try again.people(holding: "petugas", on: today.adding(days: 1)) == [])
            #expect(try again.person(person.number) == retired)
        }
    }

    @Test func `asking for the name that would be next writes nothing`() throws {
        try Self.with { path in
            let contacts = try Contacts(path: path)
            let before = try Self.content(path)
            #expect(try contacts.nameOrNext(of: .uid(1000)) { 7 } == "a-0008")
            #expect(try contacts.nameOrNext(of: .uid(1001)) { 7 } == "a-0008")
            #expect(try Self.content(path) == before)
            #expect(try contacts.givenName(of: .uid(1000), at: Self.now) { 7 } == "a-0008")
            #expect(try contacts.nameOrNext(of: .uid(1000)) { 7 } == "a-0008")
            #expect(try contacts.nameOrNext(of: .uid(1001)) { 7 } == "a-0009")
        }
    }

    @Test(arguments: ["words", "half a page"])
    func `a file that is no database is damaged, not a full disk, and stays as it is`(
        mishap: String
    ) throws {
        try Self.with { path in
            let words = Data(String(repeating: "bukan basis data\n", count: 300).utf8)
            let bytes = mishap == "words" ? words : words.prefix(50)
            try bytes.write(to: URL(filePath: path))
            let contacts = try Contacts(path: path)
            #expect(contacts.failure == .damaged)
            #expect(throws: ContactsFailure.damaged) { try contacts.name(of: .uid(1000)) }
            #expect(throws: ContactsFailure.damaged) {
                try contacts.givenName(of: .uid(1000), at: Self.now) { 0 }
            }
            #expect(throws: ContactsFailure.damaged) {
                try contacts.nameOrNext(of: .uid(1000)) { 0 }
            }
            #expect(try Self.content(path) == bytes)
        }
    }

    @Test func `damaged inside, it names nobody new, but goes on for who is known`() throws {
        try Self.with { path in
            let contacts = try Contacts(path: path)
            #expect(try contacts.givenName(of: .uid(1000), at: Self.now) { 0 } == "a-0001")
            // The first page, with the header and the list of tables, stays.
            var bytes = try Self.content(path)
            bytes.replaceSubrange(4096..., with: Data(repeating: 0xFF, count: bytes.count - 4096))
            try bytes.write(to: URL(filePath: path))
            let again = try Contacts(path: path)
            #expect(throws: ContactsFailure.damaged) {
                try again.givenName(of: .uid(1000), at: Self.now) { 1 }
            }
            #expect(try contacts.givenName(of: .uid(1000), at: Self.now) { 0 } == "a-0001")
        }
    }

    @Test func `a damaged file has a code of its own, a disk has the log's`() {
        let damaged = ProblemMaker.problem(of: ContactsFailure.damaged as any Error)
        #expect(damaged.code == .contactsDamaged)
        #expect(damaged.params == ["path": "contacts.db"])
        for (failure, reason) in [
            (ContactsFailure.diskFull, "diskFull"), (.readOnly, "readOnly"), (.io, "io"),
        ] {
            let problem = ProblemMaker.problem(of: failure as any Error)
            #expect(problem.code == .logUnavailable)
            #expect(problem.params["reason"]?.string == reason)
        }
    }

    @Test func `a connection is who it was when it first recorded; a new one is asked for anew`()
        async throws
    {
        try await Household.with { household in
            let house = household.house
            let login = Mutex<SystemUser.Account>(.unknown)
            let asked = Mutex(0)
            func connect() -> Caller {
                let account = CallerAccount { _ in
                    asked.withLock { $0 += 1 }
                    return login.withLock(\.self)
                }
                return Caller(uid: 1001, gid: 1, groups: [], socket: .operator, account: account)
            }
            func name(_ caller: Caller) async throws -> String {
                let actor = try await house.actor(of: caller, by: .write, isDryRun: false)
                guard case .user(let name, _) = actor else { return "" }
                return name
            }
            let siti = connect()
            var names = [try await name(siti)]
            login.withLock { $0 = .named("siti") }
            // What could not be said is asked again, what was said is not.
            names.append(try await name(siti))
            let count = asked.withLock(\.self)
            names.append(try await name(siti))
            #expect(names == ["a-0001", "a-0001", "a-0001"])
            #expect(asked.withLock(\.self) == count)
            // The account is deleted, and its number given to another one.
            login.withLock { $0 = .named("budi") }
            // What still runs of hers is not his.
            names = [try await name(siti), try await name(connect()), try await name(siti)]
            #expect(names == ["a-0001", "a-0002", "a-0003"])
        }
    }

    @Test func `the system's answer is an account's login, or that there is none`() {
        #expect(SystemUser.Account.fromSystem(0) == .named("root"))
        let nobody = SystemUser.Account.fromSystem(3_999_999_999)
        #expect([SystemUser.Account.absent, .unknown].contains(nobody))
    }

    @Test func `who holds a role from a later day on is told of, by the route and by status`()
        async throws
    {
        try await Household.with(channels: Channels(carried: ["mail"])) { household in
            let house = household.house
            for (name, first) in [("Satu", "2018-12-05"), ("Dua", "2018-12-03")] {
                _ = try house.contacts.set(
                    PersonChange(
                        role: "petugas",
                        name: "\(name) (SINTETIS)",
                        mail: name == "Satu" ? "satu@contoh.invalid" : nil,
                        since: LocalDate(first)
                    ),
                    usual: "id",
                    on: #require(LocalDate("2018-11-08"))
                )
            }
            try await household.propose()
            let route = try await house.answer(
                RouteAnswer.self,
                to: "/v1/agreements/2018-0001/route"
            )
            let role = try #require(route.roles.first { $0.role == "petugas" })
            #expect(role.people.isEmpty && role.missing.contains("no-person"))
            #expect(role.upcoming?.map(\.id) == ["c-0002", "c-0001"])
            #expect(role.upcoming?.map(\.since) == ["2018-12-03", "2018-12-05"])
            let status = try await house.answer(StatusAnswer.self, to: "/v1/status")
            let notices = status.problems.filter { $0.code == "role-without-address" }
            let notice = try #require(notices.first { $0.params["role"] == "petugas" })
            // Only from the second day on there is an address.
            #expect(notice.params["id"] == "c-0001" && notice.params["since"] == "2018-12-05")
            #expect(notices.count { $0.params["since"] != nil } == 1)
            _ = try house.contacts.set(
                PersonChange(role: "petugas", name: "Tiga (SINTETIS)"),
                usual: "id",
                on: #require(LocalDate("2018-11-08"))
            )
            let held = try await house.answer(
                RouteAnswer.self,
                to: "/v1/agreements/2018-0001/route"
            )
            let holding = try #require(held.roles.first { $0.role == "petugas" })
            #expect(holding.people.count == 1 && holding.upcoming == nil)
        }
    }

    @Test func `a dry run gives nobody a name`() async throws {
        try await Household.with { household in
            let house = household.house
            let caller = Caller(uid: 4_000_000, gid: 1, groups: [], socket: .operator)
            let path = house.folder.contactsPath
            let before = try Self.content(path)
            let tried = try await house.actor(of: caller, by: .write, isDryRun: true)
            #expect(tried.isNamed("a-0001"))
            #expect(try Self.content(path) == before)
            #expect(try house.contacts.name(of: caller.user()) == nil)
            let given = try await house.actor(of: caller, by: .write, isDryRun: false)
            #expect(given.isNamed("a-0001"))
            #expect(try house.contacts.name(of: caller.user()) == "a-0001")
        }
    }
}

extension SystemUser {
    /// Somebody of that number whose login has it in its name.
    static func uid(_ uid: UInt32) -> SystemUser {
        SystemUser(uid: uid, account: .named("u\(uid)"))
    }
}

extension Actor {
    fileprivate func isNamed(_ name: String) -> Bool {
        guard case .user(name, _) = self else { return false }
        return true
    }
}
