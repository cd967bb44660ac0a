import Audit
import Testing

@Suite struct VerifierKeyTests {
    private static let example =
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

    @Test func `a vkey is read, checked against its key ID and written again`() throws {
        let key = try VerifierKey(Self.example)
        #expect(key.name == "example.com/foo")
        #expect(key.type == .ed25519)
        #expect(key.id.description == "530d903a")
        #expect(
            key.publicKey
                == (try bytes(
                    hex: "e932791ae6e7a840a46164c904786426d5e7821dd8b29a00d61cae72afdd4da4"
                ))
        )
        #expect(key.description == Self.example)
        #expect(
            try VerifierKey(name: key.name, type: .ed25519, publicKey: key.publicKey) == key
        )
    }

    @Test(arguments: [
        ("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", UInt8(0x04)),
        ("witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN", UInt8(0x04)),
        (
            "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx",
            UInt8(0x01)
        ),
        (
            "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562+5202289b+Af/cLU2Y5BJNP+r3iMDC+av9eWCD0fBJVDfzAux5zxAP",
            UInt8(0x01)
        ),
    ])
    func `published vkeys are read`(text: String, type: UInt8) throws {
        let key = try VerifierKey(text)
        #expect(key.type.rawValue == type)
        #expect(key.description == text)
    }

    @Test func `the base64 of a vkey may hold the sign that parts it`() throws {
        let text = "witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN"
        #expect(text.count(where: { $0 == "+" }) == 3)
        #expect(try VerifierKey(text).publicKey.count == 32)
    }

    @Test(arguments: [
        ("", KeyFailure.malformed),
        ("example.com/foo", .malformed),
        ("example.com/foo+530d903a", .malformed),
        ("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .name),
        ("example com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .name),
        ("example\u{a0}com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .name),
        ("example\u{2003}com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .name),
        ("example\u{1}com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .name),
        // The ID of another name, one digit wrong, upper case, too short, with a sign.
        ("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .wrongID),
        ("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .wrongID),
        ("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformedID),
        ("example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformedID),
        ("example.com/foo+-30d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformedID),
        // The same key as another type, a shorter key, stray bits, a newline behind.
        ("example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .wrongID),
        ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0=", .keyLength),
        ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U1=", .malformed),
        ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n", .malformed),
        ("example.com/foo+530d903a+AQ==", .malformed),
        ("example.com/foo+530d903a+", .malformed),
    ])
    func `what is no vkey is refused`(text: String, failure: KeyFailure) {
        #expect(throws: failure) { try VerifierKey(text) }
    }

    @Test func `a vkey of an unknown type is kept as it is written`() throws {
        let text = "example.com/foo+00000000+BgECAwQ="
        let key = try VerifierKey(text)
        #expect(key.type == SignatureType(rawValue: 0x06))
        #expect(!key.type.isSupported)
        #expect(key.publicKey == [1, 2, 3, 4])
        #expect(key.description == text)
    }

    @Test func `names that only look alike are two names`() throws {
        let publicKey = try VerifierKey(Self.example).publicKey
        let composed = try VerifierKey(name: "k\u{e9}y", type: .ed25519, publicKey: publicKey)
        let decomposed = try VerifierKey(name: "ke\u{301}y", type: .ed25519, publicKey: publicKey)
        // Swift takes the two texts for one.
        #expect(composed.name == decomposed.name)
        #expect(composed != decomposed)
        #expect(composed.id != decomposed.id)
        #expect(composed.isNamed("k\u{e9}y"))
        #expect(!composed.isNamed("ke\u{301}y"))
        #expect(Set([composed, decomposed]).count == 2)
    }

    @Test func `one seed has two key IDs, as a log's key and as a witness's`() throws {
        let key = try SigningKey(
            name: "example.org/kembar/pks-demo",
            seed: bytes(hex: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
        )
        #expect(key.verifierKey.id.description == "db672ab5")
        #expect(key.cosignerKey.id.description == "ea7c3671")
        #expect(key.verifierKey.publicKey == key.cosignerKey.publicKey)
        #expect(
            key.verifierKey.description
                == "example.org/kembar/pks-demo+db672ab5"
                + "+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"
        )
    }

    @Test func `a signing key shows only its public half`() throws {
        let seed = [UInt8](repeating: 0xab, count: 32)
        let key = try SigningKey(name: "example.org/log", seed: seed)
        #expect("\(key)" == key.verifierKey.description)
    }

    @Test func `a signing key needs 32 bytes and a name`() {
        let seed = [UInt8](repeating: 1, count: 32)
        #expect(throws: KeyFailure.keyLength) {
            try SigningKey(name: "example.org", seed: seed.dropLast())
        }
        #expect(throws: KeyFailure.keyLength) {
            try SigningKey(name: "example.org", seed: seed + [1])
        }
        #expect(throws: KeyFailure.name) { try SigningKey(name: "", seed: seed) }
        #expect(throws: KeyFailure.name) { try SigningKey(name: "a+b", seed: seed) }
        #expect(throws: KeyFailure.name) { try SigningKey(name: "a b", seed: seed) }
        #expect(throws: KeyFailure.name) { try SigningKey(name: "a\nb", seed: seed) }
    }
}
