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

    @Test func `one key does not count twice`() throws {
        let witness = try WorkedExample.witness().cosignerKey
        let text = try text("witness zwei \(witness)\nquorum none")
        #expect { try TrustPolicy(text) } throws: { ($0 as? PolicyFault)?.line == 5 }
    }
}
