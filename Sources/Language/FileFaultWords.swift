/// One mistake in a rule file or in settings, in words.
///
/// The codes are those of `FileFaultCode` in RuleFiles; an unknown one is shown with what it carries.
package struct FileFaultWords {
    private let code: String
    private let path: String
    private let params: [String: String]

    /// Takes a mistake's code, the way to its place, and its particulars.
    package init(code: String, path: String, params: [String: String]) {
        self.code = code
        self.path = path
        self.params = params
    }

    /// What the kinds of rule files are called.
    package static func ruleKind(_ kind: String) -> Phrase {
        switch kind {
        case "workflow": Phrase("alur kerja", "workflow")
        case "policy": Phrase("pengingat", "policy")
        case "calendar": Phrase("kalender", "calendar")
        case "offices": Phrase("kantor", "offices")
        default: Phrase(kind)
        }
    }

    private func param(_ name: String) -> String { params[name] ?? "?" }

    private var nearest: Phrase {
        guard let nearest = params["nearest"] else { return Phrase("") }
        return Phrase(" Maksud Anda: \(nearest)?", " Did you mean: \(nearest)?")
    }

    /// What is wrong and what to do.
    package var words: Phrase {
        switch code {
        case "not_yaml", "empty_file", "too_long", "too_deep", "aliased", "bad_row", "quoted",
            "regions_not_here", "other_kind":
            wholeFile
        case "missing_key", "unknown_key", "wrong_type", "duplicate", "unknown_reference": statement
        case "mistyped_kind", "kind_gone": kindOfDay
        case "empty_text", "control_character", "bad_date", "bad_value", "bad_name", "out_of_range":
            value
        case "contradiction", "outside_years", "out_of_order": contradiction
        case "unreachable", "dead_end", "no_way_in", "no_ladder", "field_needed": proof
        default: unknown
        }
    }

    /// Of a key, or of what a file says as a whole.
    private var statement: Phrase {
        switch code {
        case "missing_key":
            Phrase(
                "kunci \(param("key")) belum ada; tambahkan di sini.",
                "the key \(param("key")) is missing; add it here."
            )
        case "unknown_key":
            Phrase(
                "kunci \(param("key")) tidak dikenal. Yang ada: \(param("allowed")).",
                "the key \(param("key")) is not known. There are: \(param("allowed"))."
            ) + nearest
        case "wrong_type":
            Phrase("seharusnya ", "this should be ") + Self.kind(param("expected"))
                + Phrase(", bukan ", ", not ") + Self.kind(param("found")) + Phrase(".")
        case "duplicate":
            Phrase(
                "\(param("value")) disebut dua kali, atau sudah dipakai kembar sendiri; hapus salah satu atau ganti namanya.",
                "\(param("value")) is said twice, or kembar has that name itself; remove one or rename it."
            )
        default:
            Phrase(
                "\(param("value")) tidak didefinisikan di mana pun; definisikan, atau perbaiki namanya.",
                "\(param("value")) is defined nowhere; define it, or repair the name."
            ) + known + nearest
        }
    }

    /// Of the kinds of days off by which calendars take over days from each other.
    private var kindOfDay: Phrase {
        switch code {
        case "mistyped_kind":
            Phrase(
                "belum ada kalender dengan jenis \(param("value")), tetapi nama itu hampir sama dengan \(param("nearest")); perbaiki, atau pakai nama yang lebih berbeda.",
                "no calendar has the kind \(param("value")), but that is nearly \(param("nearest")); repair it, or use a name that differs more."
            ) + known
        default:
            Phrase(
                "kalender \(param("calendar")) mengambil hari berjenis \(param("kind")) dari kalender \(param("include")), padahal dengan berkas ini tidak ada lagi hari berjenis itu; perbaiki jenis harinya, atau ubah dahulu kalender \(param("calendar")).",
                "the calendar \(param("calendar")) takes the days of the kind \(param("kind")) from the calendar \(param("include")), but with this file there are none any more; repair the kinds of the days, or change the calendar \(param("calendar")) first."
            )
        }
    }

    /// What there is to refer to, as long as that is short enough to read.
    private var known: Phrase {
        guard let allowed = params["allowed"], !allowed.isEmpty, allowed.count <= 200 else {
            return Phrase("")
        }
        return Phrase(" Yang ada: \(allowed).", " There are: \(allowed).")
    }

    /// What kinds of things stand in a rule file.
    private static func kind(_ word: String) -> Phrase {
        switch word {
        case "list": Phrase("daftar ([a, b])", "a list ([a, b])")
        case "mapping": Phrase("pasangan kunci dan nilai", "keys with values")
        case "text": Phrase("teks", "a text")
        case "nothing": Phrase("kosong", "nothing")
        case "integer": Phrase("bilangan bulat", "a whole number")
        case "date": Phrase("tanggal seperti 2018-11-07", "a date such as 2018-11-07")
        case "name": Phrase("nama", "a name")
        default: Phrase(word)
        }
    }

    /// Of one value.
    private var value: Phrase {
        switch code {
        case "empty_text": Phrase("teksnya kosong; tulis isinya.", "the text is empty; write it.")
        case "control_character":
            Phrase(
                "ada karakter kendali \(param("character")); hapus.",
                "there is a control character \(param("character")); remove it."
            )
        case "bad_date":
            Phrase(
                "\(param("value")) bukan tanggal; tulis seperti 2018-11-07.",
                "\(param("value")) is no date; write it as 2018-11-07."
            )
        case "out_of_range":
            Phrase(
                "\(param("value")) di luar batas; tulis antara \(param("min")) dan \(param("max")).",
                "\(param("value")) is out of range; write between \(param("min")) and \(param("max"))."
            )
        default:
            Phrase(
                "\(param("value")) tidak dapat dipakai; yang boleh: \(param("allowed")).",
                "\(param("value")) cannot be used; allowed: \(param("allowed"))."
            ) + nearest
        }
    }

    /// Of two statements that do not go together.
    private var contradiction: Phrase {
        switch code {
        case "outside_years":
            Phrase(
                "\(param("value")) tidak termasuk years: berkas ini tidak memuat data tahun \(param("year")). Perluas years bila datanya lengkap, atau hapus harinya.",
                "\(param("value")) is not among years: this file has no data for \(param("year")). Extend years if its data is complete, or remove the day."
            )
        case "out_of_order" where params["smaller"] != nil:
            Phrase(
                "\(param("value")) harus sesudah \(param("other")) dan lebih kecil, karena dihitung mundur; urutkan.",
                "\(param("value")) has to come after \(param("other")) and be smaller, since it counts back; put them in order."
            )
        case "out_of_order":
            Phrase(
                "\(param("value")) harus sesudah \(param("other")) dan lebih besar; urutkan.",
                "\(param("value")) has to come after \(param("other")) and be larger; put them in order."
            )
        default:
            Phrase(
                "\(param("value")) bertentangan dengan \(param("other")); pilih salah satu.",
                "\(param("value")) contradicts \(param("other")); keep one of them."
            )
        }
    }

    /// Of a workflow as a whole.
    private var proof: Phrase {
        switch code {
        case "unreachable":
            Phrase(
                "tahap \(param("value")) tidak pernah tercapai; beri suatu kejadian enters: \(param("value")), atau hapus tahapnya.",
                "the stage \(param("value")) is never reached; give an event enters: \(param("value")), or remove the stage."
            )
        case "dead_end":
            Phrase(
                "dari tahap \(param("value")) tidak ada jalan ke akhir; tambahkan kejadian dari tahap itu yang menutup (closes: true), atau yang menuju tahap lain.",
                "from the stage \(param("value")) no way leads to an end; add an event from it that closes (closes: true), or one that leads to another stage."
            )
        case "no_way_in":
            Phrase(
                "\(param("value")) tidak dapat terjadi dari mana pun; perbaiki from, atau tambahkan kejadian yang memulai naskah (from: [] dan begins: true).",
                "\(param("value")) is possible from nowhere; repair from, or add an event that begins an agreement (from: [] and begins: true)."
            )
        case "no_ladder": noLadder
        default:
            Phrase(
                "\(param("effect")) memerlukan isian \(param("field")) berbentuk \(param("form")); tambahkan pada fields.",
                "\(param("effect")) needs a field \(param("field")) of the form \(param("form")); add it under fields."
            )
        }
    }

    private var noLadder: Phrase {
        guard params["ladder"] != nil else {
            return Phrase(
                "tahap \(param("value")) terbuka tetapi tidak ada yang mengingatkannya; tambahkan ladder: NAMA.",
                "the stage \(param("value")) is open but nothing reminds of it; add ladder: NAME."
            )
        }
        return Phrase(
            "tangga pengingat \(param("ladder")) tidak ada di sini, padahal dipakai tahap \(param("value")) pada alur kerja \(param("workflow")); tambahkan tangga itu.",
            "the ladder \(param("ladder")) is not here, but the stage \(param("value")) of the workflow \(param("workflow")) has it; add that ladder."
        )
    }

    private var wholeFile: Phrase {
        switch code {
        case "not_yaml": notYAML
        case "empty_file" where path == "regions.csv":
            Phrase(
                "tabel wilayah belum disertakan, atau kosong; tambahkan --regions regions.csv.",
                "the table of regions was not given, or is empty; add --regions regions.csv."
            )
        case "empty_file":
            Phrase("berkasnya kosong; tulis isinya.", "the file is empty; write something into it.")
        case "other_kind":
            Phrase("berkas ini dari jenis ", "this file is of the kind ")
                + Self.ruleKind(param("found")) + Phrase(", bukan ", ", not ")
                + Self.ruleKind(param("expected"))
                + Phrase(
                    "; periksa dan tetapkan dengan: kembar rules check BERKAS, kembar rules adopt BERKAS.",
                    "; check and adopt it with: kembar rules check FILE, kembar rules adopt FILE."
                )
        case "regions_not_here":
            Phrase(
                "tabel wilayah hanya menyertai berkas kantor, bukan ",
                "a table of regions goes with an offices file, not with: "
            )
                + Self.ruleKind(param("kind"))
                + Phrase("; hapus --regions.", "; leave --regions out.")
        case "too_long":
            Phrase(
                "berkasnya terlalu panjang (\(param("size")) bita); paling banyak \(param("max")).",
                "the file is too long (\(param("size")) bytes); at most \(param("max"))."
            )
        case "too_deep":
            Phrase(
                "susunannya terlalu dalam; paling banyak \(param("max")) tingkat.",
                "this is nested too deep; at most \(param("max")) levels."
            )
        case "aliased":
            Phrase(
                "jangkar (anchor) \(param("name")) tidak dipakai di sini; tulis aturannya di tempatnya.",
                "the anchor \(param("name")) is not used here; write the rule where it is read."
            )
        case "quoted":
            Phrase(
                "tanda kutip tidak diperlukan dalam tabel ini; hapus.",
                "this table needs no quotes; remove them."
            )
        default:
            Phrase(
                "jumlah kolomnya \(param("found")), seharusnya \(param("expected")).",
                "there are \(param("found")) columns; there should be \(param("expected"))."
            )
        }
    }

    /// What most likely happened in words, and what the reader of YAML said, which is always English.
    private var notYAML: Phrase {
        guard let mistake else {
            return Phrase(
                "bukan YAML yang dapat dibaca; kata pembaca YAML: “\(param("problem"))”.",
                "this is no readable YAML; the YAML reader says: “\(param("problem"))”."
            )
        }
        return mistake
            + Phrase(
                " (Kata pembaca YAML: “\(param("problem"))”.)",
                " (The YAML reader says: “\(param("problem"))”.)"
            )
    }

    /// What keeps a text from being YAML, where it is known.
    private var mistake: Phrase? {
        switch params["kind"] {
        case "tab":
            Phrase(
                "di sini ada tab, padahal YAML menjorokkan baris hanya dengan spasi; ganti tab itu dengan spasi.",
                "there is a tab here, but YAML indents with spaces only; write spaces instead."
            )
        case "documents":
            Phrase(
                "di sini mulai dokumen YAML kedua (---), padahal satu berkas memuat satu dokumen; pindahkan ke berkas sendiri.",
                "a second YAML document begins here (---), but a file holds one; move it into a file of its own."
            )
        case "quote":
            Phrase(
                "tanda kutip di sini tidak berpasangan; tutup teksnya dengan tanda kutip yang sama, mungkin di baris sebelumnya.",
                "a quotation mark here has no partner; close the text with the same mark, perhaps further up."
            )
        case "indentation":
            Phrase(
                "baris ini tidak mulai di kolom yang sama dengan baris setingkatnya; samakan jumlah spasi di depannya, atau lengkapi baris di atasnya (kunci: nilai).",
                "this line does not begin in the same column as its siblings; give it as many spaces as they have, or complete the line above it (key: value)."
            )
        case "colon":
            Phrase(
                "di sini ada titik dua kedua dalam satu baris; apit teksnya dengan tanda kutip, seperti kunci: \"a: b\".",
                "there is a second colon in this line; put the text into quotes, as in key: \"a: b\"."
            )
        case "key":
            Phrase(
                "kunci ini tidak diikuti titik dua; tulis kunci: nilai.",
                "no colon follows this key; write key: value."
            )
        case "bracket":
            Phrase(
                "kurung [ atau { belum ditutup, atau koma di antara isinya kurang; perbaiki di sini atau di baris sebelumnya.",
                "a bracket [ or { is not closed, or a comma is missing inside it; repair that here or further up."
            )
        case "character":
            Phrase(
                "teks tidak boleh diawali karakter ini; apit teksnya dengan tanda kutip.",
                "no text may begin with this character; put the text into quotes."
            )
        default: nil
        }
    }

    private var unknown: Phrase {
        let carried = params.sorted { $0.key < $1.key }
            .map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        let details = carried.isEmpty ? "" : " (\(carried))"
        return Phrase(
            "tidak sesuai: \(code)\(details). Perbaiki bagian ini.",
            "not as it should be: \(code)\(details). Repair this part."
        )
    }
}
