import Audit
import Calendars
import Engine
import EventLog
import RuleFiles
import TestSupport
import Testing

/// A log keeps its rules for ever, so it begins only with files that fit each other.
@Suite struct FoundingTests {
    private func faults(_ files: [RuleFile]) async throws -> [String] {
        let log = InMemoryLog()
        let clock = StandingClock(at: try #require(Timestamp(rfc3339: "2018-11-08T01:00:00.000Z")))
        let founding = Founding(
            origin: Workshop.origin,
            key: try SigningKey(name: Workshop.origin, seed: Array(repeating: 7, count: 32)),
            isRehearsal: true,
            files: files
        )
        do {
            try await founding.found(log, Door(clock: clock) { "id" })
            return []
        } catch let faults as FileFaults {
            #expect(log.head.size == 0)
            return faults.all.map { "\($0.code.rawValue) \($0.params["value"] ?? "")" }
        }
    }

    /// The shipped files with one text changed.
    private func changed(_ path: String, _ part: String, _ instead: String) throws -> [RuleFile] {
        let text = try Shipped.text(path)
        #expect(text.contains(part))
        return try Workshop.files().map { file in
            guard file.text == text else { return file }
            var other = file
            other.text = text.replacing(part, with: instead)
            return other
        }
    }

    @Test func `the shipped files fit each other`() async throws {
        #expect(try await faults(Workshop.files()) == [])
    }

    @Test func `a stage whose ladder the policy has not is refused before anything is written`()
        async throws
    {
        let files = try changed("config/reminders.yaml", "- name: tahap", "- name: tahapan")
        #expect(try await faults(files).contains("no_ladder VisitProposed"))
    }

    @Test func `a calendar that is not there is refused, by name`() async throws {
        let files = try Workshop.files()
        let id = try Shipped.text("config/calendars/id.yaml")
        let found = try await faults(files.filter { $0.text != id })
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.hasPrefix("unknown_reference") })
    }

    @Test func `two files of one name are refused`() async throws {
        let files = try Workshop.files()
        let found = try await faults(files + [try #require(files.last)])
        #expect(found == ["duplicate kerja-sama-daerah"])
    }
}
