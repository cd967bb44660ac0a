import ArgumentParser
import FoundationEssentials
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
                "kembar admin restore log.tar --data ./pulih --key kunci.segel",
            ],
            more: Phrase(
                "Dijalankan saat kembard berhenti, oleh root. Dengan --key kunci tersegel dibuka (openssl meminta kata sandinya) dan diletakkan; jika tidak, letakkan sendiri.",
                "Run it while kembard is stopped, as root. With --key the sealed key is opened (openssl asks for its passphrase) and put there; else put it there by hand."
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

    @Option(
        help: .words(
            "Kunci tersegel dari admin key seal.",
            "The sealed key of admin key seal.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var key: String?

    @OptionGroup var common: CommonOptions

    func follow(_ exchange: Exchange, _ page: Page) async throws(Failure) {
        let desk = exchange.desk
        // Before anything is written: who mistypes the passphrase learns it at once.
        var sealed: (key: SealedKey, opened: [UInt8])?
        if let key {
            let file = try SealedKey(key, desk)
            sealed = (file, try file.opened(desk))
        }
        let place = try RestorePlace.made(data, without: sealed == nil ? [] : ["key"])
        do throws(Failure) {
            let backup = try UnpackedBackup(file, to: place.scratch, desk)
            let proved = try BackupProof(desk).prove(backup, of: file)
            backup.removeViews()
            if let sealed, let key {
                let expected = try BackupProof(desk).key(of: backup, path: file)
                guard expected == sealed.key.verifierKey else {
                    throw .foreignKey(path: key, vkey: sealed.key.verifierKey, folder: data)
                }
            }
            try place.publish(with: sealed?.opened)
            if common.json {
                let made = BackupMade(
                    path: data,
                    size: proved.size,
                    root: proved.root,
                    unsignedRedaction: proved.unsignedRedaction
                )
                desk.say(try JSONLine.said(made))
            } else {
                desk.say(page.say(BackupPhrases.restored(data, size: proved.size)))
                if let redaction = proved.unsignedRedaction {
                    desk.say(page.say(BackupPhrases.unsigned(redaction)))
                }
                desk.say(page.say(BackupPhrases.contactsApart(data)))
                desk.say(
                    page.say(
                        sealed == nil
                            ? BackupPhrases.afterRestoring(data)
                            : BackupPhrases.afterRestoringWithKey(data)
                    )
                )
            }
        } catch {
            // Half a log, or a damaged one, must not be started on.
            place.leave()
            throw error.ofRestore
        }
        place.leave()
    }
}
