import Engine
import Entries
import TestSupport
import Workflows

/// An invented office: many agreements at once, each on its way through the shipped workflow.
///
/// A fixed number of agreements is open at any time; whose turn it is is drawn by lot, so that the
/// entries of one agreement lie scattered in the log as they do in a real one.
struct Office {
    /// How many agreements are worked on at the same time.
    static let openMax = 2_000
    /// How many commands are put to the writer together.
    static let roundMax = 256

    /// One agreement, and what is still to come.
    struct Case {
        /// Nil until it has begun.
        var agreement: String?
        var steps: ArraySlice<Step>
    }

    /// One command, and whose it is.
    struct Turn: Sendable {
        var place: Int
        var submission: Submission
    }

    /// An agreement that has got its id.
    struct Begun: Sendable {
        var place: Int
        var agreement: String
    }

    private var generator: SeededGenerator
    private var open: [Case] = []
    private var lengths: Lengths
    private let course: Step.Course

    init(agreements: Int, entries: Int, seed: UInt64, course: Step.Course) {
        generator = SeededGenerator(seed: seed)
        lengths = Lengths(agreements: agreements, entries: entries)
        self.course = course
    }

    /// Returns commands on agreements that all differ; none when everything is done.
    mutating func nextRound() -> [Turn] {
        open.removeAll { $0.steps.isEmpty }
        while open.count < Self.openMax, let length = lengths.next() {
            let steps = Step.steps(length, course, number: lengths.number)
            open.append(Case(steps: steps[...]))
        }
        var round: [Turn] = []
        for place in 0..<min(Self.roundMax, open.count) {
            open.swapAt(place, Int.random(in: place..<open.count, using: &generator))
            guard let step = open[place].steps.popFirst() else { continue }
            let request = step.request(of: open[place].agreement, &generator)
            round.append(Turn(place: place, submission: submission(request)))
        }
        return round
    }

    /// Takes in which agreements have begun, by place.
    mutating func begun(_ agreements: [Begun]) {
        for begun in agreements { open[begun.place].agreement = begun.agreement }
    }

    /// Returns the first two commands of an agreement; the second once its id is known.
    mutating func beginning() -> (first: Submission, next: @Sendable (String) -> Submission) {
        let first = submission(Step.propose.request(of: nil, &generator))
        let template = submission(Step.discuss.request(of: "", &generator))
        return (
            first,
            { agreement in
                var next = template
                if case .happened(_, let happening) = template.request {
                    next.request = .happened(agreement: agreement, happening)
                }
                return next
            }
        )
    }

    private mutating func submission(_ request: Submission.Request) -> Submission {
        let digest = String(generator.next(), radix: 16)
        return Submission(
            actor: .user(
                id: "a-000\(Int.random(in: 1...6, using: &generator))",
                role: "kembar"
            ),
            key: generator.uuid(),
            digest: String(repeating: "0", count: 16 - digest.count) + digest,
            request: request
        )
    }
}

/// How many entries each agreement gets: up to two more or fewer than the mean, the sum exact.
struct Lengths {
    private let agreements: Int
    private let entries: Int
    /// How many agreements were handed out.
    private(set) var number = 0

    init(agreements: Int, entries: Int) {
        self.agreements = agreements
        self.entries = entries
    }

    mutating func next() -> Int? {
        guard number < agreements else { return nil }
        defer { number += 1 }
        let base = entries / agreements + (number < entries % agreements ? 1 : 0)
        // Two neighbours differ from the mean by as much to either side.
        let isPaired = number ^ 1 < agreements && base > 2
        let difference = isPaired ? [0, 1, 2][number / 2 % 3] : 0
        return number.isMultiple(of: 2) ? base + difference : base - difference
    }
}

extension SeededGenerator {
    /// A random UUID (RFC 9562, version 4) that is the same in every run.
    mutating func uuid() -> String {
        let high = next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = Array((high.sixteenDigits + low.sixteenDigits).utf8)
        var text: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension UInt64 {
    fileprivate var sixteenDigits: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
