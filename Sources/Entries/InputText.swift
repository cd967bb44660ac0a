/// What text from outside may hold before it goes into an entry for ever.
package enum InputText {
    /// The most bytes of one text field.
    package static let bytesMax = 16_384

    /// Why a text is refused.
    package enum Fault: Error, Hashable, Sendable {
        /// A control character other than line feed and tab, or one of Unicode's own line ends:
        /// such text could repaint a terminal.
        case control(scalar: UInt32)
        /// A bidirectional control: it makes a line read differently from its bytes (CVE-2021-42574).
        case bidirectional(scalar: UInt32)
        case tooLong(bytes: Int, limit: Int)
    }

    /// Checks one text; returns the first thing wrong with it.
    package static func fault(in text: String) -> Fault? {
        let count = text.utf8.count
        guard count <= bytesMax else { return .tooLong(bytes: count, limit: bytesMax) }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A: continue
            case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: return .control(scalar: scalar.value)
            case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
                return .bidirectional(scalar: scalar.value)
            default: continue
            }
        }
        return nil
    }

    /// Checks every text and member name inside `value`.
    package static func fault(in value: JSONValue) -> Fault? {
        switch value {
        case .null, .bool, .integer: return nil
        case .string(let text): return fault(in: text)
        case .array(let elements): return elements.lazy.compactMap(fault(in:)).first
        case .object(let members):
            return members.lazy.compactMap { fault(in: $0.key) ?? fault(in: $0.value) }.first
        }
    }
}
