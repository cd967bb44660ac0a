import ArgumentParser
import Entries
import Language
import Wire

/// The command `kembar redact ID POSITION [--remove FIELD …] [--set FIELD=VALUE …] --authority TEXT`.
struct Redact: WriteSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "redact",
            Phrase(
                "Hapus data pribadi dari satu entri untuk selamanya; buktinya tetap utuh.",
                "Take personal data out of an entry for ever; the proof stays whole."
            ),
            examples: [
                #"kembar redact 2026-0001 9 --remove source --authority "Nota dinas 480/12""#,
                #"kembar redact 2026-0001 12 --set text="(dihapus)" --authority "Nota dinas 480/12""#,
            ],
            more: Phrase(
                "Untuk grup kembar-admin. Tidak dapat dibatalkan: cobalah dahulu dengan --dry-run. Ralat yang mengubah isian yang sama ikut dihapus isinya. Cadangan dan salinan lama tidak terjangkau; hapus sendiri.",
                "For the group kembar-admin. It cannot be undone: try it with --dry-run first. Corrections that set the same field are redacted along. Backups and older copies are out of reach: see to them yourself."
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

    @Option(
        help: .words(
            "Atas nama siapa dicatat.",
            "For whom it is recorded.",
            value: Phrase("kantor", "office")
        )
    )
    var onBehalfOf: String?

    @Option(
        help: .words(
            "Hanya jika versinya masih ini (lihat show).",
            "Only if the version is still this one (see show).",
            value: Phrase("N")
        )
    )
    var ifVersion: Int?

    @OptionGroup var repetition: RepetitionOptions
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

    func request(_ desk: Desk) throws -> Request {
        try .post(
            ["agreements", about.id, "redactions"],
            repetition.query,
            body: RedactionRequest(
                position: position,
                remove: remove,
                set: try Assignment.fields(set),
                authority: authority,
                onBehalfOf: onBehalfOf
            ),
            key: repetition.key(desk),
            version: ifVersion
        )
    }
}
