package import Audit
import Crypto

/// What the page of a bundle is worth, held against the one that belongs to its entries.
///
/// Whoever verifies without us does what it says: a step that somebody changed finds anything whole. Anybody
/// can write the manifests anew, so only the text itself tells.
package enum BundlePage: String, Hashable, Sendable {
    /// It is the page that belongs to these entries, byte for byte.
    case same
    /// It is another.
    case differ
    /// It names a number that this program does not know: a later release wrote it, or somebody says so.
    case newer
    /// There is none.
    case none

    /// Makes the page again, in the text of the number that it names, and compares.
    ///
    /// One without a number is held against the text of the first release, which named none: leaving the number out
    /// leads past nothing.
    package static func compare(
        _ content: some BundleContent,
        _ checkpoint: Checkpoint,
        agreement: String?,
        isRehearsal: Bool
    ) throws -> BundlePage {
        let paths = try content.paths()
        guard paths.contains(BundleMaker.page) else { return .none }
        var kept: [UInt8] = []
        // More than any page has is enough to tell that it is none.
        try content.read(BundleMaker.page) { if kept.count <= bytesMax { kept += $0 } }
        guard let number = number(of: kept) else {
            return isFirst(kept, checkpoint, agreement) ? .same : .differ
        }
        guard number <= VerifyingPage.version else { return .newer }
        guard VerifyingPage.versions.contains(number) else { return .differ }
        var holds = VerifyingPage.Contents()
        holds.hasRegister = paths.contains(BundleMaker.registerFile)
        holds.hasKeys = paths.contains { $0.hasPrefix(BundleMaker.keysFolder) }
        holds.isRehearsal = isRehearsal
        let page = VerifyingPage(checkpoint, agreement: agreement, holds, number: number)
        return kept == Array(page.text.utf8) ? .same : .differ
    }

    private static let bytesMax = 65_536

    /// The number in the second line; nil if there is none.
    private static func number(of page: [UInt8]) -> Int? {
        let lines = page.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count > 1 else { return nil }
        let line = String(decoding: lines[1], as: UTF8.self)
        guard line.hasPrefix(VerifyingPage.mark) else { return nil }
        return Int(line.dropFirst(VerifyingPage.mark.count))
    }

    /// Whether it is the page of 0.1.0: its first lines name the log, and all the rest was always the same.
    private static func isFirst(
        _ page: [UInt8],
        _ checkpoint: Checkpoint,
        _ agreement: String?
    ) -> Bool {
        let head = "\(VerifyingPage.title)\n\n\(VerifyingPage.about(checkpoint, agreement))\n".utf8
        guard page.starts(with: head) else { return false }
        let rest = Hexadecimal.encode(SHA256.hash(data: page.dropFirst(head.count)))
        return rest == (agreement == nil ? firstOfLog : firstOfAgreement)
    }

    private static let firstOfLog =
        "730bf96cf69d99b151cbabb02e1b2e69fb89be1d1cd0d7a44263a081be99675a"
    private static let firstOfAgreement =
        "9980691b0bd8cf5b840732154abf14670cda89c4c092fbc7aecce9501e767b0c"
}
