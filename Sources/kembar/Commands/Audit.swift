import ArgumentParser
import Language

/// The command `kembar audit …`.
struct Audit: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "audit",
            Phrase(
                "Jejak audit: keutuhan, ulang langkah, tanda bukti, berkas untuk auditor.",
                "The audit trail: wholeness, replay, receipts, bundles for auditors."
            ),
            examples: [
                "kembar audit verify --data /media/salinan/kembar",
                "kembar audit diff 2018-11-07 2018-11-22", "kembar audit export untuk-bpk",
            ],
            more: Phrase(
                "Dengan --data dibaca salinan folder data atau berkas auditor, tanpa kembard; isinya tidak berubah sedikit pun.",
                "With --data a copied data folder or a bundle is read, without kembard; it is not changed in any way."
            ),
            subcommands: [
                AuditVerify.self, AuditReplay.self, AuditCompare.self, AuditNarrate.self,
                AuditDiff.self, AuditWhy.self,
                AuditFirst.self, AuditSilences.self, AuditExceptions.self, AuditSample.self,
                AuditProve.self, AuditExport.self, AuditCosign.self, AuditCheckpoint.self,
                AuditKey.self, AuditKeys.self, AuditCosignatures.self,
            ]
        )
    }
}
