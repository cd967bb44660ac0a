import Audit
import Calendars
import Engine
import Entries
import EventLog
import TestSupport
import Testing
import Workflows

/// The one door in: stamps, idempotency, versions, dry runs.
@Suite struct SubmitterTests {
    @Test func `a history that was decoded before is the one that the bytes say`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        for number in 0..<60 {
            _ = try await shop.happen("d\(number)", "discuss", ["scope": [.string("a\(number)")]])
        }
        let kept = try shop.log.entries(ofSubject: "2018-0001")
        let fresh = try HistoryReader.entries(kept, in: shop.log)
        let recent = shop.submitter.recent
        #expect(try HistoryReader.entries(kept, in: shop.log, recent: recent) == fresh)
        // Whatever became of a lost batch, only bytes that are there are looked up.
        let other = RecentEntries()
        #expect(try HistoryReader.entries(kept, in: shop.log, recent: other) == fresh)
        #expect(try HistoryReader.entries(kept, in: shop.log, recent: other) == fresh)
    }

    @Test func `a log begins with LogStarted and the shipped rules, gapless and whole`()
        async throws
    {
        let shop = try await Workshop()
        let entries = try shop.entries()
        #expect(
            entries.map(\.type) == [
                "LogStarted", "OfficesAdopted", "CalendarAdopted", "CalendarAdopted",
                "CalendarAdopted", "PolicyAdopted", "WorkflowAdopted",
            ]
        )
        #expect(entries[0].data["rehearsal"] == true)
        #expect(entries[0].data["office"] == "51.08")
        var review = try LogReview(shop.log, origin: Workshop.origin, kept: [])
        #expect(try review.run().whole.size == 7)
    }

    @Test func `an id is the year of the first fact and a number that goes on`() async throws {
        let shop = try await Workshop()
        #expect(try await shop.propose("1").agreement == "2018-0001")
        #expect(try await shop.propose("2").agreement == "2018-0002")
        #expect(try await shop.propose("3", at: "2017-12-31").agreement == "2017-0001")
        #expect(try await shop.propose("4", at: "2018").agreement == "2018-0003")
    }

    @Test func `the same key gives the first answer for ever, whatever came between`()
        async throws
    {
        let shop = try await Workshop()
        let first = try await shop.propose("1")
        _ = try await shop.happen("2", "discuss", ["scope": ["pariwisata"]])
        let again = try await shop.propose("1")
        #expect(again == first)
        #expect(again.version == 1)
        #expect(shop.log.head.size == 9)
    }

    @Test func `the same key with another request is refused and leaves nothing`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        await #expect {
            _ = try await shop.happen(
                "1",
                "discuss",
                ["scope": ["x"]],
                digest: "ffffffffffffffff"
            )
        } throws: { error in
            guard case SubmissionFailure.keyReused("1")? = error as? SubmissionFailure else {
                return false
            }
            return true
        }
        #expect(shop.log.head.size == 8)
    }

    @Test func `a key belongs to its actor`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        let other = try await shop.submit(
            "1",
            .happened(
                agreement: "2018-0001",
                .init(intent: .verb("discuss"), fields: ["scope": ["pariwisata"]])
            ),
            actor: .user(id: "a-0002", role: "operator")
        )
        #expect(other.version == 2)
    }

    @Test func `a hundred at once under one key make one entry and a hundred equal answers`()
        async throws
    {
        let scratch = try Scratch()
        let shop = try await Workshop(folder: scratch.path)
        let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
            for _ in 0..<100 { group.addTask { try await shop.propose("same") } }
            return try await group.reduce(into: [Receipt]()) { $0.append($1) }
        }
        #expect(Set(receipts).count == 1)
        #expect(shop.log.head.size == 8)
        await shop.log.close()
    }

    @Test func `a command that names an old version is refused with both`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        _ = try await shop.happen("2", "discuss", ["scope": ["a"]], version: 1)
        await #expect {
            _ = try await shop.happen("3", "discuss", ["scope": ["b"]], version: 1)
        } throws: { error in
            guard
                case SubmissionFailure.versionConflict(expected: 1, actual: 2)? =
                    error as? SubmissionFailure
            else { return false }
            return true
        }
    }

    @Test func `notes and reminders do not change the version that a caller names`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        _ = try await shop.submit(
            "2",
            .happened(
                agreement: "2018-0001",
                .init(intent: .event("NoteAdded"), fields: ["text": "menelepon"])
            )
        )
        let receipt = try await shop.happen("3", "discuss", ["scope": ["a"]], version: 1)
        #expect(receipt.version == 2)
        #expect(receipt.entries[0].subject?.version == 3)
    }

    @Test func `a dry run and a refusal leave nothing, not even the key`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        let dry = try await shop.happen("2", "discuss", ["scope": ["a"]], dryRun: true)
        #expect(dry.isDryRun && dry.version == 2)
        await #expect(throws: Rejection.self) {
            _ = try await shop.happen("2", "draft", [:])
        }
        #expect(shop.log.head.size == 8)
        #expect(try await shop.happen("2", "discuss", ["scope": ["a"]]).version == 2)
    }

    @Test func `the last signature and Signed are one command of two parts`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        _ = try await shop.happen("2", "discuss", at: "2018-11-07", ["scope": ["a"]])
        _ = try await shop.happen("3", "draft", at: "2018-11-07", [:])
        _ = try await shop.happen("4", "sign", at: "2018-11-07", ["party": "51.08"])
        let receipt = try await shop.happen("5", "sign", at: "2018-11-08", ["party": "35.72"])
        #expect(receipt.entries.map(\.type) == ["PartySigned", "Signed"])
        #expect(receipt.entries.map(\.command.part) == [1, 2])
        #expect(receipt.entries.map(\.command.parts) == [2, 2])
        #expect(receipt.entries[1].causation == receipt.entries[0].id)
        let again = try await shop.happen("5", "sign", at: "2018-11-08", ["party": "35.72"])
        #expect(again == receipt)
    }

    @Test func `text that could repaint a screen or turn a line around is refused`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        for text in ["a\u{0}b", "a\u{1B}[2Jb", "a\u{202E}b", "a\u{2066}b"] {
            await #expect(throws: SubmissionFailure.self) {
                _ = try await shop.happen("2", "discuss", ["scope": [.string(text)]])
            }
        }
        #expect(shop.log.head.size == 8)
    }

    @Test func `an entry of 65,536 bytes is refused by name and one that fits is kept`()
        async throws
    {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        let long = JSONValue.array(
            Array(repeating: .string(String(repeating: "x", count: 16_000)), count: 5)
        )
        await #expect {
            _ = try await shop.happen("2", "discuss", ["scope": long])
        } throws: { error in
            guard case SubmissionFailure.entryTooLong(_, 65_535)? = error as? SubmissionFailure
            else { return false }
            return true
        }
        let fits = JSONValue.array(
            Array(repeating: .string(String(repeating: "x", count: 16_000)), count: 4)
        )
        #expect(try await shop.happen("2", "discuss", ["scope": fits]).version == 2)
    }

    @Test func `recorded time never decreases when the clock is set back`() async throws {
        let shop = try await Workshop()
        _ = try await shop.propose("1")
        let rules = try #require(try RulesInForce.adopted(in: shop.log))
        let early = StandingClock(at: Timestamp(milliseconds: 0))
        let last = try #require(try shop.entries().last?.recorded)
        let behind = Submitter(
            log: shop.log,
            door: Door(clock: early) { "x" },
            origin: Workshop.origin,
            rules: rules,
            lastRecorded: last
        )
        let entry = try await behind.record(.daemonStopped, key: "s", [:])
        #expect(entry.recorded == last)
        #expect(behind.clockBehindMilliseconds == last.milliseconds)
    }
}
