import Entries
import Foundation
import Testing
import Wire

/// Letters drafted by the real programs: never sent, and the second one knows the first.
@Suite(.timeLimit(.minutes(10))) struct LetterTests {
    @Test func `a letter goes to whom we wait for, and cites what went before`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let id = "2026-0001"
            try await daemon.done(
                "propose",
                "Jalur wisata (contoh)",
                "--party",
                "99.71",
                "--party",
                "99.02"
            )
            // Nobody is awaited and there are two others: to whom is for a person to say.
            let unclear = try await daemon.kembar("letter", id)
            #expect(unclear.status == 1)
            #expect(unclear.errors.contains("--party"))
            try await daemon.done("discuss", id, "--scope", "pariwisata", "--place", "Balai")
            try await daemon.done("await", id, "--party", "99.71", "--for", "kesiapan")
            let head = try await daemon.asked(StatusAnswer.self, "status").log.size
            let first = try await daemon.asked(LetterAnswer.self, "letter", id)
            #expect(first.to.code == "99.71")
            #expect(first.to.seat == "Contoh")
            #expect(first.signatory == "Kepala Bagian Pemerintahan Setda")
            #expect(first.meeting?.place == "Balai")
            #expect(first.sent.isEmpty)
            #expect(try await daemon.asked(StatusAnswer.self, "status").log.size == head)
            try await daemon.done(
                "record",
                id,
                "LetterSent",
                "number=180/1",
                "from=99.01",
                "to=99.71"
            )
            let second = try await daemon.asked(LetterAnswer.self, "letter", id)
            #expect(second.sent.map(\.number) == ["180/1"])
            // What went to one office is no letter to another.
            let other = try await daemon.asked(LetterAnswer.self, "letter", id, "--party", "99.02")
            #expect(other.sent.isEmpty && other.purpose == nil)
            let stranger = try await daemon.kembar("letter", id, "--party", "35.72")
            #expect(stranger.status == 1)
            let own = try await daemon.kembar("letter", id, "--party", "99.01")
            #expect(own.status == 1)
            try await daemon.done("withdraw", id, "--party", "99.71", "--reason", "anggaran")
            let closed = try await daemon.kembar("letter", id)
            #expect(closed.status == 1)
        }
    }

    @Test func `a reply of the same day is not denied`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            let id = "2026-0001"
            try await daemon.done("propose", "Jalur wisata (contoh)", "--party", "99.71")
            let day = try await daemon.asked(LetterAnswer.self, "letter", id).date
            func record(_ event: String, _ number: String, _ from: String, _ to: String)
                async throws
            {
                try await daemon.done(
                    "record",
                    id,
                    event,
                    "number=\(number)",
                    "from=\(from)",
                    "to=\(to)",
                    "--at",
                    day
                )
            }
            func isDenied() async throws -> Bool {
                let text = try await daemon.done("letter", id)
                return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                    .contains("kami belum menerima")
            }
            try await record("LetterSent", "121", "99.01", "99.71")
            #expect(try await isDenied())
            try await record("LetterReceived", "9", "99.71", "99.01")
            let answered = try await daemon.asked(LetterAnswer.self, "letter", id)
            #expect(answered.received?.map(\.number) == ["9"])
            #expect(try await !isDenied())
            // What we answered ourselves since is no reply of theirs.
            try await record("LetterSent", "122", "99.01", "99.71")
            #expect(try await daemon.asked(LetterAnswer.self, "letter", id).received == nil)
        }
    }

    @Test(.enabled("needs python3") { Programs.python != nil })
    func `the file is one that OpenDocument describes, to a program that is not ours`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("propose", "Jalur <wisata> & budaya", "--party", "99.71")
            let path = place.file("surat.odt")
            try await daemon.done("letter", "2026-0001", "--output", path)
            let program = """
                import sys, zipfile, xml.dom.minidom
                package = zipfile.ZipFile(sys.argv[1])
                assert package.testzip() is None
                assert package.namelist()[0] == "mimetype"
                for name in package.namelist():
                    if name.endswith(".xml"): xml.dom.minidom.parseString(package.read(name))
                text = package.read("content.xml").decode()
                assert "Jalur &lt;wisata&gt; &amp; budaya" in text
                """
            let outcome = try await place.start(
                try #require(Programs.python),
                ["-c", program, path],
                environment: ProcessInfo.processInfo.environment
            ).outcome()
            #expect(outcome.status == 0, "\(outcome)")
            let again = try await daemon.kembar("letter", "2026-0001", "--output", path)
            #expect(again.status == 1)
        }
    }
}
