/// What the system says of a call that failed, in the reader's language.
///
/// Its text is handed on as the cause of a failure, as it is, also over the socket and into the journal;
/// it gets a language only where it is said to people.
package enum SystemWords {
    /// The texts of the C library that people meet, each in Indonesian.
    private static let indonesian = [
        "No such file or directory": "berkas atau folder itu tidak ada",
        "Permission denied": "hak aksesnya tidak mencukupi",
        "Operation not permitted": "itu tidak diizinkan",
        "Is a directory": "itu folder, bukan berkas",
        "Not a directory": "itu bukan folder",
        "File exists": "nama itu sudah dipakai",
        "No space left on device": "disknya penuh",
        "Disk quota exceeded": "jatah ruang di disk itu habis",
        "Read-only file system": "disknya hanya dapat dibaca",
        "Input/output error": "disknya gagal membaca atau menulis",
        "File too large": "berkasnya terlalu besar",
        "File name too long": "namanya terlalu panjang",
        "Too many levels of symbolic links": "itu tautan (symbolic link), bukan berkas atau folder",
        "Too many open files": "terlalu banyak berkas yang terbuka",
        "Device or resource busy": "itu sedang dipakai",
        "Address already in use": "alamat itu sudah dipakai",
        "Invalid argument": "permintaan itu tidak berlaku di sini",
        "Broken pipe": "penerimanya sudah berhenti membaca",
        // Not the library's: kembard says it of handovers that are there and are none.
        "spoilt": "isinya rusak",
    ]

    /// Returns the cause in both languages, also one that stands behind what it concerns and a colon; one
    /// that is not known stays as it is.
    package static func phrase(_ cause: String) -> Phrase {
        let known = indonesian.first { cause == $0.key || cause.hasSuffix(": \($0.key)") }
        guard let known else { return Phrase(cause) }
        return Phrase(String(cause.dropLast(known.key.count)) + known.value, cause)
    }
}
