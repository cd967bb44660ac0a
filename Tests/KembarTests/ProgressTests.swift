import Language
import Testing

@testable import kembar

/// How far a long reading is: parted from what is said, and painted on a terminal.
@Suite struct ProgressTests {
    @Test func `reports are taken out of what a program says, however it comes in pieces`() {
        var told: [[Int64]] = []
        var reports = ProgressReports { told.append([$0, $1]) }
        var said: [UInt8] = []
        for piece in ["progress 10 1", "00\nsalah: x\nprog", "ress 100 100\nlagi"] {
            said += reports.take(Array(piece.utf8))
        }
        #expect(told == [[10, 100], [100, 100]])
        #expect(String(decoding: said + reports.rest, as: UTF8.self) == "salah: x\nlagi")
    }

    @Test func `the bar grows, and nothing of it is left at the end`() {
        let bar = ProgressBar(.id)
        let half = bar.line(read: 500_000, of: 1_000_000)
        #expect(half.contains("Membaca [###############...............] 50%"))
        #expect(half.contains("500.000/1.000.000"))
        #expect(bar.line(read: 1_000_000, of: 1_000_000) == "\r\u{1B}[K")
        #expect(bar.line(read: 0, of: 0) == "\r\u{1B}[K")
        #expect(ProgressBar(.en).line(read: 1, of: 4).contains("Reading"))
    }
}
