/// How many columns of a terminal a text takes.
///
/// A character counts once however many scalars make it up; East Asian wide ones and emoji take two
/// columns, what has no shape of its own none. A table in this file, because the C library's answer
/// depends on the locale of whoever runs the program.
extension StringProtocol {
    var cellWidth: Int { reduce(0) { $0 + $1.cellWidth } }

    /// The longest beginning that fits into so many columns, at least one character.
    func fitting(_ width: Int) -> SubSequence {
        var used = 0
        let end = indices.first { index in
            used += self[index].cellWidth
            return used > width && index != startIndex
        }
        return self[..<(end ?? endIndex)]
    }
}

extension Character {
    var cellWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        // A text character that is asked to be shown as emoji.
        if unicodeScalars.contains("\u{FE0F}"), first.properties.isEmoji { return 2 }
        if first.properties.isEmojiPresentation { return 2 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return first.isWide ? 2 : 1
        }
    }
}

extension Unicode.Scalar {
    /// The ranges that Unicode's East Asian Width calls wide or full width.
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
