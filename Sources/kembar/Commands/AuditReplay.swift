import ArgumentParser
import Language
import Wire

/// The command `kembar audit replay [ID]`.
struct AuditReplay: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "replay",
            Phrase(
                "Ulang langkah demi langkah: aturan yang dipakai, sumbernya, keadaan sesudahnya.",
                "Go through step by step: the rule applied, its source, the state after it."
            ),
            examples: [
                "kembar audit replay 2018-0001",
                "kembar audit replay 2018-0001 --data /media/salinan/kembar",
                "kembar audit replay --rules usulan.yaml",
            ],
            more: Phrase(
                "Dengan --rules dibaca apa yang akan dikatakan alur kerja lain atas kejadian yang sama, dan hanya perbedaannya yang ditampilkan; tidak ada yang dicatat. Berkas itu harus berkas alur kerja; ia menggantikan setiap versi yang pernah ditetapkan dengan namanya, sedangkan kantor dan kalender tetap yang berlaku pada harinya. Kebijakan pengingat dan kalender tidak menilai langkah.",
                "With --rules it is asked what another workflow would have said of the same events, and only the differences are shown; nothing is recorded. The file has to be a workflow file; it stands for every adopted version of its name, while offices and calendars stay those of the day. A reminder policy or a calendar judges no step."
            )
        )
    }

    @Argument(
        help: .words(
            "Nomor naskah; jika tidak disebut, semua.",
            "The agreement's id; else all.",
            value: Phrase("id")
        )
    )
    var id: String?

    @Option(
        help: .words(
            "Berkas alur kerja lain (bukan kebijakan atau kalender), sebagai pengandaian.",
            "The file of another workflow (no policy, no calendar), for supposition.",
            value: Phrase("berkas", "file")
        ),
        completion: .file(extensions: ["yaml"])
    )
    var rules: String?

    @OptionGroup var past: PastOptions
    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    var words: [String] {
        ["replay"] + option("as-of", past.asOf) + option("known-at", past.knownAt)
            + option("rules", rules) + (id.map { ["--", $0] } ?? [])
    }

    func validate() throws {
        guard rules != nil, past.asOf != nil || past.knownAt != nil else { return }
        throw ValidationError(Speech.language.say(ReplayPhrases.rulesAlone))
    }

    func request(_ desk: Desk) throws -> Request {
        guard let rules else {
            return .get(["audit", "replay"], [("agreement", id)] + past.query)
        }
        let file = RuleFileRequest(
            name: rules,
            text: try RuleFileOptions.text(of: rules, desk),
            kind: "workflow"
        )
        return try .post(["audit", "replay"], [("agreement", id)], body: file, key: nil)
    }

    func told(_ response: Response, _ page: Page) throws -> Told {
        if common.json { return Told(text: response.text) }
        guard rules != nil else {
            let answer = try response.decoded(ReplayAnswer.self)
            return Told(text: try written(answer, response, page))
        }
        let answer = try response.decoded(OtherRulesAnswer.self)
        return Told(text: OtherRulesScreen(answer).screen(page).text(page))
    }

    func screen(_ answer: ReplayAnswer, _ page: Page) -> Screen {
        ReplayScreen(answer, past: past.words).screen(page)
    }
}
