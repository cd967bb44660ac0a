import Testing

@testable import kembar

@Suite struct ShellWordsTests {
    @Test(arguments: [
        ("list --stalled", ["list", "--stalled"]),
        ("  show\t2026-0001  ", ["show", "2026-0001"]),
        (#"note 1 "hari Jum'at""#, ["note", "1", "hari Jum'at"]),
        (#"note 1 'a "b" \ $(id) `id`'"#, ["note", "1", #"a "b" \ $(id) `id`"#]),
        (#"a\ b "\$x \" \\ \y""#, ["a b", #"$x " \ \y"#]),
        ("a''b ''", ["ab", ""]),
        (#""$(id) & | ; > <""#, ["$(id) & | ; > <"]),
        (#"$'a\nb\'\\\303\251'"#, ["a\nb'\\é"]),
        ("'a\nb'", ["a\nb"]),
        ("--party=51.08 *?[x]{y}~#", ["--party=51.08", "*?[x]{y}~#"]),
        ("", []),
    ])
    func `a line is taken apart as a shell does`(line: String, words: [String]) throws {
        #expect(try ShellWords.words(of: line) == words)
    }

    @Test(arguments: [
        ("list; id", ShellWords.Fault.notAShell(";")), ("list | sh", .notAShell("|")),
        ("list & id", .notAShell("&")), ("list > /tmp/x", .notAShell(">")),
        ("attach 1 < f", .notAShell("<")), ("note 1 $(id)", .notAShell("$")),
        ("note 1 $HOME", .notAShell("$")), ("note 1 `id`", .notAShell("`")),
        ("(id)", .notAShell("(")), ("list\nid", .notAShell("\n")),
        ("list\r\nid", .notAShell("\r\n")), ("note 1 'a", .open("'")),
        ("note 1 \"a", .open("\"")), ("a\\", .open("\\")), (#"$'\400'"#, .escape),
        (#"$'\000'"#, .escape), (#"$'\377'"#, .escape), (#"$'\q'"#, .escape),
    ])
    func `what only a shell could do is refused, never left out`(
        line: String,
        fault: ShellWords.Fault
    ) {
        #expect(throws: fault) { try ShellWords.words(of: line) }
    }

    @Test(arguments: [
        "", "a", "it's", "a\nb", "$(id) `id` \\ \" ; & | > < *", "-", "'", "''", "é\u{202E}",
        "\r\n",
    ])
    func `a quoted word is read back to the byte`(word: String) throws {
        #expect(try ShellWords.words(of: ShellWords.quoted(word)) == [word])
        // As is the form in which a command is offered to be repeated.
        #expect(try ShellWords.words(of: CommandLineEcho.quoted(word)) == [word])
    }
}
