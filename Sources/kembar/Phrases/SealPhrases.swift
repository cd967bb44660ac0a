import Language

/// What is said about the sealed copy of the signing key.
enum SealPhrases {
    /// Where nobody can say whether the key is in force, no check ends well that would prove it.
    static func sealed(_ path: String, _ key: String, isInDoubt: Bool) -> Phrase {
        Phrase(
            "Kunci \(key) tersegel di \(path). Simpan berkas dan kata sandinya terpisah, jauh dari mesin ini",
            "The key \(key) is sealed in \(path). Keep file and passphrase apart, away from this machine"
        )
            + (isInDoubt
                ? Phrase(".")
                : Phrase(
                    "; uji dengan: kembar admin key check \(path)",
                    "; prove it: kembar admin key check \(path)"
                ))
    }

    /// Beside the same then.
    static let sealedInDoubt = Phrase(
        "Apakah kunci ini masih berlaku belum jelas; jangan buang salinan tersegel yang lain. Lihat: kembar status",
        "Whether this key is still in force is unclear; throw no other sealed copy away. See: kembar status"
    )

    static func opens(_ path: String) -> Phrase {
        Phrase(
            "\(path) dapat dibuka dan dibuat untuk log ini.",
            "\(path) opens and was made for this log."
        )
    }

    /// Of the key that `status` asks for, where the log's own has handed over.
    static func opensNewer(_ path: String, place: String) -> Phrase {
        Phrase(
            "\(path) dapat dibuka: itu kunci yang lebih baru yang diminta status. Hentikan kembard, simpan yang ada di \(place) di tempat lain, buka \(path) ke \(place) dengan perintah openssl yang tertulis di dalamnya, lalu mulai. Lihat docs/running.md.",
            "\(path) opens and is the newer key that status asks for. Stop kembard, put aside what lies at \(place), open \(path) into \(place) with the openssl command that stands in it, and start. See docs/running.md."
        )
    }

    /// Of the log's own key, where it has handed over in entries that the log has lost.
    static func retired(_ path: String, _ successor: String) -> Phrase {
        Phrase(
            "\(path) dapat dibuka, tetapi kunci itu sudah menyerahkan tugasnya kepada \(successor): tidak ada lagi yang ditandatanganinya. Jangan segel kunci itu lagi; yang diperlukan salinan tersegel dari kunci yang baru: kembar status",
            "\(path) opens, but that key has handed over to \(successor): it signs nothing any more. Don't seal it anew; what is needed is the sealed copy of the newer key: kembar status"
        )
    }

    /// Of the same, where it was to be sealed.
    static func notSealed(_ successor: String) -> Phrase {
        Phrase(
            "Tidak ada yang disegel: kunci di server ini sudah menyerahkan tugasnya kepada \(successor): tidak ada lagi yang ditandatanganinya. Yang diperlukan salinan tersegel dari kunci yang baru: kembar status",
            "Nothing was sealed: the key at this server has handed over to \(successor): it signs nothing any more. What is needed is the sealed copy of the newer key: kembar status"
        )
    }

    /// Of the log's own key, where nobody can say whether it has handed over.
    static func inDoubt(_ path: String) -> Phrase {
        Phrase(
            "\(path) dapat dibuka dan adalah kunci di server ini, tetapi apakah kunci itu masih berlaku belum jelas: mungkin sudah menyerahkan tugasnya. Lihat: kembar status",
            "\(path) opens and is the key at this server, but whether that key is still in force is unclear: it may have handed over. See: kembar status"
        )
    }

    /// Of another key of the log's name then; a file of handovers that is spoilt says nothing of who signed.
    static func perhapsNewer(
        _ path: String,
        _ key: String,
        isCheckpointByUnknownKey: Bool
    ) -> Phrase {
        Phrase(
            "\(path) (\(key)) bukan kunci di server ini; mungkin kunci log ini yang lebih baru",
            "\(path) (\(key)) is not the key at this server; it may be this log's newer one"
        )
            + (isCheckpointByUnknownKey
                ? Phrase(
                    ", yang menandatangani checkpoint terakhir",
                    ", which signed the last checkpoint"
                ) : Phrase(""))
            + Phrase(
                ". Simpan berkas itu. Letakkan dahulu serah terima kuncinya, lalu uji lagi: kembar status, docs/running.md",
                ". Keep that file. Put the key's handovers in place first, then prove it again: kembar status, docs/running.md"
            )
    }

    /// Of a key that the log itself has replaced, whatever is in doubt of its last one.
    static func replaced(_ path: String, _ key: String, _ position: Int64) -> Phrase {
        Phrase(
            "\(path) adalah kunci log ini yang sudah diganti pada entri \(position) (\(key)). Kunci log ini, berurutan: kembar audit keys",
            "\(path) is a key of this log that was replaced at entry \(position) (\(key)). This log's keys, one after another: kembar audit keys"
        )
    }

    /// Of a key of another name then.
    static func otherLogs(_ path: String, _ key: String) -> Phrase {
        Phrase(
            "\(path) adalah kunci log lain (\(key)). Kunci mana yang diperlukan log ini: kembar status",
            "\(path) is another log's key (\(key)). Which key this log needs: kembar status"
        )
    }

    /// Of neither of the two.
    static func unwanted(_ path: String, _ key: String, wanted: String) -> Phrase {
        Phrase(
            "\(path) bukan kunci yang diperlukan log ini: kunci log lain (\(key)), atau kunci log ini yang sudah diganti. Kunci log ini sudah menyerahkan tugasnya kepada \(wanted): carilah salinan tersegel kunci itu. Lihat: kembar status",
            "\(path) is not the key that this log needs: another log's (\(key)), or one of this log's that was replaced. This log's key has handed over to \(wanted): look for the sealed copy of that one. See: kembar status"
        )
    }

    static func noSealedKey(_ path: String) -> Phrase {
        Phrase(
            "\(path) bukan kunci tersegel kembar. Buat dengan: sudo kembar admin key seal BERKAS",
            "\(path) is no sealed key of kembar. Make one: sudo kembar admin key seal FILE"
        )
    }

    static func notOpened(_ path: String) -> Phrase {
        Phrase(
            "\(path) tidak terbuka: kata sandinya salah, atau berkasnya rusak.",
            "\(path) does not open: the passphrase is wrong, or the file is damaged."
        )
    }

    static func emptyPassphrase(_ path: String) -> Phrase {
        Phrase(
            "Kata sandinya kosong: siapa pun yang memegang \(path) dapat membuka kunci itu. Berkas tidak disimpan; ulangi dengan kata sandi.",
            "The passphrase is empty: whoever holds \(path) could open the key. No file was kept; repeat it with a passphrase."
        )
    }

    /// `words` are openssl's own; often it has none.
    static func noPassphrase(isTyped: Bool, _ words: String) -> Phrase {
        let cause =
            isTyped
            ? Phrase(
                "kedua kata sandi yang diketik berbeda, atau tidak ada yang diketik.",
                "the two passphrases that were typed differ, or none was typed."
            )
            : Phrase(
                "tidak ada kata sandi: tanpa terminal, kata sandi adalah baris pertama masukan baku.",
                "there was no passphrase: without a terminal it is the first line of standard input."
            )
        return Phrase("Kunci tidak disegel: ", "The key was not sealed: ") + cause
            + Phrase(
                " Tidak ada yang ditulis; ulangi perintah ini.",
                " Nothing was written; try again."
            )
            + (words.isEmpty ? Phrase("") : Phrase(" (openssl: \(words))"))
    }

    static func wrong(_ path: String, _ key: String) -> Phrase {
        Phrase(
            "Isi \(path) bukan kunci rahasia dari \(key): berkas itu telah diubah atau rusak. Jangan hentikan kembard, ia masih memegang kuncinya: sudo kembar admin key rotate --reason \"berkas kunci rusak\", lalu segel kunci yang baru.",
            "What is in \(path) is not the secret key of \(key): that file was changed or is damaged. Don't stop kembard, it still holds its key: sudo kembar admin key rotate --reason \"key file damaged\", then seal the new one."
        )
    }

    static func wrongSealed(_ path: String, _ key: String) -> Phrase {
        Phrase(
            "\(path) dapat dibuka, tetapi isinya bukan kunci rahasia dari \(key): salinan itu tidak dapat dipakai, dan tidak ada yang ditulis. Pakai salinan tersegel lain; bila kunci di server masih ada, segel lagi: sudo kembar admin key seal BERKAS",
            "\(path) opens, but what is in it is not the secret key of \(key): that copy is of no use, and nothing was written. Use another sealed copy; where the server still has its key, seal it again: sudo kembar admin key seal FILE"
        )
    }

    /// `folder` is the one that a backup was to be restored to.
    static func foreign(_ path: String, _ key: String, restoring folder: String?) -> Phrase {
        guard let folder else {
            return Phrase(
                "\(path) bukan kunci yang dipakai log ini: kunci log lain (\(key)), atau kunci log ini yang sudah diganti. Segel kunci yang sekarang: sudo kembar admin key seal BERKAS",
                "\(path) is not the key that this log uses: another log's (\(key)), or one of this log's that was replaced. Seal the present one: sudo kembar admin key seal FILE"
            )
        }
        return Phrase(
            "\(path) adalah kunci log lain (\(key)), atau kunci yang lebih baru daripada log itu. Log tidak dipulihkan. Bila cadangan itu dari sebelum pergantian kunci: ulangi tanpa --key, buka \(path) dengan perintah openssl yang tertulis di dalamnya ke \(folder)/key, lalu mulai kembard: ia mengikuti serah terima kunci yang tersimpan di samping checkpoint di luar folder data. Lihat docs/running.md.",
            "\(path) is another log's key (\(key)), or one that is newer than that log. No log was restored. If that backup is from before a change of key: repeat without --key, open \(path) with the openssl command that stands in it into \(folder)/key, then start kembard: it follows the key's handover that is kept beside the checkpoint outside the data folder. See docs/running.md."
        )
    }

    static func noTool(_ path: String) -> Phrase {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        // Debian's package, where it is called otherwise.
        let packages = [
            "ssh": "openssh-client", "useradd": "passwd", "usermod": "passwd",
            "userdel": "passwd", "gpasswd": "passwd",
        ]
        let package = packages[name] ?? "openssl"
        return Phrase(
            "\(path) tidak ada atau tidak dapat dijalankan. Pasang dengan: sudo apt install \(package)",
            "\(path) is not there or can't be run. Install it: sudo apt install \(package)"
        )
    }

    /// `words` are the tool's own, of one line or more.
    static func toolFailed(_ name: String, _ words: String) -> Phrase {
        let lines = words.split(whereSeparator: \.isNewline).map { String($0).trimmed }
        let line = lines.filter { !$0.isEmpty }.joined(separator: "; ")
        // Most begin what they say with their name.
        let said = line.hasPrefix(name) ? line : "\(name): \(line)"
        if ["useradd", "usermod"].contains(name) {
            return Phrase(
                "Akun tidak dibuat atau diubah (\(said)). Grup kembar dibuat oleh paket kembard: pasang paket itu, lalu ulangi.",
                "The account was not made or changed (\(said)). The package kembard makes the group kembar: install it, then try again."
            )
        }
        if ["userdel", "gpasswd"].contains(name) {
            return Phrase(
                "Akun belum selesai dihapus (\(said)). Jika ada yang masih berjalan atas namanya, tunggu sampai berakhir, lalu ulangi perintah yang sama.",
                "The account is not gone yet (\(said)). If something of it still runs, wait until it has ended, then repeat the same command."
            )
        }
        return Phrase("Alat gagal (\(said)).", "A tool failed (\(said)).")
    }
}
