import ArgumentParser
import Language
import Wire

/// The command `kembar admin rebuild --from FILE --data DIR`: asks no daemon, for there is none then.
struct AdminRebuild: FollowingSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "rebuild",
            Phrase(
                "Buat kembali log dari cermin, atau dari events.jsonl berkas auditor.",
                "Make a log anew from a mirror, or from a bundle's events.jsonl."
            ),
            examples: [
                "kembar admin rebuild --from /mnt/second/kembar/events.jsonl --data /var/lib/kembar --checkpoint /var/lib/kembar-checkpoint/checkpoint",
                "kembar admin rebuild --from berkas/data/events.jsonl --data ./pulih",
            ],
            more: Phrase(
                "Dijalankan saat kembard berhenti, oleh root. Setiap baris diperiksa, dan log dibandingkan dengan checkpoint: yang disebut, atau berkas checkpoint di samping berkas itu, yang tidak membuktikan dari siapa baris-baris itu tanpa --vkey. Kunci dipulihkan tersendiri dari salinan tersegel.",
                "Run it while kembard is stopped, as root. Every line is checked, and the log is held against a checkpoint: the one named, or the file checkpoint beside the file, which does not prove whose lines they are without --vkey. The key is restored apart, from its sealed copy."
            )
        )
    }

    @Option(
        name: .customLong("from"),
        help: .words(
            "Berkas JSON Lines, satu entri tiap baris.",
            "The JSON Lines file, an entry to a line.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var source: String

    @Option(
        help: .words("Folder data.", "The data folder.", value: Phrase("folder")),
        completion: .directory
    )
    var data: String

    @Option(
        help: .words(
            "Checkpoint yang harus cocok.",
            "A checkpoint that has to fit.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var checkpoint: String?

    @Option(
        help: .words(
            "Kunci umum log, yang harus menandatangani checkpoint itu.",
            "The log's public key, which has to have signed the checkpoint.",
            value: Phrase("kunci", "vkey")
        )
    )
    var vkey: String?

    @OptionGroup var common: CommonOptions

    func follow(_ exchange: Exchange, _ page: Page) async throws(Failure) {
        let desk = exchange.desk
        let place = try RestorePlace.made(data)
        do throws(Failure) {
            var words = ["rebuild", "--from", source, "--to", place.scratch, "--json"]
            if let checkpoint { words += ["--checkpoint", checkpoint] }
            if let vkey { words += ["--vkey", vkey] }
            var made = try AuditProgram.answer(words, desk).decoded(RebuildDocument.self)
            try place.publish()
            made.path = data
            if common.json {
                desk.say(try JSONLine.said(made))
            } else {
                desk.say(page.say(BackupPhrases.rebuilt(data, made)))
                desk.say(page.say(BackupPhrases.heldAgainst(made.signed)))
                if let path = made.checkpointBeside {
                    desk.say(page.say(BackupPhrases.checkpointBeside(path)))
                }
                if let signer = BackupPhrases.signer(of: made) { desk.say(page.say(signer)) }
                if let redaction = made.unsignedRedaction {
                    desk.say(page.say(BackupPhrases.unsigned(redaction)))
                }
                desk.say(page.say(BackupPhrases.contactsApart(data)))
                desk.say(page.say(BackupPhrases.afterRestoring(data)))
            }
        } catch {
            // Half a log, or one that was refused, must not be started on.
            place.leave()
            throw error
        }
        place.leave()
    }
}
