import ArgumentParser
import FoundationEssentials
import Glibc
import Language
import Wire

/// The command `kembar admin restore FILE --data DIR`: asks no daemon, for there is none then.
struct AdminRestore: FollowingSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "restore",
            Phrase(
                "Pulihkan cadangan ke folder data yang belum berisi log.",
                "Restore a backup to a data folder that has no log."
            ),
            examples: [
                "kembar admin restore kembar-0000001234.tar --data /var/lib/kembar",
                "kembar admin restore log.tar --data ./pulih",
            ],
            more: Phrase(
                "Dijalankan saat kembard berhenti, oleh root. Kunci diletakkan sendiri sesudahnya.",
                "Run it while kembard is stopped, as root. The key is put there by hand afterwards."
            )
        )
    }

    @Argument(
        help: .words(
            "Berkas cadangan.",
            "The backup's file.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var file: String

    @Option(
        help: .words("Folder data.", "The data folder.", value: Phrase("folder")),
        completion: .directory
    )
    var data: String

    @OptionGroup var common: CommonOptions

    func follow(_ exchange: Exchange, _ page: Page) async throws(Failure) {
        let desk = exchange.desk
        guard mkdir(data, 0o700) == 0 || errno == EEXIST else {
            throw .unwritableFile(.init(path: data, errno: errno))
        }
        for name in ["log.db", "log.db-wal", "checkpoint"]
        where access("\(data)/\(name)", F_OK) == 0 {
            throw .logInTheWay(folder: data)
        }
        do throws(Failure) {
            let backup = try UnpackedBackup(file, to: data, desk)
            try BackupProof(desk).prove(backup, of: file)
            if common.json {
                let made = BackupMade(path: data, size: backup.head.size, root: backup.head.root)
                desk.say(try JSONLine.said(made))
            } else {
                desk.say(page.say(BackupPhrases.restored(data, size: backup.head.size)))
                desk.say(page.say(BackupPhrases.afterRestoring(data)))
            }
        } catch {
            // Half a log, or a damaged one, must not be started on.
            UnpackedBackup.remove(from: data)
            throw error
        }
    }
}
