import Entries
import Language

/// How the fields of entries are called, and their values in words.
enum FieldWords {
    /// The label of a field; a name that only a workflow knows is shown as it is.
    static func label(_ name: String?) -> Phrase {
        guard let name else { return Params.missing }
        return labels[name] ?? Phrase(name)
    }

    /// A label of the workflow's with a small letter, as it stands inside a sentence.
    static func inSentence(_ label: Phrase) -> Phrase {
        Phrase { language in
            let word = language.say(label)
            // A name that is all in capitals at its beginning, such as PKS, stays so.
            guard word.prefix(2) != word.prefix(2).uppercased() else { return word }
            return word.prefix(1).lowercased() + word.dropFirst()
        }
    }

    private static let labels: [String: Phrase] = [
        "title": Phrase("judul", "title"), "parties": Phrase("para pihak", "parties"),
        "kind": Phrase("jenis", "kind"), "paper": Phrase("jenis naskah", "kind of paper"),
        "under": Phrase("di bawah naskah", "under"),
        "renews": Phrase("perpanjangan dari", "renews"),
        "scope": Phrase("ruang lingkup", "scope"), "place": Phrase("tempat", "place"),
        "version": Phrase("versi", "version"), "document": Phrase("dokumen", "document"),
        "scopeVersion": Phrase("versi ruang lingkup", "scope version"),
        "office": Phrase("kantor", "office"), "for": Phrase("untuk", "for"),
        "promised": Phrase("dijanjikan", "promised"), "party": Phrase("pihak", "party"),
        "number": Phrase("nomor", "number"), "numbers": Phrase("nomor", "numbers"),
        "capacity": Phrase("kedudukan penanda tangan", "capacity of the signatory"),
        "draft": Phrase("konsep naskah", "draft"), "reason": Phrase("alasan", "reason"),
        "text": Phrase("catatan", "note"), "until": Phrase("sampai", "until"),
        "ended": Phrase("berakhir", "ended"), "note": Phrase("catatan", "note"),
        "from": Phrase("dari", "from"), "to": Phrase("kepada", "to"),
        "date": Phrase("tanggal", "date"), "at": Phrase("waktu", "time"),
        "time": Phrase("waktu", "time"), "source": Phrase("sumber", "source"),
        "authority": Phrase("dasar", "authority"), "term": Phrase("jangka waktu", "term"),
        "workflow": Phrase("alur kerja", "workflow"), "onBehalfOf": Phrase("atas nama", "for"),
        "position": Phrase("entri", "entry"), "set": Phrase("ralat", "correction"),
        "void": Phrase("dibatalkan", "void"), "channel": Phrase("saluran", "channel"),
        "outcome": Phrase("hasil", "outcome"), "rule": Phrase("aturan", "rule"),
        "citing": Phrase("dasar", "basis"), "signatures": Phrase("tanda tangan", "signatures"),
        "subject": Phrase("perihal", "subject"), "stage": Phrase("tahap", "stage"),
        "role": Phrase("peran", "role"), "name": Phrase("nama", "name"),
        "mail": Phrase("surel", "mail"), "language": Phrase("bahasa", "language"),
        "since": Phrase("sejak", "since"),
        "waitingOn": Phrase("kantor yang ditunggu", "office awaited"),
        "limit": Phrase("jumlah paling banyak", "limit"),
        "officeName": Phrase("nama kantor", "name of the office"),
        "origin": Phrase("asal log", "log origin"), "zone": Phrase("zona waktu", "time zone"),
        "rehearsal": Phrase("gladi", "rehearsal"), "vkey": Phrase("kunci", "key"),
    ]

    /// Fields whose texts are codes of offices.
    private static let officeFields: Set = ["office", "party"]

    /// Whether a field's texts are codes of offices: by its form, or by its name where no form is told.
    static func isOffice(_ field: String, _ form: String?) -> Bool {
        form.map { ["office", "offices", "party"].contains($0) } ?? officeFields.contains(field)
    }

    /// How the field is given to that command: by an option, as `field=value`, or as a plain word.
    ///
    /// Nil where the command has no way for it; without a command, by the option that others have.
    static func way(of field: String, in form: CommandForm?) -> Phrase? {
        if let (name, value) = option(for: field), form?.contains(name) ?? true {
            return Phrase(name) + value
        }
        if form?.takesAssignments == true {
            return lists.contains(field)
                ? Phrase("\(field):='[\"…\",\"…\"]'") : Phrase("\(field)=…")
        }
        return switch field {
        case "title": Phrase("JUDUL", "the TITLE")
        case "text": Phrase("teks catatannya", "the text of the note")
        default: nil
        }
    }

    /// The option of the command line that gives the field, and the value behind it.
    private static func option(for field: String) -> (name: String, value: Phrase)? {
        switch field {
        case "title", "text": nil
        case "parties": ("--party", Phrase(" KODE[=NAMA]", " CODE[=NAME]"))
        case "office", "party": ("--party", Phrase(" KODE", " CODE"))
        case "document": ("--file", Phrase(" BERKAS", " FILE"))
        case "numbers": ("--number", Phrase(" KODE=NOMOR", " CODE=NUMBER"))
        case "scope": ("--scope", Phrase(" TEKS", " TEXT"))
        case "scopeVersion": ("--scope-version", Phrase(" N"))
        case "onBehalfOf": ("--on-behalf-of", Phrase(" KANTOR", " OFFICE"))
        case "waitingOn": ("--waiting-on", Phrase(" KODE", " CODE"))
        case "asOf": ("--as-of", Phrase(" TANGGAL", " DATE"))
        case "knownAt": ("--known-at", Phrase(" WAKTU", " TIME"))
        default: ("--\(field)", Phrase(""))
        }
    }

    /// Fields that hold a list.
    private static let lists: Set = ["scope", "parties", "under", "renews"]

    /// Fields whose texts are dates.
    private static let dateFields: Set = [
        "promised", "until", "from", "date", "at", "time", "ended",
    ]

    /// The value of a field in words; its form says more than its name, where it is told.
    static func value(
        _ value: JSONValue,
        of field: String,
        form: String? = nil,
        _ language: Language
    ) -> String {
        switch value {
        case .null: return "-"
        case .bool(let truth):
            return language.say(truth ? Phrase("ya", "yes") : Phrase("tidak", "no"))
        case .integer(let number):
            return field == "position" ? String(number) : language.number(number)
        case .string(let text):
            let isDate = form.map { $0 == "date" } ?? dateFields.contains(field)
            return isDate ? language.date(text) : text
        case .array(let elements):
            return elements.map { self.value($0, of: field, form: form, language) }
                .joined(separator: "; ")
        case .object(let members):
            if field == "workflow", let name = members["name"]?.string,
                let version = members["version"]?.integer
            {
                return language.say(
                    Phrase("\(name) versi \(version)", "\(name) version \(version)")
                )
            }
            return object(members, language)
        }
    }

    /// An office, a document, or members with their labels.
    private static func object(_ members: [String: JSONValue], _ language: Language) -> String {
        if let hash = members["sha256"]?.string, let name = members["name"]?.string {
            return document(
                name: name,
                size: members["size"]?.integer ?? 0,
                sha256: hash,
                language
            )
        }
        if members["code"]?.string != nil {
            return language.say(Params.office(.object(members)))
        }
        return members.keys.sorted().map { name in
            let words = value(members[name] ?? .null, of: name, language)
            return "\(language.say(label(name))): \(words)"
        }.joined(separator: ", ")
    }

    /// A document by name, size and the beginning of its hash.
    static func document(name: String, size: Int, sha256: String, _ language: Language) -> String {
        let unit = language.say(Phrase("bita", "bytes"))
        return "\(name) (\(language.number(size)) \(unit), SHA-256 \(sha256.prefix(12))…)"
    }
}
