import Entries
import Language
import Wire

/// What `audit compare` says.
enum ComparisonPhrases {
    static let noCopy = Phrase(
        "Sebutkan salinan folder data: --data FOLDER.",
        "Name a copied data folder: --data FOLDER."
    )

    static func difference(_ difference: ReplayDifference) -> Phrase {
        let place =
            difference.position.map {
                Phrase(
                    "\(difference.agreement), entri \($0): ",
                    "\(difference.agreement), entry \($0): "
                )
            }
            ?? Phrase(
                difference.agreement.isEmpty ? "log: " : "\(difference.agreement): "
            )
        let member = difference.member.isEmpty ? Phrase("") : Phrase("\(difference.member) ")
        return place + member + Phrase("dahulu ", "was ") + value(difference.earlier)
            + Phrase(", sekarang ", ", now ") + value(difference.now)
    }

    private static func value(_ value: JSONValue?) -> Phrase {
        guard let value else { return Phrase("tidak ada", "not there") }
        return Phrase(value.string ?? value.canonicalText)
    }

    static func untold(_ members: [String]) -> Phrase {
        let names = members.joined(separator: ", ")
        return Phrase(
            "Tidak dibandingkan, karena salah satu versi tidak memberitahukannya: \(names).",
            "Not compared, for one of the versions does not tell it: \(names)."
        )
    }

    static func more(_ count: Int) -> Phrase {
        Phrase("Dan \(count) perbedaan lagi.", "And \(count) more differences.")
    }

    static func count(_ answer: ReplayComparisonAnswer) -> Phrase {
        let count = answer.differences.count + answer.more
        let about = Phrase(
            "\(answer.agreements) naskah, \(answer.steps) langkah: ",
            "\(answer.agreements) agreements, \(answer.steps) steps: "
        )
        return count == 0
            ? about + Phrase("diulang sama.", "replayed the same.")
            : about
                + Phrase(
                    "\(count) perbedaan. Jangan perbarui sebelum itu jelas.",
                    "\(count) differences. Do not upgrade before they are understood."
                )
    }
}
