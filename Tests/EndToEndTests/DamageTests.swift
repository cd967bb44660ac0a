import Entries
import Foundation
import Testing
import Wire

/// One damaged agreement among healthy ones: it is told of, and silences nobody else.
@Suite(.timeLimit(.minutes(10))) struct DamageTests {
    private static let damaged = "2026-0001"
    private static let healthy = "2026-0002"

    /// Changes a letter of an entry behind the log's back, as a disk does: its hash stands beside it.
    ///
    /// By the bytes of the file: its triggers don't see it. The daemon has to be stopped.
    private static func damage(
        _ place: Place,
        _ text: String = "Riset bersama",
        into other: String = "Riset berdama"
    ) throws {
        let path = URL(fileURLWithPath: place.file("data/log.db"))
        var bytes = try Data(contentsOf: path)
        let found = try #require(bytes.range(of: Data(text.utf8)))
        bytes.replaceSubrange(found, with: Data(other.utf8))
        try bytes.write(to: path)
    }

    @Test func `a message that can't be read any more holds up no other mail`() async throws {
        try await Place.with { place in
            let settings = place.file("kembard.yaml")
            try """
            settings: main
            rules: \(place.rules)
            offices: \(place.rules)/examples/synthetic/offices.yaml
            deliver: [mail]
            """.write(toFile: settings, atomically: true, encoding: .utf8)
            let options = Daemon.Options(rehearsal: nil, config: settings)
            let first = try await Daemon.serving(in: place, options)
            try await first.done(
                "contacts",
                "set",
                "petugas",
                "--name",
                "Pegawai Contoh",
                "--mail",
                "petugas@contoh.invalid"
            )
            // The first of them will be damaged.
            for role in ["kabag", "petugas"] { try await first.done("remind", "test", role) }
            let issued = try await first.entries().filter { $0.type == "MessageIssued" }
            try #require(issued.count == 2)
            await first.stop()
            let id = issued[0].id
            try Self.damage(place, id, into: id.dropLast() + (id.hasSuffix("0") ? "1" : "0"))

            let daemon = try await Daemon.serving(in: place, options)
            let file = place.file("deliver.yaml")
            try """
            settings: deliver
            socket: \(daemon.sockets)/deliver.sock
            mail: {relay: "smtp://127.0.0.1:1", from: kembar@contoh.invalid, tls: none}
            """.write(toFile: file, atomically: true, encoding: .utf8)
            let round = try await place.start(
                Programs.folder + "/kembar-deliver",
                ["--config", file, "--once"]
            ).outcome()
            // Nobody listens there: that it was tried is what counts.
            #expect(round.errors.contains("later"), "\(round)")
            #expect(round.errors.contains("\(issued[1].position)"), "\(round)")
            #expect(!round.errors.contains("can't be asked"), "\(round)")
        }
    }

    @Test(arguments: [false, true])
    func `the others are reminded, shown and recorded, the damaged one is named`(
        areViewsMadeAnew: Bool
    ) async throws {
        try await Place.with { place in
            let first = try await Daemon.serving(in: place)
            try await first.done("propose", "Riset bersama", "--party", "99.71")
            try await first.done("propose", "Pertukaran pustaka", "--party", "99.71")
            let begun = try await first.entries().filter { $0.type == "VisitProposed" }
            let position = try #require(begun.first?.position)
            await first.stop()
            try Self.damage(place)
            if areViewsMadeAnew {
                for name in ["views.db", "views.db-wal", "views.db-shm"] {
                    try? FileManager.default.removeItem(atPath: place.file("data/\(name)"))
                }
            }

            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("rehearse", "next")
            #expect(await daemon.program.prints("Pertukaran pustaka"))
            #expect(!daemon.program.output.text.contains("Riset ber"))
            let issued = try await daemon.entries().filter { $0.type == "ReminderIssued" }
            #expect(issued.map(\.subject?.agreement) == [Self.healthy])

            try await daemon.done("note", Self.healthy, "catatan")
            try await daemon.done("show", Self.healthy)
            #expect(try await daemon.done("list").contains("Pertukaran pustaka"))
            for words in [
                ["show", Self.damaged], ["history", Self.damaged],
                ["note", Self.damaged, "catatan"],
            ] {
                let refused = try await daemon.run(words)
                #expect(refused.status == 6, "\(words): \(refused)")
                #expect(refused.errors.contains("entri \(position)"), "\(words): \(refused)")
            }
            try Self.askDamaged(daemon)
            // The rules can be changed all the same.
            let policy = try await daemon.done("rules", "show", "policy", "main")
            let file = place.file("reminders.yaml")
            try policy.replacing("Petugas kerja sama", with: "Staf kerja sama")
                .write(toFile: file, atomically: true, encoding: .utf8)
            try await daemon.done("rules", "adopt", file)
            let status = try await daemon.asked(StatusAnswer.self, "status")
            let notices = status.problems.map(\.code)
            // Views made anew leave it out, and say so; older ones still know that it is due.
            let expected = areViewsMadeAnew ? "views-error" : "reminders-failing"
            #expect(notices.contains(expected), "\(notices)")
            let verified = try await daemon.run(["audit", "verify"])
            #expect(verified.status == 1)
            #expect(verified.output.contains("\(position)"), "\(verified)")
        }
    }

    /// Its refusals are those that the description says.
    private static func askDamaged(_ daemon: Daemon) throws {
        let contract = try Contract(
            try Connection.ask(daemon.socket, "GET", "/v1/openapi.json").body
        )
        for (name, body) in [
            ("GET /v1/agreements/{id}", nil), ("GET /v1/agreements/{id}/history", nil),
            (
                "POST /v1/agreements/{id}/events",
                Array(#"{"event":"NoteAdded","data":{"text":"catatan"}}"#.utf8)
            ),
        ] {
            let operation = try #require(contract.operation(name))
            let answer = try Connection.ask(
                daemon.socket,
                operation.method,
                operation.path.replacing("{id}", with: damaged),
                body == nil ? [:] : ["Idempotency-Key": "catatan"],
                body: body
            )
            #expect(answer.status == 500, "\(name): \(answer)")
            #expect(contract.faults(in: answer, to: operation) == [])
        }
    }

    /// Runs SQL on the views as somebody with a shell would, below a daemon that serves them.
    private func change(_ sql: String, _ place: Place) async throws {
        let script = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            db.executescript(sys.argv[2])
            db.commit()
            """
        let changed = try await place.start(
            try #require(Programs.python),
            ["-c", script, place.file("data/views.db"), sql]
        ).outcome()
        try #require(changed.status == 0, "\(changed)")
    }

    @Test func `a row of the views that somebody changes below a serving daemon is found out`()
        async throws
    {
        try await Place.with { place in
            var daemon = try await Daemon.serving(in: place)
            try await daemon.done("propose", "Riset bersama", "--party", "99.71")
            let whole = try await daemon.asked(VerifyAnswer.self, "audit", "verify")
            #expect(whole.views == "same")
            #expect(whole.checked.contains("views"))
            try await change("UPDATE agreement SET state = replace(state, 'Riset', 'PALSU')", place)
            #expect(try await daemon.done("list").contains("PALSU"))
            let found = try await daemon.run(["audit", "verify", "--json"])
            #expect(found.status == 1, "\(found)")
            let answer = try JSONDecoder().decode(
                VerifyAnswer.self,
                from: Data(found.output.utf8)
            )
            #expect(answer.result == "whole")
            #expect(answer.views == "differ")
            #expect(answer.viewsRows == 1)
            let screen = try await daemon.run(["audit", "verify"])
            #expect(screen.output.contains("BERBEDA dari isi log"))
            daemon.language = "en"
            let english = try await daemon.run(["audit", "verify"])
            #expect(english.output.contains("NOT what the log says"))
            // Nothing of the comparison stays behind.
            let names = try FileManager.default.contentsOfDirectory(atPath: place.file("data"))
            #expect(!names.contains { $0.hasPrefix("views-compared.") })
        }
    }

    /// What somebody with the right to write does to the served views; nothing makes them anew meanwhile.
    @Test(
        arguments: [
            (
                "UPDATE agreement SET state = replace(state, 'Riset', 'PALSU');"
                    + "UPDATE progress SET root = zeroblob(32)",
                "other-log", ["list"]
            ),
            ("ALTER TABLE renewal RENAME TO pembaruan", "unusable", nil),
            (
                "UPDATE search SET body = replace(body, 'Riset', 'PALSU riset')",
                "differ", ["find", "riset"]
            ),
        ] as [(String, String, [String]?)]
    )
    func `served views that are forged with what they say of themselves are a finding`(
        sql: String,
        views: String,
        showing: [String]?
    ) async throws {
        try await Place.with { place in
            var daemon = try await Daemon.serving(in: place)
            try await daemon.done("propose", "Riset bersama", "--party", "99.71")
            try await daemon.done("find", "riset")
            try await change(sql, place)
            if let showing {
                let shown = try await daemon.run(showing)
                #expect(shown.output.contains("PALSU"), "\(shown)")
            }
            let found = try await daemon.run(["audit", "verify", "--json"])
            #expect(found.status == 1, "\(found)")
            let answer = try JSONDecoder().decode(
                VerifyAnswer.self,
                from: Data(found.output.utf8)
            )
            #expect(answer.result == "whole")
            #expect(answer.views == views)
            let screen = try await daemon.run(["audit", "verify"])
            #expect(screen.status == 1)
            #expect(screen.output.contains("tetapi tampilan (views.db) BUKAN"), "\(screen)")
            #expect(!screen.output.contains("Log ini utuh."))
            #expect(screen.output.contains("hapus views.db"))
            daemon.language = "en"
            let english = try await daemon.run(["audit", "verify"])
            #expect(english.output.contains("but the views (views.db) are NOT"), "\(english)")
            #expect(english.output.contains("delete views.db"))
        }
    }
}
