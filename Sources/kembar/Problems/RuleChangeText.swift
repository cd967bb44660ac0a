import Entries
import Language
import Wire

/// One difference between two versions of a rule file, in words.
struct RuleChangeText {
    private let kind: String
    private let params: Params

    /// Nil if the remark is none of a difference.
    init?(_ notice: Notice) {
        guard ["rule-added", "rule-removed", "rule-changed"].contains(notice.code) else {
            return nil
        }
        kind = notice.code
        params = Params(notice.params)
    }

    /// `kejadian X: dapat terjadi dari: + PKSDrafted`.
    var sentence: Phrase {
        let subject = part + name + owner
        switch kind {
        case "rule-added" where params.optionalText("part") == "kind":
            return subject
                + Phrase(
                    ": baru; belum ada kalender yang memakainya",
                    ": new; no calendar has had it before"
                )
        case "rule-changed" where params.optionalText("what") == "off": return dayElsewhere
        case "rule-added": return subject + label("after") + Phrase(": ditambahkan", ": added")
        case "rule-removed": return subject + label("before") + Phrase(": dihapus", ": removed")
        case _ where params.optionalText("what") == "rest":
            return subject
                + Phrase(": urutan atau bagian lain berubah", ": the order or another part changed")
        default: return subject + Phrase(": ") + what + Phrase(": ") + difference
        }
    }

    /// What becomes of a day in a calendar that includes the changed one.
    private var dayElsewhere: Phrase {
        let isOff = params.values["after"]?.bool == true
        return Phrase("kalender ", "calendar ") + Phrase(params.optionalText("of") ?? "")
            + Phrase(":") + name
            + (isOff
                ? Phrase(" menjadi hari libur", " becomes a day off")
                : Phrase(" menjadi hari kerja", " becomes a working day"))
    }

    private var part: Phrase {
        let word = params.optionalText("part") ?? ""
        return Self.parts[word] ?? Phrase(word)
    }

    private var name: Phrase {
        guard let name = params.optionalText("name") else { return Phrase("") }
        guard ["day", "workday"].contains(params.optionalText("part")) else {
            return Phrase(" \(name)")
        }
        // `2025-08-18 cuti_bersama`: the day, and of a day off its kind.
        let words = name.split(separator: " ", maxSplits: 1).map(String.init)
        let kind = words.count > 1 ? Phrase(", ") + OfficePhrases.dayKind(words[1]) : Phrase("")
        return Phrase(" ") + Phrase { $0.date(words[0]) } + kind
    }

    private var owner: Phrase {
        params.optionalText("of").map { Phrase(" pada \($0)", " of \($0)") } ?? Phrase("")
    }

    private func label(_ member: String) -> Phrase {
        guard let value = params.values[member] else { return Phrase("") }
        return Phrase(" (") + (Params.label(value) ?? Self.words(value)) + Phrase(")")
    }

    private var what: Phrase {
        let word = params.optionalText("what") ?? ""
        return Self.properties[word] ?? Phrase(word)
    }

    /// Lists by what came and went, all else as it was and is.
    private var difference: Phrase {
        let (before, after) = (params.values["before"], params.values["after"])
        if let old = before?.array, let new = after?.array {
            let added = new.filter { !old.contains($0) }.map { Phrase("+ ") + item($0) }
            let removed = old.filter { !new.contains($0) }.map { Phrase("- ") + item($0) }
            // The same items in another order are a change of order.
            guard !(added + removed).isEmpty else { return Phrase("urutan", "order") }
            return (added + removed).joined(by: Phrase("; "))
        }
        if let labels = labels(before, after) { return labels }
        return [before, after].map { value in
            value.map { mark($0) ?? Self.words($0) } ?? Phrase("-")
        }.joined(by: Phrase(" -> "))
    }

    /// Both languages where only the reader's other one changed: else nothing would seem to change.
    private func labels(_ before: JSONValue?, _ after: JSONValue?) -> Phrase? {
        guard let old = before.flatMap(Params.label), let new = after.flatMap(Params.label),
            before?.object != nil
        else { return nil }
        return Phrase { language in
            let isSame = language.say(old) == language.say(new)
            let shown = isSame ? (language == .id ? Language.en : .id) : language
            let mark = isSame ? "\(shown.rawValue): " : ""
            return "\(mark)\"\(shown.say(old))\" -> \"\(shown.say(new))\""
        }
    }

    /// An item of a list; a rung that counts back stands as `-90: petugas` and says so in words.
    private func item(_ value: JSONValue) -> Phrase {
        guard params.optionalText("what") == "rungs", let text = value.string,
            text.hasPrefix("-"), let end = text.firstIndex(of: ":")
        else { return Self.words(value) }
        let days = text[text.index(after: text.startIndex)..<end]
        return Phrase("\(days) hari sebelumnya", "\(days) days before")
            + Phrase(String(text[end...]))
    }

    private func mark(_ value: JSONValue) -> Phrase? {
        guard params.optionalText("what") == "mark", let mark = value.string else { return nil }
        return params.optionalText("part") == "limit" ? .limitMark(mark) : .mark(mark)
    }

    private static func words(_ value: JSONValue) -> Phrase {
        switch value {
        case .null: Phrase("-")
        case .bool(let truth): truth ? Phrase("ya", "yes") : Phrase("tidak", "no")
        case .integer(let number): Phrase(String(number))
        case .string(let text): Phrase(text)
        case .array(let elements):
            elements.isEmpty ? Phrase("-") : elements.map(words).joined(by: Phrase(", "))
        case .object(let members):
            Params.label(value).map { Phrase("\"") + $0 + Phrase("\"") }
                ?? members.keys.sorted().map { Phrase("\($0): ") + words(members[$0] ?? .null) }
                .joined(by: Phrase("; "))
        }
    }

    private static let parts: [String: Phrase] = [
        "workflow": Phrase("alur kerja", "workflow"), "stage": Phrase("tahap", "stage"),
        "event": Phrase("kejadian", "event"), "field": Phrase("isian", "field"),
        "limit": Phrase("batas waktu", "limit"),
        "policy": Phrase("kebijakan pengingat", "reminder policy"),
        "role": Phrase("penerima", "role"), "ladder": Phrase("tangga pengingat", "ladder"),
        "window": Phrase("jam kirim", "window"), "calendar": Phrase("kalender", "calendar"),
        "day": Phrase("hari libur", "day off"), "workday": Phrase("hari masuk", "workday"),
        "year": Phrase("data tahun", "data for"),
        "include": Phrase("kalender yang disertakan", "included calendar"),
        "kind": Phrase("jenis hari libur", "kind of day off"),
        "offices": Phrase("daftar kantor", "offices"), "office": Phrase("kantor", "office"),
        "zone": Phrase("zona", "zone"), "body": Phrase("jenis badan", "kind of body"),
    ]

    private static let properties: [String: Phrase] = [
        "possible": Phrase("dapat dicatat sekarang", "possible now"),
        "label": Phrase("sebutan", "label"), "name": Phrase("nama", "name"),
        "ladder": Phrase("tangga pengingat", "ladder"), "open": Phrase("terbuka", "open"),
        "verb": Phrase("kata perintah", "verb"), "marked-by": Phrase("ditandai oleh", "marked by"),
        "from": Phrase("dapat terjadi dari", "possible from"),
        "brings": Phrase("akibat", "brings about"),
        "by-daemon": Phrase("hanya oleh kembard", "by kembard only"),
        "cited": Phrase("dikutip dalam surat", "cited in letters"),
        "source": Phrase("sumber", "source"), "mark": Phrase("kekuatan", "mark"),
        "form": Phrase("bentuk", "form"), "required": Phrase("wajib", "required"),
        "body": Phrase("badan", "body"), "when": Phrase("bila", "when"),
        "working-days": Phrase("hari kerja", "working days"),
        "calendar": Phrase("kalender", "calendar"), "waits": Phrase("penantian", "waits"),
        "signatures": Phrase("tanda tangan", "signatures"), "hours": Phrase("jam", "hours"),
        "except": Phrase("jam pada hari tertentu", "hours on certain days"),
        "immediate": Phrase("dikirim seketika", "sent at once"),
        "superior": Phrase("atasan", "superior"), "rungs": Phrase("anak tangga", "rungs"),
        "terms": Phrase("akhir masa berlaku", "end of a term"),
        "lapsed": Phrase("sesudah batas waktu", "after a limit"),
        "ended": Phrase("sesudah masa berlaku", "after the term"),
        "weekly": Phrase("kabar mingguan", "weekly report"),
        "months-before": Phrase("bulan sebelum berakhir", "months before the end"),
        "repeat": Phrase("ulangan", "repeat"), "kinds": Phrase("jenis", "kinds"),
        "estimated": Phrase("perkiraan", "estimated"),
        "own": Phrase("kantor sendiri", "own office"),
        "language": Phrase("bahasa", "language"),
        "abbreviation": Phrase("singkatan", "abbreviation"), "kind": Phrase("jenis", "kind"),
        "calendars": Phrase("kalender menurut kode", "calendars by code"),
        "offset": Phrase("selisih", "offset"),
        "zone": Phrase("zona", "zone"), "synthetic": Phrase("rekaan", "synthetic"),
        "signatory": Phrase("penanda tangan surat", "signatory of letters"),
        "addressee": Phrase("alamat surat", "addressee of letters"),
        "seat": Phrase("kota kedudukan", "seat"),
    ]
}

extension [Phrase] {
    /// The phrases with something between them.
    func joined(by separator: Phrase) -> Phrase {
        guard let first else { return Phrase("") }
        return dropFirst().reduce(first) { $0 + separator + $1 }
    }
}
