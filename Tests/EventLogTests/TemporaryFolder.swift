import Foundation
import Glibc

/// A folder of its own for one test, gone with its last reference.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("\(NSTemporaryDirectory())/eventlog-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw POSIXError(.EIO) }
        path = String(cString: made)
    }

    deinit {
        // What stays behind is the system's to clean.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The database of a log that was opened on this very folder.
    var database: String { "\(path)/log.db" }

    func size(of name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        return try (attributes[.size] as? Int).orThrow()
    }

    func permissions(of name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        return try (attributes[.posixPermissions] as? Int).orThrow()
    }
}

extension Optional {
    private struct Missing: Error {}

    func orThrow() throws -> Wrapped {
        guard let self else { throw Missing() }
        return self
    }
}
