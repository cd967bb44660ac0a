import Calendars
import Entries
import TestSupport
import Testing

@Suite struct EntryRoundTripTests {
    @Test(arguments: [UInt64(1), 20_181_107, 4_096, .max])
    func `what is written is read again, and is the only spelling`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<250 {
            let entry = try random.entry()
            let bytes = try entry.encoded()
            let context: Comment = "seed \(seed), entry \(number)"
            #expect(!bytes.contains(0x0A), context)
            let read = try Entry(bytes: bytes, strictly: true)
            #expect(read == entry, context)
            // Equal texts may differ in bytes; the bytes are what is hashed.
            #expect(try read.encoded() == bytes, context)
        }
    }

    @Test(arguments: [UInt64(7), 1_945])
    func `one changed byte is refused or is another entry`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<250 {
            let entry = try random.entry()
            var bytes = try entry.encoded()
            let index = Int.random(in: bytes.indices, using: &random)
            let byte = bytes[index]
            bytes[index] = UInt8.random(in: 0...255, using: &random)
            guard bytes[index] != byte, let read = try? Entry(bytes: bytes, strictly: true) else {
                continue
            }
            #expect(try read.encoded() == bytes, "seed \(seed), entry \(number)")
            #expect(try read.encoded() != entry.encoded(), "seed \(seed), entry \(number)")
        }
    }
}

extension SeededGenerator {
    fileprivate mutating func entry() throws -> Entry {
        let hasSubject = Bool.random(using: &self)
        let parts = Int.random(in: 1...3, using: &self)
        return Entry(
            id: text(least: 1),
            source: text(least: 1),
            type: text(least: 1),
            subject: hasSubject
                ? Entry.Subject(
                    agreement: text(least: 1),
                    version: Int.random(in: 1...99, using: &self)
                ) : nil,
            moment: try moment(),
            recorded: instant(),
            position: Int64.random(in: 0...9_999_999_999, using: &self),
            dataVersion: Int.random(in: 1...9, using: &self),
            command: CommandStamp(
                id: text(least: 1),
                part: Int.random(in: 1...parts, using: &self),
                parts: parts,
                digest: digest()
            ),
            actor: chance(oneIn: 3) ? .system : .user(id: text(least: 1), role: text(least: 1)),
            onBehalfOf: chance(oneIn: 3) ? text() : nil,
            causation: chance(oneIn: 3) ? text() : nil,
            data: .object(members(depth: 3))
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

    private mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2:
            return .integer(
                Int.random(in: -JSONValue.integerMax...JSONValue.integerMax, using: &self)
            )
        case 3: return .string(text())
        case 4:
            return .array(
                (0..<Int.random(in: 0...3, using: &self)).map { _ in value(depth: depth - 1) }
            )
        default: return .object(members(depth: depth - 1))
        }
    }

    private mutating func members(depth: Int) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for _ in 0..<Int.random(in: 0...4, using: &self) { members[text()] = value(depth: depth) }
        return members
    }

    /// Text of all sorts: plain, control characters, other scripts, whatever Unicode has.
    private mutating func text(least: Int = 0) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: least...8, using: &self) {
            let ranges: [ClosedRange<UInt32>] = [
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
