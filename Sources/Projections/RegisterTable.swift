import Calendars
import GRDB

/// The tables of a register: the promise to people who ask them.
///
/// Columns are added at the end and never renamed; `docs/register.md` and the table `columns` say the
/// same, which a test compares.
struct RegisterTable {
    struct Column {
        let name: String
        let type: String
        let meaning: Bilingual
        /// The first version of the register that has it.
        let since: Int

        init(_ name: String, _ id: String, _ en: String, type: String = "TEXT", since: Int = 1) {
            self.name = name
            self.type = type
            self.since = since
            meaning = Bilingual(id: id, en: en)
        }
    }

    let name: String
    let key: [String]
    let columns: [Column]

    private init(_ name: String, key: [String], _ columns: [Column]) {
        self.name = name
        self.key = key
        self.columns = columns
    }

    static let all = [about, meanings, agreements, parties, steps, documents, reminders, messages]

    private static let entry = Column(
        "entry",
        "nomor entri dalam log",
        "the entry's number in the log",
        type: "INTEGER"
    )

    private static let agreement = Column(
        "agreement",
        "nomor naskah di kembar",
        "the agreement's id in kembar"
    )

    static let about = RegisterTable(
        "about",
        key: ["name"],
        [
            Column("name", "apa", "what"), Column("value", "nilainya", "its value"),
        ]
    )

    static let meanings = RegisterTable(
        "columns",
        key: ["table_name", "column_name"],
        [
            Column("table_name", "tabel", "table"), Column("column_name", "kolom", "column"),
            Column("meaning_id", "artinya, dalam bahasa Indonesia", "its meaning, in Indonesian"),
            Column("meaning_en", "artinya, dalam bahasa Inggris", "its meaning, in English"),
        ]
    )

    static let agreements = RegisterTable(
        "agreements",
        key: ["agreement"],
        [
            agreement, Column("title", "judul", "title"),
            Column("parties", "para pihak", "the parties"),
            Column("stage", "nama tahap", "the stage's name"),
            Column("stage_id", "tahap, dalam bahasa Indonesia", "the stage, in Indonesian"),
            Column("stage_en", "tahap, dalam bahasa Inggris", "the stage, in English"),
            Column("since", "sejak kapan pada tahap itu", "since when it is in that stage"),
            Column(
                "awaiting",
                "siapa yang ditunggu, dan untuk apa",
                "who is waited for, and for what"
            ),
            Column("closed", "kapan berakhir; kosong bila belum", "when it ended; empty if not"),
            Column("closed_by", "peristiwa yang mengakhirinya", "the event that ended it"),
            Column("term_from", "awal masa berlaku", "when its term begins"),
            Column("term_until", "akhir masa berlaku", "when its term ends"),
            Column("term_ended", "kapan masa berlakunya berakhir", "when its term was over"),
            Column("workflow", "alur kerja dan versinya", "its workflow and version"),
            Column("entries", "jumlah entri", "how many entries it has", type: "INTEGER"),
            Column("first_entry", "nomor entri pertama", "its first entry", type: "INTEGER"),
            Column("last_entry", "nomor entri terakhir", "its last entry", type: "INTEGER"),
            Column(
                "scope",
                "ruang lingkup, dipisah titik koma",
                "its scope, parted by semicolons",
                since: 3
            ),
        ]
    )

    static let parties = RegisterTable(
        "parties",
        key: ["agreement", "code"],
        [
            agreement, Column("code", "kode instansi", "the office's code"),
            Column("name", "nama instansi waktu dicatat", "the office's name when recorded"),
            Column("signed", "kapan menandatangani", "when it signed"),
            Column(
                "number",
                "nomor naskah menurut pihak itu",
                "the paper's number with that party"
            ),
            Column("place", "tempat penandatanganan", "where it was signed"),
            Column("capacity", "jabatan penanda tangan", "the signatory's office"),
            Column(
                "entry",
                "entri yang mencatat tanda tangan",
                "the entry of the signature",
                type: "INTEGER"
            ),
        ]
    )

    static let steps = RegisterTable(
        "steps",
        key: ["entry"],
        [
            entry,
            agreement,
            Column(
                "number",
                "entri ke berapa naskah itu",
                "which entry of the agreement",
                type: "INTEGER"
            ),
            Column("event", "nama peristiwa", "the event's name"),
            Column("event_id", "peristiwa, dalam bahasa Indonesia", "the event, in Indonesian"),
            Column("event_en", "peristiwa, dalam bahasa Inggris", "the event, in English"),
            Column("happened", "kapan terjadi", "when it happened"),
            Column("precision", "seberapa tepat waktu itu", "how exact that time is"),
            Column("recorded", "kapan dicatat", "when it was recorded"),
            Column("actor", "siapa yang mencatat (samaran)", "who recorded it (opaque)"),
            Column("source", "menurut siapa, surat mana", "on whose word, which letter"),
            Column(
                "voided_by",
                "entri ralat yang membatalkannya",
                "the correction that voids it",
                type: "INTEGER"
            ),
            Column("details", "isi entri (JSON)", "the entry's content (JSON)"),
            Column(
                "corrected_by",
                "entri ralat yang mengubahnya, dipisah koma; kosong bila tidak diralat",
                "the corrections that change it, parted by commas; empty if none does",
                since: 2
            ),
            Column(
                "details_corrected",
                "isi setelah semua ralat (JSON); kosong bila tidak diralat",
                "the content after all corrections (JSON); empty if none changes it",
                since: 2
            ),
        ]
    )

    static let documents = RegisterTable(
        "documents",
        key: ["entry", "name", "sha256"],
        [
            Column("entry", "entri yang menyebutnya", "the entry that names it", type: "INTEGER"),
            agreement, Column("name", "nama berkas", "the file's name"),
            Column("sha256", "sidik SHA-256 isinya", "the SHA-256 of its content"),
            Column(
                "voided_by",
                "entri ralat yang membatalkan entri itu",
                "the correction that voids that entry",
                type: "INTEGER",
                since: 4
            ),
        ]
    )

    static let reminders = RegisterTable(
        "reminders",
        key: ["entry"],
        [
            entry,
            agreement, Column("rule", "tangga pengingat", "the ladder"),
            Column("office", "instansi yang ditunggu", "the office waited for"),
            Column("role", "peran yang diingatkan", "the role that is reminded"),
            Column("due", "kapan jatuh tempo", "when it was due"),
            Column("issued", "kapan diterbitkan", "when it was issued"),
            Column(
                "message",
                "entri pesan yang membawanya",
                "the entry of the message that carried it",
                type: "INTEGER"
            ),
        ]
    )

    static let messages = RegisterTable(
        "messages",
        key: ["entry"],
        [
            entry,
            Column("role", "peran penerima", "the recipient's role"),
            Column("office", "instansi penerima", "the recipient's office"),
            Column("day", "tanggal pesan", "the message's date"),
            Column("issued", "kapan diterbitkan", "when it was issued"),
            Column(
                "reminders",
                "jumlah pengingat di dalamnya",
                "how many reminders it has",
                type: "INTEGER"
            ),
            Column(
                "outcome",
                "MessageDelivered, MessageFailed, atau kosong bila belum",
                "MessageDelivered, MessageFailed, or empty if neither"
            ),
            Column("outcome_at", "kapan hasilnya dicatat", "when that was recorded"),
        ]
    )

    /// Makes all tables of that version, empty but for the one that says what they mean.
    static func make(in db: Database, version: Int) throws {
        try db.execute(
            sql: """
                PRAGMA application_id = \(Register.applicationID);
                PRAGMA user_version = \(version);
                """
        )
        for table in all { try db.execute(sql: table.sql(version)) }
        for table in all {
            for column in table.columns(of: version) {
                try meanings.insert(
                    [table.name, column.name, column.meaning.id, column.meaning.en],
                    into: db,
                    version
                )
            }
        }
    }

    /// The columns that a register of that version has: the first ones, for later ones come at the end.
    private func columns(of version: Int) -> [Column] { columns.filter { $0.since <= version } }

    private func sql(_ version: Int) -> String {
        let list =
            columns(of: version).map { "\($0.name) \($0.type)" } + [
                "PRIMARY KEY (\(key.joined(separator: ", ")))"
            ]
        return "CREATE TABLE \(name) (\(list.joined(separator: ", "))) STRICT, WITHOUT ROWID"
    }

    /// Adds a row; values in the order of the columns, those that the version has not are left out.
    func insert(
        _ values: [(any DatabaseValueConvertible)?],
        into db: Database,
        _ version: Int
    ) throws {
        let count = columns(of: version).count
        let marks = Array(repeating: "?", count: count).joined(separator: ", ")
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO \(name) VALUES (\(marks))")
            .execute(arguments: StatementArguments(values.prefix(count)))
    }
}
