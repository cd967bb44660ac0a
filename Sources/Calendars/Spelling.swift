/// What somebody who mistyped a word may have meant.
package enum Spelling {
    /// Returns the candidate that differs least from `word`; nil if none is near enough to help.
    ///
    /// Near enough is a third of the word's length, rounded up. Of equally near ones the first.
    package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        let limit = (word.utf8.count + 2) / 3
        var best: (word: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(word, candidate)
            if distance <= limit, best.map({ distance < $0.distance }) ?? true {
                best = (candidate, distance)
            }
        }
        return best?.word
    }

    /// Returns how many bytes must be inserted, left out, replaced or swapped with a neighbour.
    ///
    /// Letter case counts for nothing in ASCII. (Optimal string alignment distance.)
    package static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (folded(left), folded(right))
        var rows = [Array(0...right.count)]
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                let same = left[i] == right[j]
                var cost = min(rows[i][j] + (same ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, rows[i - 1][j - 1] + 1)
                }
                row.append(cost)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }

    /// Returns the text's bytes with ASCII capitals made small.
    static func folded(_ text: String) -> [UInt8] {
        text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }
}
