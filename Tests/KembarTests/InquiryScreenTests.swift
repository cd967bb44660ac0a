import Entries
import Language
import Testing
import Wire

@testable import kembar

/// What an auditor reads about the times in which nobody was reminded.
@Suite struct InquiryScreenTests {
    @Test func `a silence is told by the office's own clock`() {
        // Given a stop over midnight by UTC, and a reminder of an agreement that came late
        let answer = SilencesAnswer(
            silences: [
                Silence(
                    kind: "stopped",
                    from: "2026-11-25T23:30:00.000Z",
                    until: "2026-11-26T00:15:00.000Z",
                    positions: [7, 8]
                ),
                Silence(
                    kind: "late-reminder",
                    from: "2026-11-26T00:00:00.000Z",
                    until: "2026-11-26T00:15:00.000Z",
                    positions: [9],
                    agreement: "2026-0001"
                ),
            ],
            offsetMinutes: 480,
            rehearsal: false
        )
        // When it is read in Bali
        let text = { (language: Language) in
            let page = Page(language: language, width: 160)
            return SilencesScreen(answer: answer).screen(page).text(page)
        }
        // Then it is morning there
        #expect(
            text(.id) == """
                Kembard dihentikan: kira-kira sejak 26 Nov 2026 07.30 WITA sampai 26 Nov 2026 08.15 WITA (entri 7, 8)
                Pengingat terlambat, 2026-0001: jatuh tempo 26 Nov 2026 08.00 WITA, terbit 26 Nov 2026 08.15 WITA (entri 9)
                """
        )
        #expect(
            text(.en) == """
                Kembard was stopped: from about 26 Nov 2026 07:30 WITA until about 26 Nov 2026 08:15 WITA (entries 7, 8)
                A reminder came late, 2026-0001: due 26 Nov 2026 08:00 WITA, issued 26 Nov 2026 08:15 WITA (entry 9)
                """
        )
    }

    @Test func `a stage is shown with its label, an office with its name`() {
        func entry(_ value: JSONValue) -> WhyEntry {
            WhyEntry(
                position: 9,
                type: "ReadinessAwaited",
                label: Label(id: "Kesiapan ditunggu", en: "Readiness awaited"),
                time: "2018-11-07",
                recorded: "2018-11-08T09:00:00+08:00",
                actor: "a-0001",
                source: nil,
                value: value,
                correctedBy: [],
                voidedBy: nil
            )
        }
        func first(_ field: String, _ entry: WhyEntry, _ language: Language) -> String {
            let match = FirstMatch(id: "2018-0001", title: "Kerja sama", entry: entry)
            let answer = FirstAnswer(matches: [match], offsetMinutes: 480, rehearsal: false)
            let page = Page(language: language, width: 110)
            return FirstScreen(answer: answer, field: field).screen(page).text(page)
        }
        func why(_ field: String, _ entry: WhyEntry) -> String {
            let answer = WhyAnswer(
                id: "2018-0001",
                title: "Kerja sama",
                field: field,
                value: entry.value,
                entries: [entry],
                offsetMinutes: 480,
                rehearsal: false
            )
            let page = Page(language: .id, width: 110)
            return WhyScreen(answer: answer).screen(page).text(page)
        }
        var stage = entry("PKSDrafted")
        stage.stageLabel = Label(id: "Konsep PKS", en: "PKS drafted")
        #expect(why("stage", stage).contains("\nTahap: PKSDrafted (Konsep PKS)\n"))
        #expect(first("stage", stage, .en).contains("Stage: PKSDrafted (PKS drafted)"))
        var office = entry("35.72")
        office.field = FieldAnswer(label: Label(id: "Instansi", en: "Office"), form: "office")
        office.offices = ["35.72": "Kota Blitar"]
        #expect(why("office", office).contains("\nInstansi: Kota Blitar (35.72)\n"))
        #expect(first("office", office, .id).contains("Instansi: Kota Blitar (35.72)"))
        // An older daemon has no words for it.
        #expect(first("office", entry("35.72"), .id).contains("Kantor: 35.72"))
    }

    @Test func `the ground of a redaction stands as its cause, with the entry that says it`() {
        let answer = ExceptionsAnswer(
            origin: "kembar.invalid/x",
            size: 47,
            root: "00ff",
            asOf: "2018-12-12T10:00:00.000+08:00",
            calendar: CountedBy(
                name: "id-bali",
                label: Label(id: "Bali", en: "Bali"),
                version: 1
            ),
            kinds: ["redacted"],
            lateDays: 5,
            holdDays: 10,
            nearDays: 5,
            findings: [
                Finding(
                    kind: "redacted",
                    agreement: "2018-0001",
                    positions: [9, 46],
                    roles: ["redacted", "redaction"],
                    params: ["authority": "Berita acara 1"]
                )
            ],
            offsetMinutes: 480,
            rehearsal: false
        )
        let text = { (language: Language) in
            let page = Page(language: language, width: 160)
            return ExceptionsScreen(answer: answer).screen(page).text(page)
        }
        #expect(text(.id).contains("Sebab: \"Berita acara 1\" (entri 46); "), "\(text(.id))")
        #expect(text(.en).contains("Cause: \"Berita acara 1\" (entry 46); "), "\(text(.en))")
    }
}
