import Testing

@testable import kembar

@Suite struct InvocationTests {
    @Test(arguments: [
        (["--lang", "en", "list"], ["list", "--lang", "en"]),
        (
            ["--json", "--socket=/s", "remind", "list"],
            ["remind", "list", "--json", "--socket=/s"]
        ),
        (["--json", "note", "1", "--", "-x"], ["note", "1", "--json", "--", "-x"]),
        (["list", "--json"], ["list", "--json"]),
        (["--lang"], ["--lang"]),
        (["--unknown", "list"], ["--unknown", "list"]),
        ([], []),
    ])
    func `options before the command are parsed behind it`(words: [String], parsed: [String]) {
        #expect(Invocation(words).arguments == parsed)
    }

    @Test func `the last language option decides, and none behind a terminator`() {
        #expect(Invocation(["list", "--lang", "en", "--lang=id"]).languageOption == "id")
        #expect(Invocation(["note", "1", "--", "--lang", "en"]).languageOption == nil)
        #expect(Invocation(["list", "--lang"]).languageOption == nil)
    }

    @Test func `only in front does --version ask for the program's`() {
        #expect(Invocation(["--version"]).asksVersion)
        #expect(Invocation(["--lang", "en", "--version"]).asksVersion)
        #expect(!Invocation(["draft", "1", "--version", "v2"]).asksVersion)
    }

    @Test(arguments: [
        ["--lang", "en"], ["--lang", "en", "help"], ["help", "--lang", "en"],
        ["help", "--socket=/s", "sign", "--lang", "en"], ["audit", "--lang", "en"],
        ["--json", "--lang=en", "rehearse"], ["--lang", "en", "help", "remind", "list"],
    ])
    func `help and a group alone take the options that hold everywhere`(
        words: [String]
    ) async {
        let desk = TestDesk(words)
        #expect(await desk.run() == .done)
        #expect(desk.output.contains("USAGE: kembar"))
        #expect(desk.errors == "")
    }

    @Test func `what is no common option stays where it was`() {
        #expect(
            Invocation(["--json", "help", "-x", "--", "--json"]).argumentsWithoutCommon
                == ["help", "-x", "--", "--json"]
        )
    }

    @Test func `--version prints name and version`() async {
        let desk = TestDesk(["--version"])
        #expect(await desk.run() == .done)
        #expect(desk.output == "kembar \(Kembar.version)\n")
    }
}
