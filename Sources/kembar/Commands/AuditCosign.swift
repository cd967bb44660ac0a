import ArgumentParser
import Language
import Wire

/// The command `kembar audit cosign FILE --key KEY --vkey LOGKEY --record DIR`.
struct AuditCosign: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "cosign",
            Phrase(
                "Tanda tangani checkpoint sebagai saksi log, dengan catatan sendiri.",
                "Cosign a checkpoint as a log witness, with a record of one's own."
            ),
            examples: [
                "kembar audit cosign --new-key inspektorat.example/saksi --key saksi.key",
                #"kembar audit cosign permintaan.txt --key saksi.key --vkey "$(cat log.vkey)" --record catatan --output checkpoint.txt"#,
            ],
            more: Phrase(
                "Untuk instansi lain atau Inspektorat. Saksi log hanya menandatangani yang melanjutkan semua yang pernah dilihatnya; log yang riwayatnya diubah ditolak. Permintaan pertama: kembar audit checkpoint; berikutnya: kembar audit checkpoint --since N. Keluar dengan 0 bila ditandatangani, 1 bila ditolak, 6 bila log itu menandatangani dua riwayat.",
                "For another office or the inspectorate. A log witness cosigns only what goes on from all it has seen; a log whose history was rewritten is refused. The first request: kembar audit checkpoint; later ones: kembar audit checkpoint --since N. Exits with 0 if cosigned, 1 if refused, 6 if the log signed two histories."
            )
        )
    }

    @Argument(
        help: .words(
            "Checkpoint atau permintaan dengan bukti kelanjutannya: berkasnya, surel yang memuatnya (.eml), atau yang diketik dari kertas.",
            "A checkpoint or a request with the proof that it goes on: the file, a mail that has it (.eml), or what was typed off a paper.",
            value: Phrase("berkas", "file")
        )
    )
    var file: String?

    @Option(
        help: .words(
            "Berkas kunci rahasia saksi.",
            "The witness's secret key file.",
            value: Phrase("berkas", "file")
        )
    )
    var key: String

    @Option(
        help: .words(
            "Buat kunci baru dengan nama ini.",
            "Make a new key of this name.",
            value: Phrase("nama", "name")
        )
    )
    var newKey: String?

    @Option(
        help: .words(
            "Kunci umum log.",
            "The log's public key.",
            value: Phrase("kunci", "key")
        )
    )
    var vkey: String?

    @Option(help: .handover, completion: .file()) var handover: [String] = []

    @Option(
        help: .words(
            "Folder catatan saksi: apa yang terakhir ditandatangani.",
            "The folder of the witness's record: what was cosigned last.",
            value: Phrase("folder")
        )
    )
    var record: String?

    @Option(
        help: .words(
            "Berkas yang dibuat: checkpoint dengan tanda tangan saksi.",
            "The file to make: the checkpoint with the cosignature.",
            value: Phrase("berkas", "file")
        )
    )
    var output: String?

    @OptionGroup var common: CommonOptions

    var copy: CopyOptions { CopyOptions() }

    func validate() throws {
        guard newKey == nil, file == nil || vkey == nil || record == nil else { return }
        throw ValidationError(Speech.language.say(WitnessPhrases.needsCheckpoint))
    }

    var words: [String] {
        ["cosign"] + option("new-key", newKey) + option("vkey", vkey) + option("record", record)
            + handover.flatMap { ["--handover", $0] } + (file.map { ["--", $0] } ?? [])
    }

    var evidence: [String]? { ["--key", key] }

    // Never sent: the witness's program answers.
    func request(_ desk: Desk) -> Request { .get(["audit", "checkpoint"]) }

    func file(_ response: Response, _ page: Page, _ desk: Desk) throws -> AnswerFile? {
        let answer = try response.decoded(CosignAnswer.self)
        guard let output, let note = answer.note else { return nil }
        return AnswerFile(path: output, bytes: Array(note.utf8))
    }

    func status(_ answer: CosignAnswer) -> ProcessStatus {
        // Two histories of one log are damage, and no mere refusal.
        if answer.reason == "fork" { return .integrityFailure }
        return answer.result == "refused" ? .refused : .done
    }

    func screen(_ answer: CosignAnswer, _ page: Page) -> Screen {
        var screen = Screen(page)
        switch answer.result {
        case "key":
            screen.add(WitnessPhrases.made(key))
            screen.addVerbatim(answer.vkey ?? "")
        case "cosigned":
            screen.add(WitnessPhrases.cosigned(answer.origin ?? "", answer.size ?? 0))
            if output != nil, let followed = answer.followed {
                screen.field(
                    KeyPhrases.successor,
                    page.language.say(KeyPhrases.followedThen(followed))
                )
            }
            if output == nil, let note = answer.note {
                for line in note.split(separator: "\n", omittingEmptySubsequences: false) {
                    screen.addVerbatim(String(line))
                }
            }
        default:
            screen.add(
                answer.reason == "fork" ? WitnessPhrases.twoHistories : WitnessPhrases.refused,
                as: .warning
            )
            screen.add(WitnessPhrases.reason(answer), indent: 4)
        }
        return screen
    }
}
