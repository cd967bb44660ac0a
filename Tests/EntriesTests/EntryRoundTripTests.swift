import Calendars
import Entries
import TestSupport
import Testing

@Suite struct EntryRoundTripTests {
    @Test(arguments: [UInt64(1), 20_181_107, 4_096, .max])
    func `what is written is read again, and is the only spelling`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<250 {
            let entry = try random.entry()
            let bytes = try entry.encoded()
            let context: Comment = "seed \(seed), entry \(number)"
            #expect(!bytes.contains(0x0A), context)
            let read = try Entry(bytes: bytes, strictly: true)
            #expect(read == entry, context)
            // Equal texts may differ in bytes; the bytes are what is hashed.
            #expect(try read.encoded() == bytes, context)
        }
    }

    @Test(arguments: [UInt64(7), 1_945])
    func `one changed byte is refused or is another entry`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<250 {
            let entry = try random.entry()
            var bytes = try entry.encoded()
            let index = Int.random(in: bytes.indices, using: &random)
            let byte = bytes[index]
            bytes[index] = UInt8.random(in: 0...255, using: &random)
            guard bytes[index] != byte, let read = try? Entry(bytes: bytes, strictly: true) else {
                continue
            }
            #expect(try read.encoded() == bytes, "seed \(seed), entry \(number)")
            #expect(try read.encoded() != entry.encoded(), "seed \(seed), entry \(number)")
        }
    }
}
