import Calendars
import Contacts
import Engine
import Entries
import Foundation
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
            #expect(try contacts.name(ofUser: 1000) == nil)
            #expect(try contacts.givenName(ofUser: 1000, at: Self.now) { 7 } == "a-0008")
            #expect(try contacts.givenName(ofUser: 1001, at: Self.now) { 7 } == "a-0009")
            let again = try Contacts(path: path)
            #expect(try again.givenName(ofUser: 1000, at: Self.now) { 99 } == "a-0008")
        }
    }

    @Test func `a file of a newer kembar is refused by name, and left as it is`() throws {
        try Self.with { path in
            do { _ = try Contacts(path: path) }
            var content = try Self.content(path)
            // Where SQLite's file format has the user's version.
            #expect(Array(content[60...63]) == [0, 0, 0, 1])
            content[63] = 7
            try content.write(to: URL(filePath: path))
            let error = #expect(throws: NewerContacts.self) { try Contacts(path: path) }
            let newer = try #require(error)
            #expect(newer.found == 7 && newer.known == 1)
            for (language, word) in [("id_ID.UTF-8", "skema 7"), ("en_US.UTF-8", "schema 7")] {
                let text = Daemon.explain(newer, environment: ["LANG": language])
                #expect(text.contains(path) && text.contains(word), "\(text)")
            }
            #expect(try Self.content(path) == content)
            // One of 0.1.0 says nothing, and has what is known.
            content[63] = 0
            try content.write(to: URL(filePath: path))
            _ = try Contacts(path: path)
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
            #expect(try contacts.nameOrNext(ofUser: 1000) { 7 } == "a-0008")
            #expect(try contacts.nameOrNext(ofUser: 1001) { 7 } == "a-0008")
            #expect(try Self.content(path) == before)
            #expect(try contacts.givenName(ofUser: 1000, at: Self.now) { 7 } == "a-0008")
            #expect(try contacts.nameOrNext(ofUser: 1000) { 7 } == "a-0008")
            #expect(try contacts.nameOrNext(ofUser: 1001) { 7 } == "a-0009")
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
            #expect(throws: ContactsFailure.damaged) { try contacts.name(ofUser: 1000) }
            #expect(throws: ContactsFailure.damaged) {
                try contacts.givenName(ofUser: 1000, at: Self.now) { 0 }
            }
            #expect(throws: ContactsFailure.damaged) { try contacts.nameOrNext(ofUser: 1000) { 0 } }
            #expect(try Self.content(path) == bytes)
        }
    }

    @Test func `damaged inside, it names nobody new, but goes on for who is known`() throws {
        try Self.with { path in
            let contacts = try Contacts(path: path)
            #expect(try contacts.givenName(ofUser: 1000, at: Self.now) { 0 } == "a-0001")
            // The first page, with the header and the list of tables, stays.
            var bytes = try Self.content(path)
            bytes.replaceSubrange(4096..., with: Data(repeating: 0xFF, count: bytes.count - 4096))
            try bytes.write(to: URL(filePath: path))
            let again = try Contacts(path: path)
            #expect(throws: ContactsFailure.damaged) {
                try again.givenName(ofUser: 1000, at: Self.now) { 1 }
            }
            #expect(try contacts.givenName(ofUser: 1000, at: Self.now) { 0 } == "a-0001")
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

    @Test func `a dry run gives nobody a name`() async throws {
        try await Household.with { household in
            let house = household.house
            let caller = Caller(uid: 4_000_000, gid: 1, groups: [], socket: .operator)
            let path = house.folder.contactsPath
            let before = try Self.content(path)
            let tried = try await house.actor(of: caller, by: .write, isDryRun: true)
            #expect(tried.isNamed("a-0001"))
            #expect(try Self.content(path) == before)
            #expect(try house.contacts.name(ofUser: caller.uid) == nil)
            let given = try await house.actor(of: caller, by: .write, isDryRun: false)
            #expect(given.isNamed("a-0001"))
            #expect(try house.contacts.name(ofUser: caller.uid) == "a-0001")
        }
    }
}

extension Actor {
    fileprivate func isNamed(_ name: String) -> Bool {
        guard case .user(name, _) = self else { return false }
        return true
    }
}
