import Calendars
import Engine
import Entries
import EventLog
import Foundation
import GRDB
import Projections
import TestSupport
import Testing
import Workflows

/// The tables for people: what they say, and that the same entries give the same rows.
@Suite struct RegisterTests {
    private static let label: @Sendable (EngineEvent) -> Bilingual = { event in
        Bilingual(id: "id \(event.rawValue)", en: "en \(event.rawValue)")
    }

    private static func story() async throws -> Workshop {
        let shop = try await Workshop()
        _ = try await shop.submit(
            "a",
            .begin(
                workflow: nil,
                .init(
                    intent: .verb("propose"),
                    at: "2018-10",
                    fields: ["title": "=Kota Kembar", "parties": ["35.72"]]
                )
            )
        )
        _ = try await shop.happen(
            "b",
            "discuss",
            at: "2018-10-20",
            ["scope": ["pariwisata", "=seni"]]
        )
        _ = try await shop.happen(
            "c",
            "draft",
            at: "2018-10-25",
            [
                "document": [
                    "name": "+konsep.pdf", "size": 12,
                    "sha256": .string(String(repeating: "ab", count: 32)),
                ]
            ]
        )
        _ = try await shop.happen(
            "d",
            "await",
            at: "2018-11-07",
            ["office": "35.72", "for": "kesiapan"]
        )
        return shop
    }

    private static func dump(
        _ shop: Workshop,
        size: Int64? = nil,
        agreement: String? = nil,
        in folder: Scratch,
        _ name: String = "register"
    ) throws -> [String] {
        let path = folder.path + "/" + name
        try Register(
            shop.log,
            size: size ?? shop.log.head.size,
            agreement: agreement,
            label: label
        ).write(to: path)
        // As Swift writes a text: with a backslash before an apostrophe.
        return try Register.dump(path).map { $0.replacing("\\'", with: "'") }
    }

    @Test func `an agreement, its steps, parties and documents stand in rows`() async throws {
        let (shop, folder) = (try await Self.story(), try Scratch())
        let rows = try Self.dump(shop, in: folder)
        let agreement = try #require(rows.first { $0.hasPrefix("agreements ") })
        #expect(agreement.contains("agreement=\"2018-0001\""))
        #expect(agreement.contains("'=Kota Kembar\""), "no formula")
        #expect(agreement.contains("stage=\"ReadinessAwaited\""))
        #expect(agreement.contains("entries=4"))
        #expect(agreement.contains("scope=\"pariwisata;' =seni\""), "\(agreement)")
        #expect(rows.filter { $0.hasPrefix("steps ") }.count == 4)
        #expect(rows.filter { $0.hasPrefix("parties ") }.count == 2)
        let document = try #require(rows.first { $0.hasPrefix("documents ") })
        #expect(document.contains("'+konsep.pdf\""))
        #expect(rows.contains { $0.contains("happened=\"2018-10-25\"") })
    }

    @Test func `the same prefix gives the same bytes, and a later entry changes nothing in it`()
        async throws
    {
        let (shop, folder) = (try await Self.story(), try Scratch())
        let size = shop.log.head.size
        let first = try Self.dump(shop, size: size, in: folder, "a")
        _ = try await shop.happen("e", "ready", at: "2018-11-08", ["office": "35.72"])
        let second = try Self.dump(shop, size: size, in: folder, "b")
        #expect(first == second)
        let bytes = ["a", "b"].map { FileManager.default.contents(atPath: "\(folder.path)/\($0)") }
        #expect(bytes[0] == bytes[1])
        #expect(
            try Register.compare(kept: folder.path + "/a", fresh: folder.path + "/b") == .same
        )
        let third = try Self.dump(shop, in: folder, "c")
        #expect(third != first)
        guard
            case .differ(let rows) = try Register.compare(
                kept: folder.path + "/a",
                fresh: folder.path + "/c"
            )
        else {
            Issue.record("the same")
            return
        }
        #expect(rows > 1)
    }

    @Test func `a corrected step is marked, with what holds instead`() async throws {
        let (shop, folder) = (try await Self.story(), try Scratch())
        let scope = try #require(try shop.entries().first { $0.type == "ScopeDiscussed" })
        let receipt = try await shop.submit(
            "e",
            .happened(
                agreement: "2018-0001",
                .init(
                    intent: .event("Corrected"),
                    fields: [
                        "corrections": [
                            [
                                "position": .integer(Int(scope.position)),
                                "set": ["scope": ["budaya"]],
                            ]
                        ],
                        "reason": "salah",
                    ]
                )
            )
        )
        let correction = try #require(receipt.entries.first?.position)
        let rows = try Self.dump(shop, in: folder).filter { $0.hasPrefix("steps ") }
        let marked = rows.filter { !$0.contains("corrected_by=NULL") }
        let row = try #require(marked.first)
        #expect(marked.count == 1)
        #expect(row.contains("entry=\(scope.position) "))
        #expect(row.contains("corrected_by=\"\(correction)\""))
        #expect(row.components(separatedBy: "details_corrected=").last?.contains("budaya") == true)
        #expect(
            row.components(separatedBy: "details_corrected=").first?.contains("budaya") == false
        )
    }

    @Test func `a document whose entry was made void is marked, as its step is`() async throws {
        let (shop, folder) = (try await Self.story(), try Scratch())
        let document: JSONValue = [
            "name": "salah.pdf", "size": 12, "sha256": .string(String(repeating: "cd", count: 32)),
        ]
        func happened(_ key: String, _ event: String, _ fields: [String: JSONValue]) async throws
            -> Int64
        {
            let receipt = try await shop.submit(
                key,
                .happened(
                    agreement: "2018-0001",
                    .init(intent: .event(event), fields: fields)
                )
            )
            return try #require(receipt.entries.first?.position)
        }
        let attached = try await happened("e", "DocumentAttached", ["document": document])
        let correction = try await happened(
            "f",
            "Corrected",
            [
                "corrections": [["position": .integer(Int(attached)), "void": true]],
                "reason": "salah berkas",
            ]
        )
        let rows = try Self.dump(shop, in: folder).filter { $0.hasPrefix("documents ") }
        #expect(rows.count == 2)
        let void = try #require(rows.first { $0.contains("salah.pdf") })
        #expect(void.hasSuffix(" voided_by=\(correction)"), "\(void)")
        #expect(rows.contains { $0.contains("konsep.pdf") && $0.hasSuffix(" voided_by=NULL") })
    }

    @Test func `a register of an earlier version is held against the tables of that version`()
        async throws
    {
        let (shop, folder) = (try await Self.story(), try Scratch())
        for name in ["kept", "fresh"] {
            try Register(
                shop.log,
                size: shop.log.head.size,
                version: 1,
                label: Self.label
            ).write(to: folder.path + "/" + name)
        }
        #expect(Register.version(of: folder.path + "/kept") == 1)
        let rows = try Register.dump(folder.path + "/kept")
        #expect(!rows.contains { $0.contains("corrected_by") })
        #expect(
            try Register.compare(kept: folder.path + "/kept", fresh: folder.path + "/fresh")
                == .same
        )
        _ = try Self.dump(shop, in: folder, "now")
        #expect(Register.version(of: folder.path + "/now") == Register.version)
    }

    @Test func `an office that no list has goes by its name, and by its code in earlier versions`()
        async throws
    {
        let (shop, folder) = (try await Workshop(), try Scratch())
        let parties: JSONValue = [["code": "jp", "name": "Kota Contoh"]]
        _ = try await shop.submit(
            "a",
            .begin(
                workflow: nil,
                .init(intent: .verb("propose"), fields: ["title": "x", "parties": parties])
            )
        )
        _ = try await shop.submit(
            "b",
            .happened(
                agreement: "2018-0001",
                .init(
                    intent: .event("AnswerAwaited"),
                    fields: ["office": "jp", "for": "jawaban"]
                )
            )
        )
        let rows = try Self.dump(shop, in: folder)
        #expect(rows.contains { $0.contains("awaiting=\"Kota Contoh: jawaban\"") })
        try Register(shop.log, size: shop.log.head.size, version: 4, label: Self.label)
            .write(to: folder.path + "/kept")
        let kept = try Register.dump(folder.path + "/kept")
        #expect(kept.contains { $0.contains("awaiting=\"jp: jawaban\"") })
    }

    @Test func `a file that is no register is unusable`() async throws {
        let (shop, folder) = (try await Self.story(), try Scratch())
        _ = try Self.dump(shop, in: folder, "fresh")
        try Data("bukan basis data".utf8).write(to: URL(filePath: folder.path + "/kept"))
        #expect(
            try Register.compare(kept: folder.path + "/kept", fresh: folder.path + "/fresh")
                == .unusable
        )
    }

    @Test func `what a register hides from who reads every row in turn is found out`() async throws
    {
        let (shop, folder) = (try await Self.story(), try Scratch())
        _ = try Self.dump(shop, in: folder, "fresh")
        func compared(_ change: (URL) throws -> Void) throws -> RegisterComparison {
            let kept = URL(filePath: folder.path + "/kept")
            try? FileManager.default.removeItem(at: kept)
            try FileManager.default.copyItem(at: URL(filePath: folder.path + "/fresh"), to: kept)
            try change(kept)
            return try Register.compare(kept: kept.path, fresh: folder.path + "/fresh")
        }
        #expect(try compared { _ in } == .same)
        // A text goes on behind a NUL.
        let hidden = try compared { kept in
            let queue = try DatabaseQueue(path: kept.path)
            try queue.write {
                try $0.execute(sql: "UPDATE agreements SET title = title || char(0) || 'lain'")
            }
            try queue.close()
        }
        #expect(hidden == .differ(rows: 2))
        // Two rows change their places: all are there, but who asks for one by its key may not find it.
        let exchanged = try compared { kept in
            var bytes = [UInt8](try Data(contentsOf: kept))
            // A leaf of an index's tree, as these tables are; its cells' places stand behind a head of 8 bytes.
            let leaf = try #require(
                stride(from: 0, to: bytes.count, by: 4_096)
                    .first { bytes[$0] == 0x0A && bytes[$0 + 4] >= 2 }
            )
            for offset in [8, 9] { bytes.swapAt(leaf + offset, leaf + offset + 2) }
            try Data(bytes).write(to: kept)
        }
        #expect(exchanged == .unusable)
    }

    @Test func `one agreement's register is about it alone`() async throws {
        let (shop, folder) = (try await Self.story(), try Scratch())
        _ = try await shop.propose("z")
        let rows = try Self.dump(shop, agreement: "2018-0001", in: folder)
        #expect(!rows.contains { $0.contains("2018-0002") })
        #expect(rows.filter { $0.hasPrefix("steps ") }.count == 4)
    }

    @Test func `docs/register.md names every table and column, with its meaning`() throws {
        let page = try Shipped.text("docs/register.md")
        let folder = try Scratch()
        let path = folder.path + "/leer"
        try Register(InMemoryLog(), size: 0, label: Self.label).write(to: path)
        let rows = try Register.dump(path).filter { $0.hasPrefix("columns ") }
            .map { $0.replacing("\\'", with: "'") }
        #expect(rows.count > 40)
        for row in rows {
            let words = row.split(separator: "\"")
            // columns table_name="…" column_name="…" meaning_id="…" meaning_en="…"
            let (table, column, meaning) = (words[1], words[3], words[7])
            #expect(page.contains("## \(table)"), "\(table)")
            #expect(page.contains("`\(column)`") && page.contains(meaning), "\(table) \(column)")
        }
    }
}
