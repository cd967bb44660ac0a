import Audit
import Exports
import Testing

@Suite struct ReceiptTests {
    @Test func `a receipt is verified with the key and nothing else, also of a redacted entry`()
        throws
    {
        let log = try SmallLog()
        for position in Int64(0)..<5 {
            let text = try log.receipt(position).description
            let read = try EntryReceipt(Array(text.utf8))
            #expect(read.description == text)
            #expect(read.position == position)
            #expect(read.line.bytes == log.lines[Int(position)])
            #expect(read.line.isRedacted == (position == 2))
            #expect(try read.verify([log.key.verifierKey]).checkpoint.size == 5)
        }
    }

    @Test func `a receipt in which any byte was changed proves nothing`() throws {
        let log = try SmallLog()
        let bytes = Array(try log.receipt(3).description.utf8)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            let proved = try? EntryReceipt(changed).verify([log.key.verifierKey])
            #expect(proved == nil, "byte \(index)")
        }
    }

    @Test func `another key, another entry or another place prove nothing`() throws {
        let log = try SmallLog()
        let other = try SigningKey(name: SmallLog.origin, seed: Array(repeating: 4, count: 32))
        let receipt = try log.receipt(3)
        #expect(throws: TlogProofFailure.self) { try receipt.verify([other.verifierKey]) }
        let text = receipt.description
        for wrong in [
            text.replacing("index 3", with: "index 2"), text.replacing("index 3", with: "index 03"),
            text.replacing("extra ", with: "ekstra "),
        ] {
            #expect(throws: TlogProofFailure.self) {
                try EntryReceipt(Array(wrong.utf8)).verify([log.key.verifierKey])
            }
        }
    }
}
