import Testing

@testable import Audit

@Suite struct StrictTextTests {
    @Test(arguments: [
        ("0", Int64(0)), ("5", 5), ("10", 10), ("9223372036854775807", .max),
    ])
    func `a decimal has digits and nothing else`(text: String, number: Int64) {
        #expect(DecimalText.decode(text.utf8) == number)
    }

    @Test(arguments: [
        "", "+5", "-5", "-0", "05", "00", " 5", "5 ", "5\n", "0x5", "5e1", "1_000", "\u{665}",
        "\u{ff15}", "9223372036854775808",
    ])
    func `another spelling of a decimal is refused, also where Swift reads it`(text: String) {
        #expect(DecimalText.decode(text.utf8) == nil)
    }

    @Test(arguments: [
        ([UInt8](), ""), ([0x41], "QQ=="), ([0x41, 0x42], "QUI="), ([0xfb, 0xff], "+/8="),
    ])
    func `base64 is padded and of the standard alphabet`(bytes: [UInt8], text: String) {
        #expect(Base64.encode(bytes) == text)
        #expect(Base64.decode(text.utf8) == bytes)
    }

    @Test(arguments: ["QR==", "QQ=", "QQ", "QQ== ", "QQ==\n", "-_8=", "QUJ=", "=", "Q", "Q\0=="])
    func `another spelling of base64 is refused`(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    @Test func `lines end in one byte, and CR LF is no end of its own`() {
        #expect(Lines.split("a\r\nb\n".utf8)?.map { String($0) } == ["a\r", "b"])
        #expect(Lines.split("\n\n".utf8)?.map { String($0) } == ["", ""])
        #expect(Lines.split("a\nb".utf8) == nil)
        #expect(Lines.split("".utf8) == nil)
    }
}
