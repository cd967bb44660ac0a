import Foundation
import Language
import RuleFiles
import Testing
import Wire

@testable import Delivery

/// What a run of curl comes to, and what stands in its configuration.
@Suite struct CarrierTests {
    private static let parcel = Parcel(
        position: 42,
        messageID: "<kembar.42@test.invalid>",
        issued: "2018-11-22T08:00:00.000+08:00",
        source: "https://test.invalid/kembar",
        role: "petugas",
        roleLabel: Label(id: "Petugas", en: "Officer"),
        office: OfficeAnswer(code: "99.01", name: "Kab. Contoh", synthetic: true),
        date: "2018-11-22",
        agreements: ["2018-0001"],
        recipients: [recipient]
    )
    private static let recipient = Parcel.Recipient(
        id: "c-0001",
        channel: "mail",
        name: "Pegawai Contoh",
        mail: "petugas@contoh.invalid",
        language: "id",
        subject: "Pengingat",
        lines: ["Salam"],
        html: "<p>Salam</p>"
    )
    private static let settings = DeliverySettings.Mail(
        relay: "smtp://relay.invalid:587",
        from: "kembar@contoh.invalid",
        name: nil,
        tls: .required,
        user: "kembar",
        password: "a\"b\\c\nurl = \"smtp://lain.invalid\"",
        authority: nil,
        timeoutSeconds: 5
    )

    @Test func `curl is missed where it is not, or can't be run`() throws {
        #expect(Curl().isInstalled())
        #expect(!Curl(name: "kembar-tiada").isInstalled())
        let folder = FileManager.default.temporaryDirectory.path + "/kembar-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(FileManager.default.createFile(atPath: folder + "/curl", contents: Data()))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644],
            ofItemAtPath: folder + "/curl"
        )
        #expect(!Curl().isInstalled(in: [folder]))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755],
            ofItemAtPath: folder + "/curl"
        )
        #expect(Curl().isInstalled(in: ["/nowhere", folder]))
    }

    @Test(
        arguments: [
            (0, 250, "", CarryOutcome.delivered),
            (55, 550, "RCPT failed: 550", .refused(reason: "RCPT failed: 550")),
            (55, 450, "RCPT failed: 450", .later(reason: "RCPT failed: 450")),
            (8, 554, "Weird server reply", .refused(reason: "Weird server reply (554)")),
            (8, 452, "Weird server reply", .later(reason: "Weird server reply (452)")),
            (
                8, 554, "Got unexpected smtp-server response: 554",
                .later(reason: "Got unexpected smtp-server response: 554")
            ),
            (67, 535, "Login denied", .later(reason: "Login denied (535)")),
            (55, 550, "MAIL failed: 550", .later(reason: "MAIL failed: 550")),
            (7, 0, "Failed to connect", .later(reason: "Failed to connect")),
            (28, 0, "", .later(reason: "curl 28")),
        ] as [(Int, Int, String, CarryOutcome)]
    )
    func `only what is said of the recipient or of the mail is for good`(
        exit: Int,
        code: Int,
        message: String,
        outcome: CarryOutcome
    ) {
        let answer = Curl.Answer(exit: exit, code: code, message: message, body: "")
        #expect(SMTPCarrier.outcome(of: answer) == outcome)
    }

    @Test(
        arguments: [
            (0, 204, CarryOutcome.delivered), (0, 410, .refused(reason: "HTTP 410")),
            (0, 404, .later(reason: "HTTP 404")), (0, 503, .later(reason: "HTTP 503")),
            (7, 0, .later(reason: "curl 7")),
        ] as [(Int, Int, CarryOutcome)]
    )
    func `a web service that is away or wrongly set is tried again`(
        exit: Int,
        code: Int,
        outcome: CarryOutcome
    ) {
        let answer = Curl.Answer(exit: exit, code: code, message: "", body: "")
        #expect(WebhookCarrier.outcome(of: answer) == outcome)
    }

    @Test func `no value of a configuration can become an option`() {
        let carrier = SMTPCarrier(settings: Self.settings, curl: Curl())
        let text = carrier.configuration(to: "petugas@contoh.invalid", file: "/tmp/x").text
        let lines = text.split(separator: "\n")
        #expect(lines.contains("ssl-reqd"))
        #expect(lines.filter { $0.hasPrefix("url") } == ["url = \"smtp://relay.invalid:587\""])
        #expect(lines.contains(#"user = "kembar:a\"b\\c\nurl = \"smtp://lain.invalid\"""#))
    }

    @Test func `no mark and no line end hides a character that has to be quoted`() {
        var options = CurlConfiguration()
        options.set("user", "a\r\nurl = b\"\u{301}\u{600}\"\tc\u{600}\\")
        let scalars = options.text.unicodeScalars.filter { $0.isASCII }
        let plain = String(String.UnicodeScalarView(scalars))
        #expect(plain == #"user = "a\r\nurl = b\"\"\tc\\""# + "\n")
    }

    @Test func `why a private file can't be made is told`() async {
        await #expect {
            try await PrivateFile.with([1], in: "/kembar-is-not-here") { _ in }
        } throws: { error in
            (error as? PrivateFile.Failure)?.errno == ENOENT
        }
    }

    @Test func `an event is CloudEvents in JSON under the message's own name, and signed`() throws {
        let body = try WebhookCarrier.body(Self.parcel, Self.recipient)
        #expect(try WebhookCarrier.body(Self.parcel, Self.recipient) == body)
        let event = try #require(
            try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
        )
        #expect(event["specversion"] as? String == "1.0")
        #expect(event["id"] as? String == "kembar.42@test.invalid")
        #expect(event["source"] as? String == "https://test.invalid/kembar")
        #expect(event["type"] as? String == "MessageIssued")
        // The example of the Standard Webhooks specification, its secret decoded.
        let secret = Array(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") ?? Data())
        let signature = WebhookCarrier.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            seconds: 1_614_265_330,
            Array(#"{"test": 2432232314}"#.utf8),
            secret: secret
        )
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `the report of curl is read behind whatever else it says`() {
        let read = Curl.read("curl: warning\n\nkembar 55 550 RCPT failed: 550 (last error)\n")
        #expect(read.exit == 55 && read.code == 550)
        #expect(read.message == "RCPT failed: 550 (last error)")
        #expect(Curl.read("curl: (2) no config\n").exit == nil)
    }
}

/// The settings of kembar-deliver.
@Suite struct DeliverySettingsTests {
    private func with(
        _ text: String,
        _ body: (_ file: String, _ folder: String) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("kembar-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // What can't be removed stays for the system to clean.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/deliver.yaml"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        try body(file, folder)
    }

    @Test func `secrets come from systemd's credentials`() throws {
        let text = """
            settings: deliver
            mail: {relay: "smtp://relay.invalid", from: kembar@contoh.invalid, user: k, password: smtp}
            webhook: {url: "https://hook.invalid/", secret: hook}
            """
        try with(text) { file, folder in
            try "rahasia\n".write(toFile: folder + "/smtp", atomically: true, encoding: .utf8)
            #expect(throws: DeliverySettings.Failure.self) {
                try DeliverySettings.read(file, credentials: folder)
            }
            // An empty one would sign with nothing.
            try "\n".write(toFile: folder + "/hook", atomically: true, encoding: .utf8)
            #expect(throws: DeliverySettings.Failure.self) {
                try DeliverySettings.read(file, credentials: folder)
            }
            try "kunci\n".write(toFile: folder + "/hook", atomically: true, encoding: .utf8)
            let settings = try DeliverySettings.read(file, credentials: folder)
            #expect(settings.mail?.password == "rahasia")
            #expect(settings.mail?.tls == .required)
            #expect(settings.webhook?.secret == Array("kunci".utf8))
            #expect(settings.socket == "/run/kembar/deliver.sock")
        }
    }

    @Test(arguments: [
        "settings: deliver\nmail: {relay: \"http://x\", from: a@b}\n",
        "settings: deliver\nmial: {}\n", "mail: {}\n",
        "settings: deliver\nmail: {relay: \"smtp://x\", from: a@b, tls: maybe}\n",
        "settings: deliver\nmail: {relay: \"smtp://x\", from: kembar}\n",
        "settings: deliver\nmail: {relay: \"smtp://x\", from: \"kembar <a@b>\"}\n",
        "settings: deliver\nmail: {relay: \"smtp://k:rahasia@x:587\", from: a@b}\n",
        "settings: deliver\nwebhook: {url: \"https://k:rahasia@x/y\", secret: s}\n",
    ])
    func `what is wrong is refused with its place`(text: String) throws {
        try with(text) { file, folder in
            do throws(DeliverySettings.Failure) {
                _ = try DeliverySettings.read(file, credentials: folder)
                Issue.record("it was taken")
            } catch {
                guard case .faulty(_, let faults) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(!faults.isEmpty)
                #expect(!error.phrase.en.contains("rahasia"))
                for words in [error.phrase.id, error.phrase.en] {
                    #expect(!words.contains("="), "\(words)")
                }
                #expect(error.phrase.id.contains(file) && error.phrase.en.contains(file))
            }
        }
    }

    @Test func `paths count from the folder in which the settings lie`() throws {
        let text = """
            settings: deliver
            socket: sockets/deliver.sock
            mail: {relay: "smtp://relay.invalid", from: kembar@contoh.invalid, authority: ca.pem}
            """
        try with(text) { file, folder in
            let settings = try DeliverySettings.read(file, credentials: nil)
            #expect(settings.socket == folder + "/sockets/deliver.sock")
            #expect(settings.mail?.authority == folder + "/ca.pem")
        }
        try with("settings: deliver\nsocket: /run/contoh.sock\n") { file, _ in
            let settings = try DeliverySettings.read(file, credentials: nil)
            #expect(settings.socket == "/run/contoh.sock")
        }
    }

    @Test func `the shipped example can be read`() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("config/deliver.yaml").path
        let settings = try DeliverySettings.read(file, credentials: nil)
        #expect(settings.mail == nil && settings.webhook == nil)
    }
}
