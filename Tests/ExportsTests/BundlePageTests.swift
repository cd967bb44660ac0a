import Audit
import Crypto
import Entries
import Testing

@testable import Exports

/// The page that says how to verify without us: whoever changed it is found out.
@Suite struct BundlePageTests {
    private static let name = "data/README.txt"

    private func state(
        of page: String?,
        _ agreement: String?,
        isRehearsal: Bool = false
    ) throws -> BundlePage {
        let log = try SmallLog()
        let files = try agreement == nil ? log.bundle() : log.agreementBundle()
        files.files[Self.name] = page.map { Array($0.utf8) }
        let checkpoint = try Checkpoint.open(log.note, keys: [log.key.verifierKey]).checkpoint
        return try BundlePage.compare(
            files,
            checkpoint,
            agreement: agreement,
            isRehearsal: isRehearsal
        )
    }

    private func page(_ agreement: String?) throws -> String {
        let log = try SmallLog()
        let files = try agreement == nil ? log.bundle() : log.agreementBundle()
        return String(decoding: try #require(files.files[Self.name]), as: UTF8.self)
    }

    @Test(arguments: [nil, SmallLog.agreement])
    func `a page is the one of its entries, or it is another`(agreement: String?) throws {
        let page = try page(agreement)
        #expect(try state(of: page, agreement) == .same)
        #expect(try state(of: nil, agreement) == BundlePage.none)
        let forged = page.replacing("if signed ", with: "if true ")
        #expect(forged != page)
        for other in [forged, page + " ", "", page + String(repeating: "x", count: 200_000)] {
            #expect(try state(of: other, agreement) == .differ)
        }
        #expect(try state(of: page, agreement, isRehearsal: true) == .differ)
        #expect(try state(of: self.page(agreement == nil ? "" : nil), agreement) == .differ)
    }

    @Test(arguments: [nil, SmallLog.agreement])
    func `another number leads past nothing`(agreement: String?) throws {
        let forged = try page(agreement).replacing("if signed ", with: "if true ")
        let line = "kembar page \(VerifyingPage.version)\n"
        for number in ["", "2", "1", "0", "-1", "x"] {
            let other = forged.replacing(
                line,
                with: number.isEmpty ? "" : "kembar page \(number)\n"
            )
            #expect(try state(of: other, agreement) == .differ, "\(number)")
        }
        // What a later kembar wrote nobody here can tell; it is not taken for success.
        let later = forged.replacing(line, with: "kembar page \(VerifyingPage.version + 1)\n")
        #expect(try state(of: later, agreement) == .newer)
    }

    /// Once a release has written a page, its text stays: else a bundle of that release would be called changed.
    ///
    /// Another text gets the next number, and the text of this one is kept beside it.
    @Test func `the text of a number is never changed`() throws {
        let digests = [
            2: "c6d6887750369558805bc8b63f2dbe9aa9bdab253d7552af4b2567ed52d21ed9",
            3: "c71b08c0e961d0836b97f01170bdcba15ae89eb0c404259bb86093843ee094be",
        ]
        #expect(digests.keys.sorted() == Array(VerifyingPage.versions))
        #expect(VerifyingPage.version == 3)
        for (number, digest) in digests {
            var pages = SHA256()
            for agreement in [nil, SmallLog.agreement] {
                for bits in 0..<8 {
                    var holds = VerifyingPage.Contents()
                    holds.hasRegister = bits & 1 > 0
                    holds.hasKeys = bits & 2 > 0
                    holds.isRehearsal = bits & 4 > 0
                    let page = VerifyingPage(
                        try Self.checkpoint(),
                        agreement: agreement,
                        holds,
                        number: number
                    )
                    pages.update(data: Array(page.text.utf8))
                }
            }
            #expect(Hexadecimal.encode(pages.finalize()) == digest, "\(number)")
        }
    }

    private static func checkpoint() throws -> Checkpoint {
        try Checkpoint(origin: SmallLog.origin, size: 5, root: MerkleTree.leafHash([]))
    }

    @Test(arguments: [nil, SmallLog.agreement])
    func `a page of an earlier number is held against the text of that number`(
        agreement: String?
    ) throws {
        let log = try SmallLog()
        let checkpoint = try Checkpoint.open(log.note, keys: [log.key.verifierKey]).checkpoint
        let earlier = VerifyingPage(checkpoint, agreement: agreement, .init(), number: 2).text
        #expect(try state(of: earlier, agreement) == .same)
        // Neither number passes with the text of the other.
        let current = try page(agreement)
        for (text, old, new) in [(earlier, 2, 3), (current, 3, 2)] {
            let other = text.replacing("kembar page \(old)\n", with: "kembar page \(new)\n")
            #expect(other != text)
            #expect(try state(of: other, agreement) == .differ)
        }
    }
}
