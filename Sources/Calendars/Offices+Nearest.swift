extension Offices {
    /// How many offices are suggested at most; with more the text was no hint.
    package static let suggestionsMax = 3

    /// Returns the offices that somebody may have meant who typed `text`, best guesses only.
    ///
    /// A part of a name finds every office whose name has it, so that `blitar` shows both the
    /// Kabupaten and the Kota. Otherwise the codes and names that differ least; nothing if that
    /// is true of more than `suggestionsMax`, as for a region code with one wrong digit.
    package func nearest(to text: String) -> [Office] {
        let candidates = listed.map { ($0.code, $0.name) } + allRegions.map { ($0.code, $0.name) }
        let wanted = Spelling.folded(text)
        guard wanted.count >= 2, wanted.count <= TypedOffice.nameLengthMax else { return [] }
        let containing = candidates.filter { Spelling.folded($0.1).contains(wanted) }
        let matches =
            containing.isEmpty ? Self.similar(to: text, in: candidates) : containing.map(\.0)
        let codes = Set(matches)
        guard codes.count <= Self.suggestionsMax else { return [] }
        return codes.sorted().map { office($0) }
    }

    private static func similar(
        to text: String,
        in candidates: [(code: String, name: String)]
    ) -> [String] {
        var best = (text.utf8.count + 2) / 3
        var codes: [String] = []
        for candidate in candidates {
            let names =
                [candidate.code, candidate.name]
                + candidate.name.split(separator: " ").map(String.init)
            let distance = names.map { Spelling.distance(text, $0) }.min() ?? .max
            if distance < best {
                best = distance
                codes = []
            }
            if distance == best { codes.append(candidate.code) }
        }
        return codes
    }
}
