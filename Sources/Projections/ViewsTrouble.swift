/// What is wrong with the views.
package enum ViewsTrouble: Sendable, CustomStringConvertible {
    /// They can't be asked, and could not be made anew.
    case unreadable(any Error)
    /// They don't follow the log.
    case behind(any Error)
    /// That entry is damaged: its agreement stands as it was before, or is left out.
    case damagedEntry(Int64)
    /// They are in memory and not in their file.
    case inMemory(any Error)

    /// What a journal or a program is told, in no language of people.
    package var description: String {
        switch self {
        case .unreadable(let cause): "unreadable: \(cause)"
        case .behind(let cause): "\(cause)"
        case .damagedEntry(let position): "entry \(position) is damaged"
        case .inMemory(let cause): "in memory: \(cause)"
        }
    }
}

/// The views could not be asked, and where their file was broken they could not be made anew either.
package struct ViewsFailure: Error, CustomStringConvertible {
    /// What the database said, or whatever was in the way of making them anew.
    package let cause: any Error

    /// Describes what was in the way.
    package init(cause: any Error) { self.cause = cause }

    /// For a journal, as `ViewsTrouble` says it.
    package var description: String { ViewsTrouble.unreadable(cause).description }
}
