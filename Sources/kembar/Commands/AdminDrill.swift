import ArgumentParser
import Entries
import Exports
import Language
import Wire

/// The command `kembar admin drill FILE`, or `--folder DIR`.
struct AdminDrill: FollowingSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "drill",
            Phrase(
                "Uji cadangan: pulihkan ke tempat sementara, baca dan ulang semuanya, bandingkan dengan tampilannya dan dengan kembard.",
                "Prove a backup: restore it to scratch, read and replay all of it, compare with its views and kembard."
            ),
            examples: [
                "kembar admin drill log.tar", "kembar admin drill --folder /var/backups/kembar",
            ],
            more: Phrase(
                "Hasilnya dicatat kembard; kembar status memperingatkan bila ujian terakhir gagal atau sudah lama.",
                "kembard keeps the result; kembar status warns when the last one failed or is old."
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
    var file: String?

    @Option(
        help: .words(
            "Folder cadangan; yang terbaru diuji.",
            "A folder of backups; the newest is proved.",
            value: Phrase("folder")
        ),
        completion: .directory
    )
    var folder: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        let mistake: Phrase? =
            switch (file, folder) {
            case (nil, nil): BackupPhrases.nowhere
            case (_?, _?): BackupPhrases.eitherOr
            default: nil
            }
        if let mistake { throw ValidationError(Speech.language.say(mistake)) }
    }

    func follow(_ exchange: Exchange, _ page: Page) async throws(Failure) {
        let desk = exchange.desk
        guard let path = file ?? folder.flatMap({ BackupFolder(path: $0).backups.first }) else {
            throw .noBackup(folder: folder ?? ".")
        }
        let scratch = try WorkFolder.made(
            "\(desk.environment["TMPDIR"] ?? "/tmp")/kembar-drill"
        )
        defer { scratch.remove() }
        let backup: UnpackedBackup
        let hasViews: Bool
        do throws(Failure) {
            backup = try UnpackedBackup(path, to: scratch.path, desk)
            // That a redaction in it is not signed yet says nothing more: kembard knows whether it is its own.
            hasViews = try BackupProof(desk).prove(backup, of: path).areViewsSame
        } catch {
            if let fault = error.backupFault {
                // That it failed is on record too; the failure itself says more than one to note it.
                _ = try? await exchange.note(BackupNote(failure: fault))
            }
            throw error
        }
        // kembard holds the root against its own log: a whole copy of another one is refused.
        try await exchange.note(
            BackupNote(kind: .drill, size: backup.head.size, root: backup.head.root)
        )
        if !hasViews, !common.json { desk.say(page.say(BackupPhrases.withoutViews)) }
        desk.say(
            common.json
                ? try JSONLine.said(
                    BackupMade(path: path, size: backup.head.size, root: backup.head.root)
                ) : page.say(BackupPhrases.proved(path, size: backup.head.size))
        )
    }
}

/// The proof that an unpacked backup is a whole log, by the program that reads copied folders.
struct BackupProof {
    private let desk: Desk

    init(_ desk: Desk) { self.desk = desk }

    /// What is said of a backup that is whole.
    struct Proved {
        /// Whether the views of that moment were in it and are what the replay gives.
        var areViewsSame: Bool
        /// How many entries the log in it has: more than its checkpoint covers, if some came after that.
        var size: Int64
        /// The root over them, hex.
        var root: String
        /// A redaction that came after the last checkpoint in it; nil if none did.
        var unsignedRedaction: UnsignedRedaction?
    }

    /// Reads and replays everything; throws what is wrong.
    func prove(_ backup: UnpackedBackup, of path: String) throws(Failure) -> Proved {
        let verified = try run(["verify"], backup, path).decoded(VerifyAnswer.self)
        // A redaction that came while the copy was made is signed with the next checkpoint, and is told.
        guard verified.areEntriesWhole, verified.fault?.isOfUnfitCheckpoint != true,
            verified.faultOfSigner == nil, verified.origin == backup.head.origin,
            verified.size >= backup.head.size
        else {
            throw .damagedBackup(path: path, fault: verified.fault?.code ?? verified.result)
        }
        // What witnesses sent back belongs to the backup, although the log is whole without it.
        if let spoilt = verified.faultOfCosignatures {
            throw .damagedBackup(path: path, fault: spoilt.code)
        }
        // kembard copied them before the log: they are never ahead of it.
        guard !verified.areViewsWrong, verified.views != "ahead" else {
            throw .damagedBackup(path: path, fault: "views-differ")
        }
        // Every step of every agreement, under the rule of its day; told in full, a long log would not fit
        // into the memory that the proof may use.
        _ = try run(["replay", "--check"], backup, path)
        // Made by another version, or before a redaction that the log has, they can't be compared.
        return Proved(
            areViewsSame: verified.views == "same",
            size: verified.size,
            root: verified.root,
            unsignedRedaction: verified.unsignedRedaction
        )
    }

    /// The public key of the log that is in the backup.
    func key(of backup: UnpackedBackup, path: String) throws(Failure) -> String {
        try run(["key"], backup, path).decoded(KeyDocument.self).vkey
    }

    private func run(
        _ words: [String],
        _ backup: UnpackedBackup,
        _ path: String
    ) throws(Failure) -> Response {
        let program = "kembar-audit"
        guard let ended = desk.runBeside(program, words + ["--data", backup.folder, "--json"])
        else { throw .noAuditProgram(path: desk.pathBeside(program)) }
        guard ended.output.isEmpty else { return Response(status: 200, body: ended.output) }
        let refused = Response(status: 500, body: ended.errors).problem
        throw .damagedBackup(
            path: path,
            fault: refused?.code ?? words[0],
            position: refused?.params["position"]?.integer.map(Int64.init)
        )
    }
}
