import ArgumentParser
import Language
import Wire

/// The command `kembar audit key`.
struct AuditKey: PlainSubcommand {
    typealias Document = KeyDocument

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "key",
            Phrase("Cetak kunci umum log (vkey).", "Print the log's public key (vkey)."),
            examples: ["kembar audit key", "kembar audit key > log.vkey"],
            more: Phrase(
                "Simpan di luar mesin ini: dengan kunci itu orang lain dapat memeriksa log.",
                "Keep it away from this machine: with it others can check the log."
            )
        )
    }

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    var words: [String] { ["key"] }

    func request(_ desk: Desk) -> Request { .get(["audit", "key"]) }

    func remark(_ response: Response) -> Phrase? {
        // Of a copy it stands in the document; kembard says it beside the text.
        if copy.data != nil, let key = try? document(response), key.doubt != nil {
            return KeyPhrases.noCheckpoint
        }
        return response.keyStanding.map(KeyPhrases.notInForce)
    }
}
