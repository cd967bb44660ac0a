import Audit
import Glibc
import Language
import Wire

/// The signing key as it lies away from its machine: encrypted under a passphrase, with the words that open
/// it without us.
///
/// Debian's `openssl` encrypts and asks for the passphrase, which never comes into this process. Comments
/// stand before the ciphertext; openssl passes over them, so the file can be handed to it as it is.
struct SealedKey {
    /// The log that the key signs, as `audit key` prints it.
    let verifierKey: String
    private let path: String

    /// Found in Debian's package openssl.
    static let program = "/usr/bin/openssl"
    /// As PBKDF2 with SHA-256 is recommended to be used by OWASP in 2023.
    private static let words = [
        "enc", "-aes-256-cbc", "-pbkdf2", "-iter", "600000", "-md", "sha256", "-a",
    ]
    private static let keyLine = "# vkey: "
    /// A sealed key has a few hundred bytes.
    private static let bytesMax = 65_536

    /// Reads the file's comments; nothing is opened yet.
    init(_ path: String, _ desk: Desk) throws(Failure) {
        let bytes: [UInt8]
        do throws(Desk.FileFailure) {
            bytes = try desk.content(of: path)
        } catch {
            throw .unreadableFile(error)
        }
        let lines = String(decoding: bytes.prefix(Self.bytesMax), as: UTF8.self)
            .split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix(Self.keyLine) }) else {
            throw .noSealedKey(path: path)
        }
        verifierKey = String(line.dropFirst(Self.keyLine.count))
        self.path = path
    }

    /// Opens it: the key's file, as it was, which makes the public key that the comments name.
    ///
    /// Who types the passphrase is asked by openssl.
    func opened(_ desk: Desk) throws(Failure) -> [UInt8] {
        let words = Self.words + ["-d", "-in", path] + Self.passphrase(desk)
        let ended = try Self.run(words, desk)
        guard Self.isKey(ended.output) else { throw .sealNotOpened(path: path) }
        guard Self.makes(verifierKey, ended.output) else {
            throw .wrongSealedKey(path: path, vkey: verifierKey)
        }
        return ended.output
    }

    /// Whether the bytes of a key's file are the secret half of that public key.
    private static func makes(_ verifierKey: String, _ file: [UInt8]) -> Bool {
        guard isKey(file), let known = try? VerifierKey(verifierKey),
            let seed = Hexadecimal.decode(file.prefix { $0 != 0x0A }),
            let key = try? SigningKey(name: known.name, seed: seed)
        else { return false }
        return key.verifierKey == known
    }

    /// Whether it opens under an empty passphrase.
    ///
    /// The one that was given never comes into this process, so this is how an empty one is found out.
    func opensUnderNone(_ desk: Desk) throws(Failure) -> Bool {
        Self.isKey(try Self.run(Self.words + ["-d", "-in", path, "-pass", "pass:"], desk).output)
    }

    /// Under a wrong passphrase other bytes come out, or none.
    private static func isKey(_ output: [UInt8]) -> Bool {
        let digits = output.prefix { $0 != 0x0A }
        return digits.count == 64 && output.count - digits.count <= 1
            && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// The text of a sealed file for the key at `keyPath`.
    ///
    /// Throws `wrongKey` where that file is not the secret half of `verifierKey`: sealed, nobody would know
    /// before the day on which it is needed; `noPassphrase` where openssl was given none that it takes.
    static func sealing(
        _ keyPath: String,
        verifierKey: String,
        _ desk: Desk
    ) throws(Failure) -> String {
        let file: [UInt8]
        do throws(Desk.FileFailure) {
            file = try desk.content(of: keyPath)
        } catch {
            throw .unreadableFile(error)
        }
        guard makes(verifierKey, file) else { throw .wrongKey(path: keyPath, vkey: verifierKey) }
        let ended = try run(words + ["-salt", "-in", keyPath] + passphrase(desk), desk)
        // The key was read a moment ago: what is left for openssl to miss is the passphrase.
        guard !ended.output.isEmpty else {
            throw .noPassphrase(
                isTyped: desk.isInputTerminal,
                words: String(decoding: ended.errors, as: UTF8.self)
                    .split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            )
        }
        let head = [
            "# kembar: kunci penanda tangan log, tersegel / the log's signing key, sealed",
            keyLine + verifierKey,
            "# Buka / open: openssl \((words + ["-d"]).joined(separator: " ")) -in BERKAS",
        ]
        return head.joined(separator: "\n") + "\n" + String(decoding: ended.output, as: UTF8.self)
    }

    /// At a terminal openssl asks there; otherwise the passphrase is the first line of standard input.
    private static func passphrase(_ desk: Desk) -> [String] {
        desk.isInputTerminal ? [] : ["-pass", "stdin"]
    }

    private static func run(_ words: [String], _ desk: Desk) throws(Failure) -> Desk.Ended {
        guard let ended = desk.runTool(program, words) else { throw .noTool(path: program) }
        return ended
    }
}

/// A small file that only its owner reads, on the disk when it is there.
enum SecretFile {
    /// Writes a file that must not exist yet.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritableFile(.init(path: path, errno: errno)) }
        let count = bytes.withUnsafeBytes { bytes in
            restarting { Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
        }
        // A few hundred bytes are written whole, or the disk is full.
        let failure: Int32? =
            count == bytes.count && fsync(descriptor) == 0 ? nil : count < 0 ? errno : ENOSPC
        close(descriptor)
        if let failure {
            unlink(path)
            throw .unwritableFile(.init(path: path, errno: failure))
        }
        do throws(Failure) {
            try BackupFile.sync(folderOf: path)
        } catch {
            unlink(path)
            throw error
        }
    }
}
