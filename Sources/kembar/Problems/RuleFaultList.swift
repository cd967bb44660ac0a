import Language

/// The mistakes of a rule file, the same ones drawn together.
struct RuleFaultList {
    private let faults: [RuleFaultText]
    /// How many more there are than kembard lists.
    private let leftOut: Int

    init(_ faults: [RuleFaultText], leftOut: Int) {
        self.faults = faults
        self.leftOut = leftOut
    }

    /// How many further places of one mistake are named.
    private static let placesMax = 3

    func write(to screen: inout Screen, indent: Int) {
        for group in groups { screen.add(sentence(of: group), indent: indent) }
        guard leftOut > 0 else { return }
        screen.add(
            Phrase(
                "Daftar ini berhenti pada \(faults.count); masih ada \(leftOut) lagi. Perbaiki yang ini dahulu, lalu periksa lagi.",
                "This list stops at \(faults.count); there \(leftOut == 1 ? "is" : "are") \(leftOut) more. Repair these first, then check again."
            ),
            indent: indent
        )
    }

    /// Mistakes of equal words, in the order of the first of each.
    private var groups: [[RuleFaultText]] {
        var order: [Phrase] = []
        var groups: [Phrase: [RuleFaultText]] = [:]
        for fault in faults {
            if groups[fault.words] == nil { order.append(fault.words) }
            groups[fault.words, default: []].append(fault)
        }
        return order.compactMap { groups[$0] }
    }

    private func sentence(of group: [RuleFaultText]) -> Phrase {
        guard let first = group.first else { return Phrase("") }
        let others = group.dropFirst()
        guard !others.isEmpty else { return first.sentence }
        let places = others.prefix(Self.placesMax).map(\.place).joined(separator: "; ")
        let rest = others.count - Self.placesMax
        let more =
            rest > 0 ? Phrase(" dan \(rest) tempat lain", " and \(rest) more places") : Phrase("")
        return first.sentence + Phrase(" Juga di ", " Also at ") + Phrase(places) + more
            + Phrase(".")
    }
}
