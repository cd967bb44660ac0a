import ArgumentParser
import Language

/// What may be done through a console: ask kembard and tell it something, and nothing else.
///
/// A list of what is allowed, not of what is forbidden: a command that is new stays out until
/// somebody has looked whether it touches files or starts programs. kembard still decides who may
/// do what; here is decided only what this program does on this machine for somebody far away.
struct Confinement: Sendable {
    /// Whether standard input is the caller's own, so that `-` may be read.
    var readsInput: Bool

    /// The commands that speak with kembard only.
    static let commands: [any ParsableCommand.Type] =
        recording + looking + [
            RulesList.self, RulesShow.self, RulesDiagram.self, OfficesList.self, OfficesShow.self,
            CalendarsList.self, CalendarsShow.self, CalendarsCount.self, CalendarsAdd.self,
            ContactsShow.self, ContactsSet.self, ContactsRetire.self, ContactsErase.self,
            AdminOfficerList.self,
            AuditNarrate.self, AuditVerify.self, AuditWhy.self, AuditFirst.self,
            AuditSilences.self, AuditExceptions.self, AuditSample.self, AuditDiff.self,
            AuditCheckpoint.self, AuditKey.self, AuditReplay.self,
        ]

    private static let recording: [any ParsableCommand.Type] = [
        Propose.self, Discuss.self, Draft.self, Await.self, Ready.self, Sign.self, Withdraw.self,
        Decline.self, Register.self, Terminate.self, Note.self, Attach.self, Hold.self,
        Resume.self, Correct.self, Redact.self, Record.self, RemindLater.self,
    ]

    private static let looking: [any ParsableCommand.Type] = [
        List.self, Show.self, History.self, Find.self, Watch.self, RemindList.self,
        RemindExplain.self, RemindText.self, RemindRoute.self, Letter.self, Status.self,
    ]

    /// Whether that command records something, and does not show it first by itself.
    static func isRecording(_ command: any ParsableCommand.Type) -> Bool {
        recording.contains { $0 == command } && !(command is any ConfirmedSubcommand.Type)
    }

    /// Why that command is not carried out; nil if it is.
    ///
    /// `name` is how it was called. The parsed command is judged, not the words: what is judged is what would be carried out.
    func refusal(
        of command: any ParsableCommand,
        named name: String,
        words: [String]
    ) -> Phrase? {
        let common: CommonOptions
        switch command {
        case let subcommand as any Subcommand: common = subcommand.common
        case let following as any FollowingSubcommand: common = following.common
        // Help, and a group alone: the parser answers these, and nothing is done.
        default: return nil
        }
        let kind = type(of: command)
        guard Self.commands.contains(where: { $0 == kind }) else {
            return ConsolePhrases.notHere(name)
        }
        if common.socket != nil { return ConsolePhrases.noSuchOptionHere("--socket") }
        if common.host != nil { return ConsolePhrases.noSuchOptionHere("--host") }
        // Without input of its own the command would wait for ever, or take the next line for a file.
        if kind == Watch.self, !readsInput { return ConsolePhrases.noWatching }
        let files = CommandForm(of: kind).files(in: words)
        if let file = files.first(where: { $0 != "-" || !readsInput }) {
            return ConsolePhrases.noFiles(file, readsInput: readsInput)
        }
        return nil
    }
}

extension Desk {
    /// This desk for one command of somebody who may do nothing here but speak with kembard.
    ///
    /// The commands that are let through touch no file; should one try, it finds nothing to touch.
    func confined(
        to confinement: Confinement,
        _ words: [String],
        environment: [String: String]
    ) -> Desk {
        var desk = self
        desk.confinement = confinement
        desk.arguments = ["kembar"] + words
        desk.unreadableArguments = []
        desk.environment = environment
        let read = read
        desk.read = { path, piece throws(FileFailure) in
            guard confinement.readsInput, path == "-" else { throw FileFailure.shut(path) }
            try read(path, piece)
        }
        desk.save = { _, path throws(FileFailure) in throw FileFailure.shut(path) }
        desk.makeFolder = { path in throw FileFailure.shut(path) }
        desk.makeFile = { path in throw FileFailure.shut(path) }
        desk.hashFolder = { path in throw FileFailure.shut(path) }
        desk.runBeside = { _, _ in nil }
        desk.runTool = { _, _ in nil }
        desk.runRemote = { _, _, _ in nil }
        return desk
    }
}
