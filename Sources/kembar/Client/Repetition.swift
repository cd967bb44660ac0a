/// The command that safely repeats a write, to be shown.
struct Repetition: Hashable, Sendable {
    /// The same words and the key under which it was sent.
    var command: String
    /// Whether it reads standard input: the key belongs to the bytes that came from there.
    var readsInput: Bool

    init(_ line: CommandLineEcho, key: String) {
        command = line.repeating(key: key)
        readsInput = line.readsInput
    }
}
