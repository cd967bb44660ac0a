import Entries
import Language
import Wire

/// One mistake in a rule file in words: where it stands and what to write instead.
struct RuleFaultText {
    private let fault: RuleFault

    init(_ fault: RuleFault) { self.fault = fault }

    /// The mistakes that a `rule-file-faulty` problem carries.
    static func faults(in params: [String: JSONValue]) -> [RuleFaultText] {
        (params["faults"]?.array ?? []).map { value in
            let particulars = (value["params"]?.object ?? [:]).compactMapValues { value in
                value.string ?? value.integer.map { String($0) }
            }
            return RuleFaultText(
                RuleFault(
                    line: value["line"]?.integer ?? 1,
                    column: value["column"]?.integer ?? 1,
                    path: value["path"]?.string ?? "",
                    code: value["code"]?.string ?? "",
                    params: particulars
                )
            )
        }
    }

    /// `12:5 events[3].verb: …`.
    var sentence: Phrase {
        let place = fault.path.isEmpty ? "" : " \(fault.path)"
        return Phrase("\(fault.line):\(fault.column)\(place): ") + words
    }

    private func param(_ name: String) -> String { fault.params[name] ?? "?" }

    private var nearest: Phrase {
        guard let nearest = fault.params["nearest"] else { return Phrase("") }
        return Phrase(" Maksud Anda: \(nearest)?", " Did you mean: \(nearest)?")
    }

    /// The codes are those of `FileFaultCode` in Calendars; an unknown one is shown with what it carries.
    private var words: Phrase {
        switch fault.code {
        case "not_yaml", "empty_file", "too_long", "too_deep", "aliased", "bad_row", "quoted":
            wholeFile
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
            Phrase(
                "seharusnya \(param("expected")), bukan \(param("found")).",
                "this should be \(param("expected")), not \(param("found"))."
            )
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
        case "bad_value", "bad_name":
            Phrase(
                "\(param("value")) tidak dapat dipakai; yang boleh: \(param("allowed")).",
                "\(param("value")) cannot be used; allowed: \(param("allowed"))."
            ) + nearest
        case "duplicate":
            Phrase(
                "\(param("value")) disebut dua kali; hapus salah satu.",
                "\(param("value")) is said twice; remove one."
            )
        case "out_of_range":
            Phrase(
                "\(param("value")) di luar batas; tulis antara \(param("min")) dan \(param("max")).",
                "\(param("value")) is out of range; write between \(param("min")) and \(param("max"))."
            )
        case "unknown_reference":
            Phrase(
                "\(param("value")) tidak didefinisikan di mana pun; definisikan, atau perbaiki namanya.",
                "\(param("value")) is defined nowhere; define it, or repair the name."
            ) + nearest
        case "contradiction":
            Phrase(
                "\(param("value")) bertentangan dengan \(param("other")); pilih salah satu.",
                "\(param("value")) contradicts \(param("other")); keep one of them."
            )
        default: unknown
        }
    }

    private var wholeFile: Phrase {
        switch fault.code {
        case "not_yaml":
            Phrase(
                "bukan YAML yang dapat dibaca: \(param("problem")).",
                "this is no readable YAML: \(param("problem"))."
            )
        case "empty_file": Phrase("berkasnya kosong.", "the file is empty.")
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

    private var unknown: Phrase {
        let carried = fault.params.sorted { $0.key < $1.key }
            .map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        let details = carried.isEmpty ? "" : " (\(carried))"
        return Phrase(
            "tidak sesuai: \(fault.code)\(details). Perbaiki bagian ini.",
            "not as it should be: \(fault.code)\(details). Repair this part."
        )
    }
}
