import Language
import Testing

@testable import kembar

@Suite struct ArgumentErrorTests {
    @Test(arguments: [
        (
            ["show"], "Kesalahan: Argumen '<id>' belum ada",
            "Error: Missing expected argument '<id>'"
        ),
        (
            ["show", "1", "--as-off", "2018"],
            "Kesalahan: Opsi '--as-off' tidak dikenal. Maksud Anda '--as-of'?",
            "Error: Unknown option '--as-off'. Did you mean '--as-of'?"
        ),
        (
            ["show", "1", "--zzzzzzzz"], "Kesalahan: Opsi '--zzzzzzzz' tidak dikenal",
            "Error: Unknown option '--zzzzzzzz'"
        ),
        (
            ["discuss", "1", "--scope"], "Kesalahan: Nilai untuk '--scope <teks>' belum ada",
            "Error: Missing value for '--scope <text>'"
        ),
        (
            ["correct", "1", "x"], "Kesalahan: Nilai 'x' tidak dapat dipakai untuk '<entri>'",
            "Error: The value 'x' is invalid for '<entry>'"
        ),
        (
            ["correct", "1", "-1", "--void", "--reason", "x"],
            "Kesalahan: '-1' tidak dapat dipakai di sini: nomor mulai dari 0.",
            "Error: '-1' does not fit here: numbers begin at 0."
        ),
        (
            ["correct", "1", "-12", "--void", "--reason", "x"],
            "Kesalahan: '-12' tidak dapat dipakai di sini: nomor mulai dari 0.",
            "Error: '-12' does not fit here: numbers begin at 0."
        ),
        (
            ["status", "x"], "Kesalahan: Argumen 'x' tidak diperlukan",
            "Error: Unexpected argument 'x'"
        ),
        (
            ["status", "x", "y"], "Kesalahan: 2 argumen tidak diperlukan: 'x', 'y'",
            "Error: 2 unexpected arguments: 'x', 'y'"
        ),
        (
            ["list", "--stalled=yes"],
            "Kesalahan: Opsi '--stalled' tidak memakai nilai, tetapi diberi 'yes'.",
            "Error: The option '--stalled' does not take any value, but 'yes' was specified."
        ),
        (
            ["record", "1", "E", "word"],
            "Kesalahan: 'word' bukan isian; tulis isian=nilai, atau isian:=JSON.",
            "Error: 'word' is no field; write field=value, or field:=JSON."
        ),
        (
            ["correct", "1", "2"],
            "Kesalahan: Entri 2: tulis isian=nilai yang benar, atau --void; salah satu.",
            "Error: Entry 2: write the right field=value, or --void; one of the two."
        ),
        (
            ["correct", "1", "2", "a=b", "--void"],
            "Kesalahan: Entri 2: tulis isian=nilai yang benar, atau --void; salah satu.",
            "Error: Entry 2: write the right field=value, or --void; one of the two."
        ),
        (
            ["correct", "1", "2", "a=b", "--and", "3"],
            "Kesalahan: Entri 3: tulis isian=nilai yang benar, atau void; salah satu.",
            "Error: Entry 3: write the right field=value, or void; one of the two."
        ),
        (
            ["correct", "1", "2", "a=b", "--and", "void"],
            "Kesalahan: Sesudah --and tulis nomor entri dahulu, bukan 'void'.",
            "Error: After --and write the entry's number first, not 'void'."
        ),
        (
            ["correct", "1", "2", "a=b", "a=c"],
            "Kesalahan: Isian 'a' disebut lebih dari satu kali; sebutkan satu kali.",
            "Error: The field 'a' is given more than once; give it once."
        ),
        (
            ["record", "1", "E", "a=b", "a:=3"],
            "Kesalahan: Isian 'a' disebut lebih dari satu kali; sebutkan satu kali.",
            "Error: The field 'a' is given more than once; give it once."
        ),
        (
            ["correct", "1", "2", "a=b", "--and", "2", "a=c"],
            "Kesalahan: Entri 2 diralat dua kali dalam satu perintah; sebutkan semua isiannya sekaligus.",
            "Error: Entry 2 is corrected twice in one command; give all its fields at once."
        ),
        (
            ["correct", "1", "2", "a=b", "--and", "3", "a=c", "a=d"],
            "Kesalahan: Isian 'a' disebut lebih dari satu kali; sebutkan satu kali.",
            "Error: The field 'a' is given more than once; give it once."
        ),
        (
            ["correct", "1", "2", "a:=1.5"],
            "Kesalahan: 'a:=1.5': sesudah := hanya JSON; bilangan ditulis bulat, teks dalam kutip.",
            "Error: 'a:=1.5': behind := stands JSON only; numbers are whole, text is in quotes."
        ),
        (
            ["sign", "1", "--number", "9", "--number", "10"],
            "Kesalahan: --number disebut dua kali untuk pihak yang sama ('10'); sebutkan satu kali.",
            "Error: --number is given twice for the same party ('10'); give it once."
        ),
        (
            ["sign", "1", "--number", "51.08="],
            "Kesalahan: Pada --number '51.08=' kode atau nomornya kosong; tulis KODE=NOMOR.",
            "Error: In --number '51.08=' the code or the number is empty; write CODE=NUMBER."
        ),
        (
            ["register", "T", "--number", "51.08=1", "--number", "51.08=2"],
            "Kesalahan: --number disebut dua kali untuk pihak yang sama ('51.08=2'); sebutkan satu kali.",
            "Error: --number is given twice for the same party ('51.08=2'); give it once."
        ),
        (
            ["attach", "1"], "Kesalahan: Sebutkan satu berkas.", "Error: Name one file."
        ),
        (
            ["lsit"], "Perintah 'lsit' tidak dikenal. Maksud Anda 'list'? Daftarnya: kembar --help",
            "There is no command 'lsit'. Did you mean 'list'? See: kembar --help"
        ),
        (
            ["audit", "verfy"],
            "Perintah 'verfy' tidak dikenal. Maksud Anda 'verify'? Daftarnya: kembar audit --help",
            "There is no command 'verfy'. Did you mean 'verify'? See: kembar audit --help"
        ),
        (
            ["help", "audit", "xyzzyx"],
            "Perintah 'xyzzyx' tidak dikenal. Daftarnya: kembar audit --help",
            "There is no command 'xyzzyx'. See: kembar audit --help"
        ),
        (
            ["xyzzyx"], "Perintah 'xyzzyx' tidak dikenal. Daftarnya: kembar --help",
            "There is no command 'xyzzyx'. See: kembar --help"
        ),
    ])
    func `a mistake in the command line is explained in the reader's language`(
        arguments: [String],
        id: String,
        en: String
    ) async {
        for (language, expected) in [("id", id), ("en", en)] {
            let desk = TestDesk(["--lang", language] + arguments)
            #expect(await desk.run() == .usage)
            #expect(desk.output == "")
            #expect(desk.errors.split(separator: "\n").first.map(String.init) == expected)
        }
    }

    @Test func `a number of another party than the one that signs is refused as it was typed`()
        async
    {
        let desk = TestDesk(["sign", "1", "--party", "35.72", "--number", "35.05=9"])
        #expect(await desk.run() == .usage)
        #expect(desk.errors.hasPrefix("Kesalahan: --number '35.05=…' bukan nomor pihak yang"))
    }

    @Test(
        arguments: [
            (["await", "1", "--party", "a", "--for", "x", "--party", "b"], "--party"),
            (["await", "1", "--for=x", "--for", "x"], "--for"),
            (["sign", "1", "--at", "2018", "--source", "a", "--source=b"], "--source"),
            (["hold", "1", "--until", "2018", "--until", "2019"], "--until"),
            (["watch", "--after", "-1", "--after", "2"], "--after"),
            (["--lang", "id", "list", "--lang", "id"], "--lang"),
        ]
    )
    func `an option with one value that is given twice is refused by its name`(
        arguments: [String],
        option: String
    ) async {
        let desk = TestDesk(arguments)
        #expect(await desk.run() == .usage)
        #expect(desk.output == "")
        #expect(desk.errors.hasPrefix("Kesalahan: Opsi '\(option)' disebut lebih dari satu kali"))
        #expect(desk.errors.contains("--help'"))
    }

    @Test func `an option that may be repeated, and what stands behind two hyphens, is no mistake`()
        async throws
    {
        try await TinyServer.serving(.answer(status: 200, body: #"{"entries":[]}"#)) { server in
            for arguments in [
                ["discuss", "1", "--scope", "a", "--scope", "b"],
                ["propose", "T", "--party", "a", "--party", "b"],
                ["note", "1", "--at", "2018", "--", "--at"],
                [
                    "correct", "1", "2", "--reason", "x", "--and", "3", "a=b", "--and", "4", "void",
                    "--void",
                ],
            ] {
                let desk = TestDesk(["--socket", server.path] + arguments)
                #expect(await desk.run() == .done, "\(arguments): \(desk.errors)")
            }
        }
    }

    @Test(
        arguments: [
            (["list", "--stage", ""], "--stage"), (["show", "1", "--as-of", ""], "--as-of"),
            (["note", "1", "x", "--source", "  "], "--source"),
            (["discuss", "1", "--scope", "a", "--scope", ""], "--scope"),
            (["redact", "1", "2", "--remove", "a", "", "--authority", "x"], "--remove"),
        ]
    )
    func `an option without a value in it is refused by its name`(
        arguments: [String],
        option: String
    ) async {
        for (language, words) in [
            ("id", "Kesalahan: Nilai untuk '\(option)' kosong"),
            ("en", "Error: The value for '\(option)' is empty"),
        ] {
            let desk = TestDesk(["--lang", language] + arguments)
            #expect(await desk.run() == .usage)
            #expect(desk.errors.hasPrefix(words), "\(desk.errors)")
        }
    }

    @Test(
        arguments: [
            (["propose", "a\u{FFFD}", "--party", "35.72"], 2, "Argumen 'a\u{FFFD}'"),
            (["propose", "a", "--party", "\u{FFFD}"], 4, "Nilai '\u{FFFD}' untuk '--party'"),
            (["attach", "1", "--file=\u{FFFD}.txt"], 3, "Nilai '\u{FFFD}.txt' untuk '--file'"),
            (["note", "1", "--dry-run", "\u{FFFD}"], 4, "Argumen '\u{FFFD}'"),
        ]
    )
    func `a word that is no UTF-8 is refused before anything is sent`(
        arguments: [String],
        index: Int,
        words: String
    ) async {
        let desk = TestDesk(arguments, unreadableArguments: [index])
        #expect(await desk.run() == .usage)
        #expect(desk.errors.hasPrefix("Kesalahan: \(words) bukan teks UTF-8"), "\(desk.errors)")
        #expect(desk.output == "")
    }

    @Test func `the character that stands for lost bytes may be typed`() async throws {
        try await TinyServer.serving(.answer(status: 200, body: #"{"entries":[]}"#)) { server in
            let desk = TestDesk(["--socket", server.path, "note", "1", "a\u{FFFD}"])
            #expect(await desk.run() == .done)
        }
    }

    @Test func `a language that there is not names those that there are`() async {
        let desk = TestDesk(["list", "--lang", "fr"])
        #expect(await desk.run() == .usage)
        #expect(
            desk.errors.hasPrefix(
                "Kesalahan: Nilai 'fr' tidak dapat dipakai untuk '--lang <bahasa>'. Pilih salah satu: 'id' atau 'en'.\n"
            )
        )
    }

    @Test func `of several values the last is parted from the others in the reader's language`()
        async
    {
        for (language, choice) in [
            ("id", "Pilih salah satu: 'xes', 'ocel-json', 'csv', 'jsonl' atau 'cloudevents'. "),
            ("en", "provide one of 'xes', 'ocel-json', 'csv', 'jsonl' or 'cloudevents'. "),
        ] {
            let desk = TestDesk(["audit", "export", "y", "--format", "pdf", "--lang", language])
            #expect(await desk.run() == .usage)
            // Wherever its line was broken.
            let words = desk.errors.replacing("\n", with: " ")
            #expect(words.contains(choice), "\(desk.errors)")
        }
    }

    @Test func `what a newer parser may say passes through unchanged`() {
        let text = "Error: Something new about '--x'\nUsage: kembar x"
        #expect(
            ArgumentWords.translate(text, to: .id)
                == "Kesalahan: Something new about '--x'\nPemakaian: kembar x"
        )
        #expect(ArgumentWords.translate(text, to: .en) == text)
    }

    @Test func `a long usage line draws its options together, a short one stays`() {
        let options = "[--at <time>] [--source <text>] [--lang <language>]"
        let usage = "Usage: kembar record <id> <event> [<field=value> ...] \(options)"
        #expect(
            ArgumentWords.translate(usage, to: .id)
                == "Pemakaian: kembar record <id> <event> [<field=value> ...] [<opsi>]"
        )
        let short = "USAGE: kembar status [--json] [--socket <path>] [--lang <language>]"
        #expect(ArgumentWords.translate(short, to: .en) == short)
    }

    @Test func `words inside quotes are not mistaken for the sentence around them`() {
        let template = ArgumentWords.Template("Unknown '{}'. Did you mean '{}'?", "{}? {}!")
        #expect(template.apply(to: "Unknown 'a'. Did you mean 'b'?") == "a? b!")
        #expect(template.apply(to: "Unknown 'a'") == nil)
        #expect(template.apply(to: "Unknown 'a'. Did you mean 'b'? x") == nil)
    }
}
