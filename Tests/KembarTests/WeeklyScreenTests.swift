import Foundation
import Language
import Testing
import Wire

@testable import kembar

/// The weekly report on the screens that mention it.
@Suite struct WeeklyScreenTests {
    @Test(arguments: [
        (
            Language.id,
            "Kabar mingguan setiap Senin kepada Petugas dan Kabag; berikutnya Senin, 26 November 2018 pukul 08.00 WITA."
        ),
        (
            .en,
            "Weekly report every Monday to Officer and Head; the next on Monday, 26 November 2018 at 08:00 WITA."
        ),
    ])
    func `an explanation ends with who gets the report`(language: Language, sentence: String) {
        let page = Page(language: language, width: 200)
        var explanation = Samples.explanation
        func shown() -> String {
            ExplanationScreen(explanation).screen(page).text(page)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
        #expect(!shown().hasSuffix(sentence))
        explanation.weekly = WeeklyAnswer(
            day: "monday",
            roles: [Label(id: "Petugas", en: "Officer"), Label(id: "Kabag", en: "Head")],
            next: "2018-11-26T08:00:00.000+08:00"
        )
        #expect(shown().hasSuffix(sentence))
        explanation.weekly?.next = nil
        #expect(shown().hasSuffix(language == .id ? "dan Kabag." : "and Head."))
    }

    @Test func `a rehearsal shows the first report and counts the others`() throws {
        let page = Page(language: .id, width: 200)
        var answer = Samples.rehearsal
        let sample = try #require(answer.messages.first)
        answer.messages = ["2018-11-12", "2018-11-19", "2018-11-26"].enumerated().map {
            var message = sample
            message.position = Int64(20 + $0)
            message.date = $1
            message.text = "Kabar dari entri \(20 + $0)"
            message.report = true
            return message
        }
        answer.messages.insert(sample, at: 1)
        let text = RehearsalScreen(answer).screen(page).text(page)
        #expect(text.contains("Kabar dari entri 20"))
        #expect(!text.contains("Kabar dari entri 21") && !text.contains("Kabar dari entri 22"))
        #expect(text.contains(sample.subject))
        #expect(
            text.contains(
                "2 kabar mingguan lain dari Senin, 19 November 2018 sampai Senin, 26 November 2018."
            )
        )
    }
}
