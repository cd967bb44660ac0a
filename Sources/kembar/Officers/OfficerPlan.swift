/// What has to be done so that somebody gets in by SSH, to the console and nowhere else.
struct OfficerPlan: Hashable {
    /// The group whose members may record.
    static let group = "kembar"
    /// Accounts below it are the system's (Debian Policy 9.2.2).
    static let personMin: UInt32 = 1000
    /// By which an account that was made for an officer is known again.
    static let comment = "kembar"

    let name: String
    /// The account, if it exists.
    let account: Desk.Account?
    let key: PublicKey?
    /// Where the folders of new accounts lie.
    let homes: String
    /// The command that the key opens.
    let command: String

    /// The folder of the account.
    var home: String { account?.home ?? "\(homes)/\(name)" }

    /// The line for the key.
    var line: String? { key?.line(for: command) }

    /// The program that makes or changes the account, with its words; nil if nothing is to be done.
    ///
    /// No password opens it (`*`), its folder is root's: it can't let itself in by other keys. The
    /// shell is the plain one, because sshd starts the command with it.
    var accountCommand: [String]? {
        guard let account else {
            return [
                "/usr/sbin/useradd", "--no-create-home", "--home-dir", home, "--shell", "/bin/sh",
                "--password", "*", "--comment", Self.comment, "--groups", Self.group, name,
            ]
        }
        guard !account.groups.contains(Self.group) else { return nil }
        return ["/usr/sbin/usermod", "--append", "--groups", Self.group, name]
    }

    /// All of it, as somebody would type it.
    var steps: [String] {
        var steps: [String] = []
        if let accountCommand { steps.append(Self.typed(accountCommand)) }
        guard let line else { return steps }
        let keys = AuthorizedKeys(home: home).path
        return steps + [
            Self.typed(["mkdir", "--parents", "--mode=755", home, "\(home)/.ssh"]),
            "printf '%s\\n' \(CommandLineEcho.quoted(line)) >> \(CommandLineEcho.quoted(keys))",
        ]
    }

    static func typed(_ words: [String]) -> String {
        words.map(CommandLineEcho.quoted).joined(separator: " ")
    }

    /// Whether it can be the name of a new account: what Debian takes, and nothing like an option.
    static func isName(_ name: String) -> Bool {
        let letters = Set("abcdefghijklmnopqrstuvwxyz")
        let others = Set("0123456789-_")
        guard let first = name.first, letters.contains(first), name.utf8.count <= 32 else {
            return false
        }
        return name.allSatisfy { letters.contains($0) || others.contains($0) }
    }
}

extension Desk {
    /// An account of this machine.
    struct Account: Hashable, Sendable {
        var number: UInt32
        var home: String
        /// The names of its groups.
        var groups: [String]
        /// What the account says of itself.
        var comment = ""
    }
}
