import Calendars
import Entries
import TestSupport

extension SeededGenerator {
    /// An entry of any texts; of ordinary ones only, in which nothing has to be escaped in a head, if
    /// plain.
    mutating func entry(isPlain: Bool = false) throws -> Entry {
        let hasSubject = Bool.random(using: &self)
        let parts = Int.random(in: 1...3, using: &self)
        return Entry(
            id: text(least: 1, isPlain),
            source: text(least: 1, isPlain),
            type: text(least: 1, isPlain),
            subject: hasSubject
                ? Entry.Subject(
                    agreement: text(least: 1, isPlain),
                    version: Int.random(in: 1...99, using: &self)
                ) : nil,
            moment: try moment(),
            recorded: instant(),
            position: Int64.random(in: 0...9_999_999_999, using: &self),
            dataVersion: Int.random(in: 1...9, using: &self),
            command: CommandStamp(
                id: text(least: 1, isPlain),
                part: Int.random(in: 1...parts, using: &self),
                parts: parts,
                digest: digest()
            ),
            actor: chance(oneIn: 3)
                ? .system : .user(id: text(least: 1, isPlain), role: text(least: 1, isPlain)),
            onBehalfOf: chance(oneIn: 3) ? text(isPlain) : nil,
            causation: chance(oneIn: 3) ? text(isPlain) : nil,
            data: .object(members(depth: 3, isPlain))
        )
    }

    private mutating func instant() -> Timestamp {
        Timestamp(
            milliseconds: Int64.random(in: -2_000_000_000_000...4_000_000_000_000, using: &self)
        )
    }

    private mutating func moment() throws -> Moment {
        let offset = pick([0, 480, 420, 540, -210, 1]) ?? 0
        let exact = Moment(instant: instant(), offsetMinutes: offset)
        let length = pick([4, 7, 10, 0]) ?? 0
        guard length > 0 else { return exact }
        let zone = Zone(name: "", abbreviation: "", offsetMinutes: offset)
        return try Moment(String(exact.text.prefix(length)), in: zone)
    }

    private mutating func digest() -> String {
        String((0..<16).map { _ in "0123456789abcdef".randomElement(using: &self) ?? "0" })
    }

    private mutating func value(depth: Int, _ isPlain: Bool) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2:
            return .integer(
                Int.random(in: -JSONValue.integerMax...JSONValue.integerMax, using: &self)
            )
        // Only texts inside `data` may hold escapes and still be ordinary.
        case 3: return .string(text(false))
        case 4:
            return .array(
                (0..<Int.random(in: 0...3, using: &self)).map { _ in
                    value(depth: depth - 1, isPlain)
                }
            )
        default: return .object(members(depth: depth - 1, isPlain))
        }
    }

    private mutating func members(depth: Int, _ isPlain: Bool) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for _ in 0..<Int.random(in: 0...4, using: &self) {
            members[isPlain ? name() : text(false)] = value(depth: depth, isPlain)
        }
        return members
    }

    /// A field's name as workflows have them.
    private mutating func name() -> String {
        String(
            (0..<Int.random(in: 1...12, using: &self)).map { _ in
                "abcdefgh_0.1".randomElement(using: &self) ?? "a"
            }
        )
    }

    /// Text of all sorts: plain, control characters, other scripts, whatever Unicode has.
    private mutating func text(least: Int = 0, _ isPlain: Bool) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: least...8, using: &self) {
            let plain: [ClosedRange<UInt32>] = [
                0x20...0x21, 0x23...0x5B, 0x5D...0x7E, 0xA0...0xFF, 0x1B00...0x1B4C,
                0x1F600...0x1F64F,
            ]
            let ranges: [ClosedRange<UInt32>] =
                isPlain
                ? plain
                : [
                    0x00...0x1F, 0x20...0x7E, 0x7F...0xFF, 0x300...0x30F, 0x1B00...0x1B4C,
                    0x2000...0x206F, 0xFFF0...0xFFFF, 0x1F600...0x1F64F,
                ]
            let range = pick(ranges) ?? 0x20...0x7E
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &self)) {
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
