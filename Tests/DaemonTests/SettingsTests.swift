import Foundation
import Testing

@testable import Daemon

/// The settings file: what is wrong in it is said, and its examples can be taken as they are.
@Suite struct SettingsTests {
    private static func text(of settings: String, in language: String) throws -> String {
        try TemporaryFolder.with { folder in
            let path = folder + "/kembard.yaml"
            try settings.write(toFile: path, atomically: false, encoding: .utf8)
            let error = #expect(throws: StartFailure.self) { try Settings.find(config: path) }
            return Daemon.explain(try #require(error), environment: ["LANG": language])
        }
    }

    @Test(arguments: [
        (
            "settings: main\norigin: a.invalid/x\norigin: b.invalid/y\n",
            "2:1: origin disebut dua kali", "2:1: origin is said twice"
        ),
        (
            "settings: main\nreserve: banyak\n",
            "2:10 reserve: seharusnya bilangan bulat, bukan teks.",
            "2:10 reserve: this should be a whole number, not a text."
        ),
        (
            "settings: main\nmiror: /mnt\n", "kunci miror tidak dikenal",
            "the key miror is not known"
        ),
        (
            "settings: main\nretry: 0\n", "0 di luar batas; tulis antara 1 dan 86400",
            "0 is out of range; write between 1 and 86400"
        ),
        ("origin: a.invalid/x\n", "kunci settings belum ada", "the key settings is missing"),
        (
            "settings: [main\n", "kurung [ atau { belum ditutup",
            "a bracket [ or { is not closed"
        ),
    ])
    func `a mistake is said in words, and where it stands`(
        settings: String,
        indonesian: String,
        english: String
    ) throws {
        let id = try Self.text(of: settings, in: "id_ID.UTF-8")
        #expect(id.contains(indonesian), "\(id)")
        let en = try Self.text(of: settings, in: "en_US.UTF-8")
        #expect(en.contains(english), "\(en)")
        for text in [id, en] {
            #expect(!text.contains("value=") && !text.contains("_"), "\(text)")
        }
    }

    @Test(arguments: [
        ("id_ID.UTF-8", "none.yaml: berkas atau folder itu tidak ada."),
        ("en_US.UTF-8", "none.yaml: No such file or directory."),
    ])
    func `what the system says of the file is said in the reader's language`(
        language: String,
        words: String
    ) throws {
        try TemporaryFolder.with { folder in
            let path = folder + "/none.yaml"
            let error = #expect(throws: StartFailure.self) { try Settings.find(config: path) }
            let text = Daemon.explain(try #require(error), environment: ["LANG": language])
            #expect(text.hasSuffix(words), "\(text)")
        }
    }

    /// Who takes the sign off every line that looks like a setting has set each once.
    @Test(arguments: ["kembard.yaml", "deliver.yaml"])
    func `no line that explains looks like the setting`(name: String) throws {
        let shipped = try String(contentsOfFile: Household.shipped + "/" + name, encoding: .utf8)
        var keys: [String] = []
        for line in shipped.split(separator: "\n") {
            guard let key = line.firstMatch(of: /^(?:# )?([a-z]+):/)?.1 else { continue }
            keys.append(String(key))
        }
        #expect(keys.count > 5)
        #expect(Set(keys).count == keys.count, "\(keys)")
        guard name == "kembard.yaml" else { return }
        let taken = shipped.replacing(/(?m)^# ([a-z]+: .*)$/) { "\($0.1)" }
        try TemporaryFolder.with { folder in
            let path = folder + "/kembard.yaml"
            try taken.write(toFile: path, atomically: false, encoding: .utf8)
            // The one file that a setting names has to be there.
            let key =
                "kembar.invalid/390e64d33d5bd089+7886800b+ARb1gkeK4MF6jmo7FI36lFHHujF7Dumq5IcXPraQR7AV"
            let policy = "log \(key)\nquorum none\n"
            try policy.write(
                toFile: folder + "/saksi.policy",
                atomically: false,
                encoding: .utf8
            )
            let settings = try Settings.find(config: path)
            #expect(settings.mirror == "/mnt/second/kembar" && settings.reserveMebibytes == 64)
        }
    }
}
