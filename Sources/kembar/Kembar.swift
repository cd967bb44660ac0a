import ArgumentParser
import Language
import Wire

/// The root of the command line.
struct Kembar: AsyncParsableCommand {
    /// The version of the program, as `kembar --version` says it.
    static let version = Release.version

    static var configuration: CommandConfiguration {
        let language = Speech.language
        return CommandConfiguration(
            "kembar",
            Phrase(
                "Ingatan kerja sama antardaerah: catat, lihat, ingatkan.",
                "The memory of cooperation between regions: record, look, remind."
            ),
            examples: [
                #"kembar propose "Kota Kembar" --party 51.08 --party 35.72 --at 2018-10"#,
                "kembar list --stalled",
                "kembar show 2018-0001",
            ],
            groups: [
                CommandGroup(
                    name: language.say(Phrase("Mencatat", "Recording")),
                    subcommands: recording
                ),
                CommandGroup(
                    name: language.say(Phrase("Melihat", "Looking")),
                    subcommands: looking
                ),
                CommandGroup(
                    name: language.say(Phrase("Aturan dan pemeriksaan", "Rules and audit")),
                    subcommands: governing
                ),
            ]
        )
    }

    private static let recording: [any ParsableCommand.Type] = [
        Propose.self, Discuss.self, Draft.self, Await.self, Ready.self, Sign.self, Withdraw.self,
        Decline.self, Register.self, Terminate.self, Note.self, Attach.self, Hold.self,
        Resume.self, Correct.self, Redact.self, Record.self,
    ]

    private static let looking: [any ParsableCommand.Type] = [
        List.self, Show.self, History.self, Find.self, Watch.self, Remind.self, Letter.self,
        Status.self, ConsoleCommand.self,
    ]

    private static let governing: [any ParsableCommand.Type] = [
        Rules.self, Offices.self, Calendars.self, Contacts.self, Audit.self, Rehearse.self,
        Admin.self, API.self,
    ]
}
