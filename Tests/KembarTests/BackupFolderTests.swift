import FoundationEssentials
import Glibc
import Testing

@testable import kembar

/// Which file of a folder is the newest backup, which goes, and who may write one.
@Suite struct BackupFolderTests {
    private static let checkpoint = "test.invalid/kembar\n3\n\(rootText)\n\n\u{2014} x AAAA\n"
    private static let rootText = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="

    /// Gives `body` a folder of files, written in this order.
    private func with(
        _ names: [String],
        _ body: (BackupFolder) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/kembar-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (second, name) in names.enumerated() {
            try Data().write(to: URL(filePath: "\(folder)/\(name)"))
            let written = timespec(tv_sec: 1_780_000_000 + second, tv_nsec: 0)
            try #require(utimensat(AT_FDCWD, "\(folder)/\(name)", [written, written], 0) == 0)
        }
        try body(BackupFolder(path: folder))
    }

    private func names(_ folder: BackupFolder) -> [String] {
        folder.backups.map { String($0.dropFirst(folder.path.count + 1)) }
    }

    @Test func `what bears another name is somebody's own`() throws {
        let own = ["kembar-0000000003.tar", "kembar-0000000004-00ff00ff.tar"]
        let others = [
            "kembar-sebelum-upgrade.tar", "kembar-3.tar", "kembar-0000000009-.tar",
            "kembar-0000000009-00FF00FF.tar", "kembar-0000000009-00ff00ff-x.tar",
            "kembar-0000000009.tar.new", "kembar.tar",
        ]
        try with(own + others) { folder in
            #expect(names(folder) == own.reversed())
            try folder.prune(to: 1, keeping: "\(folder.path)/\(own[1])", proved: nil)
            #expect(names(folder) == [own[1]])
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(Set(left) == Set(others + [own[1]]))
        }
    }

    @Test func `the one written last is the newest, though a lost branch was longer`() throws {
        let files = [
            "kembar-0000000100-aaaaaaaa.tar", "kembar-0000000200-aaaaaaaa.tar",
            "kembar-0000000120-bbbbbbbb.tar",
        ]
        try with(files) { folder in
            #expect(names(folder).first == files[2])
            // Also where the clock was set back: what was just made stays.
            try folder.prune(to: 2, keeping: "\(folder.path)/\(files[0])", proved: nil)
            #expect(Set(names(folder)) == [files[0], files[2]])
        }
    }

    @Test func `the last one that was found whole stays, however many came after it`() throws {
        let files = [
            "kembar-0000000100-aaaaaaaa.tar", "kembar-0000000200-aaaaaaaa.tar",
            "kembar-0000000300-aaaaaaaa.tar", "kembar-0000000400-aaaaaaaa.tar",
        ]
        try with(files) { folder in
            try folder.prune(to: 1, keeping: "\(folder.path)/\(files[3])", proved: 200)
            #expect(Set(names(folder)) == [files[1], files[3]])
            try folder.prune(to: 1, keeping: "\(folder.path)/\(files[3])", proved: 400)
            #expect(names(folder) == [files[3]])
        }
    }

    @Test func `two logs of one size have two names`() throws {
        let head = try #require(BackupHead(Array(Self.checkpoint.utf8)))
        let path = BackupFolder(path: "/x").file(of: head)
        #expect(path == "/x/kembar-0000000003-01020304.tar")
        #expect(BackupFolder.isBackup("kembar-0000000003-01020304.tar"))
    }

    @Test func `two backups to one name are not mixed: the second is refused`() throws {
        try with([]) { folder in
            let path = "\(folder.path)/log.tar"
            let archive = BackupReaderTests.whole
            var first: BackupFile? = try BackupFile(path)
            #expect(first?.take(Array(archive.prefix(700))) == true)
            #expect(throws: Failure.inUse(path: path + ".new")) { try BackupFile(path) }
            #expect(first?.take(Array(archive.dropFirst(700))) == true)
            _ = try first?.keep()
            #expect(try Array(Data(contentsOf: URL(filePath: path))) == archive)
            // The first is still in somebody's hands; its draft's name is free, and its own now too.
            try FileManager.default.removeItem(atPath: path)
            let third = try BackupFile(path)
            first = nil
            #expect(access(path + ".new", F_OK) == 0, "the first took away what is the third's")
            #expect(third.take(archive))
            _ = try third.keep()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["log.tar"])
        }
    }

    @Test func `a file that is there is left alone, also one that came while it was written`()
        throws
    {
        try with(["log.tar"]) { folder in
            let old = "\(folder.path)/log.tar"
            #expect(throws: Failure.unwritableFile(.init(path: old, errno: EEXIST))) {
                try BackupFile(old)
            }
            let path = "\(folder.path)/baru.tar"
            let file = try BackupFile(path)
            #expect(file.take(BackupReaderTests.whole))
            try #require(symlink("\(folder.path)/tidak-ada", path) == 0)
            #expect(throws: Failure.unwritableFile(.init(path: path, errno: EEXIST))) {
                _ = try file.keep()
            }
            #expect(try Data(contentsOf: URL(filePath: old)).isEmpty)
        }
    }

    @Test func `in a folder of backups the same entries make the same file again`() throws {
        try with(["kembar.tar"]) { folder in
            for _ in 1...2 {
                let file = try BackupFile(in: folder)
                #expect(file.take(BackupReaderTests.whole))
                let (path, head) = try file.keep()
                #expect(path == folder.file(of: head))
            }
            #expect(names(folder).count == 1)
            // What bears the draft's name without its end is somebody's own.
            #expect(try Data(contentsOf: URL(filePath: folder.path + "/kembar.tar")).isEmpty)
        }
    }

    @Test func `what an earlier run left when it was cut off is begun anew`() throws {
        try with([]) { folder in
            let path = "\(folder.path)/log.tar"
            let left = [UInt8](repeating: 9, count: 100_000)
            try Data(left).write(to: URL(filePath: path + ".new"))
            let file = try BackupFile(path)
            #expect(file.take(BackupReaderTests.whole))
            _ = try file.keep()
            #expect(try Array(Data(contentsOf: URL(filePath: path))) == BackupReaderTests.whole)
        }
    }
}
