import Language

/// An OpenDocument text in one file (flat XML, `.fodt`) with places in braces, such as `{hal}`.
///
/// LibreOffice writes such a file as "Flat XML ODF Text Document". OpenDocument 1.3, part 3,
/// section 3.1.2: the root `office:document` holds what a package divides into several files.
struct LetterTemplate {
    /// The whole document.
    let xml: String

    /// Takes a template as it was read; it must at least have a place for what is said.
    init(_ xml: String, path: String) throws(Failure) {
        guard xml.contains("<office:document") else {
            throw .unfitTemplate(path: path, missing: nil)
        }
        let joined = Self.joined(xml)
        guard joined.contains("{isi}") else {
            throw .unfitTemplate(path: path, missing: "{isi}")
        }
        if let unknown = Self.names(in: joined).first(where: {
            !LetterDraft.placeNames.contains($0)
        }) {
            throw .unknownPlace(path: path, name: unknown)
        }
        self.xml = joined
    }

    /// What stands in braces and could be the name of a place.
    private static func names(in document: String) -> [String] {
        document.split(separator: "{").dropFirst().compactMap { piece in
            guard let end = piece.firstIndex(of: "}") else { return nil }
            let name = piece[..<end]
            let isName = !name.isEmpty && name.allSatisfy { $0 == "-" || $0.isASCII && $0.isLetter }
            return isName ? String(name) : nil
        }
    }

    /// The template that comes with kembar.
    static var shipped: String { shippedLetter }

    /// The document with every place filled in.
    func filled(_ draft: LetterDraft) -> String {
        var filled = xml
        for (name, paragraphs) in draft.places {
            filled = Self.fill("{\(name)}", paragraphs.map(Self.escaped), in: filled)
        }
        return filled
    }

    /// The document with every place in one piece.
    ///
    /// A word processor puts marks into the middle of a word where somebody changed or checked it:
    /// `{ha<text:span>l</text:span>}`. The marks move behind the place, in their order, so that what was
    /// well-formed stays so; a brace of another paragraph belongs to no place.
    private static func joined(_ document: String) -> String {
        var joined = ""
        var rest = document[...]
        while let open = rest.firstIndex(of: "{") {
            joined += rest[..<open]
            rest = rest[open...]
            guard let place = SplitPlace(rest) else {
                joined += "{"
                rest = rest.dropFirst()
                continue
            }
            joined += place.name + place.marks
            rest = rest[place.end...]
        }
        return joined + rest
    }

    /// Puts a place's text in; the paragraph around it is repeated for every text.
    private static func fill(_ place: String, _ texts: [String], in document: String) -> String {
        guard texts.count != 1 else { return document.replacing(place, with: texts[0]) }
        var rest = document[...]
        var filled = ""
        while let found = rest.firstRange(of: place) {
            let before = rest[..<found.lowerBound]
            guard let start = before.ranges(of: "<text:p").last?.lowerBound,
                let end = rest[found.upperBound...].firstRange(of: "</text:p>")?.upperBound
            else {
                filled += before + texts.joined(separator: " ")
                rest = rest[found.upperBound...]
                continue
            }
            filled += rest[..<start]
            for text in texts { filled += rest[start..<end].replacing(place, with: text) }
            rest = rest[end...]
        }
        return filled + rest
    }

    /// The text as XML has it; characters that XML 1.0 knows no way to write are left out.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\u{00}"..."\u{08}", "\u{0B}", "\u{0C}", "\u{0E}"..."\u{1F}", "\u{FFFE}",
                "\u{FFFF}":
                continue
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

/// A place whose letters may have marks between them.
private struct SplitPlace {
    /// The place with its braces.
    var name = ""
    /// The marks that stood in it.
    var marks = ""
    /// Behind it.
    var end: String.Index

    /// The longest name of a place; a brace that is further away closes none.
    private static let nameMax = 40

    /// Reads a place that begins with the first character of `text`; nil if that is none.
    init?(_ text: Substring) {
        var index = text.startIndex
        var mark: String?
        while index < text.endIndex {
            let character = text[index]
            index = text.index(after: index)
            if let begun = mark {
                mark = begun + String(character)
                guard character == ">" else { continue }
                // A place does not go on in the next paragraph.
                let element = begun.dropFirst().split(separator: " ").first ?? ""
                if ["text:p", "/text:p", "text:h", "/text:h"].contains(element) { return nil }
                marks += begun + ">"
                mark = nil
            } else if character == "<" {
                mark = "<"
            } else {
                let fits = character == (name.isEmpty ? "{" : "}") || Self.isOfName(character)
                guard fits, name.count < Self.nameMax else { return nil }
                name.append(character)
                guard character == "}" else { continue }
                end = index
                return
            }
        }
        return nil
    }

    private static func isOfName(_ character: Character) -> Bool {
        character == "-" || character.isASCII && character.isLetter
    }
}

/// A flat document divided into the files of an OpenDocument package, the form that every word
/// processor opens.
struct OpenDocumentPackage {
    private static let mediaType = "application/vnd.oasis.opendocument.text"

    /// The package's bytes; nil if the flat document has not the parts of one.
    static func bytes(of flat: String) -> [UInt8]? {
        guard let start = flat.firstRange(of: "<office:document"),
            let rootEnd = flat[start.upperBound...].firstIndex(of: ">"),
            let body = part("office:body", in: flat)
        else { return nil }
        let attributes = flat[start.upperBound..<rootEnd]
        let fonts = part("office:font-face-decls", in: flat) ?? ""
        let automatic = part("office:automatic-styles", in: flat) ?? ""
        let content = document(
            "office:document-content",
            attributes,
            [part("office:scripts", in: flat) ?? "", fonts, automatic, body]
        )
        let styles = document(
            "office:document-styles",
            attributes,
            [
                fonts, part("office:styles", in: flat) ?? "", automatic,
                part("office:master-styles", in: flat) ?? "",
            ]
        )
        var archive = StoredArchive()
        // First and not compressed, so that a program knows the kind from the first bytes
        // (OpenDocument 1.3, part 2, section 3.3).
        archive.add("mimetype", mediaType)
        archive.add("META-INF/manifest.xml", manifest)
        archive.add("content.xml", content)
        archive.add("styles.xml", styles)
        return archive.finished()
    }

    private static let header = #"<?xml version="1.0" encoding="UTF-8"?>"#

    private static func document(
        _ root: String,
        _ attributes: Substring,
        _ parts: [Substring]
    ) -> String {
        let own = attributes.split(separator: " ").filter { !$0.hasPrefix("office:mimetype") }
        return "\(header)\n<\(root) \(own.joined(separator: " "))>\(parts.joined())</\(root)>"
    }

    /// One element that stands at most once, with its tags.
    private static func part(_ name: String, in flat: String) -> Substring? {
        guard let start = flat.firstRange(of: "<\(name)>") ?? flat.firstRange(of: "<\(name) "),
            let end = flat[start.upperBound...].firstRange(of: "</\(name)>")
        else { return nil }
        return flat[start.lowerBound..<end.upperBound]
    }

    private static let manifest =
        header
            + """

            <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
            <manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="\(mediaType)"/>
            <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
            <manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
            </manifest:manifest>
            """
}
