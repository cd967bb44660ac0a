import ArgumentParser
import Language
import Wire

/// The command `kembar audit checkpoint`.
struct AuditCheckpoint: PlainSubcommand {
    typealias Document = CheckpointDocument

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "checkpoint",
            Phrase(
                "Cetak checkpoint yang ditandatangani: asal, jumlah entri, akar.",
                "Print the signed checkpoint: origin, size, root."
            ),
            examples: ["kembar audit checkpoint", "kembar audit checkpoint > checkpoint.txt"]
        )
    }

    @Option(
        help: .words(
            "Sebagai permintaan kepada saksi log yang terakhir menandatangani N entri (0: belum pernah).",
            "As a request to a log witness that cosigned N entries last (0: never).",
            value: Phrase("N")
        )
    )
    var since: Int64?

    @Flag(
        help: .words(
            "Checkpoint terbaru yang cukup ditandatangani saksi log.",
            "The newest checkpoint that enough log witnesses have cosigned."
        )
    )
    var cosigned = false

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard cosigned, since != nil else { return }
        throw ValidationError(Speech.language.say(WitnessPhrases.oneOfBoth))
    }

    var words: [String] {
        ["checkpoint"] + option("since", since.map(String.init))
            + (cosigned ? ["--cosigned"] : [])
    }

    func request(_ desk: Desk) -> Request {
        .get(
            ["audit", "checkpoint"],
            [("since", since.map(String.init)), ("cosigned", cosigned ? "true" : nil)]
        )
    }
}
