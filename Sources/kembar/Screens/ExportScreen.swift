import Wire

/// What an export wrote, and what to do with it.
struct ExportScreen {
    private let document: ExportDocument

    init(_ document: ExportDocument) { self.document = document }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        guard document.format == "bundle" else {
            screen.add(ExportPhrases.file(document.path, document.format))
            screen.add(ExportPhrases.forReading, as: .quiet)
            return screen
        }
        screen.add(ExportPhrases.bundle(document.path, document.agreement))
        if let size = document.size { screen.add(ExportPhrases.covers(size)) }
        screen.add(ExportPhrases.howTo)
        screen.addVerbatim("  kembar audit verify --data \(document.path) --vkey …")
        return screen
    }
}
