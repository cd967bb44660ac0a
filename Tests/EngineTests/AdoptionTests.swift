import Calendars
import Engine
import Entries
import EventLog
import Reminders
import RuleFiles
import TestSupport
import Testing
import Workflows

/// An adoption says what it changes and whom it touches, in its own entry.
@Suite struct AdoptionTests {
    static let collectiveLeave = "  - { date: 2025-08-18, kind: cuti_bersama,"

    /// The calendar `id` as it was known in July 2025: without the day that was added in August.
    static func calendarOfJuly() throws -> String {
        let lines = try Shipped.text("config/calendars/id.yaml")
            .split(separator: "\n", omittingEmptySubsequences: false)
        let kept = lines.filter { !$0.hasPrefix(collectiveLeave) }
        try #require(kept.count == lines.count - 1)
        return kept.joined(separator: "\n")
    }

    /// The invented offices under the calendars of July 2025.
    static func shop(start: String = "2025-07-21T01:00:00.000Z") async throws -> Workshop {
        let july = try calendarOfJuly()
        let files =
            [
                RuleFile(
                    text: try Shipped.text("config/examples/synthetic/offices.yaml"),
                    regions: try Shipped.text("config/regions.csv")
                )
            ]
            + (try Workshop.files().dropFirst().map { file in
                file.text == (try Shipped.text("config/calendars/id.yaml"))
                    ? RuleFile(text: july) : file
            })
        return try await Workshop(start: start, files: files)
    }

    /// Waits for the invented Kota Contoh since Monday 21 July 2025.
    static func waiting(_ shop: Workshop) async throws -> String {
        let begun = try await shop.submit(
            "1",
            .begin(
                workflow: nil,
                .init(
                    intent: .verb("propose"),
                    at: "2025-07",
                    fields: ["title": "Pertukaran data", "parties": ["99.71"]]
                )
            )
        )
        let id = try #require(begun.agreement)
        _ = try await shop.happen("2", "discuss", at: "2025-07-18", ["scope": ["a"]], agreement: id)
        _ = try await shop.happen(
            "3",
            "await",
            at: "2025-07-21",
            ["office": "99.71", "for": "kesiapan"],
            agreement: id
        )
        return id
    }

    static func move(_ shop: Workshop, to instant: String) throws {
        shop.clock.move(to: try #require(Timestamp(rfc3339: instant)))
    }

    @Test func `a day that becomes a holiday in August moves the deadline of a wait from July`()
        async throws
    {
        let shop = try await Self.shop()
        let id = try await Self.waiting(shop)
        // Monday 4 August is the tenth working day: the first reminder goes out.
        try Self.move(shop, to: "2025-08-04T01:00:00.000Z")
        let issued = try await shop.submitter.remind(id)
        #expect(issued.map { $0.data["day"] } == ["2025-08-04"])

        try Self.move(shop, to: "2025-08-13T02:00:00.000Z")
        let file = RuleFile(text: try Shipped.text("config/calendars/id.yaml"))
        let trial = try await shop.submit("4", .adopt(file), dryRun: true)
        let adopted = try await shop.submit("4", .adopt(file))
        for receipt in [trial, adopted] {
            let effect = try #require(AdoptionEffect(data: receipt.entries[0].data))
            #expect(effect.touched == 1)
            let move = try #require(effect.moves.first)
            // All that is ahead moves, to the last repetition: rungs two and three, six repetitions.
            #expect(effect.moves.count == 8)
            #expect(effect.moves.map(\.rung) == [2, 3, 3, 3, 3, 3, 3, 3])
            #expect(effect.moves.map(\.occurrence) == [1, 1, 2, 3, 4, 5, 6, 7])
            #expect(move.agreement == id)
            #expect(move.kind == "reminder")
            #expect(move.office == "99.71")
            // The twentieth working day was Monday 18 August, the new day off.
            #expect(move.before?.description == "2025-08-18")
            #expect(move.after?.description == "2025-08-19")
            #expect(effect.changes.map(\.kind) == [.added])
            #expect(effect.changes.first?.name == "2025-08-18 cuti_bersama")
        }
        // What was issued stays issued, and nothing of it is owed again under the new calendar.
        try Self.move(shop, to: "2025-08-18T02:00:00.000Z")
        #expect(try await shop.submitter.remind(id) == [])
        try Self.move(shop, to: "2025-08-19T02:00:00.000Z")
        let second = try await shop.submitter.remind(id)
        #expect(Set(second.map { $0.data["rung"] }) == [2])
        let reminders = try shop.entries().filter { $0.type == "ReminderIssued" }
        #expect(reminders.first == issued.first)
    }

    @Test func `a role or a ladder under another name moves no deadline into the past`()
        async throws
    {
        let shop = try await Self.shop()
        let id = try await Self.waiting(shop)
        try Self.move(shop, to: "2025-08-04T01:00:00.000Z")
        #expect(try await shop.submitter.remind(id).count == 1)
        try Self.move(shop, to: "2025-08-05T02:00:00.000Z")
        let text = try Shipped.text("config/reminders.yaml").replacing("petugas", with: "staf")
        let receipt = try await shop.submit("4", .adopt(RuleFile(text: text)))
        let effect = try #require(AdoptionEffect(data: receipt.entries[0].data))
        // The first rung was said under the old name: under the new one it is passed over.
        let moved = effect.moves.compactMap(\.after?.description)
        #expect(moved.allSatisfy { $0 >= "2025-08-05" })
        #expect(try await shop.submitter.remind(id) == [])
    }

    @Test func `an adoption that moves nothing says so, and so does one of comments`() async throws
    {
        let shop = try await Self.shop()
        _ = try await Self.waiting(shop)
        let text = try Shipped.text("config/reminders.yaml") + "# catatan\n"
        let adopted = try await shop.submit("4", .adopt(RuleFile(text: text)))
        let effect = try #require(AdoptionEffect(data: adopted.entries[0].data))
        #expect(effect == AdoptionEffect())
    }

    @Test
    func
        `a day off behind the next reminder moves the later ones, and is not said to move nothing`()
        async throws
    {
        let shop = try await Self.shop()
        let id = try await Self.waiting(shop)
        // Before the first reminder of 4 August, so that the next one stands.
        try Self.move(shop, to: "2025-07-25T02:00:00.000Z")
        let file = RuleFile(text: try Shipped.text("config/calendars/id.yaml"))
        let adopted = try await shop.submit("4", .adopt(file))
        let effect = try #require(AdoptionEffect(data: adopted.entries[0].data))
        #expect(effect.touched == 1)
        #expect(!effect.moves.contains { $0.rung == 1 })
        #expect(effect.moves.first?.rung == 2)
        #expect(effect.moves.first?.before?.description == "2025-08-18")
        #expect(effect.moves(agreement: id))
    }

    @Test func `a day that moves says what it rests on, and one that only becomes certain stays`()
        async throws
    {
        let shop = try await Self.shop()
        let id = try await Self.waiting(shop)
        let certain = try Shipped.text("config/calendars/id.yaml")
        let expected = certain.replacing(
            Self.collectiveLeave,
            with: Self.collectiveLeave + " estimated: true,"
        )
        let adopted = try await shop.submit("4", .adopt(RuleFile(text: expected)))
        let effect = try #require(AdoptionEffect(data: adopted.entries[0].data))
        let move = try #require(effect.moves.first { $0.rung == 2 && $0.agreement == id })
        #expect(move.before?.description == "2025-08-18" && move.beforeDoubt == nil)
        #expect(move.after?.description == "2025-08-19")
        #expect(move.afterDoubt?.isEstimated == true && move.afterDoubt?.missingYears == [])
        #expect(move.json["afterDoubt"] == ["estimated": true, "missingYears": []])
        #expect(DeadlineMove(json: move.json) == move)
        let settled = try await shop.submit("5", .adopt(RuleFile(text: certain)))
        let same = try #require(AdoptionEffect(data: settled.entries[0].data))
        #expect(same.touched == 0 && same.moves == [])
    }

    @Test func `a doubt of several counts is kept whole`() throws {
        let json: JSONValue = [
            "agreement": "2025-0001", "kind": "limit", "opener": 7, "limit": "x",
            "after": "2028-01-19",
            "afterDoubt": [
                "estimated": false, "missingYears": [2027, 2028],
                "missingFrom": ["id-bali": [2027]],
            ],
        ]
        let move = try #require(DeadlineMove(json: json))
        #expect(move.afterDoubt?.missingFrom == ["id-bali": [2027]])
        #expect(move.json == json)
    }

    @Test func `a move of an older version, without a rung, is read and written as it was`() throws
    {
        let json: JSONValue = [
            "agreement": "2025-0001", "kind": "reminder", "opener": 7, "office": "99.71",
            "before": "2025-08-18", "after": "2025-08-19",
        ]
        let move = try #require(DeadlineMove(json: json))
        #expect(move.rung == nil && move.rule == nil)
        #expect(move.json == json)
    }

    @Test func `a policy that counts longer moves the next reminder`() async throws {
        let shop = try await Self.shop()
        let id = try await Self.waiting(shop)
        let text = try Shipped.text("config/reminders.yaml")
            .replacing("{after: 10, roles: [petugas]}", with: "{after: 12, roles: [petugas]}")
        let adopted = try await shop.submit("4", .adopt(RuleFile(text: text)))
        let effect = try #require(AdoptionEffect(data: adopted.entries[0].data))
        // No later rung changed.
        #expect(effect.moves.map(\.agreement) == [id])
        #expect(effect.moves.map(\.rung) == [1])
        #expect(effect.moves.first?.before?.description == "2025-08-04")
        #expect(effect.moves.first?.after?.description == "2025-08-06")
        #expect(effect.changes.contains { $0.part == .ladder && $0.what == "rungs" })
    }

    @Test func `a policy that takes a recipient away touches the reminder that keeps its day`()
        async throws
    {
        let shop = try await Self.shop()
        let id = try await Self.waiting(shop)
        let text = try Shipped.text("config/reminders.yaml")
            .replacing(
                "{after: 20, roles: [petugas, kabag]}",
                with: "{after: 20, roles: [petugas]}"
            )
        let adopted = try await shop.submit("4", .adopt(RuleFile(text: text)))
        let effect = try #require(AdoptionEffect(data: adopted.entries[0].data))
        #expect(effect.touched == 1)
        #expect(effect.moves.map(\.agreement) == [id])
        let move = try #require(effect.moves.first)
        #expect(move.rung == 2)
        #expect(move.before == move.after && !move.movesTime)
        #expect(move.goesOutBefore == nil && move.goesOutAfter == nil)
        #expect(move.rolesBefore == ["petugas", "kabag"], "in the order of the policy")
        #expect(move.rolesAfter == ["petugas"])
        #expect(effect.roleLabels["kabag"]?.en == "Head of section")
        #expect(Set(effect.roleLabels.keys) == ["petugas", "kabag"])
        #expect(DeadlineMove(json: move.json) == move)
    }

    @Test func `a role that only the new policy has is told by its label`() async throws {
        let shop = try await Self.shop()
        _ = try await Self.waiting(shop)
        let text = try Shipped.text("config/reminders.yaml")
            .replacing(
                "  - {name: kabag,",
                with:
                    "  - {name: kepala, label: {id: Kepala Baru, en: New head}, superior: true}\n  - {name: kabag,"
            )
            .replacing(
                "{after: 20, roles: [petugas, kabag]}",
                with: "{after: 20, roles: [petugas, kepala]}"
            )
        let trial = try await shop.submit("4", .adopt(RuleFile(text: text)), dryRun: true)
        let effect = try #require(AdoptionEffect(data: trial.entries[0].data))
        #expect(effect.moves.first?.rolesAfter == ["petugas", "kepala"])
        #expect(effect.roleLabels["kepala"]?.en == "New head")
        #expect(effect.roleLabels["kabag"]?.en == "Head of section")
    }

    @Test func `other hours on some days move the reminders of those days, and only their hour`()
        async throws
    {
        let shop = try await Self.shop()
        let id = try await Self.waiting(shop)
        let window = #"window: {from: "08:00", until: "15:00"}"#
        let ramadan = #"""
            window:
              from: "08:00"
              until: "15:00"
              except:
                - {first: 2025-08-01, last: 2025-08-10, from: "08:30", until: "14:00", label: {id: Ramadan, en: Ramadan}}
            """#
        let shipped = try Shipped.text("config/reminders.yaml")
        let text = shipped.replacing("\n" + window, with: "\n" + ramadan)
        try #require(text != shipped)
        let trial = try await shop.submit("4", .adopt(RuleFile(text: text)), dryRun: true)
        let effect = try #require(AdoptionEffect(data: trial.entries[0].data))
        #expect(effect.touched == 1)
        #expect(effect.moves.map(\.agreement) == [id])
        let move = try #require(effect.moves.first)
        #expect(move.rung == 1)
        #expect(move.before?.description == "2025-08-04")
        #expect(move.after == move.before)
        #expect(move.goesOutBefore == "2025-08-04T08:00:00.000+08:00")
        #expect(move.goesOutAfter == "2025-08-04T08:30:00.000+08:00")
        #expect(DeadlineMove(json: move.json) == move)
        // Of a move to another day the hour is not told, as of those of older versions.
        let later = shipped.replacing(
            "{after: 10, roles: [petugas]}",
            with: "{after: 12, roles: [petugas]}"
        )
        let other = try await shop.submit("5", .adopt(RuleFile(text: later)), dryRun: true)
        let days = try #require(AdoptionEffect(data: other.entries[0].data)?.moves.first)
        #expect(days.goesOutBefore == nil && days.goesOutAfter == nil)
    }

    @Test func `an office that gets another calendar moves the limit that runs on it`()
        async throws
    {
        let shop = try await Self.shop()
        let begun = try await shop.submit(
            "1",
            .begin(
                workflow: nil,
                .init(
                    intent: .verb("propose"),
                    at: "2025-07",
                    fields: [
                        "title": "Kerja sama luar negeri", "parties": ["99.71"], "kind": "KSDPL",
                    ]
                )
            )
        )
        let id = try #require(begun.agreement)
        _ = try await shop.happen("2", "discuss", at: "2025-07-18", ["scope": ["a"]], agreement: id)
        _ = try await shop.happen(
            "3",
            "await",
            at: "2025-07-21",
            ["office": "99.71/DPRD", "for": "persetujuan"],
            agreement: id
        )
        let file = RuleFile(text: try Shipped.text("config/calendars/id.yaml"))
        let adopted = try await shop.submit("4", .adopt(file))
        let effect = try #require(AdoptionEffect(data: adopted.entries[0].data))
        let limit = try #require(effect.moves.first { $0.kind == "limit" })
        #expect(limit.limit == "persetujuan-dprd")
        #expect(limit.office == "99.71/DPRD")
        let (before, after) = (try #require(limit.before), try #require(limit.after))
        #expect(before < after)
    }

    @Test func `a workflow names its differences and who stays behind`() async throws {
        let shop = try await Self.shop()
        let id = try await Self.waiting(shop)
        let text = try Shipped.text("config/workflows/kerja-sama-daerah.yaml")
        let changed = text.replacing("working-days: 45", with: "working-days: 44")
            .replacing("Kunjungan Diusulkan", with: "Kunjungan Direncanakan")
        let adopted = try await shop.submit("4", .adopt(RuleFile(text: changed)))
        let effect = try #require(AdoptionEffect(data: adopted.entries[0].data))
        #expect(effect.touched == 1)
        #expect(effect.movable == 1)
        #expect(effect.moves == [])
        #expect(
            effect.changes.contains(
                RuleChange(
                    .changed,
                    .limit,
                    "persetujuan-dprd",
                    what: "working-days",
                    before: 45,
                    after: 44
                )
            )
        )
        #expect(effect.changes.contains { $0.part == .stage && $0.what == "label" })
        #expect(try shop.entries().filter { $0.subject?.agreement == id }.count == 3)
    }

    @Test func `a text of the greatest length leaves what does not fit out, and says how much`()
        async throws
    {
        let shop = try await Self.shop()
        let id = try await Self.waiting(shop)
        try Self.move(shop, to: "2025-08-04T01:00:00.000Z")
        _ = try await shop.submitter.remind(id)
        var text = try Shipped.text("config/calendars/id.yaml")
        text = text.replacing("kind: cuti_bersama", with: "kind: cuti")
        let room = RuleText.storedSizeMax - RuleText.storedSize(text) - 10
        text += "#" + String(repeating: "x", count: room)
        let adopted = try await shop.submit("4", .adopt(RuleFile(text: text)))
        let entry = adopted.entries[0]
        #expect(try entry.encoded().count <= Entry.bytesMax)
        #expect(entry.data["text"]?.string == text)
        let effect = try #require(AdoptionEffect(data: entry.data))
        #expect(effect.touched == 1)
        #expect(effect.moves.first?.rung == 2)
        #expect(!effect.changes.isEmpty)
        #expect(effect.changesLeftOut > 60)
    }

    private func faults(_ body: () async throws -> Receipt) async throws -> [FileFault] {
        do {
            _ = try await body()
            return []
        } catch SubmissionFailure.ruleFileFaulty(let faults) {
            return faults.all
        }
    }

    @Test(arguments: [
        "config/calendars/id-bali.yaml", "config/reminders.yaml",
        "config/workflows/kerja-sama-daerah.yaml",
    ])
    func `no file but the offices brings a table of regions into the log`(path: String) async throws
    {
        let shop = try await Self.shop()
        let size = shop.log.head.size
        let file = RuleFile(text: try Shipped.text(path) + "# x\n", regions: "rahasia")
        let found = try await faults { try await shop.submit("4", .adopt(file)) }
        let kind = try file.kind().rawValue
        #expect(found.map(\.summary) == ["1:1 regions.csv regions_not_here kind=\(kind)"])
        #expect(shop.log.head.size == size)
        // A log that has such a table is read all the same.
        let content = try file.adopted(version: 2)
        #expect(content.kind != .offices)
    }

    @Test func `an unknown ladder or calendar is shown at every place that names it`() async throws
    {
        let shop = try await Self.shop()
        let text = try Shipped.text("config/workflows/kerja-sama-daerah.yaml")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let changed = text.replacing("ladder: tahap", with: "ladder: tahapp")
            .replacing("calendar: id\n", with: "calendar: idd\n")
        let found = try await faults {
            try await shop.submit("4", .adopt(RuleFile(text: changed)))
        }
        let ladders = found.filter { $0.path.hasSuffix(".ladder") }
        #expect(ladders.count == 4)
        #expect(ladders.first?.path == "stages[0].ladder")
        #expect(ladders.first?.params["nearest"] == "tahap")
        #expect(ladders.allSatisfy { lines[$0.line - 1].contains("ladder: tahap") })
        let limit = try #require(found.first { $0.path == "limits[0].calendar" })
        #expect(limit.params["value"] == "idd")
        #expect(lines[limit.line - 1].contains("calendar: id"))
    }

    @Test func `calendars and offices that fit nothing are shown at their place`() async throws {
        let shop = try await Self.shop()
        let bali = try Shipped.text("config/calendars/id-bali.yaml")
        let included = try await faults {
            try await shop.submit(
                "4",
                .adopt(
                    RuleFile(
                        text: bali.replacing("calendar: id\n", with: "calendar: ix\n")
                            .replacing("calendar: id }", with: "calendar: ix }")
                    )
                )
            )
        }
        #expect(included.map(\.code) == [.unknownReference])
        #expect(included.first?.path == "includes[0].calendar")
        let offices = try Shipped.text("config/offices.yaml")
        let file = RuleFile(
            text: offices.replacing("id-bali", with: "id-balu"),
            regions: try Shipped.text("config/regions.csv")
        )
        let found = try await faults { try await shop.submit("5", .adopt(file)) }
        #expect(found.contains { $0.path.hasPrefix("calendars.") && $0.line > 1 })
        #expect(found.allSatisfy { $0.params["nearest"] == "id-bali" })
        let policy = try Shipped.text("config/reminders.yaml")
            .replacing("- name: tahap", with: "- name: tahapan")
        let missing = try await faults {
            try await shop.submit("6", .adopt(RuleFile(text: policy)))
        }
        #expect(missing.first?.path == "ladders")
        #expect(missing.first?.params["ladder"] == "tahap")
    }

    @Test func `a zone's abbreviation and the calendar of a code are changes that are named`()
        async throws
    {
        let shop = try await Self.shop()
        let regions = try Shipped.text("config/regions.csv")
        let text = try Shipped.text("config/examples/synthetic/offices.yaml")
        let file = RuleFile(text: text.replacing("WITA", with: "WITS"), regions: regions)
        let adopted = try await shop.submit("4", .adopt(file))
        let effect = try #require(AdoptionEffect(data: adopted.entries[0].data))
        #expect(
            effect.changes == [
                RuleChange(
                    .changed,
                    .zone,
                    "Asia/Makassar",
                    what: "abbreviation",
                    before: "WITA",
                    after: "WITS"
                )
            ]
        )
    }

    @Test func `what differs in a way that nothing names is no mere change of comments`()
        async throws
    {
        let shop = try await Self.shop()
        let text = try Shipped.text("config/reminders.yaml")
        let roles = text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = try #require(
            roles.firstIndex { $0.hasPrefix("  - ") && $0.contains("petugas") }
        )
        var lines = roles
        lines.swapAt(first, first + 1)
        let swapped = lines.joined(separator: "\n")
        let adopted = try await shop.submit("4", .adopt(RuleFile(text: swapped)))
        let effect = try #require(AdoptionEffect(data: adopted.entries[0].data))
        #expect(effect.changes.map(\.what) == ["rest"])
    }

    @Test func `a policy of another name takes the place of the one before`() async throws {
        let shop = try await Self.shop()
        let text = try Shipped.text("config/reminders.yaml")
        let name = try Policy.parse(text).name
        let other = text.replacing("policy: \(name)", with: "policy: lain")
        let adopted = try await shop.submit("4", .adopt(RuleFile(text: other)))
        let effect = try #require(AdoptionEffect(data: adopted.entries[0].data))
        #expect(effect.changes.map(\.what) == ["name"])
        let rules = shop.submitter.rulesInForce
        #expect(rules.newest.filter { $0.kind == .policy }.map(\.name) == ["lain"])
        #expect(rules.standing(.policy, name) == nil)
        #expect(rules.newest(.policy, name)?.version == 1)
        // The first one again is no repetition: it does not hold now.
        let back = try await shop.submit("5", .adopt(RuleFile(text: text)))
        #expect(back.entries[0].data["version"] == 2)
    }

    @Test(arguments: ["# x\n", "ngawur: true\n"])
    func `a file of another kind is no calendar, whatever else is wrong with it`(
        end: String
    ) async throws {
        let shop = try await Self.shop()
        let file = RuleFile(text: try Shipped.text("config/reminders.yaml") + end)
        await #expect {
            _ = try await shop.submit("4", .adopt(file, only: .calendar))
        } throws: { error in
            guard case SubmissionFailure.ruleFileFaulty(let faults)? = error as? SubmissionFailure
            else { return false }
            return faults.all.map(\.summary)
                == ["1:1 - other_kind expected=calendar found=policy"]
        }
    }

    @Test(arguments: [("ngawur", true), ("cuti_bersama", false), ("public", false)])
    func `a day of a kind that no calendar has is refused with those there are`(
        kind: String,
        isRefused: Bool
    ) async throws {
        let shop = try await Self.shop()
        let day = CalendarText.Day(
            date: try #require(LocalDate("2025-09-09")),
            kind: kind,
            name: Bilingual(id: "Contoh", en: "Example"),
            source: "contoh",
            isEstimated: false
        )
        let request = Submission.Request.addDays(.init(calendar: nil, days: [day]))
        guard isRefused else {
            #expect(try await shop.submit("4", request).entries.count == 1)
            return
        }
        await #expect {
            _ = try await shop.submit("4", request)
        } throws: { error in
            guard
                case SubmissionFailure.calendarNotEditable(
                    _,
                    .unknownKind("ngawur", let known)
                )? = error as? SubmissionFailure
            else { return false }
            return known.contains("public") && known.contains("cuti_bersama")
        }
    }

    /// A calendar `id` of one day, in one line.
    private static func smallCalendar(kind: String) -> RuleFile {
        RuleFile(
            text: """
                calendar: id
                label: {id: a, en: b}
                source: {id: a, en: b}
                years: [2018, 2018]
                days: [{date: 2018-01-01, kind: \(kind), name: {id: a, en: b}}]
                """
        )
    }

    @Test(arguments: [
        ("publik", "public"), ("Public", "public"), ("pbulic", "public"),
        ("cuti-bersama", "cuti_bersama"), ("bali_nyepi_", "bali_nyepi"),
    ])
    func `a kind that is nearly another is a mistake at its place`(
        kind: String,
        nearest: String
    ) async throws {
        let shop = try await Self.shop()
        let size = shop.log.head.size
        let found = try await faults {
            try await shop.submit("4", .adopt(Self.smallCalendar(kind: kind)))
        }
        let mistyped = try #require(found.last)
        #expect(
            mistyped.summary
                == "5:33 days[0].kind mistyped_kind nearest=\(nearest) value=\(kind)"
        )
        #expect(mistyped.params["allowed"]?.contains("bali_pawukon") == true)
        #expect(shop.log.head.size == size)
    }

    @Test func `the calendar that takes the last days of a kind is named where they were`()
        async throws
    {
        let shop = try await Self.shop()
        let gone = "5:7 days kind_gone calendar=id-public include=id kind=public"
        let mistyped = "5:33 days[0].kind mistyped_kind nearest=public value=publik"
        for (kind, expected) in [("keagamaan", [gone]), ("publik", [gone, mistyped])] {
            let found = try await faults {
                try await shop.submit("4", .adopt(Self.smallCalendar(kind: kind)))
            }
            #expect(found.map(\.summary) == expected)
        }
    }

    @Test func `a new kind is told, and so are the days that only other calendars lose or gain`()
        async throws
    {
        let shop = try await Self.shop()
        let text = try Self.calendarOfJuly()
            .replacing("2018-12-25, kind: public", with: "2018-12-25, kind: keagamaan")
            .replacing("2018-12-24, kind: cuti_bersama", with: "2018-12-24, kind: public")
        let trial = try await shop.submit("4", .adopt(RuleFile(text: text)), dryRun: true)
        let effect = try #require(AdoptionEffect(data: trial.entries[0].data))
        func day(_ date: String, wasOff: Bool) -> RuleChange {
            RuleChange(
                .changed,
                .day,
                date,
                of: "id-public",
                what: "off",
                before: .bool(wasOff),
                after: .bool(!wasOff)
            )
        }
        #expect(
            Array(effect.changes.prefix(3)) == [
                RuleChange(.added, .kind, "keagamaan"),
                day("2018-12-24", wasOff: false), day("2018-12-25", wasOff: true),
            ]
        )
        // What `id-bali` takes over has any kind: nothing changes there.
        #expect(effect.changes.count == 7)
        #expect(effect.changes.dropFirst(3).allSatisfy { $0.part == .day && $0.of == nil })
        // The kind that is in force by then is no news, and no mistake.
        _ = try await shop.submit("4", .adopt(RuleFile(text: text)))
        let again = try await shop.submit("5", .adopt(RuleFile(text: text + "# x\n")))
        #expect(AdoptionEffect(data: again.entries[0].data) == AdoptionEffect())
    }

    @Test func `names in other files are looked up in a faulty file too`() async throws {
        let shop = try await Self.shop()
        func found(_ file: RuleFile) async throws -> [String] {
            try await faults { try await shop.submit("4", .adopt(file)) }.map {
                "\($0.path) \($0.code.rawValue)"
            }
        }
        let workflow = try Shipped.text("config/workflows/kerja-sama-daerah.yaml")
            .replacing("working-days: 45", with: "working-days: empat puluh")
            .replacing("calendar: id\n", with: "calendar: id-jawa\n")
            .replacing("ladder: tahap", with: "ladder: tahapp")
        let inWorkflow = try await found(RuleFile(text: workflow))
        #expect(inWorkflow.contains("limits[0].working-days wrong_type"))
        #expect(inWorkflow.contains("limits[0].calendar unknown_reference"))
        #expect(inWorkflow.contains("stages[0].ladder unknown_reference"))

        let offices = try Shipped.text("config/examples/synthetic/offices.yaml")
            .replacing("default: id\n", with: "default: idx\n")
            .replacing("zone: Asia/Jakarta", with: "zone: Asia/Jakrta")
        let inOffices = try await found(
            RuleFile(text: offices, regions: try Shipped.text("config/regions.csv"))
        )
        #expect(inOffices.contains("calendars.default unknown_reference"))
        #expect(inOffices.contains { $0.hasSuffix(".zone unknown_reference") })

        let calendar =
            Self.smallCalendar(kind: "publik").text.replacing("2018-01-01", with: "2018-1-1")
            + "\nincludes: [{calendar: ix}]\n"
        #expect(
            try await found(RuleFile(text: calendar)) == [
                "days[0].date bad_date", "days[0].kind mistyped_kind",
                "includes[0].calendar unknown_reference",
            ]
        )

        let policy = try Shipped.text("config/reminders.yaml")
            .replacing("- name: tahap", with: "- name: tahapan")
            .replacing(#"from: "08:00", until"#, with: #"from: "8", until"#)
        let inPolicy = try await found(RuleFile(text: policy))
        #expect(inPolicy.contains("ladders no_ladder"))
        #expect(inPolicy.contains { $0.hasPrefix("window.") })
    }

    @Test func `what is wrong at a place already is not said of it twice`() async throws {
        let shop = try await Self.shop()
        let text = Self.smallCalendar(kind: "public").text + "\nincludes: [{calendar: b a}]\n"
        let found = try await faults { try await shop.submit("4", .adopt(RuleFile(text: text))) }
        #expect(found.map { "\($0.path) \($0.code.rawValue)" } == ["includes[0].calendar bad_name"])
    }

    @Test func `one day is added to the newest text and the rest of it stays`() async throws {
        let shop = try await Self.shop()
        let id = try await Self.waiting(shop)
        try Self.move(shop, to: "2025-08-04T01:00:00.000Z")
        _ = try await shop.submitter.remind(id)
        let day = CalendarText.Day(
            date: try #require(LocalDate("2025-08-18")),
            kind: "cuti_bersama",
            name: Bilingual(id: "Cuti Bersama", en: "Collective leave"),
            source: "keputusan bersama (contoh)",
            isEstimated: false
        )
        let receipt = try await shop.submit(
            "4",
            .addDays(.init(calendar: nil, days: [day]))
        )
        let text = try #require(receipt.entries[0].data["text"]?.string)
        let added = text.split(separator: "\n").filter { $0.hasPrefix(Self.collectiveLeave) }
        #expect(added.count == 1)
        let without = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix(Self.collectiveLeave) }.joined(separator: "\n")
        #expect(without == (try Self.calendarOfJuly()))
        let effect = try #require(AdoptionEffect(data: receipt.entries[0].data))
        #expect(effect.moves(agreement: id))
        await #expect(throws: SubmissionFailure.self) {
            _ = try await shop.submit("5", .addDays(.init(calendar: "id", days: [day])))
        }
        // The same command again gets the first answer, though the day is there by now.
        let again = try await shop.submit("4", .addDays(.init(calendar: nil, days: [day])))
        #expect(again == receipt)
    }
}
