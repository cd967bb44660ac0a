import ArgumentParser
import Entries
import Language
import Wire

/// The command `kembar redact ID POSITION [--remove FIELD …] [--set FIELD=VALUE …] --authority TEXT`.
struct Redact: WriteSubcommand, ConfirmedSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "redact",
            Phrase(
                "Hapus data pribadi dari satu entri untuk selamanya; buktinya tetap utuh.",
                "Take personal data out of an entry for ever; the proof stays whole."
            ),
            examples: [
                #"kembar redact 2026-0001 9 --remove source --authority "Nota dinas 480/12""#,
                #"kembar redact 2026-0001 12 --set text="(dihapus)" --authority "Nota dinas 480/12" --yes"#,
            ],
            more: Phrase(
                "Untuk grup kembar-admin. Tidak dapat dibatalkan: yang akan hilang diperlihatkan dahulu, lalu ditanyakan. Ralat yang mengubah isian yang sama ikut dihapus isinya. Cadangan dan salinan lama tidak terjangkau; hapus sendiri.",
                "For the group kembar-admin. It cannot be undone: what would go is shown first, then you are asked. Corrections that set the same field are redacted along. Backups and older copies are out of reach: see to them yourself."
            )
        )
    }

    @OptionGroup var about: AgreementArgument

    @Argument(
        help: .words(
            "Nomor entri dari history.",
            "The entry's number in history.",
            value: Phrase("entri", "entry")
        )
    )
    var position: Int64

    @Option(
        parsing: .upToNextOption,
        help: .words(
            "Isian yang dihapus.",
            "The fields to take out.",
            value: Phrase("isian", "field")
        )
    )
    var remove: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: .words(
            "Isian yang diganti: yang baru, tanpa data pribadi.",
            "The fields to replace: the new text, without personal data.",
            value: Phrase("isian=nilai", "field=value")
        )
    )
    var set: [String] = []

    @Option(
        help: .words(
            "Dasarnya: surat, perintah, atau peraturan.",
            "On what ground: a letter, an order, a law.",
            value: Phrase("teks", "text")
        )
    )
    var authority: String

    @Flag(help: .words("Hapus tanpa bertanya.", "Redact without asking."))
    var yes = false

    @OptionGroup var recording: RecordingOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard remove.isEmpty && set.isEmpty else {
            _ = try Assignment.fields(set)
            return
        }
        throw ValidationError(
            Speech.language.say(
                Phrase(
                    "Sebutkan isian dengan --remove atau --set.",
                    "Name the fields with --remove or --set."
                )
            )
        )
    }

    var isConfirmed: Bool { yes || recording.repetition.dryRun }
    var question: Phrase { WritePhrases.redactionQuestion }

    func request(_ desk: Desk) throws -> Request {
        try recording.post(path, desk, body: body())
    }

    func trial(_ desk: Desk) throws -> Request {
        try recording.post(path, desk, query: [("dryRun", "true")], body: body())
    }

    func confirmed(_ trial: Response, _ desk: Desk) throws -> Request {
        // Only of the history that was shown.
        let version = try trial.decoded(WriteAnswer.self).version
        return try recording.post(path, desk, query: [], version: version, body: body())
    }

    private var path: [String] { ["agreements", about.id, "redactions"] }

    private func body() throws -> RedactionRequest {
        RedactionRequest(
            position: position,
            remove: remove,
            set: try Assignment.fields(set),
            authority: authority,
            onBehalfOf: recording.onBehalfOf
        )
    }
}
