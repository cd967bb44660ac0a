import ArgumentParser
import Audit
import Entries
import Glibc
import Language
import Wire

/// The command `kembar admin key …`.
struct AdminKey: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "key",
            Phrase(
                "Kunci penanda tangan log: segel salinannya, ganti kuncinya.",
                "The log's signing key: seal a copy of it, change it."
            ),
            examples: [
                "kembar admin key seal kunci.segel", "kembar admin key check kunci.segel",
                "kembar admin key rotate --reason 'tahunan'",
            ],
            subcommands: [AdminKeySeal.self, AdminKeyCheck.self, AdminKeyRotate.self]
        )
    }
}

/// The command `kembar admin key seal FILE`.
struct AdminKeySeal: FollowingSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "seal",
            Phrase(
                "Segel kunci ke dalam berkas dengan kata sandi.",
                "Seal the key into a file under a passphrase."
            ),
            examples: [
                "kembar admin key seal kunci.segel",
                "kembar admin key seal /media/usb/kunci.segel --json",
            ],
            more: Phrase(
                "Hanya root dan kembard dapat membaca kunci. Kata sandi diminta oleh openssl, dua kali; tanpa terminal, baris pertama masukan baku. Simpan berkas itu dan kata sandinya di dua tempat, jauh dari mesin ini: tanpa keduanya log tidak dapat diteruskan di mesin lain.",
                "Only root and kembard can read the key. openssl asks for the passphrase, twice; without a terminal it is the first line of standard input. Keep the file and the passphrase in two places, away from this machine: without both the log can't go on elsewhere."
            )
        )
    }

    @Argument(
        help: .words(
            "Berkas yang dibuat.",
            "The file to make.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var file: String

    @OptionGroup var common: CommonOptions

    func follow(_ exchange: Exchange, _ page: Page) async throws(Failure) {
        let desk = exchange.desk
        let status = try await exchange.answer(to: .get(["status"])).decoded(StatusAnswer.self)
        if let newer = status.wantedKey { throw .retiredKey(successor: newer) }
        let key = try await exchange.answer(to: .get(["audit", "key"])).text
            .filter { !$0.isNewline }
        guard let path = status.files["key"] else {
            throw .unreadableAnswer(reason: "files.key")
        }
        let sealed = try SealedKey.sealing(path, verifierKey: key, desk)
        try SecretFile.write(Array(sealed.utf8), to: file)
        guard try !SealedKey(file, desk).opensUnderNone(desk) else {
            unlink(file)
            throw .emptyPassphrase(path: file)
        }
        let isInDoubt = status.isKeyInDoubt
        desk.say(
            common.json
                ? try JSONLine.said(SealMade(path: file, vkey: key))
                : page.say(SealPhrases.sealed(file, key, isInDoubt: isInDoubt))
        )
        if isInDoubt { desk.say(page.say(SealPhrases.sealedInDoubt), on: .errors) }
    }
}

/// The command `kembar admin key check FILE`.
struct AdminKeyCheck: FollowingSubcommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "check",
            Phrase(
                "Uji apakah kunci tersegel dapat dibuka dan diperlukan log ini.",
                "Prove that a sealed key opens and is the one that this log needs."
            ),
            examples: [
                "kembar admin key check kunci.segel",
                "kembar admin key check /media/usb/kunci.segel --json",
            ],
            more: Phrase(
                "Kata sandi diminta oleh openssl. Kuncinya tidak ditulis ke mana pun.",
                "openssl asks for the passphrase. The key is written nowhere."
            )
        )
    }

    @Argument(
        help: .words(
            "Berkas kunci tersegel.",
            "The sealed key's file.",
            value: Phrase("berkas", "file")
        ),
        completion: .file()
    )
    var file: String

    @OptionGroup var common: CommonOptions

    func follow(_ exchange: Exchange, _ page: Page) async throws(Failure) {
        let desk = exchange.desk
        let sealed = try SealedKey(file, desk)
        let key = try await exchange.answer(to: .get(["audit", "key"])).text
            .filter { !$0.isNewline }
        let status = try await exchange.answer(to: .get(["status"])).decoded(StatusAnswer.self)
        let newer = status.wantedKey
        guard [key, newer].contains(sealed.verifierKey) else {
            guard status.isKeyInDoubt else {
                throw .foreignKey(path: file, vkey: sealed.verifierKey, wanted: newer)
            }
            // The present key may be retired: nobody is told to seal that one instead.
            guard sealed.isNamed(status.origin) else {
                throw .otherLogsKey(path: file, vkey: sealed.verifierKey)
            }
            let keys = try await exchange.answer(to: .get(["audit", "keys"]))
                .decoded(KeyList.self).keys
            if let position = Self.replacement(of: sealed.verifierKey, in: keys) {
                throw .replacedKey(path: file, vkey: sealed.verifierKey, position: position)
            }
            throw .perhapsNewerKey(
                path: file,
                vkey: sealed.verifierKey,
                isCheckpointByUnknownKey: status.problems.contains {
                    $0.code == "signed-by-unknown-key"
                }
            )
        }
        _ = try sealed.opened(desk)
        if let newer, newer != sealed.verifierKey {
            throw .retiredKey(path: file, successor: newer)
        }
        if newer == nil, status.isKeyInDoubt { throw .keyInDoubt(path: file) }
        let words =
            newer == nil
            ? SealPhrases.opens(file)
            : SealPhrases.opensNewer(file, place: status.files["key"] ?? "key")
        desk.say(
            common.json
                ? try JSONLine.said(SealMade(path: file, vkey: sealed.verifierKey))
                : page.say(words)
        )
    }

    /// The entry that adopted the key after that one; nil where it is the last, or no key of the log.
    private static func replacement(of vkey: String, in keys: [KeyAnswer]) -> Int64? {
        guard let index = keys.lastIndex(where: { $0.vkey == vkey }), index + 1 < keys.count
        else { return nil }
        return keys[index + 1].position
    }
}

extension StatusAnswer {
    /// The key that the log's own has handed over to in entries that the log has lost; nil if it has not.
    fileprivate var wantedKey: String? {
        problems.first { $0.code == "key-retired" }?.params["successor"]?.string
    }

    /// Whether nobody can say if the log's own key is still in force.
    fileprivate var isKeyInDoubt: Bool {
        problems.contains { KeyList.doubts.contains($0.code) }
    }
}

extension SealedKey {
    /// Whether it says that it is a key of the log with that name.
    fileprivate func isNamed(_ origin: String) -> Bool {
        // What is no key at all is nobody's.
        (try? VerifierKey(verifierKey))?.isNamed(origin) ?? false
    }
}

/// What `admin key … --json` prints.
struct SealMade: Encodable {
    var path: String
    /// The public key that goes with it.
    var vkey: String
}
