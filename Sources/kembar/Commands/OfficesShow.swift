import ArgumentParser
import Language
import Wire

/// The command `kembar offices show CODE`.
struct OfficesShow: ScreenSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "show",
            Phrase("Satu kantor.", "One office."),
            examples: ["kembar offices show 35.72", "kembar offices show 51.08/DPRD --json"]
        )
    }

    @Argument(
        help: .words("Kode kantor.", "The office's code.", value: Phrase("kode", "code")),
        completion: .asked(.offices)
    )
    var code: String

    @OptionGroup var common: CommonOptions

    func request(_ desk: Desk) -> Request { .get(["offices"], [("code", code)]) }

    func screen(_ answer: OfficeList, _ page: Page) throws -> Screen {
        let office = try office(in: answer)
        return OfficeScreen(office, isOwn: office.code == answer.own).screen(page)
    }

    func told(_ response: Response, _ page: Page) throws -> Told {
        let list = try response.decoded(OfficeList.self)
        guard common.json else { return Told(text: try written(list, response, page)) }
        return Told(text: try JSONLine.text(of: try office(in: list)))
    }

    private func office(in list: OfficeList) throws(Failure) -> OfficeEntry {
        // By bytes: two codes that only look alike are two offices.
        guard let office = list.offices.first(where: { $0.code.utf8.elementsEqual(code.utf8) })
        else { throw .noSuchOffice(code: code) }
        return office
    }
}
