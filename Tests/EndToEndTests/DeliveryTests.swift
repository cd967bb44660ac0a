import Entries
import Foundation
import Testing
import Wire

/// A real daemon, a real kembar-deliver and a real SMTP server: what leaves, and what becomes of it.
@Suite(
    .timeLimit(.minutes(10)),
    .enabled("needs python3-aiosmtpd (scripts/prepare tests)") {
        try await MailServer.isInstalled()
    }
)
struct DeliveryTests {
    /// The house in which mail is switched on; its clock is the real one.
    private static func daemon(in place: Place, deliver: String = "[mail]") async throws -> Daemon {
        let settings = place.file("kembard.yaml")
        try """
        settings: main
        rules: \(place.rules)
        offices: \(place.rules)/examples/synthetic/offices.yaml
        deliver: \(deliver)
        retry: 1
        """.write(toFile: settings, atomically: true, encoding: .utf8)
        return try await Daemon.serving(in: place, .init(rehearsal: nil, config: settings))
    }

    /// A deliverer: one round, or until it is ended.
    private static func deliverer(
        _ daemon: Daemon,
        mail: String,
        once: Bool = false
    ) throws -> RunningProgram {
        let file = daemon.place.file("deliver.yaml")
        try """
        settings: deliver
        socket: \(daemon.sockets)/deliver.sock
        poll: 1
        \(mail)
        """.write(toFile: file, atomically: true, encoding: .utf8)
        return try daemon.place.start(
            Programs.folder + "/kembar-deliver",
            ["--config", file] + (once ? ["--once"] : []),
            environment: ["CREDENTIALS_DIRECTORY": daemon.place.path]
        )
    }

    private static func mail(_ port: Int, more: String = "tls: none, timeout: 20") -> String {
        #"mail: {relay: "smtp://127.0.0.1:\#(port)", from: kembar@contoh.invalid, \#(more)}"#
    }

    private static func hire(_ daemon: Daemon) async throws {
        try await daemon.done(
            "contacts",
            "set",
            "petugas",
            "--name",
            "Pegawai Contoh",
            "--mail",
            "petugas@contoh.invalid",
            "--since",
            "2018-01-01"
        )
    }

    private static func outcomes(_ daemon: Daemon) async throws -> [Entry] {
        try await daemon.entries().filter {
            ["MessageDelivered", "MessageFailed"].contains($0.type)
        }
    }

    private static func ids(_ mails: [String], _ place: Place) async throws -> [String] {
        var ids: [String] = []
        for mail in mails { ids.append(try await ReadMail.read(mail, in: place).id) }
        return ids
    }

    @Test func `a test message arrives as mail, in each person's language, and is a witness`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            try await Self.hire(daemon)
            try await daemon.done(
                "contacts",
                "set",
                "petugas",
                "--name",
                "Example Officer",
                "--mail",
                "officer@contoh.invalid",
                "--language",
                "en"
            )
            let server = try await MailServer.start(in: place, .good)
            try await daemon.done("remind", "test", "petugas")
            #expect(await daemon.program.prints("Pesan percobaan kembar"))
            let status = try await daemon.asked(StatusAnswer.self, "status")
            #expect(status.reminders.outstanding == 1)

            let outcome = try await Self.deliverer(daemon, mail: Self.mail(server.port), once: true)
                .outcome()
            #expect(outcome.status == 0, "\(outcome)")
            let mails = try server.mails()
            try #require(mails.count == 2)
            let issued = try #require(
                try await daemon.entries().last { $0.type == "MessageIssued" }
            )
            var read: [ReadMail] = []
            for mail in mails { read.append(try await ReadMail.read(mail, in: place)) }
            let (first, second) = (read[0], read[1])
            #expect(first.defects == [] && second.defects == [])
            #expect(first.id == "<kembar.\(issued.position)@test.invalid>")
            #expect(second.id == first.id)
            #expect(first.subject.hasPrefix("[SINTETIS] Pesan percobaan kembar"))
            #expect(second.subject.hasPrefix("[SYNTHETIC] Test message of kembar"))
            #expect(first.to == "Pegawai Contoh <petugas@contoh.invalid>")
            #expect(first.from == "kembar@contoh.invalid" || first.from.contains("<kembar@"))
            #expect(first.autoSubmitted == "auto-generated")
            #expect(first.plain.contains("Tidak ada yang perlu ditindaklanjuti."))
            #expect(second.html.contains("Nothing needs to be done."))
            #expect(first.plain.contains("\u{2014} test.invalid/kembar "))

            let outcomes = try await Self.outcomes(daemon)
            #expect(outcomes.map(\.type) == ["MessageDelivered"])
            #expect(outcomes.first?.data["channel"] == "mail")
            #expect(outcomes.first?.data["reached"] == 2)
            let lines = try await daemon.lines().joined()
            #expect(!lines.contains("contoh.invalid") && !lines.contains("Pegawai Contoh"))

            try await Self.bearWitness(mails[0], first, daemon, upTo: issued.position)
        }
    }

    /// What the mail says of the log, with a daemon, without one, and of another log of the same name.
    private static func bearWitness(
        _ mail: String,
        _ read: ReadMail,
        _ daemon: Daemon,
        upTo position: Int64
    ) async throws {
        let place = daemon.place
        let answer = try await daemon.asked(
            VerifyAnswer.self,
            "audit",
            "verify",
            "--since",
            mail
        )
        #expect(answer.result == "whole" && answer.since == position + 1)
        // Its HTML part is no other log's checkpoint.
        #expect(answer.sinceCount == 1 && answer.sinceOthers == nil)
        let screen = try await daemon.done("audit", "verify", "--since", mail)
        #expect(screen.contains("surel atau checkpoint itu cocok: sampai entri \(position)"))
        // As people save it: only the text, only the attachment, or nothing of the kind.
        for (name, text) in [
            ("teks", read.plain), ("lampiran", read.attachments["checkpoint.txt"] ?? ""),
        ] {
            let file = place.file(name)
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            try await daemon.done("audit", "verify", "--since", file)
        }
        let empty = place.file("kosong")
        try "Salam\n".write(toFile: empty, atomically: true, encoding: .utf8)
        // What has no checkpoint can't be held against anything: that is no wrong command line.
        #expect(try await daemon.run(["audit", "verify", "--since", empty]).status == 2)
        let box = place.file("kotak.mbox")
        let saved = try String(contentsOfFile: mail, encoding: .utf8)
        try ["From a", saved, "From a", saved].joined(separator: "\n").replacing("\r\n", with: "\n")
            .write(toFile: box, atomically: true, encoding: .utf8)
        let note = try await daemon.done("audit", "checkpoint")
        try (saved + "\n\n" + note).write(toFile: box + "2", atomically: true, encoding: .utf8)
        try await daemon.done("audit", "verify", "--since", box)
        // As many as a file may have, each with a line of its own: all of them reach the daemon.
        let many = (1...1_000).map { "\(note)\u{2014} x\($0).invalid AAAAAAAA\n" }
        try many.joined().write(toFile: box + "3", atomically: true, encoding: .utf8)
        let held = try await daemon.asked(
            VerifyAnswer.self,
            "audit",
            "verify",
            "--since",
            box + "3"
        )
        #expect(held.sinceCount == 1_000)
        try (many.joined() + note).write(toFile: box + "3", atomically: true, encoding: .utf8)
        let over = try await daemon.run(["audit", "verify", "--since", box + "3"])
        #expect(over.status == 2 && over.errors.contains("1001 checkpoint"), "\(over)")
        await daemon.stop()
        let data = place.file("data")
        let copied = try await daemon.run(["audit", "verify", "--data", data, "--since", mail])
        #expect(copied.status == 0, "\(copied)")
        let bare = try await daemon.run(["audit", "verify", "--data", data, "--since", empty])
        #expect(bare.status == 2, "\(bare)")

        let other = try await Daemon.serving(
            in: place,
            .init(data: "lain", sockets: "r2", rehearsal: nil)
        )
        for _ in 0...position { try await other.begin() }
        let foreign = try await other.run(["audit", "verify", "--since", mail])
        #expect(foreign.status == 1, "\(foreign)")
    }

    @Test(arguments: [MailServer.Manner.unknown, .picky])
    func `what a relay refuses for good is an entry, shows in status, and is not tried again`(
        manner: MailServer.Manner
    ) async throws {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            try await Self.hire(daemon)
            let server = try await MailServer.start(in: place, manner)
            try await daemon.done("remind", "test", "petugas")
            let mail = Self.mail(server.port)
            let refused = try await Self.deliverer(daemon, mail: mail, once: true).outcome()
            #expect(refused.status == 1, "\(refused)")
            let failed = try await Self.outcomes(daemon)
            #expect(failed.map(\.type) == ["MessageFailed"])
            #expect(failed.first?.data["reason"] == "refused")
            #expect(failed.first?.data["refused"] == 1)
            let codes = try await daemon.asked(StatusAnswer.self, "status").problems.map(\.code)
            #expect(codes.contains("message-undelivered") && codes.contains("contact-not-reached"))
            #expect(try await daemon.done("contacts", "show").contains("55"))
            // Nothing is outstanding any more; the next message is another one.
            let again = try await Self.deliverer(daemon, mail: mail, once: true).outcome()
            #expect(again.status == 0, "\(again)")
            #expect(try await Self.outcomes(daemon) == failed)
            #expect(try server.mails() == [])
        }
    }

    @Test(arguments: [MailServer.Manner.busy, .full, .dying, .torn, .silent, .mute])
    func `what could not be sent is tried again, under the same Message-ID, and arrives once`(
        manner: MailServer.Manner
    ) async throws {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            try await Self.hire(daemon)
            let bad = try await MailServer.start(in: place, manner)
            try await daemon.done("remind", "test", "petugas")
            let isWaitedFor = manner == .silent || manner == .mute
            let more = "tls: none, timeout: \(isWaitedFor ? 1 : 20)"
            let deliverer = try Self.deliverer(daemon, mail: Self.mail(bad.port, more: more))
            #expect(await deliverer.says("later"), "\(deliverer.errors.text)")
            #expect(try await Self.outcomes(daemon) == [])
            bad.program.send(SIGKILL)
            await bad.program.ended()
            #expect(bad.program.output.text.contains("torn") == (manner == .torn))
            #expect(try bad.mails() == [])
            // One that was killed while it waited, too, forgets nothing.
            deliverer.send(SIGKILL)
            await deliverer.ended()
            let good = try await MailServer.start(in: place, .good)
            let next = try Self.deliverer(daemon, mail: Self.mail(good.port))
            #expect(await next.says("delivered"), "\(next.errors.text)")
            next.send(SIGTERM)
            #expect(await next.ended() == .exited(0))
            #expect(try await Self.outcomes(daemon).map(\.type) == ["MessageDelivered"])
            #expect(try good.mails().count == 1)
            #expect(
                try await daemon.asked(ContactList.self, "contacts").contacts[0].lastFailure == nil
            )
        }
    }

    @Test
    func `killed after the relay has taken it, the deliverer sends it again under the same name`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            try await Self.hire(daemon)
            let killer = try await MailServer.start(in: place, .killing)
            try await daemon.done("remind", "test", "petugas")
            // The number of a program that has not begun is not known: nothing to do until it stands there.
            let deliverer = try Self.deliverer(daemon, mail: Self.mail(killer.port))
            try String(deliverer.pid).write(
                toFile: place.file("mails/pid"),
                atomically: true,
                encoding: .utf8
            )
            #expect(await deliverer.ended() == .killed(by: SIGKILL))
            #expect(try killer.mails().count == 1)
            #expect(try await Self.outcomes(daemon) == [])
            let good = try await MailServer.start(in: place, .good)
            let next = try await Self.deliverer(daemon, mail: Self.mail(good.port), once: true)
                .outcome()
            #expect(next.status == 0, "\(next)")
            let ids = try await Self.ids(try good.mails(), place)
            #expect(ids.count == 2 && Set(ids).count == 1)
            #expect(try await Self.outcomes(daemon).map(\.type) == ["MessageDelivered"])
        }
    }

    @Test func `a login and STARTTLS, the password from systemd's credentials`() async throws {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            try await Self.hire(daemon)
            let authority = try await Self.certify(place)
            let server = try await MailServer.start(in: place, .strict)
            try await daemon.done("remind", "test", "petugas")
            let password = place.file("smtp")
            let more = "user: kembar, password: smtp, timeout: 5, authority: \(authority)"
            // A wrong login is ours to mend: nobody is refused for it.
            try "salah\n".write(toFile: password, atomically: true, encoding: .utf8)
            let wrong = try await Self.deliverer(
                daemon,
                mail: Self.mail(server.port, more: more),
                once: true
            ).outcome()
            #expect(wrong.status == 1 && wrong.errors.contains("later"), "\(wrong)")
            #expect(try await Self.outcomes(daemon) == [])
            try "rahasia\n".write(toFile: password, atomically: true, encoding: .utf8)
            let next = try Self.deliverer(daemon, mail: Self.mail(server.port, more: more))
            #expect(await next.says("delivered"), "\(next.errors.text)")
            #expect(!next.errors.text.contains("rahasia"))
            #expect(try server.mails().count == 1)
        }
    }

    /// Makes the relay's key, and a certificate that nobody but itself vouches for; answers its path.
    private static func certify(_ place: Place) async throws -> String {
        try FileManager.default.createDirectory(
            atPath: place.file("mails"),
            withIntermediateDirectories: true
        )
        let made = try await place.start(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout", place.file("mails/key.pem"), "-out", place.file("mails/cert.pem"),
            ]
        ).outcome()
        try #require(made.status == 0, "\(made)")
        return place.file("mails/cert.pem")
    }

    @Test(arguments: [MailServer.Manner.bare, .strict])
    func `a relay without STARTTLS, or with a certificate of nobody's, gets neither login nor mail`(
        manner: MailServer.Manner
    ) async throws {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            try await Self.hire(daemon)
            let authority = try await Self.certify(place)
            let server = try await MailServer.start(in: place, manner)
            try await daemon.done("remind", "test", "petugas")
            try "rahasia\n".write(toFile: place.file("smtp"), atomically: true, encoding: .utf8)
            let login = "user: kembar, password: smtp, timeout: 5"
            let refused = try await Self.deliverer(
                daemon,
                mail: Self.mail(server.port, more: login),
                once: true
            ).outcome()
            #expect(refused.status == 1 && refused.errors.contains("later"), "\(refused)")
            #expect(!refused.errors.contains("rahasia"))
            #expect(try server.mails() == [] && !server.program.output.text.contains("login"))
            // Ours to mend, as a wrong login is: the message waits for it.
            #expect(try await Self.outcomes(daemon) == [])
            #expect(try await daemon.asked(StatusAnswer.self, "status").reminders.outstanding == 1)
            // The server would have taken both.
            let trusting = manner == .bare ? "tls: none" : "authority: \(authority)"
            let next = try Self.deliverer(
                daemon,
                mail: Self.mail(server.port, more: "\(login), \(trusting)")
            )
            #expect(await next.says("delivered"), "\(next.errors.text)")
            #expect(try server.mails().count == 1)
            #expect(await server.program.prints("login"))
        }
    }

    @Test func `a message to nobody stands in the journal, and status names the role`() async throws
    {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            try await daemon.done("remind", "test", "kabag")
            let outcomes = try await Self.outcomes(daemon)
            #expect(outcomes.map(\.type) == ["MessageDelivered"])
            #expect(outcomes.first?.data["fallback"] == "noAddress")
            #expect(outcomes.first?.data["channel"] == "journal")
            let problems = try await daemon.asked(StatusAnswer.self, "status").problems
            #expect(
                problems.filter { $0.code == "role-without-address" }.map { $0.params["role"] }
                    == ["petugas", "kabag", "sekda"]
            )
        }
    }

    @Test func `the deliverer's socket answers nothing else, and no other socket answers for it`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            let door = daemon.sockets + "/deliver.sock"
            for target in [
                "/v1/status", "/v1/openapi.json", "/v1/events?after=-1", "/v1/contacts",
                "/v1/agreements", "/v1/audit/checkpoint",
            ] {
                #expect(try Connection.ask(door, "GET", target).status == 404, "\(target)")
            }
            #expect(try Connection.ask(door, "GET", "/v1/deliveries").status == 200)
            for other in ["operator", "audit"] {
                let path = daemon.sockets + "/\(other).sock"
                #expect(try Connection.ask(path, "GET", "/v1/deliveries").status == 403)
                let take = "/v1/deliveries/3/take"
                #expect(try Connection.ask(path, "POST", take).status == 403)
            }
        }
    }

    @Test func `what the deliverer is answered is what the description says`() async throws {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            let described = try Connection.ask(daemon.socket, "GET", "/v1/openapi.json")
            let contract = try Contract(described.body)
            let door = daemon.sockets + "/deliver.sock"
            try await Self.hire(daemon)
            try await daemon.done("remind", "test", "petugas")
            let position = try #require(
                try await daemon.entries().last { $0.type == "MessageIssued" }?.position
            )
            func ask(_ name: String, _ target: String, _ body: String? = nil) throws -> Answer {
                let operation = try #require(contract.operation(name))
                let answer = try Connection.ask(
                    door,
                    operation.method,
                    target,
                    body: body.map { Array($0.utf8) }
                )
                #expect(contract.faults(in: answer, to: operation) == [])
                return answer
            }
            let path = "/v1/deliveries/\(position)"
            let take = "POST /v1/deliveries/{position}/take"
            let note = "POST /v1/deliveries/{position}/outcomes"
            #expect(try ask("GET /v1/deliveries", "/v1/deliveries").body.contains("[\(position)]"))
            #expect(try ask(take, path + "/take").status == 200)
            #expect(try ask(take, "/v1/deliveries/0/take").status == 409)
            let later = #"{"recipient":"c-0001","outcome":"later","reason":"450"}"#
            #expect(try ask(note, path + "/outcomes", later).body.contains("outstanding"))
            let done = #"{"recipient":"c-0001","outcome":"delivered"}"#
            #expect(try ask(note, path + "/outcomes", done).body.contains("delivered"))
            #expect(try ask(note, path + "/outcomes", done).status == 409)
            #expect(try ask(take, path + "/take").status == 409)
        }
    }

    @Test func `a web service gets a signed CloudEvents message`() async throws {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place, deliver: "[webhook]")
            try "kunci\n".write(toFile: place.file("hook"), atomically: true, encoding: .utf8)
            let program = """
                import base64, hashlib, hmac, http.server, json
                class Handler(http.server.BaseHTTPRequestHandler):
                    def do_POST(self):
                        body = self.rfile.read(int(self.headers["Content-Length"]))
                        text = (self.headers["webhook-id"] + "." + self.headers["webhook-timestamp"] + ".").encode() + body
                        mac = base64.b64encode(hmac.new(b"kunci", text, hashlib.sha256).digest()).decode()
                        good = self.headers["webhook-signature"] == "v1," + mac
                        event = json.loads(body)
                        good = good and event["specversion"] == "1.0" and event["id"] == self.headers["webhook-id"]
                        self.send_response(204 if good else 401); self.end_headers()
                        print("event", event["id"], event["data"]["role"], self.headers["Content-Type"], flush=True)
                    def log_message(self, *words): pass
                server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
                print("listening", server.server_port, flush=True)
                server.serve_forever()
                """
            let server = try place.start(MailServer.python, ["-c", program])
            try #require(await server.prints("\n"), "\(server.errors.text)")
            let port = try #require(server.output.text.split(whereSeparator: \.isWhitespace).last)
            try await daemon.done("remind", "test", "petugas")
            let hook = #"webhook: {url: "http://127.0.0.1:\#(port)/", secret: hook}"#
            let outcome = try await Self.deliverer(daemon, mail: hook, once: true).outcome()
            #expect(outcome.status == 0, "\(outcome)")
            #expect(server.output.text.contains("petugas application/cloudevents+json"))
            let outcomes = try await Self.outcomes(daemon)
            #expect(outcomes.first?.data["channel"] == "webhook")
        }
    }

    @Test func `a rehearsal gives the deliverer nothing, whatever the settings say`() async throws {
        try await Place.with { place in
            let settings = place.file("kembard.yaml")
            try """
            settings: main
            rules: \(place.rules)
            offices: \(place.rules)/examples/synthetic/offices.yaml
            deliver: [mail, webhook]
            """.write(toFile: settings, atomically: true, encoding: .utf8)
            let daemon = try await Daemon.serving(in: place, .init(config: settings))
            try await Self.hire(daemon)
            try await daemon.done("remind", "test", "petugas")
            let answer = try Connection.ask(
                daemon.sockets + "/deliver.sock",
                "GET",
                "/v1/deliveries"
            )
            #expect(answer.body == #"{"messages":[]}"#)
            #expect(try await Self.outcomes(daemon).map { $0.data["channel"] } == ["journal"])
            let route = try await daemon.done("remind", "test", "petugas")
            #expect(route.contains("gladi"))
        }
    }
}

/// Messages as files, and deadlines as calendar entries.
@Suite(.timeLimit(.minutes(10))) struct SpoolTests {
    private static func daemon(in place: Place) async throws -> Daemon {
        let settings = place.file("kembard.yaml")
        try FileManager.default.createDirectory(
            atPath: place.file("spool"),
            withIntermediateDirectories: true
        )
        try """
        settings: main
        rules: \(place.rules)
        offices: \(place.rules)/examples/synthetic/offices.yaml
        spool: spool
        """.write(toFile: settings, atomically: true, encoding: .utf8)
        return try await Daemon.serving(in: place, .init(config: settings))
    }

    @Test(
        .enabled(
            if: Needs.python(with: "icalendar") != nil,
            "NOT CHECKED with icalendar: it is not installed (scripts/prepare tests)"
        )
    )
    func `every message is a mail file, and a deadline in it an event that calendars can read`()
        async throws
    {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            try await daemon.begin()
            try await daemon.done("discuss", "2026-0001", "--scope", "riset")
            try await daemon.done(
                "await",
                "2026-0001",
                "--party",
                "99.71",
                "--for",
                "kesiapan",
                "--promised",
                "2026-05-20"
            )
            try await daemon.done("rehearse", "to", "2026-07-31")
            let issued = try await daemon.entries().filter { $0.type == "MessageIssued" }
            let files = try FileManager.default.contentsOfDirectory(atPath: place.file("spool"))
                .sorted()
            try #require(issued.count > 1)
            #expect(files.count == issued.count && files.allSatisfy { $0.hasSuffix(".eml") })
            var uids: Set<String> = []
            for (file, entry) in zip(files, issued) {
                let mail = try await ReadMail.read(place.file("spool/" + file), in: place)
                #expect(mail.defects == [])
                #expect(mail.id == "<kembar.\(entry.position)@test.invalid>")
                #expect(mail.subject.hasPrefix("[GLADI] [SINTETIS] "))
                #expect(mail.references == "<kembar.thread.agreement-2026-0001@test.invalid>")
                #expect(mail.to.hasSuffix(":;"))
                let calendar = try #require(mail.attachments["tenggat.ics"])
                uids.insert(try await Self.event(calendar, place))
                try await daemon.done("audit", "verify", "--since", place.file("spool/" + file))
            }
            #expect(uids.count == 1)
            let exported = try await daemon.done("calendars", "export")
            #expect(try await Self.event(exported, place) == uids.first)
        }
    }

    /// The one event of a file, as the Python package icalendar reads it: UID, first day and summary.
    private static func event(_ text: String, _ place: Place) async throws -> String {
        let file = place.file("uji.ics")
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let program = """
            import icalendar, sys
            calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
            event, = calendar.walk("VEVENT")
            assert not event.errors and not calendar.errors
            print(event["UID"], event.decoded("DTSTART").isoformat(), event["SUMMARY"])
            """
        let run = try place.start(
            try #require(Needs.python(with: "icalendar")),
            ["-c", program, file],
            environment: ProcessInfo.processInfo.environment
        )
        let outcome = await run.outcome()
        try #require(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.contains("2026-05-20"))
        return outcome.output
    }

    @Test func `a spool folder that takes nothing keeps the message outstanding`() async throws {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            func codes() async throws -> [String] {
                try await daemon.asked(StatusAnswer.self, "status").problems.map(\.code)
            }
            #expect(try await !codes().contains("spool-failing"))
            try FileManager.default.removeItem(atPath: place.file("spool"))
            // Said before there is a message.
            #expect(try await codes().contains("spool-failing"))
            try await daemon.begin()
            try await daemon.done("rehearse", "next")
            #expect(try await daemon.asked(StatusAnswer.self, "status").reminders.outstanding == 1)
            let said = daemon.program.output.text
            try FileManager.default.createDirectory(
                atPath: place.file("spool"),
                withIntermediateDirectories: true
            )
            let now = try await daemon.asked(StatusAnswer.self, "status").now
            try await daemon.done("rehearse", "to", String(now.prefix(16)))
            #expect(try await daemon.asked(StatusAnswer.self, "status").reminders.outstanding == 0)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: place.file("spool")).count == 1
            )
            // The journal had it already and does not get it twice.
            #expect(daemon.program.output.text == said)
        }
    }

    @Test func `what the spool folder has not taken is told to whoever asked for it`() async throws
    {
        try await Place.with { place in
            let daemon = try await Self.daemon(in: place)
            func issued() async throws -> [Int64] {
                try await daemon.entries().filter { $0.type == "MessageIssued" }.map(\.position)
            }
            try FileManager.default.removeItem(atPath: place.file("spool"))
            let trial = try await daemon.asked(TestMessageAnswer.self, "remind", "test", "petugas")
            let unwritten = try #require(trial.unwritten)
            #expect(unwritten.place == "spool" && unwritten.messages == [trial.position])
            #expect(unwritten.cause.contains(place.file("spool")), "\(unwritten)")
            try await daemon.begin()
            let moved = try await daemon.asked(RehearsalAnswer.self, "rehearse", "next")
            #expect(try await issued().count > 1)
            #expect(moved.unwritten?.messages == (try await issued()))
            let screen = try await daemon.done("remind", "test", "petugas")
            let words = screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("dan menunggu ditulis; tidak perlu diulang."), "\(screen)")
            #expect(words.contains("Folder spool tidak menerima pesan: "), "\(screen)")
            #expect(!words.contains("dikirim ("), "\(screen)")
            try FileManager.default.createDirectory(
                atPath: place.file("spool"),
                withIntermediateDirectories: true
            )
            let now = try await daemon.asked(StatusAnswer.self, "status").now
            let written = try await daemon.asked(
                RehearsalAnswer.self,
                "rehearse",
                "to",
                String(now.prefix(16))
            )
            #expect(written.unwritten == nil)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: place.file("spool")).count
                    == (try await issued().count)
            )
        }
    }
}

/// A kembar-deliver that finds no daemon.
@Suite(.timeLimit(.minutes(10))) struct LonelyDelivererTests {
    @Test func `the socket is named at which nobody listens, and why`() async throws {
        try await Place.with { place in
            let settings = place.file("deliver.yaml")
            try "settings: deliver\nsocket: soket/deliver.sock\n"
                .write(toFile: settings, atomically: true, encoding: .utf8)
            let round = try await place.start(
                Programs.folder + "/kembar-deliver",
                ["--config", settings, "--once"]
            ).outcome()
            #expect(round.status == 1)
            // Counted from the file, wherever the program was started.
            #expect(round.errors.contains(place.file("soket/deliver.sock")), "\(round)")
            #expect(round.errors.contains("No such file or directory"), "\(round)")
            #expect(!round.errors.contains("localhost"), "\(round)")
        }
    }
}
