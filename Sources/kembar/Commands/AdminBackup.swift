import ArgumentParser
import Language
import Wire

/// The command `kembar admin backup FILE|-`, or `--folder DIR [--keep N]`.
struct AdminBackup: FollowingSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "backup",
            Phrase(
                "Salin log kembard yang sedang berjalan.",
                "Copy the log of the running kembard."
            ),
            examples: [
                "kembar admin backup log.tar",
                "kembar admin backup - > /media/cadangan/kembar.tar",
                "kembar admin backup --folder /var/backups/kembar --keep 14",
            ],
            more: Phrase(
                "Arsip tar berisi log.db, checkpoint, dan views.db untuk diuji, tanpa kunci dan tanpa kontak. Berkas yang sudah ada tidak ditimpa.",
                "A tar archive of log.db, checkpoint and views.db for the drill, without the key and without contacts. A file that exists is left as it is."
            )
        )
    }

    @Argument(
        help: .words(
            "Berkas cadangan, - untuk keluaran baku.",
            "The backup's file, - for standard output.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var file: String?

    @Option(
        help: .words(
            "Folder cadangan; nama berkas dari jumlah entrinya.",
            "A folder of backups; the file is named by its entries.",
            value: Phrase("folder")
        ),
        completion: .directory
    )
    var folder: String?

    @Option(
        help: .words(
            "Berapa yang disimpan di folder; yang lebih lama dihapus, kecuali yang terakhir terbukti utuh.",
            "How many stay in the folder; older ones are removed, but never the last one that was proved.",
            value: Phrase("N")
        )
    )
    var keep: Int?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        let mistake: Phrase? =
            switch (file, folder) {
            case (nil, nil): BackupPhrases.nowhere
            case (_?, _?): BackupPhrases.eitherOr
            default:
                keep.map { $0 >= 1 && folder != nil } ?? true
                    ? nil : BackupPhrases.keepNeedsFolder
            }
        if let mistake { throw ValidationError(Speech.language.say(mistake)) }
    }

    func follow(_ exchange: Exchange, _ page: Page) async throws(Failure) {
        let desk = exchange.desk
        let request = Request.get(["admin", "backup"])
        if file == "-" {
            // Where it goes is not seen from here: whoever takes it says so with `drill`.
            _ = try await exchange.answer(to: request) { bytes in
                desk.write(bytes, .output)
                return desk.isOutputOpen()
            }
            return
        }
        let place = folder.map(BackupFolder.init)
        let draft: BackupFile
        if let place {
            draft = try BackupFile(in: place)
        } else {
            // One of the two was given: `validate` has seen to that.
            draft = try BackupFile(file ?? "kembar.tar")
        }
        _ = try await exchange.answer(to: request) { draft.take($0) }
        let (path, head) = try draft.keep()
        let known = try await exchange.note(
            BackupNote(kind: .copy, size: head.size, root: head.root)
        )
        // Only now: one that is none of kembard's log takes no other's place.
        if let place, let keep {
            try place.prune(to: keep, keeping: path, proved: known.drill?.size)
        }
        desk.say(
            common.json
                ? try JSONLine.said(BackupMade(path: path, size: head.size, root: head.root))
                : page.say(BackupPhrases.made(path, head))
        )
    }
}

/// What `admin backup --json` and `admin drill --json` print.
struct BackupMade: Encodable {
    var path: String
    /// The entries in it.
    var size: Int64
    /// Root of the tree over them, hex.
    var root: String
    /// What is shown of an entry by the word of one that nobody has signed; left out where nothing is.
    var unsignedRedaction: UnsignedRedaction?
}

extension JSONLine {
    /// As `text` does; what can't be written is a fault of ours, told as one.
    static func said(_ value: some Encodable) throws(Failure) -> String {
        do {
            return try text(of: value)
        } catch {
            throw .unreadableAnswer(reason: String(describing: error))
        }
    }
}

extension Exchange {
    /// Tells kembard what was done with a copy; it refuses one that is none of its log.
    ///
    /// Returns what it knows of copies now.
    @discardableResult
    func note(_ note: BackupNote) async throws(Failure) -> BackupStatus {
        let request: Request
        do {
            request = try .post(["admin", "backups"], body: note, key: nil)
        } catch {
            throw .unreadableAnswer(reason: String(describing: error))
        }
        return try await answer(to: request).decoded(BackupStatus.self)
    }
}
