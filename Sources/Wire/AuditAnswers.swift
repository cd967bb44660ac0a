package import Entries

/// `GET /v1/audit/verify`, also of a copied folder: what a full re-reading of the log found.
package struct VerifyAnswer: Codable, Hashable, Sendable {
    /// `whole`, `damaged`, `unverified`.
    package var result: String
    /// The log's name, which its checkpoints carry.
    package var origin: String
    /// How many entries were read; 0 where damage ended the reading.
    package var size: Int64
    /// Root over all re-read bytes, hex.
    package var root: String
    /// How many entries have lost their bytes to a redaction; their hashes still count.
    package var redacted: Int
    /// How many agreements have entries.
    package var agreements: Int
    /// `verified`, `not-checked`, `failed`.
    package var signer: String
    /// The key that the signature was checked with.
    package var vkey: String?
    /// The first thing wrong.
    package var fault: VerifyFault?
    /// What is wrong besides, where that says nothing against what else was looked at; absent if nothing is.
    package var beside: [VerifyFault]?
    /// What was signed once and this log has not, as signed entries of it say; absent if there is nothing.
    ///
    /// It is no fault, and counts for nothing: cosigned checkpoints, and what keys signed over their successors.
    package var lost: [AdmittedLoss]?
    /// Codes of what was checked, in order: bytes, columns, positions, versions, tree, recorded-time, checkpoint, views.
    package var checked: [String]
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool
    /// How many entries the largest checkpoint covers that a key signed which counts; absent if none did.
    ///
    /// That is the pinned one or a successor of it, else one of the log's.
    package var signed: Int64?
    /// How many entries the largest checkpoint from outside covers that the log was held against; absent without one.
    package var since: Int64?
    /// Of several checkpoints from outside: how many entries the smallest covers.
    package var sinceOldest: Int64?
    /// How many checkpoints from outside the log was held against; absent without one.
    package var sinceCount: Int?
    /// How many checkpoints of other logs stood among them, and were passed over; absent if none did.
    package var sinceOthers: Int?
    /// What the views beside the log are worth; they are disposable.
    ///
    /// `same`, `differ`, `other-log`, `unusable`; `not-checked` where nobody could look; of a copied folder also
    /// `none`, `ahead`, `before-redaction` and `other-version`, which can't be compared; absent where nobody was asked to.
    package var views: String?
    /// How many rows of the views are not what the log says.
    package var viewsRows: Int?
    /// The first of them, at most ten.
    package var viewsAt: [ViewsRow]?
    /// Of a bundle with one agreement: its id; `size` then counts the entries that were carried away.
    package var agreement: String?
    /// Of a bundle with one agreement: what nothing in it can prove; absent otherwise.
    ///
    /// `later-entries`: that the agreement has none after those. `adoptions`: that every adoption of rules,
    /// calendars and offices is there. `handover`, only where that is in doubt: that the entries are those which an
    /// older key signed when it handed over.
    package var unproved: [String]?
    /// The witnesses of a policy that cosigned the checkpoint; absent if no policy was given.
    package var witnesses: [WitnessAnswer]?
    /// Of a bundle: `same`, `differ`, `unusable`, `none`; what its `register.sqlite` is worth.
    package var register: String?
    /// Of a bundle: `same`, `differ`, `newer`, `none`; what its page is worth that says how to verify without us.
    package var page: String?
    /// What a time in the log is: always `claims`, of the daemon's clock and of people.
    ///
    /// A latest time is proved by a witness's cosignature, or by a checkpoint that somebody received.
    package var times: String? = "claims"
    /// Under a policy: how many entries the checkpoint covers that meets it; absent if none does.
    package var witnessed: Int64?
    /// Under a policy that is met: the key (vkey) by which the log signed, as the policy demands.
    package var policyKey: String?
    /// The keys that signed the log one after another; absent if there was only ever one.
    package var keys: [KeyAnswer]?
    /// Of a running log with such `keys`: the key that the last of them handed over to in entries that the log
    /// has lost, as `KeyList.successor`.
    package var keySuccessor: String?
    /// Of a running log with such `keys`: why nobody can say whether the last of them is still in force, as
    /// `KeyList.doubt`.
    package var keyDoubt: String?
    /// The entries of this log by which the pinned key, or the policy's, was followed to its successors; absent if
    /// it is in force, empty if none here tells of that.
    package var followed: [Int64]?
    /// The documents that entries name; absent where damage ended the reading.
    package var documents: DocumentCheck?

    /// Makes the answer; damage found later is put in by whoever finds it.
    package init(
        result: String,
        origin: String,
        size: Int64,
        root: String,
        redacted: Int,
        agreements: Int,
        signer: String,
        vkey: String? = nil,
        fault: VerifyFault? = nil,
        checked: [String],
        rehearsal: Bool,
        signed: Int64? = nil,
        since: Int64? = nil,
        views: String? = nil,
        viewsRows: Int? = nil
    ) {
        self.result = result
        self.origin = origin
        self.size = size
        self.root = root
        self.redacted = redacted
        self.agreements = agreements
        self.signer = signer
        self.vkey = vkey
        self.fault = fault
        self.checked = checked
        self.rehearsal = rehearsal
        self.signed = signed
        self.since = since
        self.views = views
        self.viewsRows = viewsRows
    }

    /// Says what the views beside the log are worth, and how many rows are not what the log says.
    package mutating func hold(views word: String, differing rows: Int? = nil) {
        views = word
        viewsRows = rows
        if word == "same" || areViewsWrong { checked.append("views") }
    }

    /// Puts in what is wrong, with the result that it alone gives.
    ///
    /// What is nearest to the entries is told first, and the rest beside it: none hides another, and the result is
    /// the worst of them. Where two of them are damage to the log itself, the one found last is told alone.
    package mutating func tell(_ new: VerifyFault, as word: String) {
        if result != "damaged" { result = word }
        var all = findings
        // The first of several is enough.
        if new.isOfCosignatures, all.contains(where: \.isOfCosignatures) { return }
        if new.distance == 0, all.first?.distance == 0 { all.removeFirst() }
        let place = all.firstIndex { $0.distance > new.distance } ?? all.endIndex
        all.insert(new, at: place)
        fault = all.first
        beside = all.count > 1 ? Array(all.dropFirst()) : nil
    }

    /// All that is wrong, what is told first before the rest.
    package var findings: [VerifyFault] { [fault].compactMap(\.self) + (beside ?? []) }

    /// What is wrong with the file `cosignatures` beside the log, told first or beside something else.
    package var faultOfCosignatures: VerifyFault? { findings.first(where: \.isOfCosignatures) }

    /// The same where something else is told first.
    package var cosignatures: VerifyFault? { beside?.first(where: \.isOfCosignatures) }

    /// That no key which counts signed the log, or that its checkpoint's signature is spoilt, told first or beside
    /// something else; nil if one did.
    package var faultOfSigner: VerifyFault? {
        findings.first { $0.code == "signer" || $0.isOfSpoiltSignature }
    }

    /// Whether the entries fit each other and what was signed of them, also where what is shown of one hangs on an
    /// entry that nobody has signed yet, something is wrong beside them, or no signature by the pinned key, or none
    /// that is unspoilt, vouches for them.
    package var areEntriesWhole: Bool {
        result == "whole" || !findings.isEmpty && findings.allSatisfy(\.leavesEntriesWhole)
    }

    /// Whether what lies beside the entries may be held against them: they are whole, or no more than what a key
    /// signed over its successor speaks against them, which anybody may have made up.
    package var isReadable: Bool {
        areEntriesWhole
            || !findings.isEmpty
                && findings.allSatisfy { $0.leavesEntriesWhole || $0.isOfHandover }
    }

    /// What hangs on an entry that nobody has signed yet; nil if nothing shown here does.
    package var unsignedRedaction: UnsignedRedaction? {
        guard let open = findings.first(where: { $0.code == "unsigned-redaction" }) else {
            return nil
        }
        let by = open.params["by"]?.integer.map(Int64.init)
        return UnsignedRedaction(position: open.position, by: by ?? -1)
    }

    /// Whether what people are shown is not what the log says, or nothing that views of it can be: a finding,
    /// although the log is whole.
    package var areViewsWrong: Bool {
        views.map(["differ", "other-log", "unusable"].contains) ?? false
    }
}

/// A row of the views that is not what the log says.
package struct ViewsRow: Codable, Hashable, Sendable {
    /// The table of views.db.
    package var table: String
    /// The row's key.
    package var key: String
    /// The agreement that it is about; absent for a row about none.
    package var agreement: String?

    /// Names a row.
    package init(table: String, key: String, agreement: String?) {
        self.table = table
        self.key = key
        self.agreement = agreement
    }
}

/// The first wrong position and what is wrong there.
package struct VerifyFault: Codable, Hashable, Sendable {
    /// Where it is wrong; -1 if no single entry is to blame.
    package var position: Int64
    /// What is wrong there, such as `tree-node` or `recorded-time`.
    package var code: String
    /// `detail` with the particulars in English, or `vkey`; empty where there is nothing to add.
    package var params: [String: JSONValue]

    /// Makes the answer for the first thing that is wrong.
    package init(
        position: Int64,
        code: String,
        params: [String: JSONValue]
    ) {
        self.position = position
        self.code = code
        self.params = params
    }

    /// Whether it speaks of the cosignatures that are kept beside the log, and of nothing else.
    package var isOfCosignatures: Bool {
        code == "kept-cosignatures"
            || ["kept-checkpoint", "retired-key"].contains(code)
                && params["file"]?.string == "cosignatures"
    }

    /// Whether it says that the checkpoint beside the log bears a signature that only claims to be by a key of it, or
    /// of a running log that it bears none: then that checkpoint shows nothing.
    package var isOfSpoiltSignature: Bool {
        code == "kept-checkpoint" && !isOfCosignatures
            && ["forged", "unsigned"].contains(params["reason"]?.string)
    }

    /// Whether it says that the log's key which a policy names signed nothing here, nor did one that it leads to.
    package var isOfPolicysSigner: Bool {
        code == "policy" && params["reason"]?.string == "signer"
    }

    /// Whether it speaks of a checkpoint that the log does not go on from, and the log was found whole without
    /// that: it says itself that it lost what the checkpoint covers, or no key signed it that anybody here knows.
    package var isOfUnfitCheckpoint: Bool {
        params["recovery"] != nil || params["since"] != nil && params["signer"]?.string == "unknown"
    }

    /// Whether it speaks of what stands beside a log that is whole: documents, tables, a page, a policy, a line in a
    /// witness's name.
    package var isOutside: Bool {
        [
            "document-missing", "document-changed", "register", "page", "page-newer", "policy",
            "spoilt-cosignature",
        ].contains(code)
    }

    /// Whether a key signed otherwise, or may have, when it handed over: of an agreement's bundle.
    package var isOfHandover: Bool { ["handover-differs", "handover-unshown"].contains(code) }

    /// Whether every entry may be what was signed all the same.
    package var leavesEntriesWhole: Bool { distance > 0 }

    /// How far from the entries it is what it speaks of, 0 being the log itself.
    fileprivate var distance: Int {
        switch code {
        case _ where isOfCosignatures: 6
        case "since-unsigned", "handover-unvouched": 5
        case _ where isOfPolicysSigner || isOfSpoiltSignature: 2
        case _ where isOutside: 4
        case "unsigned-redaction": 3
        case "signer": 2
        case _ where isOfUnfitCheckpoint: 1
        default: 0
        }
    }
}

/// Entries that were signed once and that a log has lost, as an entry of it says that is signed itself.
package struct AdmittedLoss: Codable, Hashable, Sendable {
    /// The entry that says so.
    package var entry: Int64
    /// Its type: `LogRecovered`, or `KeyAdopted` where it keeps what a key signed in them over its successor.
    package var type: String
    /// The first that may be lost.
    package var lostFrom: Int64
    /// The last of them.
    package var lostThrough: Int64
    /// Why the log went on, in the words of whoever decided it; absent if the entry has none.
    package var reason: String?
    /// How many entries the largest checkpoint covers that is passed over for it.
    package var signed: Int64
    /// How many of the entries before are shown to be what was signed then, by keys before the one in force or by
    /// checkpoints from outside; from there to `lostFrom` nothing here shows it.
    package var shown: Int64

    /// Takes over what the entry says.
    package init(
        entry: Int64,
        type: String,
        lostFrom: Int64,
        lostThrough: Int64,
        reason: String? = nil,
        signed: Int64,
        shown: Int64 = 0
    ) {
        self.entry = entry
        self.type = type
        self.lostFrom = lostFrom
        self.lostThrough = lostThrough
        self.reason = reason
        self.signed = signed
        self.shown = shown
    }
}

/// The signed checkpoint as a document: what `audit checkpoint --json` prints.
package struct CheckpointDocument: Codable, Hashable, Sendable {
    /// The note, with its signature lines.
    package var checkpoint: String

    /// Wraps a note.
    package init(checkpoint: String) { self.checkpoint = checkpoint }
}

/// The log's public key as a document: what `audit key --json` prints.
package struct KeyDocument: Codable, Hashable, Sendable {
    /// The key as C2SP's signed-note writes it: name, hash and base64, parted by `+`.
    package var vkey: String
    /// Why nobody can say whether it is in force, as `KeyList.doubt` has it; absent where that is known, and
    /// from a daemon, which says so beside the text.
    package var doubt: String?

    /// Wraps a key.
    package init(vkey: String, doubt: String? = nil) {
        self.vkey = vkey
        self.doubt = doubt
    }
}

/// `GET /v1/audit/receipts`: an agreement's entries, each with its proof under one checkpoint.
package struct ReceiptsAnswer: Codable, Hashable, Sendable {
    /// The agreement's id.
    package var agreement: String
    /// The signed note that every proof stands under.
    package var checkpoint: String
    /// Its entries and what it takes to read them, in the order of their positions.
    package var receipts: [ReceiptAnswer]
    /// What keys signed over their successors, as texts of `.tlog-proof` files; absent if there is none.
    package var handovers: [String]?
    /// Whether the log was founded to practise with.
    package var rehearsal: Bool

    /// Puts the receipts of one agreement together.
    package init(
        agreement: String,
        checkpoint: String,
        receipts: [ReceiptAnswer],
        rehearsal: Bool
    ) {
        self.agreement = agreement
        self.checkpoint = checkpoint
        self.receipts = receipts
        self.rehearsal = rehearsal
    }
}

/// One entry's receipt.
package struct ReceiptAnswer: Codable, Hashable, Sendable {
    /// Where in the log the entry stands.
    package var position: Int64
    /// The text of a `.tlog-proof` file, the entry's bytes in its `extra` line.
    package var proof: String

    /// Wraps a receipt's text.
    package init(position: Int64, proof: String) {
        self.position = position
        self.proof = proof
    }
}

/// A receipt as a document: what `audit prove --json` prints.
package struct ReceiptDocument: Codable, Hashable, Sendable {
    /// The text of a `.tlog-proof` file.
    package var receipt: String

    /// Wraps a receipt's text.
    package init(receipt: String) { self.receipt = receipt }
}

/// What `audit verify --receipt` finds; the members of the entry are there only if it can be believed.
package struct ReceiptCheck: Codable, Hashable, Sendable {
    /// `whole`, `damaged`, `unverified`.
    package var result: String
    /// The key that the signature was checked with.
    package var vkey: String?
    /// What is wrong or missing: `no-receipt`, `checkpoint`, `signer`, `retired-key`, `handover`, `forged`, `inclusion`, `policy`, `entry`, `no-key`, `hash-only`, `handover-differs`, `handover-unshown`.
    package var reason: String?
    /// The log's name.
    package var origin: String?
    /// How many entries the signed checkpoint covers.
    package var size: Int64?
    /// Where in the log the entry stands.
    package var position: Int64?
    /// Whether the receipt carries only the entry's hash: whether the entry was redacted is not proved then.
    package var hashOnly: Bool?
    /// The entry's agreement.
    package var agreement: String?
    /// The number of the entry within its agreement.
    package var version: Int?
    /// The event's name.
    package var type: String?
    /// When it happened.
    package var time: String?
    /// When it was recorded.
    package var recorded: String?
    /// The zone in which it was recorded, in minutes east of UTC.
    package var offsetMinutes: Int?
    /// Who recorded it.
    package var actor: String?
    /// What happened.
    package var data: JSONValue?
    /// The witnesses of a policy that cosigned the checkpoint; absent if no policy was given.
    package var witnesses: [WitnessAnswer]?
    /// The entries by which the pinned key was followed to its successors, as they were numbered when it
    /// handed over; absent if it signed itself.
    package var followed: [Int64]?
    /// With `signer`: true if the checkpoint names another key of the same log as its signer, as after a
    /// change of keys; whether that is an honest one, only a handover says.
    package var otherKey: Bool?
    /// What speaks against the entry although the receipt is as it was signed; absent if nothing does.
    ///
    /// The first of them is the `reason`, unless that is `policy`.
    package var doubts: [HandoverDoubt]?

    /// Makes the answer; what the entry says is put in once it can be believed.
    package init(result: String, vkey: String?, reason: String? = nil) {
        self.result = result
        self.vkey = vkey
        self.reason = reason
    }
}

/// A tree by which a key handed over and in which an entry is another one, or may be.
package struct HandoverDoubt: Codable, Hashable, Sendable {
    /// `handover-differs`, `handover-unshown`.
    package var reason: String
    /// The key that handed over; anybody may have made it up, unless it is trusted.
    package var vkey: String
    /// How many entries it signed then.
    package var signed: Int64

    /// Names what speaks against the entry.
    package init(reason: String, vkey: String, signed: Int64) {
        self.reason = reason
        self.vkey = vkey
        self.signed = signed
    }
}

/// What `audit export` wrote.
package struct ExportDocument: Codable, Hashable, Sendable {
    /// The folder or file that was made.
    package var path: String
    /// `bundle`, or the format.
    package var format: String
    /// The log's name.
    package var origin: String?
    /// How many entries the checkpoint of a bundle covers.
    package var size: Int64?
    /// Of one agreement only.
    package var agreement: String?

    /// Says what was made.
    package init(
        path: String,
        format: String,
        origin: String? = nil,
        size: Int64? = nil,
        agreement: String? = nil
    ) {
        self.path = path
        self.format = format
        self.origin = origin
        self.size = size
        self.agreement = agreement
    }
}

/// What `admin rebuild` made.
package struct RebuildDocument: Codable, Hashable, Sendable {
    /// The folder in which the log lies.
    package var path: String
    /// The log's name.
    package var origin: String
    /// Entries in the log.
    package var size: Int64
    /// Root of the tree, hex.
    package var root: String
    /// Entries whose bytes were redacted.
    package var redacted: Int
    /// How many of the entries the checkpoint covers that the log was held against; nil without one.
    package var signed: Int64?
    /// Where that checkpoint was found, if nobody named it: whoever made the lines could make it too.
    package var checkpointBeside: String?
    /// Whether a key that was given has signed it: `verified`, or `not-checked` without such a key.
    package var signer: String
    /// The key that was given, or else the last one that the log names.
    package var vkey: String?
    /// An entry that the log shows by the word of one which the checkpoint does not cover; nil if there is none.
    package var unsignedRedaction: UnsignedRedaction?

    /// Says what was made.
    package init(
        path: String,
        origin: String,
        size: Int64,
        root: String,
        redacted: Int,
        signed: Int64? = nil,
        checkpointBeside: String? = nil,
        signer: String = "not-checked",
        vkey: String? = nil,
        unsignedRedaction: UnsignedRedaction? = nil
    ) {
        self.path = path
        self.origin = origin
        self.size = size
        self.root = root
        self.redacted = redacted
        self.signed = signed
        self.checkpointBeside = checkpointBeside
        self.signer = signer
        self.vkey = vkey
        self.unsignedRedaction = unsignedRedaction
    }
}

/// A redaction that no signed checkpoint covers: whoever could write to the log may have added it.
package struct UnsignedRedaction: Codable, Hashable, Sendable {
    /// The entry whose bytes were taken.
    package var position: Int64
    /// The entry that took them, and says what is shown in their place.
    package var by: Int64

    /// Names both.
    package init(position: Int64, by: Int64) {
        self.position = position
        self.by = by
    }
}

/// A witness's cosignature: what it saw, and when by its own clock.
package struct WitnessAnswer: Codable, Hashable, Sendable {
    /// The witness's name.
    package var name: String
    /// When it cosigned, in POSIX seconds.
    package var time: Int64

    /// Names a witness.
    package init(name: String, time: Int64) {
        self.name = name
        self.time = time
    }
}

/// What `audit cosign` came to.
package struct CosignAnswer: Codable, Hashable, Sendable {
    /// `cosigned`, `refused`, or `key` for a key that was made.
    package var result: String
    /// Why not: `no-checkpoint`, `several`, `signer`, `retired-key`, `handover` (one key handed over to
    /// two), `record-key` (the record knows the log by another key), `sizes`, `conflict`, `not-an-extension`, `fork`.
    package var reason: String?
    /// With `signer`: true if the checkpoint names another key of the same log as its signer, as after a
    /// change of keys.
    package var otherKey: Bool?
    /// Of a fork: the file with both checkpoints, which nobody who is honest could have signed.
    package var evidence: String?
    /// The log's name.
    package var origin: String?
    /// How many entries the checkpoint covers.
    package var size: Int64?
    /// The size that was cosigned last.
    package var stored: Int64?
    /// The key by which others verify the witness (vkey).
    package var vkey: String?
    /// The checkpoint with the cosignature added.
    package var note: String?
    /// The entries by which the given key was followed to the one that signed; absent if it signed itself.
    package var followed: [Int64]?

    /// Makes the answer; the rest is put in by whoever cosigns.
    package init(result: String, reason: String? = nil) {
        self.result = result
        self.reason = reason
    }
}
