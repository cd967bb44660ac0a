import Engine
import Entries
import TestSupport
import Workflows

/// What happens to an invented agreement, with the texts and the sources that an office writes down.
enum Step: CaseIterable {
    case propose
    case discuss
    case draft
    case await
    case ready
    case sign
    case receiveLetter
    case note
    /// Somebody is awaited from now on.
    case awaitAnswer
    /// Somebody is awaited, and has promised a day years ahead.
    case awaitPromised

    /// How a log's agreements go on.
    enum Course {
        /// To their signatures, where they have entries enough.
        case usual
        /// As usual, but nobody signs.
        case open
        /// Two entries each: somebody is awaited. Of a hundred, ninety-nine have a promise.
        case waiting
    }

    /// The steps of the agreement of that number, with that many entries; the signature, if it comes, is
    /// the last.
    static func steps(_ count: Int, _ course: Course, number: Int) -> [Step] {
        guard course != .waiting else {
            return [.propose, number.isMultiple(of: 100) ? .awaitAnswer : .awaitPromised]
        }
        let way: [Step] = [.propose, .discuss, .draft, .await, .ready]
        guard count > way.count else { return Array(way.prefix(count)) }
        let fillers = (0..<(count - way.count)).map {
            $0.isMultiple(of: 2) ? Step.note : .receiveLetter
        }
        guard course == .usual else { return way + fillers }
        return way + fillers.dropLast() + [.sign]
    }

    func request(
        of agreement: String?,
        _ generator: inout SeededGenerator
    ) -> Submission.Request {
        let happening = Submission.Happening(
            intent: intent,
            source: isTold ? "surat nomor \(generator.number)/CONTOH/2026" : nil,
            fields: fields(&generator)
        )
        guard let agreement else { return .begin(workflow: nil, happening) }
        return .happened(agreement: agreement, happening)
    }

    /// Whether the office knows it by a letter.
    private var isTold: Bool { [.await, .ready, .sign].contains(self) }

    private var intent: Command.Intent {
        switch self {
        case .propose: .verb("propose")
        case .discuss: .verb("discuss")
        case .draft: .verb("draft")
        case .await: .verb("await")
        case .ready: .verb("ready")
        case .sign: .verb("sign")
        case .receiveLetter: .event("LetterReceived")
        case .note: .event("NoteAdded")
        case .awaitAnswer, .awaitPromised: .event("AnswerAwaited")
        }
    }

    private func fields(_ generator: inout SeededGenerator) -> [String: JSONValue] {
        switch self {
        case .propose:
            [
                "title": .string("Kerja sama \(generator.subject)"),
                "parties": ["99.71"], "kind": "KSDD", "paper": "PKS",
            ]
        case .discuss:
            [
                "scope": [.string(generator.subject), .string(generator.subject)],
                "place": "Ruang rapat Setda",
            ]
        case .draft:
            [
                "version": .string("naskah \(generator.number)"),
                "document": [
                    "name": .string("naskah-pks-\(generator.number).pdf"),
                    "size": .integer(100_000 + generator.number),
                    "sha256": .string(generator.digest),
                ],
            ]
        case .await:
            ["office": "99.71", "for": "paraf naskah"]
        case .awaitAnswer: ["office": "99.71", "for": "jawaban surat"]
        case .awaitPromised:
            [
                "office": "99.71", "for": "jawaban surat",
                "promised": .string("\(Int.random(in: 2030...2049, using: &generator))-06-15"),
            ]
        case .ready: ["office": "99.71"]
        case .sign:
            [
                "numbers": [
                    "99.01": .string("\(generator.number)/PKS/CONTOH/2026"),
                    "99.71": .string("\(generator.number)/PKS/CONTOH/2026"),
                ]
            ]
        case .receiveLetter:
            [
                "number": .string("\(generator.number)/\(generator.number)/CONTOH"),
                "from": "99.71", "to": "99.01",
                "subject": .string(
                    "Tanggapan atas rancangan naskah kerja sama \(generator.subject)"
                ),
            ]
        case .note:
            [
                "text": .string(
                    "Ditelepon, dijawab: bahan \(generator.subject) masih dibahas, dikabari lagi."
                )
            ]
        }
    }
}

extension SeededGenerator {
    fileprivate static let subjects = [
        "pariwisata dan kebudayaan", "penanggulangan bencana", "pengelolaan sampah regional",
        "pendidikan dan pelatihan vokasi", "perdagangan hasil pertanian", "ekonomi kreatif",
        "pelayanan kesehatan rujukan", "pertukaran data kependudukan",
    ]

    fileprivate var subject: String {
        mutating get { Self.subjects[Int.random(in: Self.subjects.indices, using: &self)] }
    }

    fileprivate var number: Int {
        mutating get { Int.random(in: 100...9_999, using: &self) }
    }

    /// 64 hexadecimal digits, as a file's SHA-256 is written.
    fileprivate var digest: String {
        mutating get { (uuid() + uuid()).filter { $0 != "-" } }
    }
}
