import Language
import Wire

/// A subcommand whose answer is one text: printed as it came, with `--json` in a document.
protocol PlainSubcommand: CopySubcommand {
    associatedtype Document: PlainDocument

    /// What has to be said beside the text; nil if nothing has.
    func remark(_ response: Response) -> Phrase?
}

/// A text as the one member of a document.
protocol PlainDocument: Codable {
    init(text: String)
    var text: String { get }
}

extension PlainSubcommand {
    func remark(_ response: Response) -> Phrase? { nil }

    /// kembard answers with the text, kembar-audit with the document.
    func document(_ response: Response) throws -> Document {
        copy.data == nil ? Document(text: response.text) : try response.decoded(Document.self)
    }

    func told(_ response: Response, _ page: Page) throws -> Told {
        let document = try document(response)
        return Told(
            text: common.json ? try JSONLine.text(of: document) : document.text,
            remark: remark(response).map(page.say) ?? ""
        )
    }
}

extension CheckpointDocument: PlainDocument {
    init(text: String) { self.init(checkpoint: text) }

    var text: String { checkpoint }
}

extension KeyDocument: PlainDocument {
    init(text: String) { self.init(vkey: String(text.prefix { $0 != "\n" })) }

    var text: String { vkey }
}

extension ReceiptDocument: PlainDocument {
    init(text: String) { self.init(receipt: text) }

    var text: String { receipt }
}
