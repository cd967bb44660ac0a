import Testing

@testable import kembar

/// A mailbox is asked about in requests of a size that the daemon takes.
@Suite struct NotePartsTests {
    private func note(_ log: String, _ size: Int) -> String {
        "\(log)\n\(size)\nAAAA=\n\n\u{2014} \(log) " + String(repeating: "A", count: 100) + "\n"
    }

    @Test func `the first part has one of each log, and no checkpoint of the log is left out`() {
        let own = (1...200).map { note("a.invalid", $0) }
        let other = (1...50).map { note("b.invalid", $0) }
        let parts = NoteParts(Array(own.shuffled() + other.shuffled()))
        #expect(
            parts.first.prefix(2) == [own[0], other[0]]
                || parts.first.prefix(2) == [other[0], own[0]]
        )
        let further = parts.further(of: "a.invalid")
        let sent = (parts.first + further.parts.joined()).filter { $0.hasPrefix("a.") }
        #expect(sent == own, "all of them, the smallest first")
        let othersSent = parts.first.count { $0.hasPrefix("b.") }
        #expect(othersSent + further.otherCount == 50)
        for part in [parts.first] + further.parts {
            #expect(part.reduce(0) { $0 + $1.utf8.count } <= NoteParts.bytesMax)
        }
        #expect(further.parts.allSatisfy { !$0.isEmpty })
        #expect(NoteParts([own[3]]).further(of: "a.invalid").parts.isEmpty)
    }
}
