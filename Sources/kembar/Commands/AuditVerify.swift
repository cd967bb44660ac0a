import ArgumentParser
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
                "kembar audit verify --since pengingat.eml",
                "kembar audit verify --data /media/salinan/kembar",
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
            "Surel pengingat yang disimpan (.eml): apakah log masih yang sama sampai surel itu?",
            "A saved reminder mail (.eml): is the log still the same up to that mail?",
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

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if receipt != nil, copy.data != nil {
            throw ValidationError(Speech.language.say(ReceiptPhrases.oneOfBoth))
        }
        if policy != nil, evidence == nil {
            throw ValidationError(Speech.language.say(WitnessPhrases.policyOfCopies))
        }
    }

    var words: [String] {
        ["verify"] + option("vkey", vkey) + option("policy", policy) + option("since", since)
    }

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
        .get(["audit", "verify"], [("vkey", vkey), ("since", try note(desk))])
    }

    /// The checkpoint of the saved mail, as a query can hold it.
    private func note(_ desk: Desk) throws -> String? {
        guard let since else { return nil }
        guard let note = MailReader(try desk.content(of: since)).checkpoint else {
            throw Failure.noCheckpoint(path: since)
        }
        return Data(note.utf8).base64EncodedString().replacing("+", with: "-")
            .replacing("/", with: "_")
    }

    func screen(_ answer: VerifyAnswer, _ page: Page) -> Screen {
        VerifyScreen(answer).screen(page)
    }

    /// What kept the log from being looked at is no damage: 2, unless the log itself is the trouble.
    func status(of failure: Failure) -> ProcessStatus {
        guard case .problem(let report, _) = failure else {
            // Of verify, 1 says damage: a program or a file that is missing is none.
            if case .noCheckpoint = failure { return .usage }
            return failure.status == .refused ? .cancelled : failure.status
        }
        switch report.known {
        case .integrityFailure, .copyTorn, .copyCheckpoint, .bundleDamaged: return .refused
        case .badField: return .usage
        default: return failure.status == .unreachable ? .unreachable : .cancelled
        }
    }

    func status(_ answer: VerifyAnswer) -> ProcessStatus { VerifyScreen(answer).status }
}
