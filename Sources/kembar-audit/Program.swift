import Answers
import ArgumentParser
import Audit
import Engine
import Entries
import Exports
import FoundationEssentials
import Language
import Wire

/// What an auditor runs on a copied data folder or a bundle, with no daemon.
///
/// It answers as kembard does over its socket: the same documents, without a language. `kembar audit
/// … --data` runs it with `--json` and words the answer; run by hand without `--json` it hands
/// itself over to that, so that everything said to people is said at one place.
@main
struct Program: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "kembar-audit",
            abstract: Environment.say(
                Phrase(
                    "Periksa salinan folder data tanpa kembard.",
                    "Examine a copied data folder, without kembard."
                )
            ),
            subcommands: [
                Verify.self, Replay.self, Compare.self, Diff.self, Why.self, First.self,
                Silences.self,
                Exceptions.self, DrawSample.self, Prove.self, Export.self, Cosign.self,
                ShowCheckpoint.self,
                ShowKey.self, ShowKeys.self, ShowCosignatures.self, Rebuild.self,
            ]
        )
    }

    static func main() async {
        let invocation = HandInvocation(Array(CommandLine.arguments.dropFirst()))
        switch invocation.wish {
        case .version: print("kembar-audit \(Release.version)")
        case .help(let words): Environment.becomeKembar(words)
        case .noFolder: Outcome.refuse(HandInvocation.noFolder)
        case .screen(let words): Environment.becomeKembar(words)
        case .document: break
        }
        if invocation.wish != .version { await main(nil) }
    }
}

/// The options that every command has.
struct CopyOptions: ParsableArguments {
    @Option(help: .words("Salinan folder data.", "The copied data folder."))
    var data: String

    @Flag(help: .words("Cetak dokumen JSON.", "Print the JSON document."))
    var json = false
}

struct Verify: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about("Baca ulang seluruh log: apakah utuh?", "Read the whole log again: is it whole?")
    }

    @Option(help: .words("Kunci umum log (vkey).", "The log's public key (vkey)."))
    var vkey: String?

    @Option(
        help: .words(
            "Salinan folder data, atau berkas auditor.",
            "A copied data folder, or a bundle."
        )
    )
    var data: String?

    @Option(help: .words("Tanda bukti (.tlog-proof).", "A receipt (.tlog-proof)."))
    var receipt: String?

    @Option(help: .words("Kebijakan kepercayaan (tlog-policy).", "A trust policy (tlog-policy)."))
    var policy: String?

    @Option(help: .words("Surel atau checkpoint yang disimpan.", "Saved mails or checkpoints."))
    var since: String?

    @Option(
        help: .words("Serah terima kunci (.tlog-proof).", "A key's handover (.tlog-proof).")
    )
    var handover: [String] = []

    @Option(help: .words("Folder berisi dokumen.", "A folder with the documents."))
    var documents: String?

    @Flag(help: .words("Laporkan kemajuan.", "Report how far it is."))
    var progress = false

    @Flag(help: .words("Cetak dokumen JSON.", "Print the JSON document."))
    var json = false

    func validate() throws {
        guard receipt != nil, data != nil || documents != nil || since != nil else { return }
        throw ValidationError(
            Environment.say(
                Phrase(
                    "--receipt diperiksa sendiri, tanpa --data, --documents, dan --since.",
                    "--receipt is checked by itself, without --data, --documents and --since."
                )
            )
        )
    }

    func run() async throws {
        if let receipt { Examination.run(receipt: receipt, wish) }
        await Examination.run(data ?? "", statusOf: Outcome.verifying) { folder in
            var answer = try await folder.verify(try wish())
            if let documents {
                answer.compareDocuments(with: try DocumentFolder(documents).files())
            }
            return try .document(answer, status: Outcome.status(of: answer))
        }
    }

    private func wish() throws -> VerifyWish {
        var wish = VerifyWish(
            vkey: vkey,
            policy: try policy.map { try TrustPolicy.file($0) },
            since: try SavedMail.checkpoints(since)
        )
        wish.handovers = try KeyHandover.files(handover)
        if progress { wish.progress = { Outcome.tell(read: $0, of: $1) } }
        return wish
    }
}

struct Prove: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about("Buat tanda bukti satu entri.", "Make the receipt of an entry.")
    }

    @Argument(help: .words("Nomor entri atau naskah.", "An entry's number or an agreement's id."))
    var what: String

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.run(copy.data) { folder in
            try .document(ReceiptDocument(receipt: folder.receipt(what).description))
        }
    }
}

struct Export: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about(
            "Buat berkas auditor, atau bentuk lain untuk alat lain.",
            "Make a bundle, or another form for other tools."
        )
    }

    @Argument(help: .words("Folder atau berkas baru.", "A new folder or file."))
    var target: String

    @Option(help: .words("Nomor naskah.", "The agreement's id."))
    var agreement: String?

    @Option(help: .words("Bentuk lain.", "Another form."))
    var format: String?

    @Option(help: .words("Checkpoint yang dipakai.", "The checkpoint to stand under."))
    var checkpoint: String?

    @Flag(help: .words("Checkpoint bertanda tangan saksi.", "The cosigned checkpoint."))
    var cosigned = false

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        guard let format else {
            // Under its checkpoint everything is signed: what an unsigned entry took gets into no bundle.
            await Examination.run(copy.data) { folder in
                try .document(
                    folder.writeBundle(
                        target,
                        agreement: agreement,
                        checkpoint: checkpoint,
                        isCosigned: cosigned
                    )
                )
            }
        }
        await Examination.show(copy.data) { folder in
            guard let format = ExportFormat(rawValue: format) else {
                throw Problem(
                    .badField,
                    [
                        "field": "format", "value": .string(format), "expected": "choice",
                        "allowed": .array(ExportFormat.allCases.map { .string($0.rawValue) }),
                    ]
                )
            }
            return try .document(folder.write(format, to: target))
        }
    }
}

struct Replay: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about("Ulang langkah demi langkah.", "Go through step by step.")
    }

    @Argument(help: .words("Nomor naskah.", "The agreement's id."))
    var id: String?

    @Option(help: .words("Keadaan pada akhir hari itu.", "As of the end of that day."))
    var asOf: String?

    @Option(help: .words("Yang tercatat sampai itu.", "What was recorded by then."))
    var knownAt: String?

    @Option(help: .words("Berkas alur kerja lain.", "The file of another workflow."))
    var rules: String?

    @Flag(
        help: .words(
            "Semua naskah, dan hanya jumlahnya yang ditulis.",
            "Every agreement, and nothing is printed but their number."
        )
    )
    var check = false

    @OptionGroup var copy: CopyOptions

    func validate() throws {
        guard check, id != nil || asOf != nil || knownAt != nil || rules != nil else { return }
        throw ValidationError(
            Environment.say(
                Phrase(
                    "--check mengulang seluruh log menurut aturannya sendiri: tanpa nomor naskah, --as-of, --known-at, dan --rules.",
                    "--check replays the whole log under its own rules: without an id, --as-of, --known-at and --rules."
                )
            )
        )
    }

    func run() async throws {
        guard !check else {
            await Examination.run(copy.data) { try .document($0.answers().replayCount()) }
        }
        await Examination.show(copy.data, of: id) { folder in
            if let rules {
                let text = String(decoding: try BundleFolder.file(rules), as: UTF8.self)
                return try .document(folder.answers().replay(id, underRules: text))
            }
            return try .document(folder.answers().replay(id, asOf: asOf, knownAt: knownAt))
        }
    }
}

struct Compare: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about(
            "Apakah versi ini mengulang log sama seperti versi lain?",
            "Does this version replay the log as another one did?"
        )
    }

    @Argument(
        help: .words(
            "Keluaran replay --json versi lain.",
            "What replay --json of the other version printed."
        )
    )
    var file: String

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.run(copy.data) { folder in
            let bytes = try BundleFolder.file(file)
            // Whatever else it is, it is no replay.
            let earlier = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
            let replayed = try JSONEncoder().encode(try folder.answers().replay(nil))
            let now = try JSONDecoder().decode(JSONValue.self, from: replayed)
            guard let earlier, let answer = ReplayComparison.answer(earlier: earlier, now: now)
            else {
                throw Problem(
                    .badField,
                    ["field": "file", "value": .string(file), "expected": "replay"]
                )
            }
            return try .document(answer, status: answer.differences.isEmpty ? 0 : 1)
        }
    }
}

struct Diff: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about(
            "Apa yang berbeda antara dua waktu, atau dua nomor entri.",
            "What differs between two times, or two entries."
        )
    }

    @Argument(help: .words("Waktu atau nomor entri.", "A time or a position."))
    var from: String

    @Argument(help: .words("Waktu atau nomor entri.", "A time or a position."))
    var to: String

    @Option(help: .words("recorded atau happened.", "recorded or happened."))
    var mode: String?

    @Option(help: .words("Nomor naskah.", "The agreement's id."))
    var agreement: String?

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.show(copy.data, of: agreement) { folder in
            try .document(
                folder.answers()
                    .diff(from: from, to: to, mode: mode, agreement: agreement)
            )
        }
    }
}

struct ShowCheckpoint: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about(
            named: "checkpoint",
            "Cetak checkpoint yang ditandatangani.",
            "Print the signed checkpoint."
        )
    }

    @Option(help: .words("Sebagai permintaan kepada saksi log.", "As a request to a log witness."))
    var since: Int64?

    @Flag(help: .words("Yang bertanda tangan saksi.", "The cosigned one."))
    var cosigned = false

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.run(copy.data) { folder in
            let kept = try cosigned ? folder.cosignedNote() : folder.keptNote()
            let note =
                try since.map { try folder.answers().witnessRequest(since: $0, under: kept) }
                ?? kept
            return copy.json ? try .document(CheckpointDocument(checkpoint: note)) : .text(note)
        }
    }
}

struct ShowKeys: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about(named: "keys", "Semua kunci log.", "All keys of the log.")
    }

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.run(copy.data) { folder in
            let identity = try folder.identity()
            let history = try KeptCheckpoint.history(of: identity, in: folder.entries)
            return try .document(
                KeyList(
                    keys: history.answers(in: folder.entries, signed: folder.signedSize()),
                    doubt: folder.keyDoubt(),
                    rehearsal: identity.isRehearsal
                )
            )
        }
    }
}

struct ShowKey: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        .about(named: "key", "Cetak kunci umum log (vkey).", "Print the log's public key (vkey).")
    }

    @OptionGroup var copy: CopyOptions

    func run() async throws {
        await Examination.run(copy.data) { folder in
            let vkey = try folder.vkey()
            guard copy.json else { return .text(vkey + "\n") }
            return try .document(KeyDocument(vkey: vkey, doubt: folder.keyDoubt()))
        }
    }
}

extension CommandConfiguration {
    static func about(
        named name: String? = nil,
        _ id: String,
        _ en: String
    ) -> CommandConfiguration {
        CommandConfiguration(commandName: name, abstract: Environment.say(Phrase(id, en)))
    }
}
