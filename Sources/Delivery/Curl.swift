import Glibc
import Subprocess

/// Debian's curl as a child process: everything that leaves the machine goes through it.
struct Curl: Sendable {
    /// The program's name, which is looked for where Debian puts programs.
    var name = "curl"

    /// The most bytes of an answer that are read: a digest with its checkpoint, many times over.
    private static let answerBytesMax = 16 * 1_024 * 1_024

    /// What came of a run.
    struct Answer: Hashable, Sendable {
        /// curl's own exit status; 0 is success.
        var exit: Int
        /// The last status of the server: HTTP's or SMTP's; 0 without any.
        var code: Int
        /// What curl says went wrong; empty when nothing did.
        var message: String
        /// The body of an HTTP answer.
        var body: String
    }

    /// Where it is looked for.
    static let folders = ["/usr/bin", "/bin"]

    /// Whether the program is in one of the folders and can be run.
    func isInstalled(in folders: [String] = folders) -> Bool {
        folders.contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    /// Runs curl with a configuration, which it reads from its standard input.
    ///
    /// Nothing of it stands in its arguments or its environment, where others could read it. Throws
    /// only if it can't be started.
    func run(_ configuration: CurlConfiguration) async throws -> Answer {
        let result = try await Subprocess.run(
            .name(name),
            // The first: without it curl would also read a file of the user.
            arguments: ["--disable", "--config", "-"],
            environment: .custom(["PATH": Self.folders.joined(separator: ":"), "LC_ALL": "C"]),
            input: .string(configuration.text + Self.report),
            output: .string(limit: Self.answerBytesMax),
            error: .string(limit: 65_536)
        )
        let (exit, code, message) = Self.read(result.standardError)
        let status: Int =
            switch result.terminationStatus {
            case .exited(let status): Int(status)
            // It never came to say anything: as if the connection was lost.
            default: Self.receiveError
            }
        return Answer(
            exit: exit ?? status,
            code: code,
            message: message,
            body: result.standardOutput
        )
    }

    /// CURLE_RECV_ERROR.
    private static let receiveError = 56

    /// One line behind everything else that curl writes to its standard error.
    private static let report =
        "silent\nwrite-out = \"%{stderr}\\nkembar %{exitcode} %{response_code} %{errormsg}\\n\"\n"

    static func read(_ errors: String) -> (exit: Int?, code: Int, message: String) {
        guard let line = errors.split(separator: "\n").last(where: { $0.hasPrefix("kembar ") })
        else { return (nil, 0, errors) }
        let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count == 4 else { return (nil, 0, String(line)) }
        return (Int(words[1]), Int(words[2]) ?? 0, String(words[3]))
    }
}

/// The options of one run of curl, as its configuration file has them.
struct CurlConfiguration: Hashable, Sendable {
    private(set) var text = ""

    /// An option with a value, quoted as curl reads it: nothing in a value can become an option.
    mutating func set(_ name: String, _ value: String) {
        text += "\(name) = \"\(Self.quoted(value))\"\n"
    }

    /// Scalar by scalar: CR LF is one character, and a quote with an accent another than a quote.
    private static func quoted(_ value: String) -> String {
        var quoted = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": quoted += "\\\\"
            case "\"": quoted += "\\\""
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted
    }

    /// An option that stands alone.
    mutating func set(_ name: String) { text += name + "\n" }
}
