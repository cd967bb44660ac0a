import ArgumentParser
import Language
import Wire

/// One command carried out by kembar on another machine, through the system's ssh.
///
/// The command line travels, not the request: the other side asks its own kembard as the user who
/// logged in there, and the kernel says who that is.
struct RemoteCall {
    private let desk: Desk
    private let host: RemoteHost
    private let page: Page
    private let kind: any ParsableCommand.Type
    /// The words behind the program's name, without the choice of the host.
    private let words: [String]
    /// The files that they name.
    private let files: [String]
    /// The key of a write, the caller's or a new one; nil for what records nothing.
    private let key: String?
    private let hasKey: Bool
    /// The command that shows whether it was done, of a write without a key.
    private let look: String?

    /// A command that was understood; its words go as they were typed.
    init(
        _ command: any ParsableCommand,
        _ invocation: Invocation,
        _ path: CommandPath,
        to host: RemoteHost,
        _ page: Page,
        _ desk: Desk
    ) {
        self.desk = desk
        self.host = host
        self.page = page
        kind = type(of: command)
        words = invocation.wordsWithoutHost
        let form = CommandForm(of: kind)
        files = form.files(in: path.rest(of: invocation.arguments))
        let typed = Self.value(of: "--idempotency-key", in: words)
        let request = Self.request(of: command, desk)
        let records =
            form.contains("--idempotency-key") && !Self.options(of: words).contains("--dry-run")
        let isKeyed = request.map { $0.kind == .keyed } ?? records
        hasKey = typed != nil
        key = isKeyed ? typed ?? desk.makeKey() : nil
        look = request.flatMap { $0.kind == .unkeyed ? Exchange.look(at: $0.target) : nil }
    }

    /// Runs it to its end; ends as it ended there.
    func run() async throws(Failure) -> ProcessStatus {
        if let file = files.first(where: { $0 != "-" }) {
            throw .farFile(file)
        }
        let program = desk.environment[RemoteHost.programVariable].flatMap { $0.isEmpty ? nil : $0 }
        let path = program ?? "/usr/bin/ssh"
        let ended = desk.runRemote(
            path,
            host.words(command: command),
            readsInput
        )
        guard let ended else { throw .noTool(path: path) }
        switch ended.status {
        case .some(255), nil:
            let isSure = Self.isBeforeLogin(ended.lastWords)
            throw .hostLost(
                address: host.address,
                sent: isSure ? .no : key == nil && look == nil ? .question : .write,
                key.map { .repeating(repetition($0)) } ?? look.map(Failure.Remedy.looking)
            )
        case .some(126), .some(127): throw .noKembarThere(address: host.address)
        case .some(let status):
            guard let known = ProcessStatus(rawValue: status) else {
                throw .noKembarThere(address: host.address)
            }
            return known
        }
    }

    /// What the command would ask, but for the content of files; nil where that can't be told from here.
    private static func request(of command: any ParsableCommand, _ desk: Desk) -> Request? {
        guard let subcommand = command as? any Subcommand, subcommand.toldAlone == nil else {
            return nil
        }
        var blind = desk
        blind.makeKey = { "" }
        blind.read = { _, _ in }
        // What can't do without its file is judged by its options.
        return try? subcommand.request(blind)
    }

    /// What the other side is told to run: a line that a POSIX shell and `kembar console` read alike.
    private var command: String {
        let isStyled = page.isStyled && page.errors(desk).isStyled
        let handedOver = [
            "COLUMNS=\(page.width)", isStyled ? "CLICOLOR_FORCE=1" : "NO_COLOR=1",
            "\(RemoteHost.viaVariable)=\(host.address)",
        ]
        let isTold = Self.value(of: "--lang", in: words) != nil
        var all = (isTold ? [] : ["--lang", page.language.rawValue]) + words
        if let key, !hasKey {
            let end = all.firstIndex(of: "--") ?? all.endIndex
            all.insert(contentsOf: ["--idempotency-key", key], at: end)
        }
        return (handedOver + ["kembar"] + all.map(ShellWords.quoted)).joined(separator: " ")
    }

    /// Whether something of it reads standard input; else it is left to whoever runs us, a loop say.
    private var readsInput: Bool {
        kind == ConsoleCommand.self || CommandLineEcho(words).readsInput
    }

    /// The command that safely repeats it from here.
    private func repetition(_ key: String) -> Repetition {
        Repetition(CommandLineEcho(desk.arguments), key: key)
    }

    /// Whether ssh ended before anything could be sent, in its own words, which are never translated.
    ///
    /// Everything else leaves open what became of the command.
    private static func isBeforeLogin(_ words: String) -> Bool {
        let last = words.split(whereSeparator: \.isNewline).last ?? ""
        return [
            "ssh: connect to host ", "ssh: Could not resolve hostname ",
            "Host key verification failed.", "kex_exchange_identification: ",
            "ssh_exchange_identification: ", "Bad owner or permissions on ",
        ].contains(where: last.hasPrefix) || last.contains(": Permission denied (")
            || last.hasPrefix("Connection timed out during banner exchange")
    }

    private static func options(of words: [String]) -> ArraySlice<String> {
        words.prefix { $0 != "--" }
    }

    private static func value(of name: String, in words: [String]) -> String? {
        let words = options(of: words)
        for (index, word) in words.enumerated() {
            if word == name, index + 1 < words.count { return words[index + 1] }
            if word.hasPrefix("\(name)=") { return String(word.dropFirst(name.count + 1)) }
        }
        return nil
    }
}
