import Mail

/// A checkpoint in a file of its own, or in a mail that somebody saved.
enum SavedNote {
    /// The note, with all its signature lines.
    static func text(of path: String, _ desk: Desk) throws -> String {
        guard let note = MailReader(try desk.content(of: path)).checkpoint else {
            throw Failure.noCheckpoint(path: path)
        }
        return note
    }
}
