import Audit
import Testing

@Suite struct TrustPolicyTests {
    private let remora = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"

    private func text(_ rest: String) throws -> String {
        let (log, witness) = (try WorkedExample.log(), try WorkedExample.witness())
        return """
            # whom we trust
            log \(log.verifierKey)
            witness inspektorat\t\(witness.cosignerKey) https://witness.example.org
            witness remora \(remora)
            \(rest)

            """
    }

    private func signatures() throws -> [VerifiedSignature] {
        let proof = try TlogProof.parse(WorkedExample.proofFile)
        return try Checkpoint.open(proof.note, keys: WorkedExample.keys()).signatures
    }

    @Test(arguments: [
        ("quorum none", true), ("quorum inspektorat", true), ("quorum remora", false),
        ("group g any inspektorat remora\nquorum g", true),
        ("group g all inspektorat remora\nquorum g", false),
        ("group g 2 inspektorat remora\nquorum g", false),
        ("group g 1 remora\ngroup h 1 g inspektorat\nquorum h", true),
    ])
    func `a quorum counts the witnesses that cosigned`(rest: String, isMet: Bool) throws {
        let policy = try TrustPolicy(text(rest))
        #expect(policy.isMet(by: try signatures()) == isMet)
        #expect(policy.trusted.count == 3)
    }

    @Test func `a log's own signature is needed whatever the quorum`() throws {
        let policy = try TrustPolicy(text("quorum inspektorat"))
        let onlyWitness = try signatures().filter { $0.key.type == .cosignature }
        #expect(!policy.isMet(by: onlyWitness))
    }

    @Test(arguments: [
        "", "quorum", "quorum nobody", "quorum none\nquorum none", "witness x y\nquorum none",
        "group g 3 inspektorat remora\nquorum g", "group g 0 remora\nquorum g",
        "group g any remora remora\nquorum g", "group g any unknown\nquorum g",
        "group remora any inspektorat\nquorum none", "group g 01 remora\nquorum g",
        "log x\nquorum none", "whatever\nquorum none",
    ])
    func `a policy that says nothing certain is refused`(rest: String) throws {
        let text = try text(rest)
        #expect(throws: PolicyFault.self) { try TrustPolicy(text) }
    }

    @Test(arguments: [
        "group g any remora inspektorat\ngroup h any remora\ngroup q all g h\nquorum q",
        "group g any remora\ngroup h any remora inspektorat\nquorum g",
        "group g any remora\ngroup h any g\ngroup i any g\nquorum h",
    ])
    func `a name is in one group of the whole file, or one witness could fill a quorum of two`(
        rest: String
    ) throws {
        let text = try text(rest)
        #expect(throws: PolicyFault.self) { try TrustPolicy(text) }
    }

    @Test(arguments: [
        "quorum none\r", "# a comment\r\nquorum none", "quorum\u{0b}none", "quorum none\n\u{7f}",
        "quorum none\n\u{0}", "# \u{1b}[2J\nquorum none",
    ])
    func `no control character but tab and line end stands in a policy`(rest: String) throws {
        let text = try text(rest)
        #expect(throws: PolicyFault.self) { try TrustPolicy(text) }
    }

    @Test func `names are octets, whatever they may be in some script`() throws {
        let witness = try WorkedExample.witness().cosignerKey
        let log = try WorkedExample.log().verifierKey
        // Neither is UTF-8: as text both would read as one replacement character.
        func policy(_ quorum: UInt8) -> [UInt8] {
            Array("log \(log)\nwitness ".utf8) + [0xFE] + Array(" \(witness)\nwitness ".utf8)
                + [0xFF] + Array(" \(remora)\nquorum ".utf8) + [quorum]
        }
        #expect(try TrustPolicy(bytes: policy(0xFE)).isMet(by: signatures()))
        #expect(try !TrustPolicy(bytes: policy(0xFF)).isMet(by: signatures()))
        #expect(throws: PolicyFault.self) { try TrustPolicy(bytes: policy(0xFD)) }
        // The Kelvin sign is a K to Unicode, and not to a policy.
        let kelvin = "log \(log)\nwitness K \(witness)\nquorum \u{212A}\n"
        #expect(throws: PolicyFault.self) { try TrustPolicy(kelvin) }
    }

    @Test func `a key of an unknown type is kept, and never met`() throws {
        let unknown =
            "baru.invalid/saksi+01020304+" + "BgECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIj"
        let other = try TrustPolicy(text("witness baru \(unknown)\nquorum inspektorat"))
        #expect(try other.isMet(by: signatures()))
        let any = try TrustPolicy(
            text("witness baru \(unknown)\ngroup g any baru inspektorat\nquorum g")
        )
        #expect(try any.isMet(by: signatures()))
        let needed = try TrustPolicy(text("witness baru \(unknown)\nquorum baru"))
        #expect(try !needed.isMet(by: signatures()))
        // A type that is known and signs something else is a mistake.
        let log = try SigningKey(name: "lain.invalid/log", seed: Array(repeating: 5, count: 32))
        let wrong = try text("witness baru \(log.verifierKey)\nquorum none")
        #expect(throws: PolicyFault.self) { try TrustPolicy(wrong) }
    }

    @Test func `a line that is missing is named, and one that says nothing by its number`() throws {
        func fault(_ text: String) -> PolicyFault? {
            #expect(throws: PolicyFault.self) { try TrustPolicy(text) }
        }
        let log = try WorkedExample.log().verifierKey
        #expect(fault("quorum none\n")?.missing == .log)
        #expect(fault("")?.missing == .log)
        #expect(fault("log \(log)\n")?.missing == .quorum)
        let wrong = fault("log \(log)\nquorum siapa\n")
        #expect(wrong?.missing == nil && wrong?.line == 2)
    }

    @Test func `one key does not count twice`() throws {
        let witness = try WorkedExample.witness().cosignerKey
        let text = try text("witness zwei \(witness)\nquorum none")
        #expect { try TrustPolicy(text) } throws: { ($0 as? PolicyFault)?.line == 5 }
    }
}
