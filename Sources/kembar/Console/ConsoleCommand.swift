import ArgumentParser
import Language

/// The command `kembar console`: what sshd starts for an officer, instead of a shell.
struct ConsoleCommand: FollowingSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "console",
            Phrase(
                "Mencatat dan melihat lewat pertanyaan, untuk SSH; tanpa shell.",
                "Record and look by questions, for SSH; without a shell."
            ),
            examples: [
                "kembar console",
                "kembar console --lang en",
            ],
            more: Phrase(
                "Dijalankan sshd untuk petugas (ForceCommand, atau command= di authorized_keys): menu, perintah kembar seperti biasa, dan tidak ada yang lain; berkas dan program di server tidak terjangkau. Dengan SSH_ORIGINAL_COMMAND satu perintah kembar dijalankan, itulah yang dipakai --host. Lihat kembar admin officer add.",
                "Started by sshd for an officer (ForceCommand, or command= in authorized_keys): a menu, kembar commands as usual, and nothing else; files and programs of the server are out of reach. With SSH_ORIGINAL_COMMAND one kembar command is carried out, which is what --host uses. See kembar admin officer add."
            )
        )
    }

    @OptionGroup var common: CommonOptions

    func follow(_ exchange: Exchange, _ page: Page) async throws(Failure) {
        _ = await attend(exchange, page)
    }

    func attend(_ exchange: Exchange, _ page: Page) async -> ProcessStatus {
        var desk = exchange.desk
        if let socket = common.socket { desk.environment["KEMBAR_SOCKET"] = socket }
        let commanded = desk.environment["SSH_ORIGINAL_COMMAND"].flatMap { $0.isEmpty ? nil : $0 }
        guard let commanded else {
            return await ConsoleDialogue(desk, page).run()
        }
        return await CommandedLine(desk, page).run(commanded)
    }
}
