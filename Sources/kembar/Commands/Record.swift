import ArgumentParser
import Language
import Wire

/// The command `kembar record ID EVENT field=value ...`.
struct Record: AssigningSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "record",
            Phrase(
                "Catat kejadian lain dari alur kerja.",
                "Record any other event of the workflow."
            ),
            examples: [
                #"kembar record 2026-0001 LetterSent number=415/22 to=99.71"#,
                "kembar record 2026-0001 AnswerAwaited office=99.01/DPRD for=persetujuan",
                #"kembar record 2026-0001 ScopeDiscussed scope:='["pariwisata","pertanian"]'"#,
            ],
            more: Phrase(
                "Nilai dikirim sebagai teks; isian:=JSON mengirim JSON. Nama kejadian: kembar rules show workflow NAMA",
                "Values are sent as text; field:=JSON sends JSON. Event names: kembar rules show workflow NAME"
            )
        )
    }

    @OptionGroup var about: AgreementArgument

    @Argument(
        help: .words(
            "Nama kejadian, misalnya LetterSent.",
            "The event's name, such as LetterSent.",
            value: Phrase("kejadian", "event")
        ),
        completion: .asked(.events)
    )
    var event: String

    @Argument(
        help: .words(
            "Isian kejadian.",
            "The event's fields.",
            value: Phrase("isian=nilai", "field=value")
        )
    )
    var fields: [String] = []

    @OptionGroup var fact: FactOptions
    @OptionGroup var common: CommonOptions

    var agreement: String? { about.id }

    func validate() throws { _ = try Assignment.fields(fields) }

    func command(_ desk: Desk) throws -> CommandRequest {
        CommandRequest(event: event, data: try Assignment.fields(fields))
    }
}
