import ArgumentParser
import Language

/// The command `kembar audit …`.
struct Audit: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "audit",
            Phrase(
                "Jejak audit: keutuhan, ulang langkah, perbandingan, kunci.",
                "The audit trail: wholeness, replay, comparison, key."
            ),
            examples: [
                "kembar audit verify --data /media/salinan/kembar",
                "kembar audit replay 2018-0001", "kembar audit diff 2018-11-07 2018-11-22",
            ],
            more: Phrase(
                "Dengan --data dibaca salinan folder data, tanpa kembard; salinan itu tidak berubah sedikit pun.",
                "With --data a copied data folder is read, without kembard; the copy is not changed in any way."
            ),
            subcommands: [
                AuditVerify.self, AuditReplay.self, AuditDiff.self, AuditCheckpoint.self,
                AuditKey.self,
            ]
        )
    }
}
