import Glibc
import Testing

@testable import Language

/// What the C library says of a failed call, said to people.
@Suite struct SystemWordsTests {
    @Test(arguments: [
        ENOENT, EACCES, EPERM, EISDIR, ENOTDIR, EEXIST, ENOSPC, EDQUOT, EROFS, EIO, EFBIG,
        ENAMETOOLONG, ELOOP, EMFILE, EBUSY, EADDRINUSE, EPIPE, EINVAL,
    ])
    func `what the system says of the usual failures has Indonesian words`(number: Int32) {
        let text = String(cString: strerror(number))
        let phrase = SystemWords.phrase(text)
        #expect(phrase.en == text)
        #expect(phrase.id != text && !phrase.id.isEmpty, "\(text)")
    }

    @Test func `what stands before it stays, and what is not known stays as it is`() {
        #expect(
            SystemWords.phrase("/mnt/spool: Read-only file system")
                == Phrase(
                    "/mnt/spool: disknya hanya dapat dibaca",
                    "/mnt/spool: Read-only file system"
                )
        )
        for text in ["", "64 hex digits", "x Permission denied", "Permission denied (publickey)."] {
            #expect(SystemWords.phrase(text) == Phrase(text))
        }
    }
}
