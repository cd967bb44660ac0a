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

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    var words: [String] { ["checkpoint"] }

    func request(_ desk: Desk) -> Request { .get(["audit", "checkpoint"]) }
}
