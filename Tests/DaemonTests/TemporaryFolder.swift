import Foundation

/// A folder that is gone when its user is done.
enum TemporaryFolder {
    /// Gives `body` the path of a new, empty folder.
    static func with<Result>(_ body: (_ path: String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "kembar-daemon-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // What can't be removed stays in /tmp for the system to clean.
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.path)
    }
}
