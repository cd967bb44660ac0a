/// Numbers in a text by which a person could be found: they do not belong into a log that is kept for ever.
///
/// A look, no proof: what stands in the usual Indonesian form is named so that whoever typed it can take it
/// out. Landlines, also in brackets, are an office's and are passed over.
package enum PersonalNumber: String, CaseIterable, Sendable {
    /// A mobile phone: `0812…` or `+62 812…`, ten to thirteen digits after the 0.
    case phone
    /// *Nomor Induk Kependudukan*, 16 digits: province to district, day of birth (40 more for women), serial.
    case nik
    /// *Nomor Induk Pegawai*, 18 digits: day of birth, month of appointment, sex, serial.
    case nip

    /// Returns the kinds of number that `text` seems to hold, each once.
    package static func kinds(in text: String) -> [PersonalNumber] {
        // Two numbers side by side read as one run: each group is looked at as well.
        let found = Set(
            runs(in: text).flatMap { run in
                kind(of: run).map { [$0] } ?? run.parts.compactMap(kind(of:))
            }
        )
        return allCases.filter(found.contains)
    }

    /// Digits in groups: what is written as one number, `0812-3456-7890` or `19800101 200501 1 001`.
    private struct Run {
        var groups: [[UInt8]] = [[]]
        var hasPlus = false

        var digits: [UInt8] { groups.flatMap(\.self) }

        /// Whether it begins as a mobile phone's number does.
        var opensPhone: Bool {
            hasPlus || digits.starts(with: [0, 8]) || digits.starts(with: [6, 2])
        }

        /// Whether a phone's digits are parted so.
        ///
        /// `08.11.2018 14.30` is a time, `081 08.11.2018` a number with its day: whoever parts a phone's
        /// digits keeps the prefix together, or makes groups of three or four.
        var hasPhoneGroups: Bool {
            guard groups.count > 1, let first = groups.first?.count else { return true }
            return first >= 4 || first == 3 && groups.allSatisfy { $0.count >= 3 }
        }

        /// Each group as a run of its own; the sign belongs to the first.
        var parts: [Run] {
            groups.enumerated().map { Run(groups: [$1], hasPlus: hasPlus && $0 == 0) }
        }
    }

    /// The runs of digits that no letter touches; single blanks, dots and hyphens part their groups.
    private static func runs(in text: String) -> [Run] {
        var reader = RunReader()
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let next = index + 1 < bytes.count ? bytes[index + 1] : nil
            reader.take(byte, before: next)
        }
        reader.finish()
        return reader.runs
    }

    /// Reads a text byte by byte.
    private struct RunReader {
        private(set) var runs: [Run] = []
        private var run = Run()
        /// A letter stands beside the run: it is part of something else.
        private var isTouched = false
        /// The letters right before, in lower case.
        private var word: [UInt8] = []
        /// The prefix stood in brackets, behind which a blank may stand.
        private var hasBracket = false
        /// A whole phone before a slash, of which is not known yet what the slash makes of it.
        private var partner: Run?

        /// What people write in front of a number without a blank: `hp081234567890`.
        private static let callers = Set(
            ["hp", "hape", "wa", "tel", "telp", "tlp", "telepon", "no", "nomor", "nik", "nip"]
                .map { Array($0.utf8) }
        )

        private var isInGroup: Bool { run.groups.last?.isEmpty == false }

        mutating func take(_ byte: UInt8, before next: UInt8?) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if !isInGroup, run.groups.count == 1, Self.callers.contains(word) {
                    isTouched = false
                }
                run.groups[run.groups.count - 1].append(byte - UInt8(ascii: "0"))
            case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"):
                if isInGroup {
                    run.groups.append([])
                } else if !hasBracket || run.groups.count != 2 {
                    finish()
                }
            // `(0812) 3456-7890`.
            case UInt8(ascii: ")") where isInGroup && run.groups.count == 1 && run.opensPhone:
                run.groups.append([])
                hasBracket = true
            case UInt8(ascii: "/")
            where isInGroup && !isTouched && next?.isDigit == true && PersonalNumber.isPhone(run):
                if let partner { runs.append(partner) }
                partner = run
                run = Run()
                hasBracket = false
            case _ where byte.belongsToWord:
                // What a letter or a slash touches is no number of its own: `134.4/0812/2018`. A whole
                // phone before a name is: `081234567890/Budi`.
                let isNamed =
                    byte == UInt8(ascii: "/") && next?.isLetter == true
                    && PersonalNumber.isPhone(run)
                let isBehind = isInGroup && !isNamed
                let word = isInGroup ? [] : word
                isTouched = isTouched || isBehind
                finish()
                isTouched = true
                self.word = byte.isLetter ? word + [byte | 0x20] : []
                return
            default:
                finish()
                run.hasPlus = byte == UInt8(ascii: "+")
            }
            word = []
        }

        /// Ends the run that stands there, and begins another, touched by nothing.
        mutating func finish() {
            if run.groups.last?.isEmpty == true { run.groups.removeLast() }
            if let partner {
                // Two phones of somebody: `0812-3456-7890/0813-3456-7890`. With anything else behind
                // the slash it is an office's number: `081234567890/2018`.
                if !isTouched, PersonalNumber.isPhone(run) { runs += [partner, run] }
            } else if !isTouched, !run.groups.isEmpty {
                runs.append(run)
            }
            partner = nil
            run = Run()
            isTouched = false
            hasBracket = false
        }
    }

    private static func kind(of run: Run) -> PersonalNumber? {
        let digits = run.digits
        if isNIP(digits) { return .nip }
        if isNIK(digits) { return .nik }
        return isPhone(run) ? .phone : nil
    }

    private static func isNIP(_ digits: [UInt8]) -> Bool {
        guard digits.count == 18 else { return false }
        let (birth, start) = (digits[0..<8], digits[8..<14])
        return (1940...2020).contains(number(birth.prefix(4)))
            && isMonth(number(birth.dropFirst(4).prefix(2)))
            && (1...31).contains(number(birth.suffix(2)))
            && (1960...2099).contains(number(start.prefix(4)))
            // Of employees by contract the month stands as 21.
            && (isMonth(number(start.suffix(2))) || number(start.suffix(2)) == 21)
            && [1, 2].contains(digits[14])
    }

    private static func isNIK(_ digits: [UInt8]) -> Bool {
        guard digits.count == 16 else { return false }
        let day = number(digits[6..<8])
        return (11...97).contains(number(digits[0..<2]))
            && ((1...31).contains(day) || (41...71).contains(day))
            && isMonth(number(digits[8..<10])) && digits[12...].contains { $0 != 0 }
    }

    private static func isPhone(_ run: Run) -> Bool {
        var digits = run.digits[...]
        if run.hasPlus || digits.starts(with: [6, 2, 8]) {
            guard digits.starts(with: [6, 2]) else { return false }
            digits = digits.dropFirst(2)
        } else {
            guard digits.first == 0 else { return false }
            digits = digits.dropFirst()
            guard run.hasPhoneGroups else { return false }
        }
        return digits.first == 8 && (9...12).contains(digits.count)
    }

    private static func isMonth(_ number: Int) -> Bool { (1...12).contains(number) }

    private static func number(_ digits: some Sequence<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1) }
    }
}

extension PersonalNumber {
    /// Returns the kinds of number in every text inside `value`, each once.
    package static func kinds(in value: JSONValue) -> [PersonalNumber] {
        let found: Set<PersonalNumber>
        switch value {
        case .null, .bool, .integer: return []
        case .string(let text): return kinds(in: text)
        case .array(let elements): found = Set(elements.flatMap(kinds(in:)))
        case .object(let members): found = Set(members.values.flatMap(kinds(in:)))
        }
        return allCases.filter(found.contains)
    }
}

extension UInt8 {
    /// Whether the byte is a letter of any script, or joins the parts of an office's number.
    fileprivate var belongsToWord: Bool {
        switch self {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "@"), 0x80...0xFF:
            true
        default: false
        }
    }

    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// Whether it is a letter, or part of one.
    fileprivate var isLetter: Bool {
        belongsToWord && ![UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "@")].contains(self)
    }
}
