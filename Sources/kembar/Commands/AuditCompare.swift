import ArgumentParser
import Entries
import Language
import Wire

/// The command `kembar audit compare FILE --data DIR`: always about a copy.
struct AuditCompare: ScreenSubcommand, CopySubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "compare",
            Phrase(
                "Sebelum pembaruan: apakah versi ini mengulang log sama seperti versi lain?",
                "Before an upgrade: does this version replay the log as another one did?"
            ),
            examples: [
                "kembar audit replay --data /media/salinan --json > terpasang.json",
                "./baru/usr/bin/kembar audit compare terpasang.json --data /media/salinan",
                "kembar audit compare terpasang.json --data /media/salinan --json",
            ],
            more: Phrase(
                "Berkas itu keluaran audit replay --json dari versi yang terpasang; perintah ini dijalankan dari versi baru (dpkg -x paket.deb ./baru). Kata-kata tidak dibandingkan, hanya fakta. Ada perbedaan: keluar dengan 1.",
                "The file is what audit replay --json of the installed version printed; this command is run from the new one (dpkg -x package.deb ./new). Words are not compared, only facts. It exits with 1 if something differs."
            )
        )
    }

    @Argument(
        help: .words(
            "Keluaran audit replay --json versi lain.",
            "What audit replay --json of the other version printed.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var file: String

    @OptionGroup var copy: CopyOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard copy.data != nil else {
            throw ValidationError(Speech.language.say(ComparisonPhrases.noCopy))
        }
    }

    var words: [String] { ["compare", "--", file] }

    // Never sent: it is always about a copy.
    func request(_ desk: Desk) -> Request { .get(["audit", "replay"]) }

    func screen(_ answer: ReplayComparisonAnswer, _ page: Page) -> Screen {
        var screen = Screen(page)
        for difference in answer.differences {
            screen.add(ComparisonPhrases.difference(difference))
        }
        if answer.more > 0 { screen.add(ComparisonPhrases.more(answer.more)) }
        if !answer.untold.isEmpty { screen.add(ComparisonPhrases.untold(answer.untold)) }
        screen.add(
            ComparisonPhrases.count(answer),
            as: answer.differences.isEmpty ? .plain : .warning
        )
        return screen
    }

    func status(_ answer: ReplayComparisonAnswer) -> ProcessStatus {
        answer.differences.isEmpty ? .done : .refused
    }
}
