import Entries
import Testing

@Suite struct InputTextTests {
    @Test(arguments: [
        "", "Kota Blitar", "baris satu\nbaris dua\tkolom", "Jum'at, 20–9–2019 “naskah”", "ᬩᬮᬶ 😀",
        "\u{200D}", String(repeating: "x", count: 16_384),
    ])
    func `what people write is accepted`(text: String) {
        #expect(InputText.fault(in: text) == nil)
    }

    @Test(
        arguments: [
            0x00, 0x07, 0x08, 0x0B, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0x2028, 0x2029,
        ] as [UInt32]
    )
    func `a control character is refused`(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(InputText.fault(in: "a\(Character(scalar))b") == .control(scalar: value))
    }

    @Test(
        arguments: [
            0x061C, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069,
        ] as [UInt32]
    )
    func `a bidirectional control is refused`(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(InputText.fault(in: "a\(Character(scalar))b") == .bidirectional(scalar: value))
    }

    @Test func `a text of more than 16,384 bytes is refused, counted in bytes`() {
        let text = String(repeating: "é", count: 8_193)
        #expect(InputText.fault(in: text) == .tooLong(bytes: 16_386, limit: 16_384))
    }

    @Test(
        arguments: [
            ["a": "\u{7}"], ["a": ["b", "\u{7}"]], ["a": ["b": ["c": "\u{7}"]]], ["\u{7}": 1],
            ["a": ["\u{7}": true]],
        ] as [JSONValue]
    )
    func `every text and name inside a value is looked at`(value: JSONValue) {
        #expect(InputText.fault(in: value) == .control(scalar: 7))
    }

    @Test func `numbers, truth values and nulls have no fault`() {
        #expect(InputText.fault(in: ["a": [1, true, .null, "teks"]]) == nil)
    }
}
