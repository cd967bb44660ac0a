import ArgumentParser
import Language

/// The command `kembar admin officer …`.
struct AdminOfficer: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "officer",
            Phrase(
                "Petugas: siapa boleh masuk lewat SSH, dan siapa di balik nama di log.",
                "Officers: who may come in by SSH, and who is behind a name in the log."
            ),
            examples: [
                "kembar admin officer add siti --key siti.pub",
                "kembar admin officer list",
                "kembar admin officer remove siti",
            ],
            subcommands: [
                AdminOfficerAdd.self, AdminOfficerList.self, AdminOfficerRemove.self,
            ]
        )
    }
}

/// The command `kembar admin officer add NAME [--key FILE.pub]`: asks no daemon.
struct AdminOfficerAdd: FollowingSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "add",
            Phrase(
                "Beri seorang petugas jalan masuk lewat SSH ke kembar console.",
                "Let an officer in by SSH, to kembar console."
            ),
            examples: [
                "kembar admin officer add siti --key siti.pub",
                "kembar admin officer add siti --key putty.pub --lang id",
                "kembar admin officer add siti --key siti.pub --dry-run",
            ],
            more: Phrase(
                "Dijalankan root di server. Akun dibuat tanpa kata sandi, di grup kembar; kuncinya hanya membuka kembar console: tanpa shell, sftp, dan penerusan port. Akun dan kunci yang sudah ada tidak diubah; kunci lain ditambahkan dengan perintah yang sama.",
                "Run as root on the server. The account is made without a password, in the group kembar; its key opens kembar console alone: no shell, no sftp, no forwarding. An account or key that exists is left as it is; another key is added by the same command."
            )
        )
    }

    @Argument(
        help: .words(
            "Nama akun, huruf kecil, misalnya siti.",
            "The account's name, small letters, such as siti.",
            value: Phrase("nama", "name")
        )
    )
    var name: String

    @Option(
        help: .words(
            "Kunci publik petugas: id_ed25519.pub, atau dari PuTTYgen.",
            "The officer's public key: id_ed25519.pub, or from PuTTYgen.",
            value: Phrase("berkas", "file")
        ),
        completion: .file(extensions: ["pub"])
    )
    var key: String?

    @Flag(help: .words("Perlihatkan saja yang akan dilakukan.", "Only show what would be done."))
    var dryRun = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard OfficerPlan.isName(name) else {
            throw ValidationError(Speech.language.say(OfficerPhrases.unfitName(name)))
        }
    }

    func follow(_ exchange: Exchange, _ page: Page) async throws(Failure) {
        let desk = exchange.desk
        let plan = OfficerPlan(
            name: name,
            account: desk.account(name),
            key: try publicKey(desk),
            homes: desk.homes,
            command: command(desk)
        )
        if let account = plan.account, account.number < OfficerPlan.personMin {
            throw .systemAccount(name)
        }
        if plan.account == nil, desk.exists(plan.home) { throw .homeInTheWay(plan.home) }
        var screen = Screen(page)
        if dryRun {
            screen.add(
                plan.steps.isEmpty ? OfficerPhrases.nothingToDo(name) : OfficerPhrases.wouldDo
            )
            for step in plan.steps { screen.addVerbatim("  \(step)") }
            desk.say(screen.text(page))
            return
        }
        guard desk.isRoot() else { throw .needsRoot(CommandLineEcho(desk.arguments).line) }
        try carryOut(plan, &screen, desk)
        desk.say(screen.text(page))
    }

    private func carryOut(_ plan: OfficerPlan, _ screen: inout Screen, _ desk: Desk) throws(Failure)
    {
        if let words = plan.accountCommand {
            guard let ended = desk.runTool(words[0], Array(words.dropFirst())) else {
                throw .noTool(path: words[0])
            }
            guard ended.status == 0 else {
                let words = String(decoding: ended.errors, as: UTF8.self).trimmed
                throw .toolFailed(name: plan.account == nil ? "useradd" : "usermod", words: words)
            }
            screen.add(
                plan.account == nil
                    ? OfficerPhrases.made(name, home: plan.home) : OfficerPhrases.joined(name)
            )
        }
        if plan.account != nil { screen.add(OfficerPhrases.existed(name), as: .warning) }
        guard let key = plan.key, let line = plan.line else {
            screen.add(OfficerPhrases.noKey(name))
            return
        }
        let keys = AuthorizedKeys(home: plan.home)
        do {
            switch try keys.add(line, of: key) {
            case .added: screen.add(OfficerPhrases.keyAdded(keys.path))
            case .present: screen.add(OfficerPhrases.keyPresent(keys.path))
            case .presentOtherwise:
                screen.add(OfficerPhrases.keyPresentOtherwise(keys.path), as: .warning)
                return
            }
        } catch {
            throw .unwritableFile(error)
        }
        screen.space()
        for phrase in OfficerPhrases.howToConnect(name) { screen.add(phrase) }
    }

    private func publicKey(_ desk: Desk) throws(Failure) -> PublicKey? {
        guard let key else { return nil }
        let bytes: [UInt8]
        do throws(Desk.FileFailure) {
            bytes = try desk.content(of: key)
        } catch {
            throw .unreadableFile(error)
        }
        // PuTTYgen writes no other encoding than ASCII, nor does ssh-keygen.
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(path: key) }
        do throws(PublicKey.Fault) {
            return try PublicKey(text)
        } catch {
            throw .unfitKey(path: key, error)
        }
    }

    /// In the officer's language, if one is named.
    private func command(_ desk: Desk) -> String {
        let program = CommandLineEcho.quoted(desk.pathBeside("kembar"))
        return "\(program) console" + (common.lang.map { " --lang \($0.rawValue)" } ?? "")
    }
}
