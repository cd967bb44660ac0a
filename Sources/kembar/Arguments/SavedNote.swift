import Mail

/// Checkpoints in a file of their own, or in mails that somebody saved.
enum SavedNote {
    /// The first note, with all its signature lines.
    static func text(of path: String, _ desk: Desk) throws -> String {
        guard let note = MailReader(try desk.content(of: path)).checkpoint else {
            throw Failure.noCheckpoint(path: path)
        }
        return note
    }

    /// The most bytes of all notes together: kembard takes a body of 1,048,576 (docs/api.md), some of it for line ends that
    /// JSON writes with two letters, a key and a policy.
    static let bytesMax = 900_000

    /// Every note, in the order of the file.
    static func texts(of path: String, _ desk: Desk) throws -> [String] {
        let notes = MailReader(try desk.content(of: path)).checkpoints
        guard !notes.isEmpty else { throw Failure.noCheckpoint(path: path) }
        let byteCount = notes.reduce(0) { $0 + $1.utf8.count }
        guard notes.count <= MailReader.checkpointCountMax, byteCount <= bytesMax else {
            throw Failure.tooManyCheckpoints(path: path, count: notes.count)
        }
        return notes
    }
}
