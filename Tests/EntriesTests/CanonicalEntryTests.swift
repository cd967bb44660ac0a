import Entries
import TestSupport
import Testing

/// The short way to an entry and the decoder's way are one.
@Suite struct CanonicalEntryTests {
    /// What the short way takes, the decoder takes strictly, and to the same entry.
    private func check(_ bytes: [UInt8], _ context: Comment) throws -> Bool {
        guard let short = Entry(canonical: bytes) else { return false }
        let decoded = try Entry(decoding: bytes, strictly: true)
        #expect(short == decoded, context)
        // Texts that are equal to Swift may differ in bytes.
        #expect(try short.encoded() == bytes, context)
        return true
    }

    @Test func `several at once are the same as one by one`() throws {
        var random = SeededGenerator(seed: 11)
        let all = try (0..<40).map { _ in
            try random.entry(isPlain: Bool.random(using: &random)).encoded()
        }
        let reader = CanonicalReader()
        let read = all.map { reader.entry($0) }
        #expect(read == all.map { Entry(canonical: $0) })
        #expect(read.contains { $0 != nil } && read.contains(nil))
    }

    @Test func `the golden entries go the short way`() throws {
        #expect(try check(Array(Golden.full.utf8), "full"))
        #expect(try check(Array(Golden.engine.utf8), "engine"))
    }

    @Test(arguments: [UInt64(3), 1_918, 20_181_107])
    func `an entry of ordinary texts goes the short way, every other one to the decoder`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<250 {
            let plain = try random.entry(isPlain: true).encoded()
            #expect(try check(plain, "plain, seed \(seed), entry \(number)"))
            let any = try random.entry(isPlain: false)
            let bytes = try any.encoded()
            _ = try check(bytes, "any, seed \(seed), entry \(number)")
            #expect(try Entry(bytes: bytes, strictly: true) == any)
        }
    }

    @Test(arguments: [UInt64(5), 1_945, .max])
    func `changed bytes are refused alike, or are the same entry both ways`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<600 {
            let isPlain = Bool.random(using: &random)
            let bytes = random.mutated(try random.entry(isPlain: isPlain).encoded())
            let context: Comment = "seed \(seed), entry \(number)"
            _ = try check(bytes, context)
            for strictly in [true, false] {
                let read = Result { () throws(EntryFault) in
                    try Entry(bytes: bytes, strictly: strictly)
                }
                let decoded = Result { () throws(EntryFault) in
                    try Entry(decoding: bytes, strictly: strictly)
                }
                #expect(Self.withoutCause(read) == Self.withoutCause(decoded), context)
            }
        }
    }

    /// Of several members that are wrong the decoder names any one: its words are no part of the answer.
    private static func withoutCause(
        _ result: Result<Entry, EntryFault>
    ) -> Result<Entry, EntryFault> {
        result.mapError { fault in
            guard case .malformed = fault else { return fault }
            return .malformed("")
        }
    }

    @Test(arguments: [
        #"{"b":1,"a":2}"#, #"{"a":1,"a":1}"#, "{\"a\": 1}", #"{"a":01}"#, #"{"a":-0}"#,
        #"{"a":1.0}"#, #"{"a":9007199254740992}"#, #"{"a":-9007199254740992}"#, #"{"a":"\/"}"#,
        #"{"a":"\n"}"#, #"{"a":"\u000A"}"#, #"{"a":"\u0041"}"#, #"{"a":"\u00a0"}"#,
        "{\"a\":\"\u{80}\"}", "{\"a\":\"\u{7F}\"}", #"{"a":tru}"#, #"{"a":nulL}"#, "[]", "1",
        "{\"a\":[1,]}", "{\"a\":{}", "{,}", "{\"e\u{301}\":1,\"\u{E9}\":2}",
        "{\"a\":\"\t\"}", #"{"a":"\ud800"}"#,
    ])
    func `data in another spelling is left to the decoder`(data: String) throws {
        let text = Golden.engine.replacing(#""data":{}"#, with: "\"data\":\(data)")
        #expect(Entry(canonical: Array(text.utf8)) == nil)
    }

    @Test(
        arguments: [
            [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x9F, 0xBF],
            [0xED, 0xA0, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80],
            [0xE2, 0x82], [0xFF],
        ] as [[UInt8]]
    )
    func `broken UTF-8 is left to the decoder, wherever it stands`(broken: [UInt8]) throws {
        let bytes = Array(Golden.engine.replacing(#""data":{}"#, with: #""data":{"a":"x"}"#).utf8)
        for index in bytes.indices {
            let changed = bytes[..<index] + broken + bytes[index...]
            #expect(Entry(canonical: Array(changed)) == nil)
        }
    }

    @Test func `every scalar that stands for itself goes the short way`() throws {
        for value in UInt32(0x20)...0x11_FFFF {
            // Every block's edges, and a sample of the rest.
            guard value < 0x3000 || value % 251 == 0 || value & 0xFFF > 0xFFD,
                let scalar = Unicode.Scalar(value)
            else { continue }
            let member = JSONValue.string("1234567\(Character(scalar))").canonicalText
            let text = Golden.engine.replacing(#""data":{}"#, with: "\"data\":{\"a\":\(member)}")
            let entry = Entry(canonical: Array(text.utf8))
            #expect(
                entry?.data["a"]?.string?.unicodeScalars.last == scalar,
                "U+\(String(value, radix: 16))"
            )
        }
    }

    @Test func `every escape goes the short way`() throws {
        let escaped = Array(UInt32(0)...0x1F) + [0x22, 0x5C] + Array(0x7F...0x9F)
        for value in escaped {
            let scalar = try #require(Unicode.Scalar(value))
            let member = JSONValue.string("a\(Character(scalar))b").canonicalText
            let text = Golden.engine.replacing(#""data":{}"#, with: "\"data\":{\"a\":\(member)}")
            #expect(try check(Array(text.utf8), "U+\(String(value, radix: 16))"))
        }
    }

    @Test func `empty, nested and extreme values go the short way`() throws {
        let data = #"""
            {"":{},"a":[],"b":[[],{},[{"c":[null,true,false]}]],"d":-9007199254740991,\
            "e":9007199254740991,"f":0,"g":"","h":{"i":{"j":{"k":[1,"l",[2,[3]]]}}}}
            """#.replacing("\\\n", with: "")
        let text = Golden.engine.replacing(#""data":{}"#, with: "\"data\":\(data)")
        #expect(try check(Array(text.utf8), "nested"))
    }

    @Test func `an end anywhere is no entry and never a crash`() throws {
        let bytes = Array(Golden.full.utf8)
        for count in 0..<bytes.count {
            #expect(Entry(canonical: Array(bytes.prefix(count))) == nil)
        }
        #expect(Entry(canonical: bytes + [0x20]) == nil)
    }

    @Test func `deep nesting is left to the decoder`() throws {
        for depth in [1, 20, 40, 600, 20_000] {
            let nested =
                String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let text = Golden.engine.replacing(#""data":{}"#, with: "\"data\":{\"a\":\(nested)}")
            #expect((Entry(canonical: Array(text.utf8)) != nil) == (depth <= 20))
        }
    }
}

extension SeededGenerator {
    /// One or a few bytes changed, taken away, put in or doubled, more often among those that mean
    /// something.
    fileprivate mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let meaningful = Array("\"\\,:{}[]0123456789-+.eEuntf aZT/\u{7F}".utf8)
        for _ in 0..<Int.random(in: 1...3, using: &self) {
            let index = Int.random(in: bytes.indices, using: &self)
            let byte =
                chance(oneIn: 3)
                ? UInt8.random(in: 0...255, using: &self) : pick(meaningful) ?? 0x20
            switch Int.random(in: 0..<5, using: &self) {
            case 0: bytes.remove(at: index)
            case 1: bytes.insert(byte, at: index)
            case 2: bytes.insert(bytes[index], at: index)
            default: bytes[index] = byte
            }
        }
        return bytes
    }
}
