/// `GET /v1/search?q=&limit=`: the agreements in which every word of the search was found.
package struct SearchAnswer: Codable, Hashable, Sendable {
    /// The words as they were asked for.
    package var query: String
    /// Best first; at most `limit`, and never more than 100.
    package var hits: [SearchHitAnswer]
    /// How many there are in all.
    package var total: Int

    /// Makes the answer; `total` counts the hits beyond the limit too.
    package init(query: String, hits: [SearchHitAnswer], total: Int) {
        self.query = query
        self.hits = hits
        self.total = total
    }
}

/// One agreement, and where in it the words were found.
package struct SearchHitAnswer: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var id: String
    /// What the agreement is called.
    package var title: String
    /// The stage, or how it ended.
    package var label: Label
    /// Whether one of its offices is invented.
    package var synthetic: Bool
    /// The best places, up to three.
    package var matches: [SearchMatch]

    /// Makes the answer for one agreement.
    package init(
        id: String,
        title: String,
        label: Label,
        synthetic: Bool,
        matches: [SearchMatch]
    ) {
        self.id = id
        self.title = title
        self.label = label
        self.synthetic = synthetic
        self.matches = matches
    }
}

/// One field of one entry.
package struct SearchMatch: Codable, Hashable, Sendable {
    /// The position of the entry that says it.
    package var position: Int64
    /// The field's name in that entry.
    package var field: String
    /// The text around what was searched for, cut at its ends.
    package var snippet: [SearchPiece]

    /// Points at one text.
    package init(position: Int64, field: String, snippet: [SearchPiece]) {
        self.position = position
        self.field = field
        self.snippet = snippet
    }
}

/// A piece of a text, and whether it is what was searched for.
package struct SearchPiece: Codable, Hashable, Sendable {
    /// The piece, spaces at its ends included.
    package var text: String
    /// Whether it is what was searched for, to be shown so.
    package var match: Bool

    /// Makes one piece.
    package init(text: String, match: Bool) {
        self.text = text
        self.match = match
    }
}
