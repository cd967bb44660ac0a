import Audit
import Calendars
import Engine
import Entries
import EventLog
import Foundation
import Projections
import TestSupport
import Testing
import Workflows

/// Personal data goes for ever, and the proof stays whole.
@Suite struct RedactionTests {
    private static let secret = "Orang Contoh, 0800-1234"

    private func redact(
        _ shop: Workshop,
        _ key: String,
        _ position: Int64,
        remove: [String] = [],
        set: [String: JSONValue] = [:],
        authority: String = "Nota 1",
        agreement: String = "2018-0001",
        dryRun: Bool = false
    ) async throws -> Receipt {
        try await shop.submit(
            key,
            .redact(
                agreement: agreement,
                Redaction(position: position, removed: remove, set: set, authority: authority)
            ),
            dryRun: dryRun
        )
    }

    private func refusal(_ body: () async throws -> Receipt) async throws -> Rejection.Reason? {
        do {
            _ = try await body()
            return nil
        } catch let rejection as Rejection {
            return rejection.reason
        }
    }

    /// 7 proposed, 8 discussed on the word of a person, 9 a note, 10 a correction of that word.
    private func shop(folder: String? = nil) async throws -> Workshop {
        let shop = try await Workshop(folder: folder)
        _ = try await shop.propose("1")
        _ = try await shop.submit(
            "2",
            .happened(
                agreement: "2018-0001",
                .init(
                    intent: .verb("discuss"),
                    at: "2018-11-07",
                    source: Self.secret,
                    fields: ["scope": ["pariwisata"]]
                )
            )
        )
        _ = try await shop.submit(
            "3",
            .happened(
                agreement: "2018-0001",
                .init(intent: .event("NoteAdded"), fields: ["text": .string("kata \(Self.secret)")])
            )
        )
        _ = try await shop.submit(
            "4",
            .happened(
                agreement: "2018-0001",
                .init(
                    intent: .event("Corrected"),
                    fields: [
                        "position": 8, "reason": "salah",
                        "set": ["source": .string("\(Self.secret) baru")],
                    ]
                )
            )
        )
        return shop
    }

    @Test func `a field goes from the entry and from the corrections that set it`() async throws {
        let shop = try await shop()
        let receipt = try await redact(shop, "5", 8, remove: ["source"])
        #expect(receipt.entries.map(\.data["position"]?.integer) == [8, 10])
        #expect(receipt.elsewhere == [9])
        #expect(receipt.version == 3)
        let kept = try shop.log.entries(ofSubject: "2018-0001")
        #expect(kept.filter { $0.bytes == nil }.map(\.position) == [8, 10])
        let entries = try HistoryReader.entries(kept, in: shop.log)
        let discussed = try #require(entries.first { $0.position == 8 })
        #expect(discussed.data == ["scope": ["pariwisata"]])
        #expect(discussed.subject == Entry.Subject(agreement: "2018-0001", version: 2))
        #expect(!entries[4].data.canonicalText.contains("Orang"))
        let fold = Fold(shop.submitter.rulesInForce.circumstances)
        let agreement = try #require(fold.agreement("2018-0001", History(entries)))
        #expect(agreement.fields["scope"] == ["pariwisata"])
        // The note still says it: whoever redacted was told so.
        _ = try await redact(shop, "6", 9, set: ["text": "(dihapus)"])
        let bytes = try shop.log.read(after: -1, limit: 100).compactMap(\.bytes)
        #expect(!bytes.contains { String(decoding: $0, as: UTF8.self).contains("Orang") })
    }

    @Test func `neither the old id nor the digest of the request is said again`() async throws {
        let shop = try await shop()
        let old = try shop.entries()[8]
        let receipt = try await redact(shop, "5", 8, remove: ["source"])
        let said = try #require(receipt.entries.first).data.canonicalText
        #expect(!said.contains(old.id))
        #expect(!said.contains(old.command.digest))
    }

    @Test func `the log stays whole, and the root over the old entries stays`() async throws {
        let shop = try await shop()
        let root = shop.log.head.root
        _ = try await redact(shop, "5", 8, remove: ["source"])
        let then = try Audit.root(ofSize: 11, from: shop.log.nodes)
        #expect(then.hex == root.hex)
        for partLength in [1, 2, 4, 8, LogReview.partLength] as [Int64] {
            var review = try LogReview(
                shop.log,
                origin: Workshop.origin,
                kept: [],
                partLength: partLength
            )
            #expect(try review.run().whole.redacted == [8, 10])
        }
    }

    @Test func `a restatement that does not fit its entry is found`() async throws {
        let shop = try await shop()
        let adoption = try #require(try shop.entries().first { $0.type == "PolicyAdopted" })
        try await append(redacting: adoption, saying: "CalendarAdopted", [:], to: shop)
        var review = try LogReview(shop.log, origin: Workshop.origin, kept: [])
        let fault = #expect(throws: LogReview.Fault.self) { try review.run() }
        #expect(fault?.position == adoption.position)
        #expect(fault?.code == "restatement")
        #expect(throws: SubmissionFailure.self) { try RulesInForce.adopted(in: shop.log) }
    }

    @Test func `bytes that were put back are found, and shown to nobody`() async throws {
        let shop = try await shop()
        let kept = try #require(try shop.log.entry(at: 9))
        _ = try await redact(shop, "5", 9, set: ["text": "(dihapus)"])
        let tampered = TamperedLog(shop.log, changed: [kept])
        var review = try LogReview(tampered, origin: Workshop.origin, kept: [])
        let fault = #expect(throws: LogReview.Fault.self) { try review.run() }
        #expect(fault?.position == 9)
        #expect(fault?.code == "redacted-bytes")
        #expect(fault?.params["by"] == 11)
        #expect(throws: SubmissionFailure.self) {
            try HistoryReader.entries(
                try tampered.entries(ofSubject: "2018-0001"),
                in: tampered
            )
        }
    }

    @Test(arguments: [[:], [9: 10], [8: 11], [9: 11, 8: 10]] as [[Int64: Int64]])
    func `a table of redactions that says something else than the entries is found`(
        table: [Int64: Int64]
    ) async throws {
        let shop = try await shop()
        _ = try await redact(shop, "5", 9, set: ["text": "(dihapus)"])
        var sound = try LogReview(shop.log, origin: Workshop.origin, kept: [])
        #expect(try sound.run().whole.redacted == [9])
        let tampered = TamperedLog(shop.log, table: table)
        var review = try LogReview(tampered, origin: Workshop.origin, kept: [])
        let fault = #expect(throws: LogReview.Fault.self) { try review.run() }
        #expect(fault?.code == "redaction-table")
        #expect(fault?.position == (table.keys.contains(8) ? 8 : 9))
    }

    @Test func `a redaction that comes while the log is read explains what it took`() async throws {
        let shop = try await shop()
        let size = shop.log.head.size
        _ = try await redact(shop, "5", 9, set: ["text": "(dihapus)"])
        let earlier = TamperedLog(shop.log, size: size)
        var review = try LogReview(earlier, origin: Workshop.origin, kept: [])
        #expect(try review.run().whole.size == size)
    }

    @Test func `the first answer comes back under its key although its entry was redacted`()
        async throws
    {
        let shop = try await shop()
        _ = try await redact(shop, "5", 9, set: ["text": "(dihapus)"])
        let size = shop.log.head.size
        let again = try await shop.submit(
            "3",
            .happened(
                agreement: "2018-0001",
                .init(intent: .event("NoteAdded"), fields: ["text": "x"])
            )
        )
        #expect(again.entries.map(\.position) == [9])
        #expect(shop.log.head.size == size)
        let same = try await redact(shop, "5", 9, set: ["text": "(dihapus)"])
        #expect(same.entries.map(\.position) == [11])
    }

    @Test func `a dry run takes nothing away`() async throws {
        let shop = try await shop()
        let head = shop.log.head
        let receipt = try await redact(shop, "5", 8, remove: ["source"], dryRun: true)
        #expect(receipt.entries.count == 2)
        #expect(shop.log.head == head)
        #expect(try shop.log.entry(at: 8)?.bytes != nil)
    }

    @Test func `what can't be redacted is refused, each for its own reason`() async throws {
        let shop = try await shop()
        _ = try await shop.submit(
            "w",
            .begin(
                workflow: nil,
                .init(intent: .verb("propose"), fields: ["title": "x", "parties": ["35.72"]])
            )
        )
        #expect(
            try await refusal { try await redact(shop, "a", 99, remove: ["source"]) }
                == .notOfThisAgreement(position: 99)
        )
        #expect(
            try await refusal { try await redact(shop, "b", 11, remove: ["title"]) }
                == .notOfThisAgreement(position: 11)
        )
        #expect(
            try await refusal { try await redact(shop, "c", 0, remove: ["origin"]) }
                == .notOfThisAgreement(position: 0)
        )
        #expect(
            try await refusal { try await redact(shop, "d", 8, remove: ["capacity"]) }
                == .unknownField(
                    "capacity",
                    event: "ScopeDiscussed",
                    allowed: ["scope", "source"]
                )
        )
        guard
            case .fieldRequired("scope", _, _) = try await refusal({
                try await redact(shop, "e", 8, remove: ["scope"])
            })
        else {
            Issue.record("a required field was taken away")
            return
        }
        #expect(
            try await refusal {
                try await redact(shop, "f", 9, set: ["text": .string("kata \(Self.secret)")])
            } == .nothingChanged
        )
        #expect(
            try await refusal {
                try await redact(shop, "g", 8, remove: ["source"], authority: Self.secret)
            } == .textRemains(positions: [8])
        )
        #expect(
            try await refusal {
                try await redact(shop, "h", 8, remove: ["source"], agreement: "2018-0009")
            } == .unknownAgreement("2018-0009")
        )
        _ = try await redact(shop, "i", 8, remove: ["source"])
        #expect(
            try await refusal { try await redact(shop, "j", 8, set: ["scope": ["x"]]) }
                == .alreadyRedacted(position: 8, by: 12)
        )
        guard
            case .notRedactable(12, _) = try await refusal({
                try await redact(shop, "k", 12, remove: ["authority"])
            })
        else {
            Issue.record("a redaction was redacted")
            return
        }
    }

    @Test func `a text that an old redaction restates stops a new one, naming it`() async throws {
        let shop = try await shop()
        // The correction is redacted for its reason first, and restates the source.
        _ = try await redact(shop, "5", 10, set: ["reason": "(dihapus)"])
        #expect(
            try await refusal { try await redact(shop, "6", 8, remove: ["source"]) }
                == .textRemains(positions: [11])
        )
    }

    @Test func `the files of log and views keep nothing of a redacted text`() async throws {
        let scratch = try Scratch()
        let shop = try await shop(folder: scratch.path + "/data")
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        _ = try await shop.happen("await", "await", ["office": "35.72", "for": "Orang Contoh"])
        await views.catchUp()
        let found = try files(scratch).filter { $0.holds("Orang Contoh") }
        #expect(found.count >= 2)
        _ = try await redact(shop, "5", 8, remove: ["source"])
        _ = try await redact(shop, "6", 9, set: ["text": "(dihapus)"])
        _ = try await redact(shop, "7", 11, set: ["for": "kesiapan"])
        await views.catchUp()
        #expect(views.state.lastError == nil)
        #expect(try files(scratch).filter { $0.holds("Orang Contoh") }.isEmpty)
        let fresh = try Views(path: scratch.path + "/fresh.db", log: shop.log)
        await fresh.catchUp()
        #expect(try fresh.canonicalDump() == views.canonicalDump())
        await shop.log.close()
    }

    private struct NamedFile {
        var name: String
        var data: Data

        func holds(_ text: String) -> Bool { data.range(of: Data(text.utf8)) != nil }
    }

    private func files(_ scratch: Scratch) throws -> [NamedFile] {
        try FileManager.default.subpathsOfDirectory(atPath: scratch.path)
            .filter { $0.contains(".db") }.map { name in
                let url = URL(fileURLWithPath: "\(scratch.path)/\(name)")
                return NamedFile(name: name, data: try Data(contentsOf: url))
            }
    }

    @Test func `an adoption that was redacted is read from its restatement by everybody`()
        async throws
    {
        let shop = try await shop()
        let scratch = try Scratch()
        let views = try Views(path: scratch.path + "/views.db", log: shop.log)
        await views.catchUp()
        // No command redacts an adoption; a log that has one must be readable all the same.
        let adoption = try #require(
            try shop.entries().first { $0.type == "PolicyAdopted" }
        )
        let text = try #require(adoption.data["text"]?.string)
        var data = try #require(adoption.data.object)
        data["text"] = .string(text + "# tanpa nama\n")
        try await append(redacting: adoption, saying: adoption.type, data, to: shop)
        #expect(try shop.log.entry(at: adoption.position)?.bytes == nil)
        let rules = try #require(try RulesInForce.adopted(in: shop.log))
        #expect(rules.policy == shop.submitter.rulesInForce.policy)
        #expect(rules.adoptions.count == shop.submitter.rulesInForce.adoptions.count)
        await views.catchUp()
        #expect(views.state.lastError == nil)
        #expect(views.rules?.policy == rules.policy)
        let fresh = try Views(path: scratch.path + "/fresh.db", log: shop.log)
        await fresh.catchUp()
        #expect(fresh.state.lastError == nil)
        #expect(try fresh.canonicalDump() == views.canonicalDump())
        _ = try await shop.propose("after")
        var review = try LogReview(shop.log, origin: Workshop.origin, kept: [])
        #expect(try review.run().whole.redacted == [adoption.position])
    }

    private func append(
        redacting old: Entry,
        saying type: String,
        _ data: [String: JSONValue],
        to shop: Workshop
    ) async throws {
        let kept = try #require(try shop.log.entry(at: old.position))
        let size = shop.log.head.size
        let redacted = Entry(
            id: "00000000-0000-4000-8000-00000000ffff",
            source: old.source,
            type: "Redacted",
            subject: nil,
            moment: Moment(instant: shop.clock.now(), offsetMinutes: 0),
            recorded: shop.clock.now(),
            position: size,
            command: CommandStamp(id: "r", part: 1, parts: 1, digest: "0123456789abcdef"),
            actor: Workshop.officer,
            data: [
                "position": .integer(Int(old.position)), "authority": "Nota 1",
                "entry": [
                    "type": .string(type), "time": .string(old.moment.time),
                    "timeprecision": .string(old.moment.precision.rawValue),
                    "recordedtime": .string(old.recorded.utc), "dataversion": 1,
                    "commandid": .string(old.command.id),
                    "commandpart": .string("\(old.command.part)/\(old.command.parts)"),
                    "data": .object(data),
                ],
            ]
        )
        let bytes = try redacted.encoded()
        let key = CommandKey(actor: redacted.actor, id: redacted.command.id)
        try await shop.log.write { transaction in
            _ = try transaction.append(
                NewEntry(
                    bytes: bytes,
                    subject: nil,
                    subjectVersion: nil,
                    type: "Redacted",
                    command: key,
                    part: 1,
                    redacts: kept.position
                )
            )
        }
    }
}
