import Language
import Wire

/// What is said of the log's keys, and of a log that goes on after a loss.
enum KeyPhrases {
    static let keys = Phrase("Kunci log, berurutan:", "Keys of the log, one after another:")
    static let successor = Phrase("Kunci penerus", "Its successor")

    static func origin(_ key: KeyAnswer) -> Phrase {
        switch key.origin {
        case .founding: Phrase("sejak awal log", "since the log began")
        case .handedOver:
            Phrase(
                "sejak entri \(key.position), diserahterimakan kunci sebelumnya",
                "since entry \(key.position), handed over by the key before it"
            )
        case .lost:
            Phrase(
                "sejak entri \(key.position), TANPA serah terima: kunci sebelumnya hilang",
                "since entry \(key.position), WITHOUT a handover: the key before it was lost"
            )
        case .pending:
            Phrase(
                "sejak entri \(key.position), serah terimanya belum selesai",
                "since entry \(key.position), its handover not finished"
            )
        }
    }

    /// Behind a key that only an entry names which nobody signed.
    static let unsigned = Phrase(
        "; TIDAK ditandatangani siapa pun: entri itu dapat ditulis siapa saja",
        "; signed by NOBODY: anybody may have written that entry"
    )

    /// Behind the last key of a log: in force, retired where that is in entries which the log has lost, or
    /// `doubt` where nobody can say.
    static func standing(_ successor: String?, _ doubt: Phrase? = nil) -> Phrase {
        successor.map {
            Phrase(
                "; TIDAK berlaku lagi: sudah diserahterimakan kepada \($0)",
                "; NOT in force any more: it has handed over to \($0)"
            )
        } ?? doubt ?? Phrase("; berlaku", "; in force")
    }

    /// Of a running log, where `status` says what leaves it open.
    static let unclear = Phrase(
        "; kunci terakhir yang dikenal log ini (apakah masih berlaku belum jelas: kembar status)",
        "; the last key that this log knows (whether it is still in force is unclear: kembar status)"
    )
    /// Of a copy whose checkpoint a key signed that the copy does not know.
    static let lastInCopy = Phrase("; yang terakhir dalam salinan ini", "; the last in this copy")
    /// Of a copy without a checkpoint that a key of the log signed: whoever made it may have left that out.
    static let notVouchedFor = Phrase(
        "; tanpa checkpoint yang ditandatangani kunci log ini: cocokkan dengan kunci di kertas",
        "; without a checkpoint that a key of this log signed: compare it with the key on paper"
    )
    /// The same beside the key alone.
    static let noCheckpoint = Phrase(
        "Di salinan ini tidak ada checkpoint yang ditandatangani kunci log ini, jadi apakah kunci itu berlaku tidak terbukti: cocokkan dengan kunci di kertas. Lihat: kembar audit keys --data SALINAN",
        "There is no checkpoint in this copy that a key of this log signed, so nothing shows that the key is in force: compare it with the key on paper. See: kembar audit keys --data COPY"
    )

    /// Beside the log's key, where it is `retired` or nobody can say.
    static func notInForce(_ standing: String) -> Phrase {
        standing == "retired"
            ? Phrase(
                "Kunci ini TIDAK berlaku lagi: sudah menyerahkan tugasnya. Jangan dibagikan sebagai kunci log ini; lihat: kembar audit keys",
                "This key is NOT in force any more: it has handed over. Do not give it out as this log's key; see: kembar audit keys"
            )
            : Phrase(
                "Kunci terakhir yang dikenal log ini; apakah masih berlaku belum jelas. Lihat: kembar status",
                "The last key that this log knows; whether it is still in force is unclear. See: kembar status"
            )
    }

    static func followed(_ positions: [Int64]) -> Phrase {
        guard !positions.isEmpty else { return followedBeyond }
        return Phrase(
            "kunci yang Anda pegang sudah diganti; diikuti lewat serah terima pada ",
            "the key that you hold was replaced; followed by its handover in "
        ) + CommonPhrases.entries(positions)
    }

    /// Where the log ends before the entry that adopted the only key which signed it.
    private static let followedBeyond = Phrase(
        "kunci yang Anda pegang sudah diganti; diikuti lewat serah terimanya, tetapi log ini berakhir sebelum itu dan hanya kunci penerusnya yang menandatanganinya: minta salinan yang lebih baru",
        "the key that you hold was replaced; followed by its handover, but this log ends before that, and only the successor signed it: ask for a later copy"
    )

    /// Where only the proofs are at hand: a log that lost entries may have others at these numbers.
    static func followedThen(_ positions: [Int64]) -> Phrase {
        followed(positions) + Phrase(" dari log pada waktu itu", " of the log as it was then")
    }

    /// Of a checkpoint alone: whether the entries are lost that it is over, only the log says.
    static let retired = Phrase(
        "Checkpoint ini ditandatangani kunci lama, untuk lebih banyak entri daripada saat kunci itu diserahterimakan: ditandatangani sesudahnya, atau mencakup entri yang kemudian hilang dari log. Cocokkan dengan log itu: kembar audit verify --since BERKAS",
        "This checkpoint is signed by an old key, over more entries than that key handed over at: it was signed afterwards, or is of entries that the log lost. Hold it against the log: kembar audit verify --since FILE"
    )

    /// Of two handovers that exclude one another; stands inside a sentence, and alone.
    static let fork = Phrase(
        "satu kunci diserahterimakan kepada dua kunci yang berbeda: pemegangnya menandatangani dua riwayat",
        "one key was handed over to two different keys: whoever held it signed two histories"
    )

    /// Of entries that are not those which a key signed when it handed over.
    static func handoverDiffers(isOfReceipt: Bool) -> Phrase {
        (isOfReceipt
            ? Phrase(
                "Serah terima yang ditandatangani kunci lama tidak cocok dengan entri ini",
                "What an older key signed when it handed over does not fit this entry"
            )
            : Phrase(
                "Serah terima yang ditandatangani kunci lama tidak cocok dengan entri yang dibawa di sini",
                "What an older key signed when it handed over does not fit the entries carried here"
            ))
            + Phrase(
                ": entri diubah sesudah kunci itu menandatanganinya, atau log mencatat kehilangan sejak itu (LogRecovered). ",
                ": either an entry was changed after that key signed it, or the log has recorded a loss since (LogRecovered). "
            ) + wholeLogTells
    }

    /// The same where an entry records the loss, by a key to which the handover does not lead.
    static func handoverOfLoss(_ entry: Int) -> Phrase {
        Phrase(
            "Serah terima yang ditandatangani kunci lama tidak cocok dengan entri yang dibawa di sini. Entri \(entry) mencatat bahwa log kehilangan yang ditandatangani waktu itu, tetapi serah terima itu tidak menuju kunci yang menandatangani catatan tersebut. Tanyakan kepada pemelihara log bagaimana kunci itu menjadi kunci log.",
            "What an older key signed when it handed over does not fit the entries carried here. Entry \(entry) records that the log lost what was signed then, but that handover does not lead to the key which signed this record. Ask who keeps the log how that key came to be the log's."
        )
    }

    /// Of entries in a smaller tree than that by which a key handed over, which that key did not sign.
    static let handoverUnshown =
        Phrase(
            "Checkpoint ini ditandatangani kunci penerus saja, padahal entrinya lebih sedikit daripada yang ditandatangani kunci lama ketika diserahterimakan; apakah isinya sama tidak terlihat di sini. ",
            "This checkpoint is signed by a successor alone, and covers fewer entries than the older key signed when it handed over; whether they are the same does not show here. "
        ) + wholeLogTells

    /// In the place of the result, where only a key that nobody here vouches for speaks against the log.
    static let handoverOpen = Phrase(
        "Entri log ini cocok satu sama lain, tetapi serah terima yang Anda berikan tidak cocok dengannya.",
        "The entries of this log fit each other, but a handover that you gave does not fit them."
    )
    /// Of a whole log and what a key signed over one that is trusted, which neither is trusted itself nor the log's.
    static let handoverUnvouched = Phrase(
        "Serah terima dari kunci di bawah, kepada kunci yang Anda percayai, mencakup entri lain daripada log ini, dan log ini tidak menyebut kunci itu. Log ini ditulis ulang sejak entri pertamanya, atau seseorang mengarang serah terima itu. Bandingkan kunci itu dengan yang di kertas, dan cari tahu dari mana serah terimanya datang.",
        "The handover by the key below, to a key that you trust, is over other entries than this log has, and this log does not name that key. Either this log was written anew from its first entry on, or somebody made that handover up. Compare that key with the one on paper, and find out where the handover came from."
    )
    /// Names the key whose handover does not fit a receipt.
    static let handedOverBy = Phrase("Serah terima oleh", "Handover by")
    /// Behind keys that may be none of the log's.
    static let mayBeMadeUp = Phrase(
        "Kunci yang menyerahkan tugasnya kepada kunci yang Anda percayai dapat dibuat siapa saja: bila tidak Anda kenal, cari tahu dari mana serah terimanya datang.",
        "Anybody can make a key that hands over to one which you trust: if you do not know it, find out where its handover came from."
    )

    private static let wholeLogTells = Phrase(
        "Yang dapat mengatakannya hanya seluruh log: kembar audit verify.",
        "Only the whole log can tell: kembar audit verify."
    )

    /// Of a checkpoint that names another key of the log as its signer.
    static let another = Phrase(
        "Checkpoint itu tidak ditandatangani kunci yang Anda pegang, tetapi kunci lain dengan nama yang sama. Kunci log yang diganti diikuti dari yang lama ke yang baru dengan --handover BERKAS. Minta berkasnya kepada pemelihara log: kembar audit keys --output BERKAS; semua serah terima juga ada dalam berkas auditor, folder data/keys. Tanpa serah terima jangan percaya kunci yang lain itu.",
        "That checkpoint was not signed by the key that you hold, but by another key of that name. A log's key that was changed is followed from the old one to the new one with --handover FILE. Ask whoever keeps the log for the file: kembar audit keys --output FILE; all handovers also lie in a bundle, folder data/keys. Without a handover do not trust that other key."
    )

    static let rotationQuestion = Phrase(
        "Ganti kunci log sekarang? Kunci lama dihapus. [y/t] ",
        "Change the log's key now? The old key is removed. [y/n] "
    )

    static let rotated = Phrase(
        "Kunci log diganti; kunci lama sudah menandatangani serah terimanya. Segel kunci baru seperti yang lama, dan beri tahu pemeriksa dan saksi log: kembar audit keys",
        "The log's key was changed; the old key has signed the handover. Seal the new key as the old one was, and tell the auditors and log witnesses: kembar audit keys"
    )
    static let wouldRotate = Phrase(
        "Kunci log akan diganti dengan yang baru.",
        "The log's key would be replaced by a new one."
    )

    static let recoveryQuestion = Phrase(
        "Lanjutkan log ini meskipun entri yang pernah ditandatangani hilang? Itu tercatat selamanya. [y/t] ",
        "Go on with this log although entries that were signed are lost? That stays on record for ever. [y/n] "
    )
    static let recovered = Phrase(
        "Log dilanjutkan; yang hilang tercatat. Siapa pun yang memegang checkpoint lama akan melihatnya: beri tahu saksi log dan pemeriksa lebih dahulu.",
        "The log goes on; what is lost is on record. Whoever holds an older checkpoint will see it: tell the log witnesses and auditors first."
    )
    /// Of a loss that a checkpoint claims which nobody can say to be this log's; stands inside a sentence.
    static let unproved = Phrase(
        "menurut checkpoint yang penanda tangannya tidak dikenal log ini: tidak terbukti",
        "claimed by a checkpoint whose signer this log does not know: unproved"
    )

    /// Whoever goes on with a retired key signs what nobody accepts who knows of its handover.
    static let keyMayBeRetired = Phrase(
        "Bila kunci di server ini belum diganti, mungkin ia sudah menyerahkan tugasnya: letakkan dahulu serah terimanya, atau pindahkan kunci itu lalu kembard replace-lost-key. Lihat: kembar status, docs/running.md",
        "If the key at this server was not replaced yet, it may have handed over: put its handover in place first, or move that key away and run kembard replace-lost-key. See: kembar status, docs/running.md"
    )

    /// What the trial of a recovery comes to; an older daemon does not name the entries.
    static func wouldRecover(_ lost: LostEntries?) -> Phrase {
        guard let lost else {
            return Phrase(
                "Akan dicatat bahwa entri yang pernah ditandatangani hilang, dan log dilanjutkan.",
                "It would be recorded that entries which were signed are lost, and the log would go on."
            )
        }
        guard lost.signer != "unknown" else {
            return Phrase(
                "Akan dicatat bahwa entri \(lost.from) sampai \(lost.through) mungkin hilang, ",
                "It would be recorded that entries \(lost.from) to \(lost.through) may be lost, "
            ) + unproved
                + Phrase(
                    ". Siapa pun yang dapat menulis di samping checkpoint itu dapat menaruhnya. Lalu log dilanjutkan. ",
                    ". Whoever can write beside that checkpoint can put it there. Then the log would go on. "
                ) + keyMayBeRetired
        }
        guard lost.from < lost.through else {
            return Phrase(
                "Akan dicatat bahwa entri \(lost.through), yang pernah ditandatangani, mungkin hilang; lalu log dilanjutkan.",
                "It would be recorded that entry \(lost.through), which was signed, may be lost; then the log would go on."
            )
        }
        return Phrase(
            "Akan dicatat bahwa entri \(lost.from) sampai \(lost.through), yang pernah ditandatangani, mungkin hilang; lalu log dilanjutkan.",
            "It would be recorded that entries \(lost.from) to \(lost.through), which were signed, may be lost; then the log would go on."
        )
    }

    static func written(_ count: Int, _ folder: String) -> Phrase {
        Phrase.count(
            count,
            "serah terima ditulis ke ",
            "handover was written to ",
            "handovers were written to "
        )
            + Phrase(folder)
    }
}
