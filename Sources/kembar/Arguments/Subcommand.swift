import ArgumentParser
import Language
import Wire

/// A subcommand that speaks with kembard, here or on another machine.
protocol Connected: AsyncParsableCommand {
    var common: CommonOptions { get }
}

/// One subcommand: one request, one printed answer.
///
/// It decides nothing.
protocol Subcommand: Connected {
    /// Whether a successful answer goes to the output as it comes, untouched.
    var streams: Bool { get }

    /// What is printed without asking the daemon, if the command line wants just that.
    var toldAlone: Told? { get }
    /// The request; files it names are read from the desk.
    func request(_ desk: Desk) throws -> Request
    /// The daemon's answer with what only this side can look at, such as a person's files.
    func completed(_ response: Response, _ desk: Desk) throws -> Response
    /// The answer as it is printed, and how the program ends.
    func told(_ response: Response, _ page: Page) throws -> Told
    /// The file into which the answer goes, if one was asked for.
    func file(_ response: Response, _ page: Page, _ desk: Desk) throws -> AnswerFile?
}

/// A file that a command makes of its answer.
struct AnswerFile: Hashable {
    var path: String
    var bytes: [UInt8]
}

/// What a command prints, and how it ends.
struct Told: Hashable {
    var text: String
    var status: ProcessStatus = .done
    /// What is said of it on standard error, where the output is for files and programs; empty if nothing is.
    var remark = ""
}

extension Subcommand {
    var streams: Bool { false }

    var toldAlone: Told? { nil }

    func completed(_ response: Response, _ desk: Desk) throws -> Response { response }

    func file(_ response: Response, _ page: Page, _ desk: Desk) throws -> AnswerFile? { nil }
}

/// A subcommand whose answer is JSON for programs and a screen for people.
protocol ScreenSubcommand: Subcommand {
    associatedtype Answer: Decodable

    func screen(_ answer: Answer, _ page: Page) throws -> Screen
    /// The screen as it is written out, under the banner of a rehearsal.
    func written(_ answer: Answer, _ response: Response, _ page: Page) throws -> String
    /// How the program ends after that answer.
    func status(_ answer: Answer) -> ProcessStatus
}

extension ScreenSubcommand {
    func status(_ answer: Answer) -> ProcessStatus { .done }

    func told(_ response: Response, _ page: Page) throws -> Told {
        let answer = try response.decoded(Answer.self)
        guard !common.json else { return Told(text: response.text, status: status(answer)) }
        return Told(text: try written(answer, response, page), status: status(answer))
    }

    func written(_ answer: Answer, _ response: Response, _ page: Page) throws -> String {
        var screen = try screen(answer, page)
        if response.isRehearsal { screen.markRehearsal() }
        return screen.text(page)
    }
}

/// A subcommand that records something.
protocol WriteSubcommand: ScreenSubcommand where Answer == WriteAnswer {}

extension WriteSubcommand {
    func screen(_ answer: WriteAnswer, _ page: Page) -> Screen {
        WriteScreen(answer).screen(page)
    }
}

/// A subcommand that records what happened to an agreement, or begins one.
protocol FactSubcommand: WriteSubcommand {
    var fact: FactOptions { get }
    /// The agreement; nil begins one.
    var agreement: String? { get }

    /// What happened: verb or event, and its fields. When and on whose word is added elsewhere.
    func command(_ desk: Desk) throws -> CommandRequest
}

/// A subcommand that takes any field of an event, as `field=value`.
protocol AssigningSubcommand: FactSubcommand {}

extension FactSubcommand {
    func request(_ desk: Desk) throws -> Request {
        var command = try command(desk)
        command.at = fact.at
        command.source = fact.source
        command.onBehalfOf = fact.recording.onBehalfOf
        let path = agreement.map { ["agreements", $0, "events"] } ?? ["agreements"]
        return try fact.recording.post(path, desk, body: command)
    }
}
