import ArgumentParser
import Language
import Wire

/// The rule file that is checked or adopted.
struct RuleFileOptions: ParsableArguments {
    @Argument(
        help: .words(
            "Berkas aturan; - untuk masukan baku.",
            "The rule file; - is standard input.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var file: String

    @Option(
        help: .words(
            "regions.csv yang menyertai berkas kantor.",
            "The regions.csv that goes with an offices file.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var regions: String?

    func body(_ desk: Desk) throws -> RuleFileRequest {
        RuleFileRequest(
            name: file,
            text: try Self.text(of: file, desk),
            regions: try regions.map { try Self.text(of: $0, desk) }
        )
    }

    static func text(of path: String, _ desk: Desk) throws -> String {
        guard let text = String(validating: try desk.content(of: path), as: UTF8.self) else {
            throw Failure.notText(path: path)
        }
        return text
    }
}
