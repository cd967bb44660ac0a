import Language
import Wire

/// The draft of a letter to another office, part by part, in one language.
///
/// Equals write to equals: it asks and thanks, it never reprimands, and what is not known stays a gap
/// for the official who numbers, signs and sends it.
struct LetterDraft {
    /// What it is: a draft, and where it applies practice or invented.
    var marks: String
    /// Town and day.
    var placeAndDate: String
    var number: String
    var enclosure: String
    var subject: String
    /// Function and office written to.
    var addressee: String
    /// The town written to.
    var town: String
    var salutation: String
    /// What is said, a paragraph each.
    var paragraphs: [String]
    var closing: String
    /// The office that writes.
    var sender: String
    /// The function that signs.
    var signatory: String
    /// What number, enclosure and subject are called.
    var labels: (number: String, enclosure: String, subject: String)

    /// What the official fills in.
    static let gap = "...................."

    /// `signatory` is the function that signs, where the caller names another than the offices file.
    init(_ answer: LetterAnswer, signatory: String? = nil, in language: Language) {
        let words = LetterPhrases(answer)
        marks = language.say(words.marks)
        let date = language.letterDate(answer.date)
        placeAndDate = "\(answer.from.seat ?? Self.gap), \(date)"
        number = Self.gap
        enclosure = "-"
        subject = language.say(words.subject)
        addressee = language.say(words.addressee)
        town = language.say(words.town)
        salutation = language.say(LetterPhrases.salutation)
        paragraphs = [words.report, words.request].map(language.say)
        closing = language.say(LetterPhrases.closing)
        sender = language.say(words.sender)
        self.signatory = signatory ?? answer.signatory ?? Self.gap
        labels = (
            language.say(LetterPhrases.number), language.say(LetterPhrases.enclosure),
            language.say(LetterPhrases.subject)
        )
    }

    /// The parts by the names under which a template places them; a part of several paragraphs
    /// repeats the paragraph that it stands in, one of none removes it.
    var places: [(name: String, paragraphs: [String])] {
        [
            ("catatan", [marks]), ("tempat-tanggal", [placeAndDate]), ("nomor", [number]),
            ("lampiran", [enclosure]), ("hal", [subject]), ("kepada", [addressee]),
            ("di", [town]), ("salam", [salutation]), ("isi", paragraphs), ("penutup", [closing]),
            ("label-nomor", [labels.number]), ("label-lampiran", [labels.enclosure]),
            ("label-hal", [labels.subject]), ("pengirim", [sender]),
            ("penanda-tangan", [signatory]), ("garis", [Self.gap]),
        ]
    }

    /// The names that a template may have.
    static let placeNames: Set = [
        "catatan", "tempat-tanggal", "nomor", "lampiran", "hal", "kepada", "di", "salam", "isi",
        "penutup", "label-nomor", "label-lampiran", "label-hal", "pengirim", "penanda-tangan",
        "garis",
    ]

    /// The letter as plain text.
    func write(to screen: inout Screen) {
        screen.add(marks, as: .heading)
        screen.space()
        screen.add(placeAndDate)
        screen.space()
        screen.field(labels.number, number, labelWidth: 10)
        screen.field(labels.enclosure, enclosure, labelWidth: 10)
        screen.field(labels.subject, subject, labelWidth: 10)
        screen.space()
        screen.add(addressee)
        screen.add(town)
        for paragraph in [salutation] + paragraphs + [closing] {
            screen.space()
            screen.add(paragraph)
        }
        screen.space()
        screen.add(sender)
        screen.add("\(signatory),")
        screen.space()
        screen.add(Self.gap)
    }
}
