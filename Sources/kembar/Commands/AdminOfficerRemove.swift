import ArgumentParser
import Language
import Wire

/// The command `kembar admin officer remove NAME`: ends the account, then the name in the log.
struct AdminOfficerRemove: FollowingSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "remove",
            Phrase(
                "Akhiri jalan masuk seorang petugas, dan namanya di log.",
                "End an officer's way in, and the name in the log."
            ),
            examples: [
                "kembar admin officer remove siti --dry-run", "kembar admin officer remove siti",
            ],
            more: Phrase(
                "Dijalankan root di server, selagi kembard berjalan. Akun dikeluarkan dari grup kembar, kembar-admin, dan kembar-audit; akun yang dibuat kembar admin officer add dihapus beserta kuncinya, akun lain tetap. Yang sudah tercatat tetap atas nama itu (a-0007), yang tidak diberikan kepada siapa pun lagi.",
                "Run as root on the server, while kembard runs. The account is taken out of the groups kembar, kembar-admin and kembar-audit; one that kembar admin officer add made is deleted with its keys, any other stays. What is recorded stays under that name (a-0007), which nobody else gets."
            )
        )
    }

    @Argument(
        help: .words("Nama akun.", "The account's name.", value: Phrase("nama", "name"))
    )
    var name: String

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
        let leaving = OfficerLeaving(name: name, account: desk.account(name))
        // Asked before anything is done: without kembard the name would be left in force.
        let names = try await names(of: leaving.account, exchange)
        if let account = leaving.account, account.number < OfficerPlan.personMin {
            throw .systemAccount(name)
        }
        guard leaving.account != nil || !names.isEmpty else { throw .noSuchOfficer(name) }
        var screen = Screen(page)
        if dryRun {
            let steps = leaving.steps(ending: names)
            screen.add(
                steps.isEmpty ? OfficerPhrases.nothingToRemove(name) : OfficerPhrases.wouldDo
            )
            for step in steps { screen.addVerbatim("  \(step)") }
            desk.say(screen.text(page))
            return
        }
        guard desk.isRoot() else { throw .needsRoot(CommandLineEcho(desk.arguments).line) }
        try carryOut(leaving, &screen, desk)
        // Last: what was recorded until now was recorded by that account.
        for name in names {
            let target = "/v1/officers/\(Request.escaped(name))/retirement"
            _ = try await exchange.answer(to: Request(.post, target: target))
            screen.add(OfficerPhrases.nameEnded(name))
        }
        if leaving.groups.isEmpty, !leaving.isOurs, names.isEmpty {
            screen.add(OfficerPhrases.nothingToRemove(name))
        }
        desk.say(screen.text(page))
    }

    /// The names in the log that are in force for the account.
    private func names(
        of account: Desk.Account?,
        _ exchange: Exchange
    ) async throws(Failure) -> [String] {
        let response = try await exchange.answer(to: .get(["officers"]))
        guard let list = try? response.decoded(OfficerList.self) else {
            throw .unreadableAnswer(reason: "/v1/officers")
        }
        return list.officers.filter { officer in
            guard officer.current else { return false }
            if let login = officer.login { return login == name }
            return officer.uid != nil && officer.uid == account.map { Int($0.number) }
        }.map(\.id)
    }

    private func carryOut(
        _ leaving: OfficerLeaving,
        _ screen: inout Screen,
        _ desk: Desk
    ) throws(Failure) {
        for words in leaving.groupCommands { try run(words, desk) }
        if !leaving.groups.isEmpty {
            screen.add(
                OfficerPhrases.leftGroups(name, leaving.groups.joined(separator: ", "))
            )
        }
        guard let account = leaving.account else { return }
        guard let command = leaving.accountCommand else {
            screen.add(OfficerPhrases.stays(name), as: .warning)
            return
        }
        // Where nothing of it runs, and where there is no logind, it fails; what still runs stops userdel.
        if let words = leaving.endingCommand {
            _ = desk.runTool(words[0], Array(words.dropFirst()))
        }
        try run(command, desk)
        screen.add(OfficerPhrases.deleted(name))
        if let path = AuthorizedKeys(home: account.home).remove() {
            screen.add(OfficerPhrases.left(path), as: .warning)
        }
    }

    private func run(_ words: [String], _ desk: Desk) throws(Failure) {
        guard let ended = desk.runTool(words[0], Array(words.dropFirst())) else {
            throw .noTool(path: words[0])
        }
        guard ended.status == 0 else {
            let program = words[0].split(separator: "/").last.map(String.init) ?? words[0]
            let said = String(decoding: ended.errors, as: UTF8.self).trimmed
            throw .toolFailed(name: program, words: said)
        }
    }
}
