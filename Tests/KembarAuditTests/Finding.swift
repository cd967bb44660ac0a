import Audit
import Entries
import EventLog
import Foundation
import Wire

@testable import kembar_audit

/// What `kembar-audit verify` says of a folder or a bundle, run inside this process.
struct Finding: Hashable {
    /// The stable code of what is wrong; nil if nothing was found.
    var code: String?
    /// Among which entries the first wrong one is said to lie; nil where none is named.
    var first: ClosedRange<Int64>?
    /// How many entries no checkpoint covers.
    var unsigned: Int64 = 0

    var isWhole: Bool { code == nil }

    /// The finding as a cell of a table.
    var cell: String {
        if let code { return "`\(code)`" }
        return unsigned == 0 ? "whole" : "whole, \(unsigned) signed by nobody"
    }

    static func verify(
        _ path: String,
        vkey: String? = nil,
        since: String? = nil,
        policy: TrustPolicy? = nil
    ) async throws -> Finding {
        try await verify(path, vkey: vkey, since: since, policy: policy) { _ in }
    }

    /// Verifies, and lets `body` look at what was found whole.
    static func verify(
        _ path: String,
        vkey: String? = nil,
        since: String? = nil,
        policy: TrustPolicy? = nil,
        whole body: (any Examined) throws -> Void
    ) async throws -> Finding {
        let result = await Examination.result(path) { examined in
            let answer = try await examined.verify(
                VerifyWish(vkey: vkey, policy: policy, since: since)
            )
            let outcome = try Outcome.document(answer, status: Outcome.status(of: answer))
            if case .answer(_, status: 0) = outcome { try body(examined) }
            return outcome
        }
        switch result {
        case .failure(let problem):
            // A finding must not be taken for success by its exit status.
            precondition(Outcome.verifying(problem) != 0)
            return Finding(code: problem.code.rawValue)
        case .success(.answer(let bytes, let status)):
            let answer = try JSONDecoder().decode(VerifyAnswer.self, from: Data(bytes))
            let views = answer.areViewsWrong ? answer.views.map { "views: \($0)" } : nil
            let code = answer.fault?.code ?? views
            precondition((status == 0) == (code == nil), "exit status and answer contradict")
            let first = answer.fault?.position ?? -1
            let last = answer.fault?.params["through"]?.integer.map(Int64.init) ?? first
            return Finding(
                code: code,
                first: first >= 0 ? first...max(first, last) : nil,
                unsigned: code == nil ? answer.size - (answer.signed ?? answer.size) : 0
            )
        }
    }
}

extension SmallFolder {
    /// What is said of it, or of its bundle at `path`, under a policy that no cosignature meets.
    func underUnmetPolicy(_ path: String) async throws -> VerifyAnswer {
        let witness = try SigningKey(
            name: "saksi.invalid/1",
            seed: Array(repeating: 5, count: 32)
        )
        let policy = try TrustPolicy(
            "log \(vkey)\nwitness satu \(witness.cosignerKey)\nquorum satu\n"
        )
        let outcome = try await Examination.result(path) { examined in
            try .document(try await examined.verify(VerifyWish(policy: policy)))
        }.get()
        guard case .answer(let bytes, _) = outcome else { throw CancellationError() }
        return try JSONDecoder().decode(VerifyAnswer.self, from: Data(bytes))
    }
}

/// Everything that a log can be asked: every question of `EntryLog`, with every argument that has an answer.
///
/// All other answers of the programs are made from these, so two logs with the same are the same to everybody.
struct LogAnswers: Equatable {
    private var head: LogHead
    private var entries: [KeptEntry]
    private var lent: [KeptEntry] = []
    private var subjects: [String]
    private var ofSubjects: [[KeptEntry]]
    private var ofCommands: [[KeptEntry]]
    private var single: [KeptEntry?]
    private var ofTypes: [[KeptEntry]]
    private var redactions: [Int64: Int64]
    private var redacting: [KeptEntry?]
    private var nodes: [TreeHash?] = []

    /// Asks a folder or a bundle everything.
    init(_ examined: any Examined) throws {
        let log = examined.entries
        head = log.head
        entries = try log.read(after: -1, limit: .max)
        var lent: [KeptEntry] = []
        try log.lend(0..<log.head.size) { entry in
            lent.append(entry.kept)
            return true
        }
        self.lent = lent
        subjects = try log.subjects()
        ofSubjects = try log.entries(ofSubjects: subjects)
        ofCommands = try entries.map { try log.entries(ofCommand: $0.command) }
        single = try (-1...log.head.size).map { try log.entry(at: $0) }
        ofTypes = try entries.map { try log.engineEntries(ofTypes: [$0.type]) }
        redactions = try log.redactions()
        redacting = try (0...log.head.size).map { try log.redaction(of: $0) }
        for level in 0..<62 {
            for index in 0..<max(log.head.size >> Int64(level), 0) {
                nodes.append(try log.node(level: level, index: index))
                if level > 0 { nodes += try log.nodes(level: level, indexes: index..<index + 1) }
            }
        }
    }
}
