/// `GET /v1/search?q=&limit=`: the agreements in which every word of the search was found.
package struct SearchAnswer: Codable, Hashable, Sendable {
    package var query: String
    /// Best first; at most `limit`, and never more than 100.
    package var hits: [SearchHitAnswer]
    /// How many there are in all.
    package var total: Int

    package init(query: String, hits: [SearchHitAnswer], total: Int) {
        self.query = query
        self.hits = hits
        self.total = total
    }
}

/// One agreement, and where in it the words were found.
package struct SearchHitAnswer: Codable, Hashable, Sendable {
    package var id: String
    package var title: String
    /// The stage, or how it ended.
    package var label: Label
    package var synthetic: Bool
    /// The best places, up to three.
    package var matches: [SearchMatch]

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
    package var position: Int64
    package var field: String
    /// The text around what was searched for, cut at its ends.
    package var snippet: [SearchPiece]

    package init(position: Int64, field: String, snippet: [SearchPiece]) {
        self.position = position
        self.field = field
        self.snippet = snippet
    }
}

/// A piece of a text, and whether it is what was searched for.
package struct SearchPiece: Codable, Hashable, Sendable {
    package var text: String
    package var match: Bool

    package init(text: String, match: Bool) {
        self.text = text
        self.match = match
    }
}
