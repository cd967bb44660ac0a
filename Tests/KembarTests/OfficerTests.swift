import FoundationEssentials
import Glibc
import Synchronization
import Testing

@testable import kembar

/// How an officer is let in by SSH.
@Suite struct OfficerTests {
    /// A key of Ed25519 whose 32 bytes are nothing's key.
    private static let body =
        "AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g"
    private static let keyText = "ssh-ed25519 \(body) siti@pc\n"

    private static let exported = """
        ---- BEGIN SSH2 PUBLIC KEY ----
        Comment: "kunci \\
        kantor"
        \(body.prefix(40))
        \(body.dropFirst(40))
        ---- END SSH2 PUBLIC KEY ----
        """

    /// Gives `body` a folder that is gone afterwards.
    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/kembar-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    /// One run of `admin officer add` on a machine where that account is.
    private func run(
        _ words: [String],
        in folder: String,
        account: Desk.Account? = nil,
        isRoot: Bool = true,
        ends: Int32 = 0,
        files: [String: String] = ["siti.pub": keyText]
    ) async -> (status: ProcessStatus, test: TestDesk, ran: [[String]]) {
        let test = TestDesk(
            ["admin", "officer", "add"] + words,
            environment: ["COLUMNS": "900"],
            files: files
        )
        let ran = Mutex<[[String]]>([])
        var desk = test.desk
        desk.isRoot = { isRoot }
        desk.account = { _ in account }
        desk.homes = folder
        desk.pathBeside = { "/usr/bin/\($0)" }
        desk.runTool = { path, words in
            ran.withLock { $0.append([path] + words) }
            return Desk.Ended(output: [], errors: Array("useradd: no\n".utf8), status: ends)
        }
        let status = await Session(desk: desk).run()
        return (status, test, ran.withLock(\.self))
    }

    private func keys(_ home: String) throws -> String {
        try String(contentsOfFile: "\(home)/.ssh/authorized_keys", encoding: .utf8)
    }

    @Test func `an account without a password is made, whose key opens the console alone`()
        async throws
    {
        try await inFolder { folder in
            let told = await run(["siti", "--key", "siti.pub"], in: folder)
            #expect(told.status == .done)
            #expect(told.test.errors == "")
            #expect(
                told.ran == [
                    [
                        "/usr/sbin/useradd", "--no-create-home", "--home-dir", "\(folder)/siti",
                        "--shell", "/bin/sh", "--password", "*", "--comment", "kembar",
                        "--groups", "kembar", "siti",
                    ]
                ]
            )
            let written = try keys("\(folder)/siti")
            #expect(
                written
                    == #"restrict,pty,command="/usr/bin/kembar console" ssh-ed25519 \#(Self.body) siti@pc"#
                    + "\n"
            )
            var details = stat()
            #expect(stat("\(folder)/siti/.ssh/authorized_keys", &details) == 0)
            #expect(details.st_mode & 0o777 == 0o644)
            #expect(details.st_uid == geteuid())
            #expect(told.test.output.contains("ssh siti@SERVER"))
            #expect(told.test.output.contains("PuTTY"))
        }
    }

    @Test func `a dry run shows it and does nothing, for anybody`() async throws {
        try await inFolder { folder in
            let told = await run(
                ["siti", "--key", "siti.pub", "--dry-run", "--lang", "en"],
                in: folder,
                isRoot: false
            )
            #expect(told.status == .done)
            #expect(told.ran == [])
            #expect(told.test.output.contains("  /usr/sbin/useradd --no-create-home"))
            #expect(told.test.output.contains(#"command="/usr/bin/kembar console --lang en""#))
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/siti"))
        }
    }

    @Test func `without root the remedy is named, and nothing is done`() async throws {
        try await inFolder { folder in
            let told = await run(["siti", "--key", "siti.pub"], in: folder, isRoot: false)
            #expect(told.status == .notPermitted)
            #expect(told.ran == [])
            #expect(
                told.test.errors.contains("sudo kembar admin officer add siti --key siti.pub")
            )
        }
    }

    @Test func `an account that exists is kept, and its keys stay to the letter`() async throws {
        try await inFolder { folder in
            let home = folder + "/lama"
            try FileManager.default.createDirectory(
                atPath: home + "/.ssh",
                withIntermediateDirectories: true
            )
            // Somebody wrote it, without a last line end.
            try "# saya\nssh-ed25519 AAAA lain".write(
                toFile: home + "/.ssh/authorized_keys",
                atomically: false,
                encoding: .utf8
            )
            let account = Desk.Account(number: 1001, home: home, groups: ["lama"])
            let told = await run(["lama", "--key", "siti.pub"], in: folder, account: account)
            #expect(told.status == .done)
            #expect(
                told.ran == [["/usr/sbin/usermod", "--append", "--groups", "kembar", "lama"]]
            )
            // The same again adds nothing.
            let before = try keys(home)
            #expect(before.hasPrefix("# saya\nssh-ed25519 AAAA lain\nrestrict,pty,command="))
            #expect(told.test.output.contains("sudah ada sebelumnya"))
            let member = Desk.Account(number: 1001, home: home, groups: ["kembar"])
            let again = await run(["lama", "--key", "siti.pub"], in: folder, account: member)
            #expect(again.status == .done)
            #expect(again.ran == [])
            #expect(try keys(home) == before)
            #expect(again.test.output.contains("sudah ada di \(home)/.ssh/authorized_keys"))
        }
    }

    @Test func `a key that opens more is left alone and named`() async throws {
        try await inFolder { folder in
            let home = folder + "/lama"
            try FileManager.default.createDirectory(
                atPath: home + "/.ssh",
                withIntermediateDirectories: true
            )
            try Self.keyText.write(
                toFile: home + "/.ssh/authorized_keys",
                atomically: false,
                encoding: .utf8
            )
            let account = Desk.Account(number: 1001, home: home, groups: ["kembar"])
            let told = await run(["lama", "--key", "siti.pub"], in: folder, account: account)
            #expect(try keys(home) == Self.keyText)
            #expect(told.test.output.contains("dengan opsi lain"))
        }
    }

    @Test func `no link in the officer's folder leads root to another file`() async throws {
        try await inFolder { folder in
            let files = FileManager.default
            let account = Desk.Account(number: 1001, home: folder + "/a", groups: ["kembar"])
            let secret = folder + "/shadow"
            try "root:*\n".write(toFile: secret, atomically: false, encoding: .utf8)
            try files.createDirectory(
                atPath: folder + "/a/.ssh",
                withIntermediateDirectories: true
            )
            let path = folder + "/a/.ssh/authorized_keys"
            for makes in [symlink, link] {
                #expect(makes(secret, path) == 0)
                let told = await run(["siti", "--key", "siti.pub"], in: folder, account: account)
                #expect(told.status == .refused)
                #expect(told.test.errors.contains(path))
                #expect(unlink(path) == 0)
            }
            // The folder itself is a link.
            try files.removeItem(atPath: folder + "/a/.ssh")
            #expect(symlink(folder, folder + "/a/.ssh") == 0)
            let told = await run(["siti", "--key", "siti.pub"], in: folder, account: account)
            #expect(told.status == .refused)
            #expect(!files.fileExists(atPath: folder + "/authorized_keys"))
            #expect(try String(contentsOfFile: secret, encoding: .utf8) == "root:*\n")
        }
    }

    @Test func `nothing is made over what lies there, nor for the system's accounts`() async throws
    {
        try await inFolder { folder in
            try FileManager.default.createDirectory(
                atPath: folder + "/siti",
                withIntermediateDirectories: false
            )
            let there = await run(["siti"], in: folder)
            #expect(there.status == .refused)
            #expect(there.ran == [])
            #expect(there.test.errors.contains("\(folder)/siti sudah ada"))
            let account = Desk.Account(number: 0, home: "/root", groups: ["root"])
            let root = await run(["root", "--key", "siti.pub"], in: folder, account: account)
            #expect(root.status == .refused)
            #expect(root.test.errors.contains("akun sistem"))
        }
    }

    @Test func `a program of the system that fails is quoted, and no key is written`() async throws
    {
        try await inFolder { folder in
            let told = await run(["siti", "--key", "siti.pub"], in: folder, ends: 9)
            #expect(told.status == .refused)
            #expect(told.test.errors.contains("useradd: no"))
            // Nothing about the signing key, which this has nothing to do with.
            #expect(told.test.errors.contains("kembard"))
            #expect(!told.test.errors.contains("sudo"))
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/siti"))
        }
    }

    private static let officers = TinyServer.Reply.answer(
        status: 200,
        body: """
            {"officers":[\
            {"id":"a-0001","login":"siti","uid":1001,"since":"2026-05-04T09:00:00.000+08:00",\
            "until":"2026-06-01T10:30:00.000+08:00","current":false,"erased":false},\
            {"id":"a-0002","login":"siti","uid":1001,"since":"2026-06-02T09:00:00.000+08:00",\
            "current":true,"erased":false},\
            {"id":"a-0003","since":"2026-05-04T09:00:00.000+08:00",\
            "until":"2026-06-01T10:30:00.000+08:00","current":false,"erased":true},\
            {"id":"a-0004","login":"budi","uid":1002,"since":"2026-05-04T09:00:00.000+08:00",\
            "current":true,"erased":false},\
            {"id":"a-0005","uid":1001,"since":"2026-05-04T09:00:00.000+08:00",\
            "current":true,"erased":false}]}
            """
    )
    private static let ended = TinyServer.Reply.answer(
        status: 200,
        body: """
            {"id":"a-0002","login":"siti","uid":1001,"since":"2026-05-04T09:00:00.000+08:00",\
            "until":"2026-06-03T10:30:00.000+08:00","current":false,"erased":false}
            """
    )

    /// One run of `admin officer remove` beside a kembard that knows those officers.
    private func remove(
        _ words: [String],
        account: Desk.Account?,
        isRoot: Bool = true,
        fails: String? = nil
    ) async throws -> (status: ProcessStatus, test: TestDesk, did: [String]) {
        try await TinyServer.serving(Self.officers, Self.ended, Self.ended) { server in
            let test = TestDesk(
                ["admin", "officer", "remove", "--socket", server.path] + words,
                environment: ["COLUMNS": "900"]
            )
            let did = Mutex<[String]>([])
            var desk = test.desk
            desk.isRoot = { isRoot }
            desk.account = { _ in account }
            desk.runTool = { path, words in
                let line = ([path] + words).joined(separator: " ")
                // That it was asked before tells what comes first.
                did.withLock { $0.append("\(server.asked.count): \(line)") }
                let isFailing = fails.map { path.hasSuffix($0) } == true
                return Desk.Ended(
                    output: [],
                    errors: isFailing ? Array("userdel: user siti is currently used\n".utf8) : [],
                    status: isFailing ? 8 : 0
                )
            }
            let status = await Session(desk: desk).run()
            let posts = server.asked.filter { $0.method == "POST" }.map(\.target)
            return (status, test, did.withLock(\.self) + posts)
        }
    }

    @Test func `who leaves gets in no more, and then the name in the log ends`() async throws {
        try await inFolder { folder in
            let home = folder + "/siti"
            let key = try PublicKey(Self.keyText)
            _ = try AuthorizedKeys(home: home).add("x", of: key)
            let account = Desk.Account(
                number: 1001,
                home: home,
                groups: ["siti", "kembar", "kembar-admin"],
                comment: "kembar"
            )
            let told = try await remove(["siti"], account: account)
            #expect(told.status == .done, "\(told.test.errors)")
            #expect(
                told.did == [
                    "1: /usr/bin/gpasswd --delete siti kembar",
                    "1: /usr/bin/gpasswd --delete siti kembar-admin",
                    "1: /usr/bin/loginctl terminate-user siti", "1: /usr/sbin/userdel siti",
                    // The one that ended, the one that is erased and another's are left alone.
                    "/v1/officers/a-0002/retirement", "/v1/officers/a-0005/retirement",
                ]
            )
            #expect(!FileManager.default.fileExists(atPath: home))
            #expect(told.test.output.contains("a-0002 berakhir"))
            #expect(told.test.output.contains("kembar contacts erase a-0002"))
        }
    }

    @Test func `an account that was there before stays, and what a dry run shows is not done`()
        async throws
    {
        try await inFolder { folder in
            let account = Desk.Account(number: 1001, home: folder + "/siti", groups: ["kembar"])
            let told = try await remove(["siti", "--lang", "en"], account: account)
            #expect(told.status == .done)
            #expect(told.did.first == "1: /usr/bin/gpasswd --delete siti kembar")
            #expect(!told.did.contains { $0.contains("userdel") || $0.contains("terminate") })
            #expect(told.test.output.contains("sudo loginctl terminate-user siti"))
            let tried = try await remove(
                ["siti", "--dry-run"],
                account: account,
                isRoot: false
            )
            #expect(tried.status == .done && tried.did == [])
            #expect(tried.test.output.contains("  /usr/bin/gpasswd --delete siti kembar"))
            #expect(tried.test.output.contains("  kembar contacts retire a-0002"))
        }
    }

    @Test func `what stops it is said, and the name in the log goes on`() async throws {
        let account = Desk.Account(
            number: 1001,
            home: "/nonexistent/siti",
            groups: ["kembar"],
            comment: "kembar"
        )
        let busy = try await remove(["siti"], account: account, fails: "userdel")
        #expect(busy.status == .refused)
        #expect(!busy.did.contains { $0.hasSuffix("/retirement") })
        #expect(busy.test.errors.contains("user siti is currently used"))
        #expect(busy.test.errors.contains("ulangi perintah yang sama"))
        let denied = try await remove(["siti"], account: account, isRoot: false)
        #expect(denied.status == .notPermitted && denied.did == [])
        let system = Desk.Account(number: 33, home: "/", groups: ["kembar"])
        #expect(try await remove(["siti"], account: system).status == .refused)
        let nobody = try await remove(["ani"], account: nil)
        #expect(nobody.status == .notFound && nobody.did == [])
        #expect(nobody.test.errors.contains("kembar admin officer list"))
        // The account is gone already: what is left is the name.
        let gone = try await remove(["budi"], account: nil)
        #expect(gone.status == .done && gone.did == ["/v1/officers/a-0004/retirement"])
    }

    @Test(arguments: [("id", "(dihapus)", "sampai"), ("en", "(erased)", "to")])
    func `a list says who is who, from when to when`(
        language: String,
        erased: String,
        to: String
    ) async throws {
        try await TinyServer.serving(Self.officers) { server in
            let common = ["--socket", server.path, "--lang", language]
            let test = TestDesk(
                ["admin", "officer", "list"] + common,
                environment: ["COLUMNS": "200"]
            )
            #expect(await test.run() == .done)
            let lines = test.output.split(separator: "\n").map(String.init)
            let siti = try #require(lines.first { $0.contains("a-0001") }, "\(test.output)")
            #expect(siti.contains("siti") && siti.contains(" \(to) ") && siti.contains("10"))
            let gone = try #require(lines.first { $0.contains("a-0003") }, "\(test.output)")
            #expect(gone.contains(erased))
        }
        try await TinyServer.serving(Self.ended) { server in
            let test = TestDesk(
                ["contacts", "retire", "a-0002", "--socket", server.path],
                environment: ["LC_ALL": language, "COLUMNS": "200"]
            )
            #expect(await test.run() == .done)
            #expect(test.output.contains("siti") && test.output.contains(" \(to) "))
        }
    }

    @Test func `a name in the log ends at once, and not on a day`() async {
        let test = TestDesk(["contacts", "retire", "a-0002", "--until", "2026-01-01"])
        #expect(await test.run() == .usage)
        #expect(test.errors.contains("Ulangi tanpa --until"))
    }

    @Test(arguments: ["-x", "Siti", "siti;id", "../x", "siti b", "", "1a", "siti$", "ünal"])
    func `a name that is none is refused`(name: String) async throws {
        try await inFolder { folder in
            let told = await run(["--", name], in: folder)
            #expect(told.status == .usage)
            #expect(told.ran == [])
            #expect(told.test.errors.contains("huruf kecil"))
        }
    }

    @Test func `keys of OpenSSH and of PuTTYgen are read`() throws {
        let key = try PublicKey(Self.keyText)
        #expect(key.kind == "ssh-ed25519")
        #expect(key.body == Self.body)
        #expect(key.comment == "siti@pc")
        let other = try PublicKey(Self.exported)
        #expect(other.kind == key.kind)
        #expect(other.body == key.body)
        let bare = try PublicKey("ssh-ed25519 \(Self.body) k\u{1B}[31m\"é\n")
        #expect(bare.comment == "")
        #expect(try PublicKey(Self.exported.replacing("\n", with: "\r\n")).body == key.body)
    }

    @Test(arguments: [
        ("ssh-ed25519", [32]), ("ssh-rsa", [3, 257]), ("ecdsa-sha2-nistp256", [8, 65]),
        ("ecdsa-sha2-nistp521", [8, 133]), ("sk-ssh-ed25519@openssh.com", [32, 4]),
        ("sk-ecdsa-sha2-nistp256@openssh.com", [8, 65, 4]),
    ])
    func `a key is taken whole, with each of its fields, or not at all`(
        kind: String,
        counts: [Int]
    ) throws {
        let fields = [Array(kind.utf8)] + counts.map { [UInt8](repeating: 7, count: $0) }
        let whole = fields.flatMap { field -> [UInt8] in
            [0, 0, UInt8(field.count / 256), UInt8(field.count % 256)] + field
        }
        func read(_ bytes: [UInt8]) throws -> PublicKey {
            try PublicKey("\(kind) \(Data(bytes).base64EncodedString()) x")
        }
        #expect(try read(whole).kind == kind)
        let lastCount = try #require(counts.last)
        for part in [1, lastCount, lastCount + 4] {
            #expect(throws: PublicKey.Fault.other) { try read(whole.dropLast(part)) }
        }
        #expect(throws: PublicKey.Fault.other) { try read(whole + [0, 0, 0, 1, 7]) }
    }

    @Test(arguments: [
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nx\n", PublicKey.Fault.secret),
        ("PuTTY-User-Key-File-3: ssh-ed25519\n", .secret), ("", .other), ("halo", .other),
        ("\(keyText)\(keyText)", .several), ("command=\"sh\" \(keyText)", .other),
        ("ssh-rsa \(body) kind and key differ", .other), ("ssh-dss \(body)", .other),
        ("ssh-ed25519 AAAA", .other), ("ssh-ed25519 !!!!", .other),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBB xx", .other),
        ("ssh-ed25519 \(body.dropLast(4)) xx", .other), ("ssh-ed25519 \(body)AAAA xx", .other),
        (exported.replacing(body.dropFirst(40), with: body.dropFirst(40).dropLast(4)), .other),
        ("---- BEGIN SSH2 PUBLIC KEY ----\n\(body)\n", .several),
    ])
    func `what is no public key is refused, a private one above all`(
        text: String,
        fault: PublicKey.Fault
    ) async throws {
        #expect(throws: fault) { try PublicKey(text) }
        try await inFolder { folder in
            let told = await run(["siti", "--key", "f"], in: folder, files: ["f": text])
            #expect(told.status == .refused)
            #expect(told.ran == [])
        }
    }
}
