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
    /// The names that a group has taken: each may be in one.
    private var grouped: Set<ExactText> = []
    private var quorum: ExactText?

    private indirect enum Member: Hashable, Sendable {
        case witness(VerifierKey)
        case group(of: Int, [Member])
    }

    /// Reads a policy; throws the number of the first line that says nothing, from 1.
    package init(_ text: String) throws(PolicyFault) { try self.init(bytes: Array(text.utf8)) }

    /// Reads a policy file as the octets that it is: of a name beyond ASCII nothing is understood.
    package init(bytes: [UInt8]) throws(PolicyFault) {
        var isDecided = false
        let lines = bytes.split(separator: Lines.end, omittingEmptySubsequences: false)
        for (number, line) in zip(1..., lines) {
            guard line.allSatisfy(Self.isAllowed) else { throw PolicyFault(line: number) }
            let words = line.split { $0 == 0x20 || $0 == 0x09 }.map(ExactText.init(utf8:))
            guard let first = words.first, first.utf8.first != UInt8(ascii: "#") else { continue }
            switch first {
            case .log where (2...3).contains(words.count) && take(log: words[1]): continue
            case .witness where (3...4).contains(words.count) && take(words[1], words[2]): continue
            case .group where words.count > 3 && take(words[1], words[2], words[3...]): continue
            case .quorum where words.count == 2 && !isDecided && take(quorum: words[1]):
                isDecided = true
            default: throw PolicyFault(line: number)
            }
        }
        guard !logs.isEmpty else { throw PolicyFault(line: lines.count, missing: .log) }
        guard isDecided else { throw PolicyFault(line: lines.count, missing: .quorum) }
    }

    /// A tab is the one control character that a line may hold.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte == 0x09 || byte >= 0x20 && byte != 0x7f
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
    private mutating func take(log text: ExactText) -> Bool {
        guard let key = Self.key(text, of: .ed25519), isNew(key) else { return false }
        logs.append(key)
        return true
    }

    private mutating func take(_ name: ExactText, _ text: ExactText) -> Bool {
        guard let key = Self.key(text, of: .cosignature), isNew(key), add(name, .witness(key))
        else {
            return false
        }
        witnesses.append(key)
        return true
    }

    private mutating func take(
        _ name: ExactText,
        _ count: ExactText,
        _ names: ArraySlice<ExactText>
    ) -> Bool {
        let known = names.compactMap { members[$0] }
        // In two groups a witness would count twice.
        guard known.count == names.count, names.allSatisfy({ grouped.insert($0).inserted })
        else { return false }
        let enough: Int64? =
            switch count {
            case .any: 1
            case .all: Int64(known.count)
            default: DecimalText.decode(count.utf8)
            }
        guard let enough, (1...Int64(known.count)).contains(enough) else { return false }
        return add(name, .group(of: Int(enough), known))
    }

    private mutating func take(quorum name: ExactText) -> Bool {
        guard name != .nobody else { return true }
        quorum = name
        return members[name] != nil
    }

    /// The key, if it is of that type, or of one that is not known here.
    ///
    /// One of an unknown type signs nothing that could be verified here: it is kept, never met.
    private static func key(_ text: ExactText, of type: SignatureType) -> VerifierKey? {
        guard let text = String(validating: text.utf8, as: UTF8.self),
            let key = try? VerifierKey(text), key.type == type || !key.type.isSupported
        else { return nil }
        return key
    }

    /// No two entries may have one key: a witness would count twice.
    private mutating func isNew(_ key: VerifierKey) -> Bool {
        keys.insert(key.publicKey).inserted
    }

    private mutating func add(_ name: ExactText, _ member: Member) -> Bool {
        guard name != .nobody, members[name] == nil else { return false }
        members[name] = member
        return true
    }
}

/// The words that a policy is written with.
extension ExactText {
    fileprivate static let log = ExactText("log")
    fileprivate static let witness = ExactText("witness")
    fileprivate static let group = ExactText("group")
    fileprivate static let quorum = ExactText("quorum")
    fileprivate static let any = ExactText("any")
    fileprivate static let all = ExactText("all")
    fileprivate static let nobody = ExactText("none")
}

/// A policy that can't be read.
package struct PolicyFault: Error, Hashable, Sendable {
    /// A line that every policy has.
    package enum Line: String, Hashable, Sendable {
        /// Which log is trusted.
        case log
        /// How many witnesses are enough.
        case quorum
    }

    /// The line that says nothing, from 1; the last one where a line is missing.
    package let line: Int
    /// The line that no line of the file is; nil if one that is there says nothing.
    package let missing: Line?

    init(line: Int, missing: Line? = nil) {
        self.line = line
        self.missing = missing
    }
}
