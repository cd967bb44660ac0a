import ArgumentParser
import Language

/// The command `kembar admin …`.
struct Admin: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "admin",
            Phrase(
                "Mengelola kembard: cadangan, kunci, jam, saksi log, petugas.",
                "Look after kembard: backups, key, clock, log witnesses, officers."
            ),
            examples: [
                "kembar admin backup --folder /var/backups/kembar --keep 14",
                "kembar admin drill --folder /var/backups/kembar",
                "sudo kembar admin key seal /media/usb/kunci.segel",
                "kembar admin clock confirm",
            ],
            more: Phrase(
                "Cadangan berisi log dan checkpoint, tidak berisi kunci maupun kontak. Kunci disegel sendiri, sekali: kembar admin key seal.",
                "A backup holds the log and its checkpoint, neither the key nor the contacts. Seal the key yourself, once: kembar admin key seal."
            ),
            subcommands: [
                AdminBackup.self, AdminDrill.self, AdminRestore.self, AdminRebuild.self,
                AdminKey.self, AdminClock.self, AdminCosigned.self, AdminRecover.self,
                AdminOfficer.self,
            ]
        )
    }
}
