import Testing

@testable import kembar

@Suite struct CommandLineEchoTests {
    @Test(arguments: [
        ("plain", "plain"), ("2018-0001", "2018-0001"), ("a b", "'a b'"), ("", "''"),
        ("it's", #"'it'\''s'"#), ("$(rm)", "'$(rm)'"), ("é", "'é'"), ("a\nb", #"$'a\nb'"#),
        ("'", #"''\'''"#), ("field:=[1]", "'field:=[1]'"), ("=x", "'=x'"), ("a=x", "a=x"),
        ("é\t'\\", "'é\t'\\''\\'"), ("a\u{202E}1", #"$'a\342\200\2561'"#),
    ])
    func `a word is quoted as a shell reads it back`(word: String, quoted: String) {
        #expect(CommandLineEcho.quoted(word) == quoted)
    }

    @Test func `the key is added behind the options`() {
        #expect(
            CommandLineEcho(["kembar", "note", "1", "a b"]).repeating(key: "k-1")
                == "kembar note 1 'a b' --idempotency-key k-1"
        )
        #expect(
            CommandLineEcho(["kembar", "note", "1", "--", "--x"]).repeating(key: "k")
                == "kembar note 1 --idempotency-key k -- --x"
        )
    }

    @Test(arguments: [["--idempotency-key", "k"], ["--idempotency-key=k"]])
    func `a key that was given is not given twice`(option: [String]) {
        let words = ["kembar", "note", "1", "x"] + option
        #expect(CommandLineEcho(words).repeating(key: "k") == words.joined(separator: " "))
    }
}
