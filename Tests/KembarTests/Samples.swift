import Entries
import Wire

/// Answers of a daemon about the seed case, as the tests show them.
enum Samples {
    static let buleleng = OfficeAnswer(
        code: "51.08",
        name: "Pemerintah Kabupaten Buleleng",
        synthetic: false
    )
    static let blitar = OfficeAnswer(
        code: "35.72",
        name: "Pemerintah Kota Blitar",
        synthetic: false
    )

    static let agreement = AgreementAnswer(
        id: "2018-0001",
        title: "Kota Kembar (Sister City) Buleleng dan Blitar",
        stage: "ReadinessAwaited",
        stageLabel: Label(id: "Menunggu Kesiapan", en: "Readiness Awaited"),
        since: "2018-11-07",
        workingDays: 10,
        version: 3,
        parties: [buleleng, blitar],
        awaiting: [
            AwaitingAnswer(
                office: blitar,
                purpose: "kesiapan penandatanganan",
                signature: false,
                since: "2018-11-07",
                workingDays: 10,
                source: "Kabag Pemerintahan",
                promised: "2018-12",
                position: 12,
                limit: LimitAnswer(
                    name: "jawaban",
                    lastDay: "2019-01-15",
                    lapsed: false,
                    mark: "office-policy",
                    source: "kebijakan Bagian Pemerintahan",
                    estimated: true
                )
            )
        ],
        signatures: [],
        documents: [
            DocumentAnswer(
                name: "notulen.pdf",
                size: 123_456,
                sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                position: 11,
                version: nil
            )
        ],
        workflow: WorkflowReference(name: "kerja-sama-daerah", version: 1),
        closed: nil,
        term: nil,
        held: nil,
        fields: ["scope": ["pariwisata", "kebudayaan"], "kind": "KSDD"],
        versions: ["ScopeDiscussed": [11]],
        notes: [NoteAnswer(time: "2018-11-08", text: "Naskah masih konsep.", position: 13)],
        stalled: false,
        nextReminder: "2018-11-22T08:00:00.000+08:00",
        synthetic: false,
        own: "51.08"
    )

    static let history = HistoryAnswer(
        id: "2018-0001",
        title: "Kota Kembar",
        entries: [
            HistoryEntry(
                position: 9,
                type: "VisitProposed",
                label: Label(id: "Kunjungan Diusulkan", en: "Visit Proposed"),
                time: "2018-10",
                recorded: "2018-11-08T09:15:00.000+08:00",
                actor: "a-0007",
                source: "laporan BKPSDM",
                data: [
                    "title": "Kota Kembar", "parties": [["code": "51.08", "name": "Buleleng"]],
                ],
                stage: "VisitProposed",
                correctedBy: [14],
                voidedBy: nil,
                late: true,
                redacted: false
            ),
            HistoryEntry(
                position: 12,
                type: "ReadinessAwaited",
                label: Label(id: "Menunggu Kesiapan", en: "Readiness Awaited"),
                time: "2018-11-07",
                recorded: "2018-11-07T11:00:00.000+08:00",
                actor: "system",
                source: nil,
                data: ["office": "35.72", "promised": "2018-12"],
                stage: "ReadinessAwaited",
                correctedBy: [],
                voidedBy: 15,
                late: false,
                redacted: false
            ),
        ],
        rehearsal: false,
        synthetic: false,
        offsetMinutes: 480
    )

    static let reminderAnswer = ReminderAnswer(
        agreement: "2018-0001",
        title: "Kota Kembar",
        key: "k",
        opener: 12,
        stage: "ReadinessAwaited",
        stageLabel: Label(id: "Menunggu Kesiapan", en: "Readiness Awaited"),
        office: blitar,
        purpose: "kesiapan",
        signature: false,
        rule: "menunggu",
        rung: 1,
        occurrence: 1,
        role: "kabag",
        roleLabel: Label(id: "Kabag Pemerintahan", en: "Head of section"),
        due: "2018-11-22T08:00:00.000+08:00",
        state: "owed",
        position: nil,
        synthetic: false
    )

    /// The JSON of a reminder in that state.
    static func reminder(state: String) -> String {
        """
        {"agreement":"2018-0001","title":"T","key":"k","opener":1,"stage":"S",\
        "stageLabel":{"id":"S","en":"S"},"signature":false,"rule":"r","rung":1,"occurrence":1,\
        "role":"r","roleLabel":{"id":"R","en":"R"},"due":"2018-11-22T08:00:00.000+08:00",\
        "state":"\(state)","synthetic":false}
        """
    }

    static let explanation = ReminderExplanation(
        agreement: "2018-0001",
        title: "Kota Kembar",
        now: "2018-11-22T09:00:00.000+08:00",
        openers: [
            OpenerExplanation(
                opener: 12,
                office: blitar,
                purpose: "kesiapan",
                signature: false,
                rule: "menunggu",
                since: "2018-11-07",
                anchor: "2018-11-07",
                recorded: "2018-11-07T11:00:00.000+08:00",
                calendar: "id",
                calendarOffice: blitar,
                slots: [
                    SlotExplanation(
                        rung: 1,
                        occurrence: 1,
                        role: "kabag",
                        roleLabel: Label(id: "Kabag Pemerintahan", en: "Head of section"),
                        workingDays: 10,
                        date: "2018-11-22",
                        due: "2018-11-22T08:00:00.000+08:00",
                        skipped: [
                            SkippedAnswer(
                                date: "2018-11-20",
                                name: Label(id: "Maulid Nabi", en: "Prophet's Birthday"),
                                kind: "public",
                                estimated: false
                            )
                        ],
                        estimated: true,
                        missingYears: [2030],
                        state: "issued",
                        position: 21
                    )
                ]
            )
        ],
        rehearsal: true,
        synthetic: false
    )

    static let status = StatusAnswer(
        program: "kembard 0.1.0",
        origin: "kembar.invalid/0123456789abcdef",
        own: buleleng,
        zone: "WITA",
        now: "2018-11-22T09:00:00.000+08:00",
        rehearsal: true,
        log: LogStatus(size: 1234, root: String(repeating: "ab", count: 32), writable: false),
        views: ViewStatus(position: 1230, lag: 3),
        reminders: ReminderStatus(
            nextWake: "2018-11-23T08:00:00.000+08:00",
            issued: 4,
            outstanding: 1,
            exhausted: 0
        ),
        you: CallerAnswer(
            uid: 1000,
            gid: 1000,
            groups: ["kembar"],
            actor: "a-0007",
            rights: ["read", "write"],
            socket: "operator"
        ),
        files: ["log": "/var/lib/kembar/log.db"],
        agreements: ["PKSDrafted": 2, "closed": 1],
        missingYears: ["id-bali": [2029]],
        problems: [Notice(code: "group-missing", params: ["group": "kembar-audit"])]
    )

    static let rehearsal = RehearsalAnswer(
        from: "2018-11-07T10:00:00.000+08:00",
        to: "2018-11-22T23:59:59.999+08:00",
        wakeUps: 3,
        reminders: [reminderAnswer],
        messages: [
            MessageAnswer(
                position: 22,
                role: "kabag",
                roleLabel: Label(id: "Kabag Pemerintahan", en: "Head of section"),
                office: buleleng,
                date: "2018-11-22",
                channel: "journal",
                subject: "[GLADI] Pengingat",
                text: "Yth. Kabag\n\n1. 2018-0001\n   Menunggu Kota Blitar."
            )
        ]
    )

    static let verification = VerifyAnswer(
        result: "damaged",
        origin: "kembar.invalid/x",
        size: 42,
        root: "00ff",
        redacted: 1,
        agreements: 2,
        signer: "failed",
        vkey: "x+1+y",
        fault: VerifyFault(position: 7, code: "tree", params: ["expected": "aa", "found": "bb"]),
        checked: ["bytes", "tree", "checkpoint"],
        rehearsal: false
    )
}
