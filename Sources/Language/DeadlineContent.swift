/// What an entry of somebody's calendar says of a deadline, before it is said in any language.
package struct DeadlineContent: Hashable, Sendable {
    /// What it rests on.
    package var kind: Kind
    /// The agreement's id.
    package var agreement: String
    /// Its title.
    package var title: String
    /// The office that must act; nil for a term.
    package var office: String?
    /// The count rests on days that are not fixed yet, or on a year without any.
    package var estimated: Bool
    /// One of the agreement's offices is invented.
    package var synthetic: Bool
    /// The log is a rehearsal's.
    package var rehearsal: Bool

    /// What a deadline rests on.
    package enum Kind: Hashable, Sendable {
        /// The office waited for gave its word.
        case promise
        /// A limit of the rules, or a date that they count back from the end of a term: what it is called,
        /// and how sure it is.
        case limit(Phrase, mark: String)
        /// The agreement's own term.
        case term
    }

    /// Gathers what is said.
    package init(
        kind: Kind,
        agreement: String,
        title: String,
        office: String?,
        estimated: Bool,
        synthetic: Bool,
        rehearsal: Bool
    ) {
        self.kind = kind
        self.agreement = agreement
        self.title = title
        self.office = office
        self.estimated = estimated
        self.synthetic = synthetic
        self.rehearsal = rehearsal
    }

    /// The line that a calendar shows.
    package var summary: Phrase {
        let marks = [rehearsal ? Phrase.rehearsal : nil, synthetic ? Phrase.synthetic : nil]
            .compactMap(\.self)
            .reduce(Phrase("")) { $0 + Phrase("[") + $1 + Phrase("] ") }
        let name = Phrase(office ?? "")
        let words: Phrase =
            switch kind {
            case .promise: Phrase("Janji ", "Promise of ") + name
            case .limit(let label, _): office == nil ? label : label + Phrase(": ") + name
            case .term: Phrase("Masa berlaku berakhir", "Term ends")
            }
        return marks + words + Phrase(" (\(agreement))")
    }

    /// What else there is to say, one element a line.
    package var details: [Phrase] {
        var lines = [Phrase("\(agreement) \(title)")]
        if case .limit(_, let mark) = kind { lines.append(Phrase.limitMark(mark).capitalized) }
        if estimated { lines.append(Phrase.estimated.capitalized) }
        return lines
    }
}
