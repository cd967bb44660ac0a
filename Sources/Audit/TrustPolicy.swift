/// Whom somebody trusts (C2SP tlog-policy): logs, witnesses, and how many of which are enough.
///
/// It is the verifying person's own file, never the log's.
package struct TrustPolicy: Hashable, Sendable {
    /// The keys of the logs.
    package private(set) var logs: [VerifierKey] = []
    /// The keys of the witnesses, in the order of the file.
    package private(set) var witnesses: [VerifierKey] = []
    private var members: [ExactText: Member] = [:]
    private var keys: Set<[UInt8]> = []
    private var quorum: ExactText?

    private indirect enum Member: Hashable, Sendable {
        case witness(VerifierKey)
        case group(of: Int, [Member])
    }

    /// Reads a policy; throws the number of the first line that says nothing, from 1.
    package init(_ text: String) throws(PolicyFault) {
        var isDecided = false
        let lines = text.utf8.split(separator: Lines.end, omittingEmptySubsequences: false)
        for (number, line) in zip(1..., lines) {
            let words = line.split { $0 == 0x20 || $0 == 0x09 }
                .map { String(decoding: $0, as: UTF8.self) }
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            switch first {
            case "log" where (2...3).contains(words.count) && take(log: words[1]): continue
            case "witness" where (3...4).contains(words.count) && take(words[1], words[2]): continue
            case "group" where words.count > 3 && take(words[1], words[2], words[3...]): continue
            case "quorum" where words.count == 2 && !isDecided && take(quorum: words[1]):
                isDecided = true
            default: throw PolicyFault(line: number)
            }
        }
        guard isDecided, !logs.isEmpty else { throw PolicyFault(line: lines.count) }
    }

    /// Every key that a signature may be by.
    package var trusted: [VerifierKey] { logs + witnesses }

    /// The same policy for other keys of its logs: those that they handed over to.
    package func trusting(logs: [VerifierKey]) -> TrustPolicy {
        var policy = self
        policy.logs = logs
        return policy
    }

    /// Whether these verified signatures are by a log, and by enough witnesses.
    package func isMet(by signatures: [VerifiedSignature]) -> Bool {
        let signers = Set(signatures.map(\.key))
        guard logs.contains(where: signers.contains) else { return false }
        guard let quorum else { return true }
        return members[quorum].map { Self.isMet($0, signers) } ?? false
    }

    private static func isMet(_ member: Member, _ signers: Set<VerifierKey>) -> Bool {
        switch member {
        case .witness(let key): signers.contains(key)
        case .group(let count, let members):
            members.count { isMet($0, signers) } >= count
        }
    }
}

extension TrustPolicy {
    private mutating func take(log text: String) -> Bool {
        guard let key = try? VerifierKey(text), key.type == .ed25519, isNew(key) else {
            return false
        }
        logs.append(key)
        return true
    }

    private mutating func take(_ name: String, _ text: String) -> Bool {
        guard let key = try? VerifierKey(text), key.type == .cosignature, isNew(key) else {
            return false
        }
        guard add(name, .witness(key)) else { return false }
        witnesses.append(key)
        return true
    }

    private mutating func take(_ name: String, _ count: String, _ names: ArraySlice<String>) -> Bool
    {
        let named = names.map(ExactText.init)
        let known = named.compactMap { members[$0] }
        guard known.count == named.count, Set(named).count == named.count else { return false }
        let enough: Int64? =
            switch count {
            case "any": 1
            case "all": Int64(known.count)
            default: DecimalText.decode(count.utf8)
            }
        guard let enough, (1...Int64(known.count)).contains(enough) else { return false }
        return add(name, .group(of: Int(enough), known))
    }

    private mutating func take(quorum name: String) -> Bool {
        guard name != "none" else { return true }
        quorum = ExactText(name)
        return members[ExactText(name)] != nil
    }

    /// No two entries may have one key: a witness would count twice.
    private mutating func isNew(_ key: VerifierKey) -> Bool {
        keys.insert(key.publicKey).inserted
    }

    private mutating func add(_ name: String, _ member: Member) -> Bool {
        guard name != "none", members[ExactText(name)] == nil else { return false }
        members[ExactText(name)] = member
        return true
    }
}

/// A policy that can't be read.
package struct PolicyFault: Error, Hashable, Sendable {
    /// The line that says nothing, from 1.
    package let line: Int
}
