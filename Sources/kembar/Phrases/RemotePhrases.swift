import Language

/// What is said of another machine.
enum RemotePhrases {
    static func unfitHost(_ address: String) -> Phrase {
        Phrase(
            "'\(address)' bukan alamat yang dapat dipakai. Tulis ssh://nama@komputer atau ssh://nama@komputer:port, tanpa kata sandi dan tanda lain.",
            "'\(address)' is no address that can be used. Write ssh://name@machine or ssh://name@machine:port, without a password or other signs."
        )
    }

    static func lost(_ address: String, _ sent: Failure.Sent) -> Phrase {
        switch sent {
        case .no:
            Phrase(
                "Tidak dapat masuk ke \(address); alasannya di atas, dari ssh.",
                "Cannot log in to \(address); why is said above, by ssh."
            )
        case .question:
            Phrase(
                "Sambungan ke \(address) terputus sebelum jawabannya lengkap. Silakan diulang; membaca tidak mengubah apa pun.",
                "The connection to \(address) ended before the answer was complete. Please try again; reading changes nothing."
            )
        case .write:
            Phrase(
                "Hasilnya belum diketahui: sambungan ke \(address) terputus. Mungkin sudah dilakukan, mungkin belum.",
                "The outcome is unknown: the connection to \(address) ended. It may have been done or not."
            )
        }
    }

    static func tryByHand(_ address: String) -> Phrase {
        Phrase(
            "Coba dahulu dengan ssh sendiri: ssh \(address) kembar status. Kunci komputer itu harus sudah dikenal, dan kunci Anda terdaftar di sana (kembar admin officer add); kata sandi tidak ditanyakan.",
            "Try ssh by itself first: ssh \(address) kembar status. That machine's key has to be known, and yours registered there (kembar admin officer add); no password is asked for."
        )
    }

    static func noKembar(_ address: String) -> Phrase {
        Phrase(
            "Di \(address) tidak ada kembar, atau yang dijalankan di situ bukan kembar. Tidak ada yang dicatat. Pasang paket kembar di komputer itu.",
            "There is no kembar at \(address), or what runs there is something else. Nothing was recorded. Install the package kembar on that machine."
        )
    }

    static func farFile(_ file: String) -> Phrase {
        Phrase(
            "Berkas '\(file)' ada di komputer ini, sedangkan perintah berjalan di komputer lain. Kirim isinya lewat masukan baku: tulis - sebagai nama berkas dan tambahkan < BERKAS. Yang ditulis ke berkas: tinggalkan opsi itu dan tambahkan > BERKAS.",
            "The file '\(file)' is on this machine, and the command runs on another. Send its content by standard input: write - for the file's name and add < FILE. What should go into a file: leave that option out and add > FILE."
        )
    }
}
