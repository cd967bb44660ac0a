import Audit
import Calendars
import Entries
import Foundation
import Testing
import Wire

/// Messages leave through the journal, and one that did not leave is not called delivered.
@Suite(.timeLimit(.minutes(10))) struct JournalTests {
    @Test func `a message that the journal did not take stays outstanding and is written later`()
        async throws
    {
        try await Place.with { place in
            // Every write to it fails: no space is left on that device.
            let full = ["/bin/sh", "-c", #"exec "$0" "$@" >/dev/full"#]
            let first = try await Daemon.serving(in: place, .init(wrapper: full))
            try await first.done("propose", "Riset bersama", "--party", "99.71")
            try await first.done("rehearse", "next")
            let types = try await first.entries().map(\.type)
            #expect(types.contains("ReminderIssued"))
            #expect(types.last == "MessageIssued")
            let status = try await first.asked(StatusAnswer.self, "status")
            #expect(status.reminders.outstanding == 1)
            await first.stop()

            let second = try await Daemon.serving(in: place)
            let now = try await second.asked(StatusAnswer.self, "status").now
            try await second.done("rehearse", "to", String(now.prefix(16)))
            #expect(await second.program.prints("Riset bersama"))
            let all = try await second.entries()
            let issued = try #require(all.first { $0.type == "MessageIssued" })
            let delivered = all.filter { $0.type == "MessageDelivered" }
            #expect(delivered.map(\.data["message"]) == [.integer(Int(issued.position))])
            #expect(delivered.first?.causation == issued.id)
            #expect(try await second.asked(StatusAnswer.self, "status").reminders.outstanding == 0)
        }
    }

    @Test func `what was signed while its message waited is not spoken of any more`() async throws {
        try await Place.with { place in
            let full = ["/bin/sh", "-c", #"exec "$0" "$@" >/dev/full"#]
            let first = try await Daemon.serving(in: place, .init(wrapper: full))
            try await first.done("propose", "Riset bersama", "--party", "99.71")
            try await first.done("propose", "Pertukaran pustaka", "--party", "99.71")
            try await first.done("rehearse", "next")
            let issued = try #require(try await first.entries().last)
            #expect(issued.type == "MessageIssued")
            let about = issued.data["reminders"]?.array ?? []
            #expect(about.count == 2)
            // The first comes to its signatures before the journal can be written again.
            let id = "2026-0001"
            try await first.done("discuss", id, "--scope", "riset")
            try await first.done("draft", id)
            try await first.done("await", id, "--party", "99.71", "--for", "kesiapan")
            try await first.done("ready", id, "--party", "99.71")
            try await first.done("sign", id, "--party", "99.01", "--number", "1/A")
            try await first.done("sign", id, "--party", "99.71", "--number", "1/B")
            await first.stop()

            let second = try await Daemon.serving(in: place)
            let now = String(try await second.asked(StatusAnswer.self, "status").now.prefix(16))
            try await second.done("rehearse", "to", now)
            #expect(await second.program.prints("Pertukaran pustaka"))
            #expect(!second.program.output.text.contains("Riset bersama"))
            let messages = try await second.entries().filter { $0.type.hasPrefix("Message") }
            #expect(
                messages.map(\.type) == [
                    "MessageIssued", "MessageFailed", "MessageIssued", "MessageDelivered",
                ]
            )
            let failed = messages[1]
            #expect(failed.causation == issued.id)
            #expect(failed.data["message"] == .integer(Int(issued.position)))
            #expect(failed.data["reason"] == "noLongerStands")
            #expect(
                failed.data["reminders"] == .array(about.filter { $0.string?.contains(id) == true })
            )
            #expect(
                messages[2].data["reminders"]
                    == .array(about.filter { $0.string?.contains(id) == false })
            )
            #expect(messages[2].data["day"] == issued.data["day"])
            #expect(messages[3].data["message"] == .integer(Int(messages[2].position)))
            #expect(try await second.asked(StatusAnswer.self, "status").reminders.outstanding == 0)
            // And that was all: the next moment says nothing again.
            try await second.done("rehearse", "to", now)
            #expect(try await second.entries().filter { $0.type.hasPrefix("Message") } == messages)
            try await second.done("audit", "verify")
        }
    }

    @Test func `a message carries the signed checkpoint of the log up to itself`() async throws {
        try await Place.with { place in
            let daemon = try await Daemon.serving(in: place)
            try await daemon.done("propose", "Riset bersama", "--party", "99.71")
            try await daemon.done("rehearse", "next")
            try await daemon.done("note", "2026-0001", "catatan")
            let lines = try await daemon.lines()
            let issued = try #require(
                try await daemon.entries().last { $0.type == "MessageIssued" }
            )
            let size = Int(issued.position) + 1
            let start = "\ntest.invalid/kembar\n\(size)\n"
            #expect(await daemon.program.prints(start))
            // The signature is the last line of a note, behind an empty one.
            #expect(await daemon.program.prints("\n\n\u{2014} test.invalid/kembar "))
            let text = daemon.program.output.text
            let note = try #require(
                text.range(of: start).map { text[$0.lowerBound...].dropFirst() }
            )
            let key = try await daemon.done("audit", "key").trimmingCharacters(in: .newlines)
            let opened = try Checkpoint.open(
                note.split(separator: "\n", omittingEmptySubsequences: false).prefix(5)
                    .joined(separator: "\n") + "\n",
                keys: [try VerifierKey(key)]
            )
            var tree = TreeFrontier()
            for line in lines.prefix(size) {
                _ = tree.append(MerkleTree.leafHash(Array(line.utf8)))
            }
            #expect(opened.checkpoint.size == Int64(size))
            #expect(opened.checkpoint.root == tree.root)
        }
    }

    @Test func `a message is worded by the rules of its day, whatever is adopted before it leaves`()
        async throws
    {
        try await Place.with { place in
            let full = ["/bin/sh", "-c", #"exec "$0" "$@" >/dev/full"#]
            let first = try await Daemon.serving(in: place, .init(wrapper: full))
            try await first.done("propose", "Riset bersama", "--party", "99.71")
            try await first.done("rehearse", "next")
            let policy = try await first.done("rules", "show", "policy", "main")
            let file = place.file("reminders.yaml")
            try policy.replacing("Petugas kerja sama", with: "Staf urusan lain")
                .write(toFile: file, atomically: true, encoding: .utf8)
            try await first.done("rules", "adopt", file)
            await first.stop()
            let second = try await Daemon.serving(in: place)
            let now = try await second.asked(StatusAnswer.self, "status").now
            try await second.done("rehearse", "to", String(now.prefix(16)))
            #expect(await second.program.prints("Yth. Petugas kerja sama,"))
            #expect(!second.program.output.text.contains("Staf urusan lain"))
        }
    }
}

/// What a daemon says of its own silence.
@Suite(.timeLimit(.minutes(10))) struct SilenceTests {
    @Test func `a start says from when to when nobody was reminded`() async throws {
        try await Place.with { place in
            let real = Daemon.Options(rehearsal: nil)
            let first = try await Daemon.serving(in: place, real)
            let start = try #require(try await first.entries().last)
            #expect(start.type == "DaemonStarted")
            // The first life follows no silence.
            #expect(start.data["notRunningFrom"] == nil)
            first.program.send(SIGKILL)
            await first.program.ended()
            let second = try await Daemon.serving(in: place, real)
            let again = try #require(try await second.entries().last)
            let from = try #require(again.data["notRunningFrom"]?.string)
            let until = try #require(again.data["notRunningUntil"]?.string)
            #expect(start.recorded.utc <= from)
            #expect(from <= until)
            #expect(FileManager.default.fileExists(atPath: place.file("data/heartbeat")))
        }
    }
}

/// The rule files are asked for once, when a log begins.
@Suite(.timeLimit(.minutes(10))) struct SettingsTests {
    @Test func `a log that has its rules opens without the rule files`() async throws {
        try await Place.with { place in
            let settings = place.file("kembard.yaml")
            try "settings: main\nrules: \(place.rules)\n"
                .write(toFile: settings, atomically: true, encoding: .utf8)
            let options = Daemon.Options(isSynthetic: false, config: settings)
            try await Daemon.serving(in: place, options).stop()
            try "settings: main\nrules: tidak-ada\n"
                .write(toFile: settings, atomically: true, encoding: .utf8)
            let again = try await Daemon.serving(in: place, options)
            let offices = try await again.done("offices", "show", "35.72")
            #expect(offices.contains("Kota Blitar"))
            // An organ of a region stands in no list and is an office all the same.
            let organ = try await again.done("offices", "show", "51.08/DPRD")
            #expect(organ.contains("51.08/DPRD"))
            #expect(try await again.run(["offices", "show", "00.00"]).status == 3)
            let workflow = try await again.done("rules", "show", "workflow", "kerja-sama-daerah")
            #expect(workflow.contains("\nworkflow: kerja-sama-daerah\n"))
            await again.stop()
            let fresh = try await Daemon.refused(
                in: place,
                .init(data: "lain", isSynthetic: false, config: settings)
            )
            #expect(fresh.status == 1)
            #expect(fresh.errors.contains("tidak-ada"), "\(fresh)")
        }
    }
}

/// `kembard init` makes key, origin and first entries, and ends.
@Suite(.timeLimit(.minutes(10))) struct InitTests {
    @Test(arguments: [nil, "2026-05-06T09:00"])
    func `init begins the log that was asked for, and a daemon goes on with it`(
        rehearsal: String?
    ) async throws {
        try await Place.with { place in
            let options = Daemon.Options(rehearsal: rehearsal)
            let made = try await place.start(
                Programs.kembard,
                ["init"] + Daemon.arguments(options, in: place)
            ).outcome()
            #expect(made.status == 0, "\(made)")
            #expect(made.output.hasPrefix("test.invalid/kembar\ntest.invalid/kembar+"))
            // Of the other kind it is refused, of its own it goes on.
            let other = Daemon.Options(rehearsal: rehearsal == nil ? "2026-05-06T09:00" : nil)
            #expect(try await Daemon.refused(in: place, other).status == 1)
            let entries = try await Daemon.serving(in: place, options).entries()
            #expect(entries.first?.data["rehearsal"] == .bool(rehearsal != nil))
        }
    }
}
