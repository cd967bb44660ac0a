import Language

/// What exports say.
enum ExportPhrases {
    static let wholeLogOnly = Phrase(
        "--agreement berlaku untuk berkas auditor saja; bentuk lain memuat seluruh log.",
        "--agreement is for a bundle only; other forms hold the whole log."
    )

    static let checkpointOfWholeLog = Phrase(
        "--checkpoint berlaku untuk berkas auditor seluruh log; untuk satu naskah hanya bersama --data.",
        "--checkpoint is for a bundle of the whole log; for one agreement only together with --data."
    )

    static let cosignedBundle = Phrase(
        "--cosigned berlaku untuk berkas auditor, tanpa --checkpoint dan tanpa --format.",
        "--cosigned is for a bundle, without --checkpoint and without --format."
    )

    static func bundle(_ path: String, _ agreement: String?) -> Phrase {
        guard let agreement else {
            return Phrase(
                "Berkas auditor ditulis ke \(path): seluruh log.",
                "The bundle was written to \(path): the whole log."
            )
        }
        return Phrase(
            "Berkas auditor ditulis ke \(path): naskah \(agreement).",
            "The bundle was written to \(path): agreement \(agreement)."
        )
    }

    static func file(_ path: String, _ format: String) -> Phrase {
        Phrase("Log ditulis ke \(path) (\(format)).", "The log was written to \(path) (\(format)).")
    }

    static let forReading = Phrase(
        "Bentuk ini untuk dibaca; buktinya adalah berkas auditor (kembar audit export FOLDER).",
        "This form is for reading; the evidence is the bundle (kembar audit export FOLDER)."
    )

    static func covers(_ size: Int64) -> Phrase {
        Phrase("Checkpoint-nya mencakup ", "Its checkpoint covers ")
            + .count(size, "entri.", "entry.", "entries.")
    }

    static let howTo = Phrase(
        "Cara memeriksanya tanpa kembar: data/README.txt di dalamnya. Dengan kembar:",
        "How to verify it without kembar: data/README.txt in it. With kembar:"
    )
}
