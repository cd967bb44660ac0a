import ArgumentParser
import FoundationEssentials
import Language
import Wire

/// Where an auditor's question goes: to kembard, or to a copied folder.
struct CopyOptions: ParsableArguments {
    @Option(
        help: .words(
            "Salinan folder data atau berkas auditor, dibaca tanpa kembard dan tanpa mengubahnya.",
            "A copied data folder or a bundle, read without kembard and without changing it.",
            value: Phrase("folder")
        ),
        completion: .directory
    )
    var data: String?
}

/// A subcommand that may ask a copied folder instead of kembard.
protocol CopySubcommand: Subcommand {
    var copy: CopyOptions { get }
    /// The words for kembar-audit, its command first, without those that every question has.
    var words: [String] { get }
    /// What kembar-audit is to look at, as its option; nil if the question is for kembard.
    var evidence: [String]? { get }
    /// Whether the program can tell how far it is, and somebody may want to see that.
    var reportsProgress: Bool { get }
}

extension CopySubcommand {
    /// The answer of kembar-audit; nil if the question is for kembard.
    func answer(_ desk: Desk) throws(Failure) -> Response? {
        guard let evidence else { return nil }
        // Before the command's own words: those may end with arguments that look like options.
        var all: [String] = Array(words.prefix(1)) + evidence + ["--json"]
        if reportsProgress, desk.isErrorTerminal { all.append("--progress") }
        return try AuditProgram.answer(all + Array(words.dropFirst()), desk)
    }

    var evidence: [String]? { copy.data.map { ["--data", $0] } }

    var reportsProgress: Bool { false }

    /// An option and its value, if it was given.
    func option(_ name: String, _ value: String?) -> [String] {
        value.map { ["--\(name)", $0] } ?? []
    }
}

/// The program that looks at copies, beside this one.
enum AuditProgram {
    /// Runs it to its end.
    static func answer(_ words: [String], _ desk: Desk) throws(Failure) -> Response {
        let program = "kembar-audit"
        guard let ended = desk.runBeside(program, words) else {
            throw .noAuditProgram(path: desk.pathBeside(program))
        }
        guard ended.output.isEmpty else {
            var response = Response(status: 200, body: ended.output)
            response.unsignedRedaction = remark(in: ended.errors)?.unsignedRedaction
            return response
        }
        let refused = Response(status: 500, body: ended.errors)
        guard let problem = refused.problem else {
            throw .unreadableAnswer(reason: "\(program): \(refused.text.prefix(200))")
        }
        throw .problem(problem, repetition: nil)
    }

    /// What it says beside an answer, as a line among whatever else stands on its standard error.
    private static func remark(in errors: [UInt8]) -> CopyRemark? {
        // Lines of another kind are none.
        errors.split(separator: UInt8(ascii: "\n")).lazy
            .compactMap { try? JSONDecoder().decode(CopyRemark.self, from: Data($0)) }.first
    }
}

extension Response {
    /// What people have to know of the answer, wherever it goes to; empty if it is signed.
    func remark(_ page: Page) -> String {
        unsignedRedaction.map { page.say(VerifyPhrases.unsigned($0)) } ?? ""
    }
}
