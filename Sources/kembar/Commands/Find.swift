import ArgumentParser
import Language
import Wire

/// The command `kembar find TEXT`.
struct Find: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "find",
            Phrase(
                "Cari dalam judul, pihak, ruang lingkup, catatan, sumber, nomor, dan nama berkas.",
                "Search titles, parties, scopes, notes, sources, numbers and names of files."
            ),
            examples: [
                "kembar find pariwisata",
                #"kembar find "415/12" kota"#,
                "kembar find notulen --limit 50 --json",
            ],
            more: Phrase(
                "Semua kata harus ada, di mana pun dalam naskah itu; awal kata sudah cukup. Huruf besar dan tanda diakritik tidak dibedakan.",
                "Every word must occur, anywhere in the agreement; the beginning of a word will do. Case and diacritics make no difference."
            )
        )
    }

    @Argument(help: .words("Yang dicari.", "What to find.", value: Phrase("teks", "text")))
    var text: [String]

    @Option(
        help: .words(
            "Paling banyak sekian naskah, sampai 100; jika tidak, 20.",
            "At most so many agreements, up to 100; else 20.",
            value: Phrase("N")
        )
    )
    var limit: Int?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard text.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else {
            throw ValidationError(
                Speech.language.say(
                    Phrase(
                        "Tidak ada yang dicari; tulis teksnya.",
                        "Nothing to find; write a text."
                    )
                )
            )
        }
    }

    func request(_ desk: Desk) -> Request {
        .get(["search"], [("q", text.joined(separator: " ")), ("limit", limit.map(String.init))])
    }

    func screen(_ answer: SearchAnswer, _ page: Page) -> Screen {
        FindScreen(answer).screen(page)
    }

    /// As `grep` has it: nothing found is no success, so that a script can ask.
    func status(_ answer: SearchAnswer) -> ProcessStatus {
        answer.hits.isEmpty ? .notFound : .done
    }
}
