import ArgumentParser
import Language

/// The command `kembar admin …`.
struct Admin: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "admin",
            Phrase(
                "Mengelola kembard: cadangan, jam, kunci, saksi log.",
                "Look after kembard: backups, clock, key, log witnesses."
            ),
            examples: [
                "kembar admin backup --folder /var/backups/kembar --keep 14",
                "kembar admin drill --folder /var/backups/kembar",
                "kembar admin clock confirm",
            ],
            more: Phrase(
                "Cadangan berisi log dan checkpoint, tidak berisi kunci maupun kontak. Kunci disalin sendiri, sekali, dan disegel.",
                "A backup holds the log and its checkpoint, neither the key nor the contacts. Copy the key yourself, once, and seal it."
            ),
            subcommands: [
                AdminBackup.self, AdminDrill.self, AdminRestore.self, AdminClock.self,
                AdminKey.self, AdminCosigned.self, AdminRecover.self,
            ]
        )
    }
}
