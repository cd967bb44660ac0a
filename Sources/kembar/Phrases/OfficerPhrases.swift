import Language

/// What is said when an officer is let in by SSH.
enum OfficerPhrases {
    static func unfitName(_ name: String) -> Phrase {
        Phrase(
            "'\(name)' tidak dapat menjadi nama akun. Pakai huruf kecil, angka, - dan _, dimulai dengan huruf, paling banyak 32.",
            "'\(name)' can't be the name of an account. Use small letters, digits, - and _, a letter first, 32 at most."
        )
    }

    static func needsRoot(_ line: String) -> Phrase {
        Phrase(
            "Hanya root yang dapat membuat akun. Jalankan: sudo \(line)",
            "Only root can make accounts. Run: sudo \(line)"
        )
    }

    static func systemAccount(_ name: String) -> Phrase {
        Phrase(
            "\(name) adalah akun sistem dan tidak diubah. Pilih nama lain.",
            "\(name) is an account of the system and is left alone. Choose another name."
        )
    }

    static func homeInTheWay(_ path: String) -> Phrase {
        Phrase(
            "Folder \(path) sudah ada tanpa akunnya, dan tidak ditimpa. Pindahkan folder itu atau pilih nama lain.",
            "The folder \(path) exists without its account, and is left as it is. Move it, or choose another name."
        )
    }

    static func unfitKey(_ path: String, _ fault: PublicKey.Fault) -> Phrase {
        switch fault {
        case .secret:
            Phrase(
                "\(path) adalah kunci pribadi, yang tidak boleh meninggalkan komputer petugas. Minta berkas .pub-nya; jika kunci ini sudah terkirim, buat yang baru.",
                "\(path) is a private key, which must not leave the officer's machine. Ask for its .pub file; if this one was sent around, make a new one."
            )
        case .several:
            Phrase(
                "\(path) memuat lebih dari satu kunci. Tambahkan satu per satu.",
                "There is more than one key in \(path). Add them one by one."
            )
        case .other:
            Phrase(
                "\(path) bukan kunci publik SSH. Yang diperlukan satu baris seperti \"ssh-ed25519 AAAA…\" tanpa opsi di depannya, atau berkas dari PuTTYgen (Save public key).",
                "\(path) is no SSH public key. Needed is one line such as \"ssh-ed25519 AAAA…\" without options before it, or a file of PuTTYgen (Save public key)."
            )
        }
    }

    static let wouldDo = Phrase(
        "Percobaan: tidak ada yang dilakukan. Yang akan dijalankan sebagai root:",
        "Dry run: nothing was done. It would do, as root:"
    )

    static func nothingToDo(_ name: String) -> Phrase {
        Phrase(
            "Tidak ada yang perlu dilakukan: \(name) sudah ada di grup kembar. Kunci ditambahkan dengan --key.",
            "Nothing has to be done: \(name) is in the group kembar. Add a key with --key."
        )
    }

    static func made(_ name: String, home: String) -> Phrase {
        Phrase(
            "Akun \(name) dibuat, di grup kembar, tanpa kata sandi; foldernya \(home) milik root.",
            "The account \(name) was made, in the group kembar, without a password; its folder \(home) is root's."
        )
    }

    static func joined(_ name: String) -> Phrase {
        Phrase(
            "\(name) dimasukkan ke grup kembar.",
            "\(name) was put into the group kembar."
        )
    }

    static func existed(_ name: String) -> Phrase {
        Phrase(
            "Akun \(name) sudah ada sebelumnya dan tidak diubah. Jika akun itu mempunyai kata sandi atau kunci lain, jalan masuk itu tetap seperti semula.",
            "The account \(name) was there before and is left as it is. If it has a password or other keys, these open what they opened."
        )
    }

    static func noSuchOfficer(_ name: String) -> Phrase {
        Phrase(
            "Tidak ada akun \(name), dan tidak ada nama di log yang masih berlaku untuknya. Lihat: kembar admin officer list",
            "There is no account \(name), and no name in the log is in force for it. See: kembar admin officer list"
        )
    }

    static func nothingToRemove(_ name: String) -> Phrase {
        Phrase(
            "Tidak ada yang perlu dilakukan: \(name) tidak ada di grup kembar, dan tidak ada nama di log yang masih berlaku untuknya.",
            "Nothing has to be done: \(name) is in no group of kembar, and no name in the log is in force for it."
        )
    }

    static func leftGroups(_ name: String, _ groups: String) -> Phrase {
        Phrase(
            "\(name) dikeluarkan dari grup: \(groups).",
            "\(name) was taken out of the groups: \(groups)."
        )
    }

    static func deleted(_ name: String) -> Phrase {
        Phrase(
            "Akun \(name) dihapus beserta kuncinya.",
            "The account \(name) was deleted with its keys."
        )
    }

    static func stays(_ name: String) -> Phrase {
        Phrase(
            "Akun \(name) tidak dibuat untuk kembar, dan tetap ada. Yang masih berjalan atas namanya tetap memegang grup lama sampai berakhir: sudo loginctl terminate-user \(name)",
            "The account \(name) was not made for kembar, and stays. What still runs of it keeps the groups it had until it ends: sudo loginctl terminate-user \(name)"
        )
    }

    static func left(_ path: String) -> Phrase {
        Phrase(
            "\(path) tidak kosong atau tidak dapat dihapus, dan dibiarkan.",
            "\(path) is not empty or can't be removed, and was left."
        )
    }

    static func nameEnded(_ name: String) -> Phrase {
        Phrase(
            "\(name) berakhir: yang sudah tercatat tetap atas nama itu, dan tidak ada yang mendapatkannya lagi. Untuk menghapus siapa orangnya: kembar contacts erase \(name)",
            "\(name) has ended: what is recorded stays under it, and nobody gets it again. To erase who that was: kembar contacts erase \(name)"
        )
    }

    static let headings = [
        Phrase("Nama di log", "Name in the log"), Phrase("Akun", "Account"),
        Phrase("Nomor", "Number"), Phrase("Masa", "Period"),
    ]
    static let none = Phrase(
        "Belum ada yang mencatat sesuatu, jadi belum ada nama.",
        "Nobody has recorded anything yet, so no name was given."
    )
    static let erased = Phrase("(dihapus)", "(erased)")
    static let unknownLogin = Phrase("(tidak diketahui)", "(not known)")
    static let endsAtOnce = Phrase(
        "Nama petugas di log berakhir seketika. Ulangi tanpa --until.",
        "An officer's name in the log ends at once. Repeat it without --until."
    )

    static func noKey(_ name: String) -> Phrase {
        Phrase(
            "Belum ada kunci, jadi \(name) belum dapat masuk. Di komputer petugas: ssh-keygen -t ed25519; lalu di sini: sudo kembar admin officer add \(name) --key id_ed25519.pub",
            "There is no key yet, so \(name) can't come in. On the officer's machine: ssh-keygen -t ed25519; then here: sudo kembar admin officer add \(name) --key id_ed25519.pub"
        )
    }

    static func keyAdded(_ path: String) -> Phrase {
        Phrase(
            "Kunci ditambahkan ke \(path); yang dibukanya hanya kembar console.",
            "The key was added to \(path); it opens kembar console alone."
        )
    }

    static func keyPresent(_ path: String) -> Phrase {
        Phrase(
            "Kunci itu sudah ada di \(path), dengan isi yang sama.",
            "That key is in \(path) already, to the letter."
        )
    }

    static func keyPresentOtherwise(_ path: String) -> Phrase {
        Phrase(
            "Kunci itu sudah ada di \(path) dengan opsi lain, dan tidak diubah: mungkin kunci itu membuka lebih dari kembar console. Periksa baris itu, hapus sendiri bila perlu, lalu ulangi.",
            "That key is in \(path) with other options, and was left as it is: it may open more than kembar console. Look at that line, remove it by hand if need be, and repeat."
        )
    }

    static func howToConnect(_ name: String) -> [Phrase] {
        [
            Phrase(
                "Windows 10 dan 11 (PowerShell): ssh \(name)@SERVER",
                "Windows 10 and 11 (PowerShell): ssh \(name)@SERVER"
            ),
            Phrase(
                "PuTTY: Host Name \(name)@SERVER; kunci .ppk di Connection, SSH, Auth, Credentials; Window, Translation: UTF-8",
                "PuTTY: Host Name \(name)@SERVER; the .ppk key in Connection, SSH, Auth, Credentials; Window, Translation: UTF-8"
            ),
            Phrase(
                "Linux dengan kembar: kembar --host ssh://\(name)@SERVER list",
                "Linux with kembar: kembar --host ssh://\(name)@SERVER list"
            ),
        ]
    }
}
