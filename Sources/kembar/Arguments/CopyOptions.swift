import ArgumentParser
import Language

/// Where an auditor's question goes: to kembard, or to a copied folder.
struct CopyOptions: ParsableArguments {
    @Option(
        help: .words(
            "Salinan folder data, dibaca tanpa kembard dan tanpa mengubahnya.",
            "A copied data folder, read without kembard and without changing it.",
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
}

extension CopySubcommand {
    /// The answer of kembar-audit; nil if the question is for kembard.
    func answer(_ desk: Desk) throws(Failure) -> Response? {
        guard let data = copy.data else { return nil }
        let program = "kembar-audit"
        // Before the command's own words: those may end with arguments that look like options.
        let all = words.prefix(1) + ["--data", data, "--json"] + words.dropFirst()
        guard let ended = desk.runBeside(program, Array(all)) else {
            throw .noAuditProgram(path: desk.pathBeside(program))
        }
        guard ended.output.isEmpty else { return Response(status: 200, body: ended.output) }
        let refused = Response(status: 500, body: ended.errors)
        guard let problem = refused.problem else {
            throw .unreadableAnswer(reason: "\(program): \(refused.text.prefix(200))")
        }
        throw .problem(problem, repetition: nil)
    }

    /// An option and its value, if it was given.
    func option(_ name: String, _ value: String?) -> [String] {
        value.map { ["--\(name)", $0] } ?? []
    }
}
