import Language
import Wire

/// What log witnesses, and policies that ask for them, say.
enum WitnessPhrases {
    static let policyOfCopies = Phrase(
        "--policy berlaku untuk --data dan --receipt: tanda tangan saksi log ada di sana.",
        "--policy goes with --data and --receipt: that is where cosignatures are."
    )
    static let check = Phrase("kebijakan kepercayaan", "trust policy")
    static let notMet = Phrase(
        "Menurut kebijakan itu saksi log yang menandatangani belum cukup.",
        "By that policy too few log witnesses cosigned."
    )
    static let witnesses = Phrase("Saksi log", "Log witnesses")
    static let nobody = Phrase("tidak ada", "none")
    static let needsCheckpoint = Phrase(
        "Sebutkan berkas checkpoint, --vkey dan --record; atau --new-key untuk membuat kunci.",
        "Give a checkpoint file, --vkey and --record; or --new-key to make a key."
    )

    static func list(_ witnesses: [WitnessAnswer]) -> Phrase {
        witnesses.isEmpty ? nobody : .list(witnesses.map { Phrase($0.name) })
    }

    static func made(_ path: String) -> Phrase {
        Phrase(
            "Kunci saksi log dibuat di \(path); simpan baik-baik. Kunci umumnya:",
            "The log witness's key was made at \(path); keep it safe. Its public key:"
        )
    }

    static func cosigned(_ origin: String, _ size: Int64) -> Phrase {
        Phrase("Ditandatangani: \(origin), ", "Cosigned: \(origin), ")
            + .count(size, "entri.", "entry.", "entries.")
    }

    static let refused = Phrase("TIDAK ditandatangani.", "NOT cosigned.")

    static func reason(_ answer: CosignAnswer) -> Phrase {
        let stored = answer.stored ?? 0
        return switch answer.reason {
        case "no-checkpoint":
            Phrase("Berkas itu bukan checkpoint.", "The file is no checkpoint.")
        case "signer":
            Phrase(
                "Checkpoint itu tidak ditandatangani kunci log itu.",
                "The checkpoint is not signed by that log key."
            )
        case "conflict":
            Phrase(
                "Catatan saksi ini sampai \(stored) entri. Minta: kembar audit checkpoint --since \(stored)",
                "This witness's record reaches \(stored) entries. Ask for: kembar audit checkpoint --since \(stored)"
            )
        case "not-an-extension":
            Phrase(
                "Log itu tidak melanjutkan yang pernah ditandatangani di sini: riwayatnya diubah, atau itu log lain. Simpan berkas ini sebagai bukti.",
                "The log does not go on from what was cosigned here: its history was rewritten, or it is another log. Keep this file as evidence."
            )
        default:
            Phrase("Ukurannya tidak masuk akal.", "Its sizes make no sense.")
        }
    }
}
