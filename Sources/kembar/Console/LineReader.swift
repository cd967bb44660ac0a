import Language

/// The lines that somebody types, as bytes that may be anything.
struct LineReader: Sendable {
    /// What came instead of a line that can be used, or such a line.
    enum Line: Hashable {
        case text(String)
        /// Longer than `bytesMax`; all of it is thrown away.
        case tooLong
        /// No UTF-8.
        case notText
        /// With a character that no key for text makes, such as an arrow key's.
        case control
        /// Nobody types any more.
        case end
    }

    /// The longest line: four pages of writing, more than a terminal hands over at once.
    static let bytesMax = 16 * 1024

    /// More of what was typed; empty at the end.
    private let more: @Sendable () -> [UInt8]
    private var rest: ArraySlice<UInt8> = []
    private var isOver = false

    init(_ more: @escaping @Sendable () -> [UInt8]) { self.more = more }

    /// The next line, without its end.
    mutating func next() -> Line {
        var line: [UInt8] = []
        var isTooLong = false
        while true {
            if let end = rest.firstIndex(of: 0x0A) {
                line += rest[..<end]
                rest = rest[(end + 1)...]
                break
            }
            line += rest
            rest = []
            if line.count > Self.bytesMax {
                isTooLong = true
                line = []
            }
            let piece = isOver ? [] : more()
            guard !piece.isEmpty else {
                isOver = true
                // What is typed before the end without a line end was not meant to be sent.
                return .end
            }
            rest = piece[...]
        }
        guard !isTooLong, line.count <= Self.bytesMax else { return .tooLong }
        if line.last == 0x0D { line.removeLast() }
        // Ctrl-D and Ctrl-Z, where no terminal makes an end of them.
        if line == [0x04] || line == [0x1A] { return .end }
        guard let text = String(validating: line, as: UTF8.self) else { return .notText }
        let spaced = text.replacing("\t", with: " ")
        guard Screen.printable(spaced) == spaced else { return .control }
        return .text(spaced)
    }
}
