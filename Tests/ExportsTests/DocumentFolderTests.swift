import Exports
import Foundation
import Testing

/// The files of a folder with documents, and nothing that only seems to lie there.
@Suite struct DocumentFolderTests {
    private static func with(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "kembar-documents-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder + "/b/c",
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func `every file is hashed, also in folders, and links are passed over`() throws {
        try Self.with { folder in
            try Data("abc".utf8).write(to: URL(filePath: folder + "/z.pdf"))
            try Data().write(to: URL(filePath: folder + "/b/c/kosong"))
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/taut",
                withDestinationPath: "/etc/hostname"
            )
            let files = try DocumentFolder(folder).files()
            #expect(files.map(\.path) == ["b/c/kosong", "z.pdf"])
            #expect(
                files.map(\.sha256) == [
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                ]
            )
        }
    }

    @Test func `a folder that is not there was not looked at`() {
        #expect(throws: FileTrouble.self) {
            try DocumentFolder("/tmp/kembar-tiada-\(UUID().uuidString)").files()
        }
    }
}
