import Entries
import Language
import Wire

/// What `audit exceptions` says of single findings, and of what it looked through.
extension InquiryPhrases {
    static let asOf = Phrase("Dihitung sampai", "Counted until")
    static let countedBy = Phrase("Hari kerja", "Working days")
    static let notFound = Phrase("Dicari, tetapi tidak ada temuan", "Looked for, none found")
    static let noneFound = Phrase("tidak ada", "none")

    /// The calendar, and that each day is judged by the version of its time.
    static func counted(by calendar: CountedBy) -> Phrase {
        let version = calendar.version.map { "@\($0)" } ?? ""
        return Phrase("menurut kalender ", "by the calendar ")
            + Phrase("\(calendar.name)\(version) (") + calendar.label.phrase
            + Phrase(
                "), seperti yang berlaku pada waktunya",
                "), as it was in force at the time"
            )
    }

    /// The entries, each with what it is where that is not the same for all.
    static func entries(of finding: Finding) -> Phrase {
        guard let roles = finding.roles, roles.count == finding.positions.count else {
            return CommonPhrases.entries(finding.positions)
        }
        var groups: [(role: String, positions: [Int64])] = []
        for (role, position) in zip(roles, finding.positions) {
            if groups.last?.role == role {
                groups[groups.count - 1].positions.append(position)
            } else {
                groups.append((role, [position]))
            }
        }
        let words = groups.map { group in
            self.role(group.role) + CommonPhrases.entries(group.positions)
        }
        return words.dropFirst().reduce(words.first ?? Phrase("")) { $0 + Phrase(", ") + $1 }
    }

    private static func role(_ role: String) -> Phrase {
        switch role {
        case "correction": Phrase("ralat: ", "correction: ")
        case "corrected": Phrase("yang diralat: ", "corrected: ")
        case "redaction": Phrase("penghapusan: ", "redaction: ")
        case "redacted": Phrase("yang dihapus isinya: ", "redacted: ")
        case "hold": Phrase("penundaan: ", "hold: ")
        case "change": Phrase("perubahan: ", "change: ")
        case "touched":
            Phrase("yang tersentuh dibuka dengan ", "what it touched was opened by ")
        case "ahead": Phrase("tahap sesudahnya: ", "a stage behind it: ")
        case "entered-later": Phrase("baru kemudian: ", "only then: ")
        case "end": Phrase("diakhiri oleh ", "ended by ")
        default: Phrase("\(role): ")
        }
    }

    /// How long a hold really lasted, and why it ended there.
    static func hold(_ params: Params) -> [Phrase] {
        guard let days = params.values["workingDays"]?.integer else { return [] }
        let least =
            params.bool("atLeast") ? Phrase("sedikitnya ", "at least ") : Phrase("")
        var words = [
            Phrase("selama ", "for ") + least + .workingDays(days),
            Phrase { $0.dates(params.optionalText("from"), params.optionalText("through")) },
        ]
        if let count = params.values["holds"]?.integer, count > 1 {
            words.append(
                .count(count, "penundaan berturut-turut", "hold in a row", "holds in a row")
            )
        }
        let planned =
            params.has("planned")
            ? Phrase(", direncanakan sampai ", ", planned until ") + params.date("planned")
            : Phrase("")
        switch params.optionalText("ending") {
        case "now": words.append(Phrase("masih berlangsung", "still held") + planned)
        case "until": words.append(Phrase("sampai hari terakhirnya", "until its last day"))
        default: words.append(Phrase("berakhir lebih dahulu", "ended before") + planned)
        }
        return words
    }

    /// The stages by their labels, with the names that the workflow gives them.
    static func stages(_ params: [String: JSONValue]) -> Phrase {
        let names = (params["stages"]?.array ?? []).compactMap(\.string)
        let labels = (params["stageLabels"]?.array ?? []).map { label in
            Phrase(label["id"]?.string ?? "", label["en"]?.string ?? "")
        }
        let stages =
            labels.count == names.count
            ? zip(labels, names).map { $0 + Phrase(" (\($1))") } : names.map { Phrase($0) }
        guard params["later"]?.bool == true else { return .list(stages) }
        return .list(stages)
            + Phrase(" baru dimasuki kemudian", " was entered only afterwards")
    }

    /// The parties of whose signatory no capacity is recorded; nil where the entry names none.
    static func parties(_ params: [String: JSONValue]) -> Phrase? {
        let codes = (params["parties"]?.array ?? []).compactMap(\.string)
        guard !codes.isEmpty else { return nil }
        let names = (params["partyNames"]?.array ?? []).compactMap(\.string)
        return .list(
            codes.indices.map { index in
                let code = codes[index]
                return Phrase(
                    names.indices.contains(index) && names[index] != code
                        ? "\(names[index]) (\(code))" : code
                )
            }
        )
    }

    /// What fell due shortly after a change of rules and became another by it; what the change itself tells
    /// as moved is told there.
    static func near(_ finding: Finding) -> [Phrase] {
        let moves = finding.params["moves"]?.array ?? []
        return near(finding.params).filter { near in
            !moves.contains { isSame($0, near) }
        }
        .map { near in
            let office = near["office"]?.string.map { " (\($0))" } ?? ""
            let opener = near["opener"]?.integer.map { [Int64($0)] } ?? []
            let what =
                switch near["kind"]?.string {
                case "limit": RulePhrases.limit(Phrase(near["limit"]?.string ?? "")) + Phrase(", ")
                case "moved": Phrase("pengingat ", "the reminder of ")
                default:
                    Phrase("pengingat ", "the reminder of ")
                        + Phrase { $0.date(near["day"]?.string ?? "") }
                        + Phrase(" untuk ", " for ")
                }
            return Phrase("\(near["agreement"]?.string ?? "")\(office): ") + what
                + words("before", of: near) + Phrase(" -> ") + words("after", of: near)
                + soonAfter(near) + Phrase(" (") + CommonPhrases.entries(opener) + Phrase(")")
        }
    }

    private static func near(_ params: [String: JSONValue]) -> [JSONValue] {
        params["near"]?.array ?? []
    }

    /// Whether a date that a change tells as moved is one that fell due shortly after it.
    private static func isSame(_ move: JSONValue, _ near: JSONValue) -> Bool {
        near["kind"]?.string == "moved"
            && near["before"] == .array([move["before"] ?? .null])
            && near["after"] == .array([move["after"] ?? .null])
            && ["agreement", "office", "opener"].allSatisfy { move[$0] == near[$0] }
    }

    private static func soonAfter(_ near: JSONValue) -> Phrase {
        Phrase("; ") + .workingDays(near["workingDays"]?.integer ?? 0)
            + Phrase(" sesudah perubahan itu", " after that change")
    }

    /// The days, or the roles as the policy calls them.
    private static func words(_ name: String, of near: JSONValue) -> Phrase {
        let values = (near[name]?.array ?? []).compactMap(\.string)
        guard near["kind"]?.string == "reminder" else {
            return values.isEmpty
                ? Phrase("tidak ada", "none") : .list(values.map { day in Phrase { $0.date(day) } })
        }
        guard !values.isEmpty else { return Phrase("tidak seorang pun", "nobody") }
        return .list(values.map { .role($0, near["roleLabels"]) })
    }

    /// How many deadlines an adoption moved; where it moved none, what it changed.
    static func moved(by finding: Finding) -> Phrase {
        let count = finding.params["moved"]?.integer ?? 0
        // An older version compared less, and what fell due soon may have moved all the same.
        let isOfRecipients = near(finding.params).allSatisfy {
            $0["kind"]?.string == "reminder"
        }
        return count == 0 && isOfRecipients ? onlyRecipients : moved(count)
    }

    private static let onlyRecipients = Phrase(
        "tidak ada tenggat yang bergeser; penerima berubah",
        "no deadline moved; recipients changed"
    )

    /// Whether what fell due shortly after a change tells the same of the recipients of a reminder that kept
    /// its day.
    private static func isTold(_ move: JSONValue, by near: JSONValue) -> Bool {
        near["kind"]?.string == "reminder" && near["day"] == move["before"]
            && move["before"] == move["after"] && move["goesOutBefore"] == nil
            && ["agreement", "office", "opener"].allSatisfy { move[$0] == near[$0] }
    }

    /// Whose deadlines an adoption moved, from when to when.
    static func moves(of finding: Finding) -> [Phrase] {
        let near = near(finding.params)
        let listed = (finding.params["moves"]?.array ?? []).filter { move in
            !near.contains { isTold(move, by: $0) }
        }
        let moves = listed.map { move in
            let office = move["office"]?.string.map { " (\($0))" } ?? ""
            let what = RulePhrases.deadline(
                limit: move["limit"]?.string.map { Phrase($0) },
                rule: move["rule"]?.string.map { Phrase($0) },
                rung: move["rung"]?.integer,
                occurrence: move["occurrence"]?.integer
            )
            let soon = near.first { isSame(move, $0) }.map(soonAfter)
            return Phrase("\(move["agreement"]?.string ?? "")\(office): ") + what + Phrase(", ")
                + .move(move, roleLabels: finding.params["roleLabels"]) + (soon ?? Phrase(""))
        }
        let others = (finding.params["others"]?.array ?? []).compactMap(\.string)
        guard !others.isEmpty else { return moves }
        let rest = Phrase("naskah lain yang tersentuh: ", "other agreements touched: ")
        return moves + [rest + .list(others.map { Phrase($0) })]
    }
}
