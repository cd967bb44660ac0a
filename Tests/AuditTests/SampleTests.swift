import Audit
import Crypto
import Testing

@Suite struct SampleTests {
    @Test func `the smallest hashes of seed and position are drawn`() {
        let ranked = (0..<50).map { position in
            (Hexadecimal.encode(SHA256.hash(data: Array("BPK\n\(position)".utf8))), Int64(position))
        }.sorted { $0.0 < $1.0 }
        #expect(
            Sample.draw(7, ofSize: 50, seed: "BPK") == ranked.prefix(7).map(\.1).sorted()
        )
    }

    @Test func `a log that is smaller than its sample is drawn whole`() {
        #expect(Sample.draw(7, ofSize: 3, seed: "x") == [0, 1, 2])
        #expect(Sample.draw(7, ofSize: 0, seed: "x") == [])
    }
}
