/// One mistake in a rule file: where it stands and what is wrong there.
///
/// It carries no sentence: the program that shows it words it in the reader's language from `code`
/// and `params`, whose keys are listed at each code.
package struct FileFault: Error, Hashable, Sendable {
    /// The line, counted from 1.
    package let line: Int
    /// The column in Unicode scalars, counted from 1.
    package let column: Int
    /// The way there, as `events[3].verb`, list items counted from 0; empty for the whole file.
    package let path: String
    /// What is wrong.
    package let code: FileFaultCode
    /// The particulars, under the keys that `code` names.
    package let params: [String: String]

    /// Describes one mistake.
    package init(
        line: Int,
        column: Int,
        path: String,
        code: FileFaultCode,
        params: [String: String] = [:]
    ) {
        self.line = line
        self.column = column
        self.path = path
        self.code = code
        self.params = params
    }
}

/// What can be wrong at one place of a rule file; the raw value is stable and machine-readable.
///
/// In parentheses the keys of `FileFault.params`; those after "if any" may be missing.
package enum FileFaultCode: String, Sendable, CaseIterable {
    /// The text is no single YAML document (`problem`, in the parser's English words; if any `kind`,
    /// what its author most likely did: `tab`, `documents`, `quote`, `indentation`, `colon`, `key`,
    /// `bracket`, `character`).
    case notYAML = "not_yaml"
    /// The file says nothing.
    case emptyFile = "empty_file"
    /// The file does not fit into one log entry (`size`, `max`, in bytes as stored).
    case tooLong = "too_long"
    /// Lists and mappings stand inside each other too deep (`max`).
    case tooDeep = "too_deep"
    /// An anchor and its alias (`name`): every rule stands where it is read.
    case aliased
    /// A key that must be there is not (`key`).
    case missingKey = "missing_key"
    /// A key that is not known here (`key`, `allowed`; if any `nearest`).
    case unknownKey = "unknown_key"
    /// Another kind of thing than expected (`expected`, `found`).
    case wrongType = "wrong_type"
    /// A text of nothing but blanks.
    case emptyText = "empty_text"
    /// A character that could disturb a screen (`character`, as `U+001B`).
    case controlCharacter = "control_character"
    /// Not a date of the form 2018-11-07 (`value`).
    case badDate = "bad_date"
    /// None of the values that are allowed (`value`, `allowed`; if any `nearest`).
    case badValue = "bad_value"
    /// Not a name of the form that is asked for (`value`, `allowed`).
    case badName = "bad_name"
    /// Said twice (`value`).
    case duplicate
    /// A day of a year that `years` does not name (`value`, `year`).
    case outsideYears = "outside_years"
    /// Something that should come before or after what stands beside it (`value`, `other`): the
    /// value has to be the larger, or with `smaller` the smaller (if any `smaller`).
    case outOfOrder = "out_of_order"
    /// A file of one kind where another is asked for (`expected`, `found`).
    case otherKind = "other_kind"
    /// The table of regions beside a file that has no use for it (`kind`).
    case regionsNotHere = "regions_not_here"
    /// A number, length or count outside its limits (`value`, `min`, `max`).
    case outOfRange = "out_of_range"
    /// A name that nothing in the files defines (`value`; if any `nearest`).
    case unknownReference = "unknown_reference"
    /// A kind of day off that no calendar has, and that is nearly one which there is (`value`, `nearest`,
    /// `allowed`).
    case mistypedKind = "mistyped_kind"
    /// Another calendar takes the days of one kind from this one, or through it, and there are none any more
    /// (`calendar`, the other one; `include`, from which it takes them; `kind`).
    case kindGone = "kind_gone"
    /// Two statements of the file exclude each other (`value`, `other`).
    case contradiction
    /// A line of a table has another number of columns (`expected`, `found`).
    case badRow = "bad_row"
    /// A table quotes a value, which these tables never need.
    case quoted
    /// A stage that no way leads to (`value`).
    case unreachable
    /// A stage from which no way leads to an ending (`value`).
    case deadEnd = "dead_end"
    /// An event that is possible from nowhere (`value`).
    case noWayIn = "no_way_in"
    /// An open stage for which no ladder reminds (`value`).
    case noLadder = "no_ladder"
    /// An effect that needs a field the event does not have (`effect`, `field`, `form`).
    case fieldNeeded = "field_needed"
}

/// All mistakes of a file together, so that its author repairs it in one go.
package struct FileFaults: Error, Hashable, Sendable {
    /// The mistakes in the order in which they were found.
    package private(set) var all: [FileFault] = []
    /// How many more there were than `max`.
    package private(set) var droppedCount = 0

    /// What the file is read for.
    package let purpose: Purpose

    /// Why a rule file is read.
    package enum Purpose: Hashable, Sendable {
        /// To see whether it may be adopted: everything is checked.
        case proving
        /// To know what was adopted long ago: only what can't be read is a mistake.
        case reading
    }

    /// How many mistakes are kept: beyond this nobody reads on, and an answer has its limit too.
    package static let max = 100

    /// Starts with none.
    package init(_ purpose: Purpose = .proving) { self.purpose = purpose }

    /// How many there were so far.
    package var count: Int { all.count + droppedCount }

    /// Whether nothing was wrong.
    package var isEmpty: Bool { all.isEmpty }

    /// Adds one mistake: something that can't be read.
    package mutating func add(_ fault: FileFault) {
        if all.count < Self.max { all.append(fault) } else { droppedCount += 1 }
    }

    /// Adds what was found wrong in the same file by another look at it, but for places that are wrong already.
    package mutating func add(_ others: FileFaults) {
        let places = Set(all.map(\.path))
        for fault in others.all where !places.contains(fault.path) { add(fault) }
        droppedCount += others.droppedCount
    }

    /// Adds a mistake in what was read all the same, and only should not be adopted so.
    ///
    /// Whoever calls this goes on and keeps the value. What was adopted was proved by the checks of
    /// its day: a stricter one of a later release must not make its log unreadable.
    package mutating func object(to fault: FileFault) {
        if purpose == .proving { add(fault) }
    }

    /// Throws the mistakes, from the top of the file to its end, if there are any.
    package func throwIfAny() throws(FileFaults) {
        guard !isEmpty else { return }
        var sorted = self
        sorted.all.sort { ($0.line, $0.column) < ($1.line, $1.column) }
        throw sorted
    }
}
