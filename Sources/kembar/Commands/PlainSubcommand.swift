/// A subcommand whose answer is a text that is printed as it came.
protocol PlainSubcommand: Subcommand {}

extension PlainSubcommand {
    func told(_ response: Response, _ page: Page) -> Told { Told(text: response.text) }
}
