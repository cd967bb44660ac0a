import Entries
import Language
import Mail
import Testing
import Wire

@testable import kembar

/// Who would be told, and who holds which role, as people read it.
@Suite struct RouteScreenTests {
    private static func role(people: [PersonRoute], missing: [String]) -> RoleRoute {
        RoleRoute(
            role: "petugas",
            roleLabel: Label(id: "Petugas kerja sama", en: "Cooperation officer"),
            office: OfficeAnswer(code: "99.01", name: "Kab. Contoh", synthetic: true),
            channels: ["journal", "mail"],
            people: people,
            missing: missing
        )
    }

    private static func route(_ role: RoleRoute) -> RouteAnswer {
        RouteAnswer(
            agreement: "2026-0001",
            title: "Kerja sama contoh",
            ladders: [
                LadderRoute(
                    office: OfficeAnswer(code: "99.71", name: "Kota Contoh", synthetic: true),
                    purpose: "kesiapan",
                    signature: false,
                    rule: "menunggu",
                    label: Label(id: "Menunggu instansi", en: "Waiting for an office"),
                    steps: (1...6).map { day in
                        StepRoute(
                            due: "2026-06-0\(day)T08:00:00.000+08:00",
                            goesOut: "2026-06-0\(day)T08:00:00.000+08:00",
                            role: "petugas"
                        )
                    }
                )
            ],
            roles: [role],
            rehearsal: false,
            synthetic: true
        )
    }

    private func text(_ screen: (Page) -> Screen, _ language: Language) -> String {
        let page = Page(language: language, width: 160)
        return screen(page).text(page)
    }

    @Test func `a route says why, when, by which way, to whom and what is missing`() {
        let people = [
            PersonRoute(
                id: "c-0001",
                reachable: true,
                language: "id",
                name: "Pegawai Contoh",
                mail: "petugas@contoh.invalid"
            ), PersonRoute(id: "c-0002", reachable: false, language: "en"),
        ]
        let answer = Self.route(Self.role(people: people, missing: ["no-address"]))
        let id = text({ RouteScreen(answer).screen($0) }, .id)
        #expect(
            id.contains("Menunggu instansi: menunggu Kota Contoh (99.71) [SINTETIS] untuk kesiapan")
        )
        #expect(id.contains("Senin, 1 Juni 2026 pukul 08.00"))
        #expect(id.contains("2 lagi sesudahnya"))
        #expect(id.contains("jurnal, surel"))
        #expect(id.contains("Pegawai Contoh (c-0001) <petugas@contoh.invalid>"))
        #expect(id.contains("c-0002, tanpa alamat"))
        #expect(id.contains("kembar contacts show petugas"))
        let en = text({ RouteScreen(answer).screen($0) }, .en)
        #expect(en.contains("Waiting for an office: waiting for Kota Contoh"))
        #expect(en.contains("journal, mail") && en.contains("c-0002, no address"))
    }

    @Test func `a route marks a day that is not certain, and says what the mark means`() {
        var answer = Self.route(Self.role(people: [], missing: []))
        let certain = text({ RouteScreen(answer).screen($0) }, .en)
        #expect(!certain.contains("[estimated]"))
        answer.ladders[0].steps[0].doubt = DayDoubt(estimated: true, missingYears: [])
        let told = text({ RouteScreen(answer).screen($0) }, .en)
        #expect(told.contains("[estimated]: Cooperation officer"))
        #expect(told.contains("[estimated]: some holidays are not fixed yet."))
    }

    @Test func `a limit that still runs is not told as one that has passed`() {
        var answer = Self.route(Self.role(people: [], missing: []))
        answer.ladders[0].limitLabel = Label(id: "Persetujuan DPRD", en: "DPRD approval")
        answer.ladders[0].limitRuns = true
        let running = text({ RouteScreen(answer).screen($0) }, .id)
        #expect(
            running.contains(
                "Bila batas waktu Persetujuan DPRD (Kota Contoh (99.71) [SINTETIS]) lewat"
            )
        )
        answer.ladders[0].limitRuns = nil
        #expect(
            text({ RouteScreen(answer).screen($0) }, .en)
                .contains("Limit DPRD approval (Kota Contoh (99.71) [SYNTHETIC]) has passed")
        )
    }

    @Test(arguments: [
        ("no-person", "belum ada yang memegang", "nobody holds this role"),
        ("mail-not-set", "deliver: [mail]", "deliver: [mail]"),
        ("rehearsal", "gladi: pesan hanya", "rehearsal: messages go"),
    ])
    func `what is missing comes with its remedy`(code: String, id: String, en: String) {
        let answer = Self.route(Self.role(people: [], missing: [code]))
        #expect(text({ RouteScreen(answer).screen($0) }, .id).contains(id))
        #expect(text({ RouteScreen(answer).screen($0) }, .en).contains(en))
    }

    @Test func `who was recorded for a later day is named, and not asked for again`() {
        var role = Self.role(people: [], missing: ["no-person"])
        role.channels = ["journal", "spool"]
        role.upcoming = [
            PersonRoute(
                id: "c-0003",
                reachable: true,
                language: "id",
                name: "Pegawai Contoh",
                since: "2026-12-05"
            ), PersonRoute(id: "c-0004", reachable: true, language: "id", since: "2027-01-04"),
        ]
        let id = text({ RouteScreen(Self.route(role)).screen($0) }, .id)
        #expect(
            id.contains(
                "mulai Sabtu, 5 Desember 2026: Pegawai Contoh (c-0003); sampai hari itu pesan hanya lewat jurnal dan folder spool"
            ),
            "\(id)"
        )
        let en = text({ RouteScreen(Self.route(role)).screen($0) }, .en)
        #expect(en.contains("from Saturday, 5 December 2026: Pegawai Contoh (c-0003); until"))
        for words in [id, en] {
            #expect(!words.contains("contacts set") && !words.contains("c-0004"))
        }
    }

    @Test func `a role that has an address from a later day on is not told to get one`() {
        var params: [String: JSONValue] = [
            "role": "petugas", "roleLabel": ["id": "Petugas", "en": "Officer"],
        ]
        func said() -> Phrase {
            NoticeText(Notice(code: "role-without-address", params: params)).sentence
        }
        #expect(said().id.contains("contacts set petugas --name NAMA"))
        #expect(said().en.contains("contacts set petugas --name NAME"))
        params["id"] = "c-0003"
        params["since"] = "2026-12-05"
        let sentence = said()
        #expect(sentence.id.contains("mulai Sabtu, 5 Desember 2026 (c-0003); sampai hari itu"))
        #expect(sentence.en.contains("only from Saturday, 5 December 2026 (c-0003); until"))
        #expect(!sentence.id.contains("contacts set"))
    }

    @Test func `people stand with their role, their time and what went wrong`() {
        let list = ContactList(contacts: [
            ContactAnswer(
                id: "c-0001",
                role: "petugas",
                name: "Pegawai Contoh",
                mail: "petugas@contoh.invalid",
                language: "id",
                since: "2026-01-05",
                until: "2026-12-31",
                current: true,
                lastFailure: "RCPT failed: 550"
            )
        ])
        let id = text({ ContactListScreen(list).screen($0) }, .id)
        #expect(id.contains("Senin, 5 Januari 2026 sampai Kamis, 31 Desember 2026"))
        #expect(id.contains("Terakhir gagal c-0001: RCPT failed: 550"))
        let none = ContactList(contacts: [])
        #expect(text({ ContactListScreen(none).screen($0) }, .en).contains("Nobody holds a role"))
    }

    @Test(arguments: [
        "message-undelivered", "messages-late", "role-without-address", "contact-not-reached",
    ])
    func `a remark about delivery is a sentence in both languages, without its code`(code: String) {
        let params: [String: JSONValue] = [
            "position": 7, "role": "petugas", "roleLabel": ["id": "Petugas", "en": "Officer"],
            "since": "2026-06-01T08:00:00.000+08:00", "count": 2, "id": "c-0001",
        ]
        let sentence = NoticeText(Notice(code: code, params: params)).sentence
        #expect(sentence.id != sentence.en)
        #expect(!sentence.id.contains(code) && !sentence.en.contains("not stated"))
    }

    @Test func `the deadlines become one file in the reader's language`() {
        let list = DeadlineList(
            origin: "test.invalid/kembar",
            now: "2026-05-06T01:00:00.000Z",
            deadlines: [
                DeadlineAnswer(
                    uid: "u@test.invalid",
                    kind: "limit",
                    label: Label(id: "Batas DPRD", en: "Council limit"),
                    mark: "legal",
                    agreement: "2026-0001",
                    title: "Kerja sama contoh",
                    office: "DPRD Contoh",
                    day: "2026-05-29",
                    dayAfter: "2026-05-30",
                    sequence: 0,
                    estimated: true,
                    synthetic: true
                )
            ],
            rehearsal: false
        )
        let id = list.calendar(.id).text
        #expect(id.contains("SUMMARY:[SINTETIS] Batas DPRD: DPRD Contoh (2026-0001)\r\n"))
        #expect(id.contains("Batas hukum\\nPerkiraan"))
        #expect(list.calendar(.en).text.contains("SUMMARY:[SYNTHETIC] Council limit: DPRD Contoh"))
    }
}
