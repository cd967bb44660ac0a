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

    @Test func `a language that there is not names those that there are`() async {
        let desk = TestDesk(["list", "--lang", "fr"])
        #expect(await desk.run() == .usage)
        #expect(
            desk.errors.hasPrefix(
                "Kesalahan: Nilai 'fr' tidak dapat dipakai untuk '--lang <bahasa>'. Pilih salah satu: 'id' atau 'en'.\n"
            )
        )
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
