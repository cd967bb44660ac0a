import Synchronization
import Testing

@testable import kembar

@Suite struct LineReaderTests {
    /// The lines that come of those pieces, up to the end.
    private func lines(_ pieces: [[UInt8]]) -> [LineReader.Line] {
        let rest = Mutex(pieces)
        var reader = LineReader { rest.withLock { $0.isEmpty ? [] : $0.removeFirst() } }
        var lines: [LineReader.Line] = []
        while true {
            let line = reader.next()
            if line == .end { return lines }
            lines.append(line)
        }
    }

    @Test func `pieces make lines, whatever ends them`() {
        let text = Array("list\r\nsh".utf8)
        #expect(
            lines([text, Array("ow 1\n\n".utf8), Array("é\n".utf8)])
                == [.text("list"), .text("show 1"), .text(""), .text("é")]
        )
        // Byte by byte as well.
        #expect(lines(Array("é\n".utf8).map { [$0] }) == [.text("é")])
    }

    @Test func `what is no line of text is told apart`() {
        #expect(lines([[0xFF, 0x0A]]) == [.notText])
        #expect(lines([Array("a\u{1B}[A\n".utf8)]) == [.control])
        #expect(lines([Array("a\u{202E}b\n".utf8)]) == [.control])
        #expect(lines([Array("a\tb\n".utf8)]) == [.text("a b")])
        #expect(lines([[0x61, 0x00, 0x0A]]) == [.control])
    }

    @Test func `a line that is too long is thrown away whole, and the next one counts`() {
        let long = [UInt8](repeating: 0x61, count: LineReader.bytesMax + 1)
        #expect(lines([long + [0x0A], Array("list\n".utf8)]) == [.tooLong, .text("list")])
        let endless = Array(repeating: [UInt8](repeating: 0x61, count: 4096), count: 50)
        #expect(lines(endless + [Array("\nlist\n".utf8)]) == [.tooLong, .text("list")])
        let longest = [UInt8](repeating: 0x61, count: LineReader.bytesMax)
        #expect(lines([longest + [0x0A]]) == [.text(String(decoding: longest, as: UTF8.self))])
    }

    @Test(
        arguments: [[0x04, 0x0A], [0x1A, 0x0D, 0x0A], [], Array("half a line".utf8)] as [[UInt8]]
    )
    func `the end, as a key or as itself, ends; half a line is not sent`(bytes: [UInt8]) {
        #expect(lines([bytes]) == [])
    }
}
