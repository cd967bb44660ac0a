import ArgumentParser
import Language
import Wire

/// The command `kembar audit why ID FIELD`.
struct AuditWhy: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "why",
            Phrase(
                "Entri mana yang membuat suatu isian seperti sekarang?",
                "Which entries made a field what it is?"
            ),
            examples: ["kembar audit why 2018-0001 stage", "kembar audit why 2018-0001 number"]
        )
    }

    @OptionGroup var about: AgreementArgument

    @Argument(
        help: .words(
            "Nama isian, seperti di entri; stage untuk tahapnya.",
            "The field's name, as in the entry; stage for where it stands.",
            value: Phrase("isian", "field")
        )
    )
    var field: String

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    var words: [String] { ["why", "--", about.id, field] }

    func request(_ desk: Desk) -> Request {
        .get(["audit", "why"], [("agreement", about.id), ("field", field)])
    }

    func screen(_ answer: WhyAnswer, _ page: Page) -> Screen {
        WhyScreen(answer: answer).screen(page)
    }
}

/// The command `kembar audit first --stage S | --field F=V`.
struct AuditFirst: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "first",
            Phrase(
                "Kapan suatu tahap atau nilai pertama kali tercapai?",
                "When was a stage or a value first reached?"
            ),
            examples: [
                "kembar audit first --stage Signed",
                "kembar audit first --field office=51.08/DPRD --agreement 2018-0001",
            ]
        )
    }

    @Option(
        help: .words(
            "Nama tahap, atau sebutannya.",
            "A stage's name, or its label.",
            value: Phrase("tahap", "stage")
        ),
        completion: .asked(.stages)
    )
    var stage: String?

    @Option(
        help: .words(
            "Isian dan nilainya.",
            "A field and its value.",
            value: Phrase("isian=nilai", "field=value")
        )
    )
    var field: String?

    @Option(
        help: .words("Satu naskah saja.", "One agreement only.", value: Phrase("id")),
        completion: .asked(.agreements)
    )
    var agreement: String?

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (stage == nil) == (field == nil) else { return }
        throw ValidationError(Speech.language.say(InquiryPhrases.chooseOne))
    }

    /// As it is asked for: a stage goes by the name of a field.
    private var wanted: String { field ?? "stage=\(stage ?? "")" }

    var words: [String] {
        ["first", "--field=\(wanted)"] + option("agreement", agreement)
    }

    func request(_ desk: Desk) -> Request {
        .get(["audit", "first"], [("field", wanted), ("agreement", agreement)])
    }

    func screen(_ answer: FirstAnswer, _ page: Page) -> Screen {
        FirstScreen(answer: answer, field: String(wanted.prefix { $0 != "=" })).screen(page)
    }
}

/// The command `kembar audit silences`.
struct AuditSilences: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "silences",
            Phrase(
                "Kapan kembard tidak mengingatkan: dihentikan, mati, jam mundur, terlambat.",
                "When kembard reminded nobody: stopped, crashed, clock set back, late."
            ),
            examples: [
                "kembar audit silences", "kembar audit silences --data /media/salinan/kembar",
            ]
        )
    }

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    var words: [String] { ["silences"] }

    func request(_ desk: Desk) -> Request { .get(["audit", "silences"]) }

    func screen(_ answer: SilencesAnswer, _ page: Page) -> Screen {
        SilencesScreen(answer: answer).screen(page)
    }
}

/// The command `kembar audit exceptions`.
struct AuditExceptions: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "exceptions",
            Phrase(
                "Yang pertama ditanyakan pemeriksa: terlambat, ralat, tanpa sumber, tahap terlewati.",
                "What an inspector asks first: late, corrected, without source, stages left out."
            ),
            examples: [
                "kembar audit exceptions",
                "kembar audit exceptions --late-days 3 --data /media/salinan/kembar",
            ],
            more: Phrase(
                "Tersusun sebagai kondisi, kriteria, sebab, akibat, dan rekomendasi; setiap baris menyebut nomor entri. Menilainya tugas pemeriksa.",
                "Under the headings condition, criterion, cause, effect, recommendation; each line cites entries. Judging them is the auditor's."
            )
        )
    }

    @Option(
        help: .words(
            "Terlambat bila dicatat lebih dari sekian hari kerja sesudahnya.",
            "Late if recorded more than so many working days later.",
            value: Phrase("N")
        )
    )
    var lateDays: Int?

    @Option(
        help: .words(
            "Penundaan lama bila lebih dari sekian hari kerja.",
            "A hold is long beyond so many working days.",
            value: Phrase("N")
        )
    )
    var holdDays: Int?

    @Option(
        help: .words(
            "Perubahan aturan dekat bila yang disentuhnya jatuh tempo dalam sekian hari kerja.",
            "A change of rules is near to what falls due within so many working days.",
            value: Phrase("N")
        )
    )
    var nearDays: Int?

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    var words: [String] {
        ["exceptions"] + option("late-days", lateDays.map(String.init))
            + option("hold-days", holdDays.map(String.init))
            + option("near-days", nearDays.map(String.init))
    }

    func request(_ desk: Desk) -> Request {
        .get(
            ["audit", "exceptions"],
            [
                ("lateDays", lateDays.map(String.init)), ("holdDays", holdDays.map(String.init)),
                ("nearDays", nearDays.map(String.init)),
            ]
        )
    }

    func screen(_ answer: ExceptionsAnswer, _ page: Page) -> Screen {
        ExceptionsScreen(answer: answer).screen(page)
    }
}

/// The command `kembar audit sample --n N --seed SEED`.
struct AuditSample: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "sample",
            Phrase(
                "Ambil contoh entri yang dapat diambil ulang siapa pun.",
                "Draw a sample of entries that anybody can draw again."
            ),
            examples: [
                "kembar audit sample --n 25 --seed 'BPK 2026-11-25'",
                "kembar audit sample --n 10 --seed 7 --data /media/salinan/kembar",
            ]
        )
    }

    @Option(
        name: .customLong("n"),
        help: .words("Berapa entri.", "How many entries.", value: Phrase("N"))
    )
    var count: Int

    @Option(
        help: .words(
            "Benih: teks apa saja, ditentukan pemeriksa.",
            "The seed: any text, chosen by the auditor.",
            value: Phrase("benih", "seed")
        )
    )
    var seed: String

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    var words: [String] { ["sample", "--n", String(count), "--seed=\(seed)"] }

    func request(_ desk: Desk) -> Request {
        .get(["audit", "sample"], [("n", String(count)), ("seed", seed)])
    }

    func screen(_ answer: SampleAnswer, _ page: Page) -> Screen {
        SampleScreen(answer: answer).screen(page)
    }
}
