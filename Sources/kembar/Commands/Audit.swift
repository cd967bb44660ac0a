import ArgumentParser
import Language

/// The command `kembar audit …`.
struct Audit: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "audit",
            Phrase(
                "Jejak audit: checkpoint, kunci, pemeriksaan keutuhan.",
                "The audit trail: checkpoint, key, verification."
            ),
            examples: ["kembar audit verify", "kembar audit checkpoint > checkpoint.txt"],
            subcommands: [AuditCheckpoint.self, AuditKey.self, AuditVerify.self]
        )
    }
}
