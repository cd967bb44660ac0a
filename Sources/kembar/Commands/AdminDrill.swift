import ArgumentParser
import FoundationEssentials
import Glibc
import Language
import Wire

/// The command `kembar admin drill FILE`, or `--folder DIR`.
struct AdminDrill: FollowingSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "drill",
            Phrase(
                "Uji cadangan: pulihkan ke tempat sementara, baca dan ulang semuanya, bandingkan dengan kembard.",
                "Prove a backup: restore it to scratch, read and replay all of it, compare with kembard."
            ),
            examples: [
                "kembar admin drill log.tar", "kembar admin drill --folder /var/backups/kembar",
            ],
            more: Phrase(
                "Hasilnya dicatat kembard; kembar status memperingatkan bila ujian terakhir sudah lama.",
                "kembard keeps the result; kembar status warns when the last one is old."
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
        var template = Array(
            "\(desk.environment["TMPDIR"] ?? "/tmp")/kembar-drill.XXXXXX".utf8CString
        )
        guard let made = mkdtemp(&template) else {
            throw .unwritableFile(
                .init(path: String(cString: template.dropLast() + [0]), errno: errno)
            )
        }
        let scratch = String(cString: made)
        defer {
            UnpackedBackup.remove(from: scratch)
            rmdir(scratch)
        }
        let backup = try UnpackedBackup(path, to: scratch, desk)
        try BackupProof(desk).prove(backup, of: path)
        // kembard holds the root against its own log: a whole copy of another one is refused.
        try await exchange.note(.drill, size: backup.head.size, root: backup.head.root)
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

    /// Reads and replays everything; throws what is wrong.
    func prove(_ backup: UnpackedBackup, of path: String) throws(Failure) {
        let verified = try run(["verify"], backup, path).decoded(VerifyAnswer.self)
        guard verified.result == "whole", verified.origin == backup.head.origin,
            verified.size >= backup.head.size
        else {
            throw .damagedBackup(path: path, fault: verified.fault?.code ?? verified.result)
        }
        // Every step of every agreement, under the rule of its day.
        _ = try run(["replay"], backup, path)
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
        let refused = Response(status: 500, body: ended.errors)
        throw .damagedBackup(path: path, fault: refused.problem?.code ?? words[0])
    }
}
