import ArgumentParser
import Language
import Wire

/// The command `kembar watch [ID] [--after N]`.
struct Watch: FollowingSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "watch",
            Phrase(
                "Ikuti log: satu baris untuk tiap entri, begitu tercatat.",
                "Follow the log: a line for every entry, as it is recorded."
            ),
            examples: [
                "kembar watch", "kembar watch 2018-0001 --after -1",
                "kembar watch --json",
            ],
            more: Phrase(
                "Ctrl-C mengakhiri. Setelah kembard dijalankan ulang, watch menyambung lagi dan melanjutkan; tidak ada entri yang terlewat.",
                "Ctrl-C ends it. After kembard is restarted it connects again and goes on; no entry is left out."
            )
        )
    }

    @Argument(
        help: .words(
            "Hanya naskah ini.",
            "Only this agreement.",
            value: Phrase("id")
        )
    )
    var id: String?

    // A number may be negative: what follows is taken as it is.
    @Option(
        parsing: .unconditional,
        help: .words(
            "Mulai sesudah entri itu; -1 dari yang pertama; jika tidak, mulai sekarang.",
            "Begin after that entry; -1 at the first; else begin now.",
            value: Phrase("N")
        )
    )
    var after: Int64?

    @OptionGroup var common: CommonOptions

    func follow(_ exchange: Exchange, _ page: Page) async throws(Failure) {
        let desk = exchange.desk
        desk.endOnSignals()
        let response = try await exchange.answer(to: .get(["status"]))
        let status = try response.decoded(StatusAnswer.self)
        let start = after ?? status.log.size - 1
        let follower = LogFollower(exchange: exchange, agreement: id, page: page)
        guard !common.json else {
            return try await follower.follow(after: start) { desk.say($0.data) }
        }
        var opening = Screen(page)
        opening.banners(rehearsal: status.rehearsal)
        if !opening.lines.isEmpty { desk.say(opening.text(page)) }
        desk.say(page.say(WatchPhrases.following(id, after: start)), on: .errors)
        let lines = EntryLines(exchange, page, now: status.now)
        try await follower.follow(after: start) { desk.say(await lines.line(for: $0)) }
    }
}

/// A subcommand that prints what comes until it is ended.
protocol FollowingSubcommand: Connected {
    /// Prints until the reader has gone.
    func follow(_ exchange: Exchange, _ page: Page) async throws(Failure)
    /// The same, with how the program ends then.
    func attend(_ exchange: Exchange, _ page: Page) async throws(Failure) -> ProcessStatus
}

extension FollowingSubcommand {
    func attend(_ exchange: Exchange, _ page: Page) async throws(Failure) -> ProcessStatus {
        try await follow(exchange, page)
        return .done
    }
}
