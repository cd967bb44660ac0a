import ArgumentParser
import Entries
import Exports
import FoundationEssentials
import Language
import Mail
import Wire

/// The command `kembar audit verify [--vkey KEY] [--since MAIL] [--data DIR]`.
struct AuditVerify: ScreenSubcommand, CopySubcommand, FailureStatus {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "verify",
            Phrase(
                "Baca ulang seluruh log: apakah utuh?",
                "Read the whole log again: is it whole?"
            ),
            examples: [
                #"kembar audit verify --vkey "$(cat log.vkey)""#,
                #"kembar audit verify --receipt 12.tlog-proof --vkey "$(cat log.vkey)" --policy saksi.policy"#,
                "kembar audit verify --data /media/salinan --documents /srv/arsip/pks --since kotak-surat.mbox",
            ],
            more: Phrase(
                "Keluar dengan 0 bila utuh, 1 bila rusak atau diubah, 2 bila belum dapat diperiksa.",
                "Exits with 0 if it is whole, 1 if damaged or changed, 2 if it could not be checked."
            )
        )
    }

    @Option(
        help: .words(
            "Kunci umum log, untuk memeriksa penanda tangannya.",
            "The log's public key, to check the signer.",
            value: Phrase("kunci", "key")
        )
    )
    var vkey: String?

    @Option(
        help: .words(
            "Tanda bukti satu entri (.tlog-proof); diperiksa dengan --vkey saja, tanpa log.",
            "The receipt of an entry (.tlog-proof); checked with --vkey alone, without a log.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var receipt: String?

    @Option(
        help: .words(
            "Surel pengingat (.eml), kotak surat (mbox), catatan atau checkpoint yang disimpan: apakah log masih yang sama? Setiap checkpoint di dalamnya diperiksa, paling banyak \(MailReader.checkpointCountMax).",
            "Saved reminder mails (.eml), a mailbox (mbox), notes or checkpoints: is the log still the same? Every checkpoint in the file is held against it, \(MailReader.checkpointCountMax) at most.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var since: String?

    @Option(
        help: .words(
            "Berkas kebijakan (tlog-policy): log dan saksi log mana yang dipercaya, berapa yang cukup.",
            "A policy file (tlog-policy): which logs and log witnesses are trusted, how many are enough.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var policy: String?

    @Option(help: .handover, completion: .file()) var handover: [String] = []

    @Option(
        help: .words(
            "Folder berisi dokumen yang dicatat; dicari menurut sidiknya, apa pun nama berkasnya.",
            "A folder with the documents that were recorded; they are found by their hash, whatever they are called.",
            value: Phrase("folder")
        ),
        completion: .directory
    )
    var documents: String?

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if receipt != nil, documents != nil {
            throw ValidationError(Speech.language.say(DocumentPhrases.notOfReceipts))
        }
        if receipt != nil, copy.data != nil {
            throw ValidationError(Speech.language.say(ReceiptPhrases.oneOfBoth))
        }
        if receipt != nil, since != nil {
            throw ValidationError(Speech.language.say(ReceiptPhrases.sinceOfLogs))
        }
        if !handover.isEmpty, evidence == nil {
            throw ValidationError(Speech.language.say(ReceiptPhrases.handoverOfCopies))
        }
    }

    var words: [String] {
        ["verify"] + option("vkey", vkey) + option("policy", policy) + option("since", since)
            + option("documents", documents) + handover.flatMap { ["--handover", $0] }
    }

    var reportsProgress: Bool { receipt == nil && !common.json }

    var evidence: [String]? {
        receipt.map { ["--receipt", $0] } ?? copy.data.map { ["--data", $0] }
    }

    func told(_ response: Response, _ page: Page) throws -> Told {
        guard receipt != nil else {
            let answer = try response.decoded(VerifyAnswer.self)
            let text = try common.json ? response.text : written(answer, response, page)
            return Told(text: text, status: status(answer))
        }
        let check = ReceiptScreen(try response.decoded(ReceiptCheck.self))
        let text = common.json ? response.text : check.screen(page).text(page)
        return Told(text: text, status: check.status)
    }

    func request(_ desk: Desk) throws -> Request {
        let policy = try policy.map {
            String(decoding: try desk.content(of: $0), as: UTF8.self)
        }
        guard let since else {
            let query = policy.map { policy in
                Data(policy.utf8).base64EncodedString().replacing("+", with: "-")
                    .replacing("/", with: "_")
            }
            return .get(["audit", "verify"], [("vkey", vkey), ("policy", query)])
        }
        // A mailbox has more checkpoints than an address holds.
        let notes = try SavedNote.texts(of: since, desk).joined()
        return try .post(
            ["audit", "verify"],
            body: VerifyRequest(vkey: vkey, since: notes, policy: policy),
            key: nil
        )
    }

    /// kembard opens no path that somebody names: the files are hashed here.
    func completed(_ response: Response, _ desk: Desk) throws -> Response {
        guard let documents else { return response }
        var answer = try response.decoded(VerifyAnswer.self)
        let asked = answer
        do {
            answer.compareDocuments(with: try desk.hashFolder(documents))
        } catch let trouble as FileTrouble {
            throw Failure.unreadableFile(.init(path: trouble.path, errno: trouble.errno))
        }
        guard answer != asked else { return response }
        var completed = response
        completed.body = Array(try JSONLine.text(of: answer).utf8)
        return completed
    }

    func screen(_ answer: VerifyAnswer, _ page: Page) -> Screen {
        VerifyScreen(answer, isOfCopy: copy.data != nil).screen(page)
    }

    /// What kept the log from being looked at is no damage: 2, unless the log itself is the trouble.
    func status(of failure: Failure) -> ProcessStatus {
        guard case .problem(let report, _) = failure else {
            // Of verify, 1 says damage: a program or a file that is missing is none.
            return failure.status == .refused ? .cancelled : failure.status
        }
        switch report.known {
        case .integrityFailure, .copyTorn, .copyCheckpoint, .bundleDamaged: return .refused
        // A key, a policy or a mail that says nothing is no wrong command line: nothing was checked by it.
        default: return failure.status == .unreachable ? .unreachable : .cancelled
        }
    }

    func status(_ answer: VerifyAnswer) -> ProcessStatus { VerifyScreen(answer).status }
}

extension ArgumentHelp {
    /// Of the option by which a log's old key is followed to the new one.
    static var handover: ArgumentHelp {
        .words(
            "Serah terima kunci (kembar audit keys --output), satu atau beberapa dalam satu berkas: dengan itu kunci lama diikuti ke yang baru.",
            "A key's handover (kembar audit keys --output), one or several in a file: by it an old key is followed to the new one.",
            value: Phrase("berkas", "file")
        )
    }
}
