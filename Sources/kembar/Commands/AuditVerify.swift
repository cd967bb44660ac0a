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
        try request(since.map { try desk.notes.parts(of: $0, desk).first }, desk)
    }

    private func request(
        _ notes: [String]?,
        _ desk: Desk,
        isOfLogAlone: Bool = false
    ) throws -> Request {
        .get(
            ["audit", "verify"],
            [
                ("vkey", vkey), ("since", notes.map { Self.query($0.joined().utf8) }),
                ("policy", try policy.map { Self.query(try desk.content(of: $0)) }),
                ("logOnly", isOfLogAlone ? "true" : nil),
            ]
        )
    }

    /// A mailbox has more checkpoints than one request holds.
    func further(after response: Response, _ desk: Desk) throws -> [Request] {
        guard let since else { return [] }
        let answer = try response.decoded(VerifyAnswer.self)
        guard answer.result == "whole" else { return [] }
        let parts = try desk.notes.parts(of: since, desk)
        return try parts.further(of: answer.origin).parts.map {
            // A daemon that compares no views does not know the word for it either.
            try request($0, desk, isOfLogAlone: answer.views != nil)
        }
    }

    /// Of two parts the one that found something, else both together.
    func joined(_ response: Response, _ next: Response) throws -> Response {
        let first = try response.decoded(VerifyAnswer.self)
        var answer = try next.decoded(VerifyAnswer.self)
        guard first.result == "whole" else { return response }
        guard answer.result == "whole" else { return next }
        answer.sinceOldest = first.sinceOldest
        answer.sinceCount = (first.sinceCount ?? 0) + (answer.sinceCount ?? 0)
        answer.sinceOthers = first.sinceOthers
        if let since = first.since { answer.since = max(since, answer.since ?? 0) }
        answer.join(viewsOf: first)
        var joined = next
        joined.body = Array(try JSONLine.text(of: answer).utf8)
        return joined
    }

    /// A text as a query can hold it: base64 with the letters of addresses (RFC 4648, section 5).
    private static func query(_ bytes: some Sequence<UInt8>) -> String {
        Data(Array(bytes)).base64EncodedString().replacing("+", with: "-")
            .replacing("/", with: "_")
    }

    /// kembard opens no path that somebody names: the files are hashed here.
    func completed(_ response: Response, _ desk: Desk) throws -> Response {
        guard documents != nil || since != nil else { return response }
        var answer = try response.decoded(VerifyAnswer.self)
        let asked = answer
        if let since, answer.result == "whole" {
            // Those that were not even sent: the daemon had said by then which log is its own.
            let parts = try desk.notes.parts(of: since, desk)
            let others = parts.further(of: answer.origin).otherCount
            if others > 0 { answer.sinceOthers = (answer.sinceOthers ?? 0) + others }
        }
        do {
            if let documents { answer.compareDocuments(with: try desk.hashFolder(documents)) }
        } catch let trouble as FileTrouble {
            throw Failure.unreadableFile(.init(path: trouble.path, errno: trouble.errno))
        }
        guard answer != asked else { return response }
        var completed = response
        completed.body = Array(try JSONLine.text(of: answer).utf8)
        return completed
    }

    func screen(_ answer: VerifyAnswer, _ page: Page) -> Screen {
        VerifyScreen(answer).screen(page)
    }

    /// What kept the log from being looked at is no damage: 2, unless the log itself is the trouble.
    func status(of failure: Failure) -> ProcessStatus {
        guard case .problem(let report, _) = failure else {
            // Of verify, 1 says damage: a program or a file that is missing is none.
            return failure.status == .refused ? .cancelled : failure.status
        }
        switch report.known {
        case .integrityFailure, .copyTorn, .copyCheckpoint, .bundleDamaged: return .refused
        // A file without a checkpoint of this log is no wrong command line.
        case .badField: return report.params["field"] == "since" ? .cancelled : .usage
        default: return failure.status == .unreachable ? .unreachable : .cancelled
        }
    }

    func status(_ answer: VerifyAnswer) -> ProcessStatus { VerifyScreen(answer).status }
}

extension ArgumentHelp {
    /// Of the option by which a log's old key is followed to the new one.
    static var handover: ArgumentHelp {
        .words(
            "Serah terima kunci (kembar audit keys --output): dengan itu kunci lama diikuti ke yang baru.",
            "A key's handover (kembar audit keys --output): by it an old key is followed to the new one.",
            value: Phrase("berkas", "file")
        )
    }
}
