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
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nx\n", PublicKey.Fault.secret),
        ("PuTTY-User-Key-File-3: ssh-ed25519\n", .secret), ("", .other), ("halo", .other),
        ("\(keyText)\(keyText)", .several), ("command=\"sh\" \(keyText)", .other),
        ("ssh-rsa \(body) kind and key differ", .other), ("ssh-dss \(body)", .other),
        ("ssh-ed25519 AAAA", .other), ("ssh-ed25519 !!!!", .other),
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
