import Entries
import Glibc
import Language

/// Where messages are written: the system's journal with fields of its own, else standard output.
///
/// The journal's socket is used where systemd has connected our output to the journal; by hand, in a
/// test or where it takes no more, a message is lines on standard output, as before.
struct Journal: Sendable {
    private let place: Place

    private enum Place {
        /// The socket of the journal; nil is standard output.
        case system(socketPath: String?)
        /// Whoever is given the position of a message and its text; false refuses it, `errno` says why.
        case taker(@Sendable (Int64, String) -> Bool)
    }

    /// Where systemd's journal listens (systemd-journald.service(8)).
    static let systemSocket = "/run/systemd/journal/socket"
    /// Lines on standard output.
    static let standardOutput = Journal(socketPath: nil)

    init(socketPath: String?) { place = .system(socketPath: socketPath) }

    init(taker: @escaping @Sendable (Int64, String) -> Bool) { place = .taker(taker) }

    /// The journal, if systemd says that our output goes there anyway.
    init(environment: [String: String]) {
        let isThere = access(Self.systemSocket, W_OK) == 0
        let isJournal = environment["JOURNAL_STREAM"]?.isEmpty == false && isThere
        self.init(socketPath: isJournal ? Self.systemSocket : nil)
    }

    /// Writes one message, whole; false if a part of it or nothing was taken, `errno` says why.
    func write(_ message: JournalMessage) -> Bool {
        let lines = [message.text.subject] + message.text.lines
        let text = lines.joined(separator: "\n")
        let socketPath: String?
        switch place {
        case .taker(let take): return take(message.entry.position, text)
        case .system(let path): socketPath = path
        }
        if let socketPath {
            let entry = JournalEntry(message, text)
            if Self.send(entry.bytes, to: socketPath) { return true }
            // Longer than a datagram, or no journal any more: standard output is left.
        }
        return writeAll(Array((text + "\n").utf8), to: STDOUT_FILENO)
    }

    private static func send(_ bytes: [UInt8], to path: String) -> Bool {
        let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // Room for a long digest: what does not fit goes to standard output.
        var room: CInt = 8 * 1_024 * 1_024
        setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &room, socklen_t(MemoryLayout<CInt>.size))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let count = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(
                    descriptor,
                    bytes,
                    bytes.count,
                    CInt(MSG_NOSIGNAL),
                    $0,
                    socklen_t(MemoryLayout<sockaddr_un>.size)
                )
            }
        }
        return count == bytes.count
    }
}

/// A message as the journal keeps it: fields that `journalctl` can select by.
struct JournalEntry {
    private var fields: [(name: String, value: String)]

    /// The ids of the message catalog (systemd/kembar.catalog), made once by chance.
    enum Catalog {
        static let reminder = "5f1c0a9d0c8e4a3f9b6d2e7714a0c3b1"
        static let trial = "8d3b6c2f41e74a0fa5c9e0d76b2f1a94"
        static let report = "c2a7e41d95b84f6c8f03b6d17ea9452e"

        static let all = [reminder, trial, report]

        static func id(of message: JournalMessage) -> String {
            if message.isTrial { return trial }
            return message.isReport ? report : reminder
        }
    }

    init(fields: [(name: String, value: String)]) { self.fields = fields }

    init(_ message: JournalMessage, _ text: String) {
        fields = [
            ("MESSAGE", text), ("PRIORITY", "5"), ("SYSLOG_IDENTIFIER", "kembard"),
            ("MESSAGE_ID", Catalog.id(of: message)),
            ("KEMBAR_POSITION", String(message.entry.position)), ("KEMBAR_ROLE", message.role),
            ("KEMBAR_OFFICE", message.office), ("KEMBAR_DAY", message.day),
            ("KEMBAR_SUBJECT", message.text.subject),
            ("KEMBAR_LANGUAGE", message.language.rawValue),
            ("KEMBAR_REHEARSAL", message.isRehearsal ? "1" : "0"),
        ]
        // The journal takes a field more than once.
        fields += message.agreements.map { ("KEMBAR_AGREEMENT", $0) }
    }

    /// The journal's own protocol: a line a field, or of several lines its length first.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in fields {
            let value = Array(value.utf8)
            bytes += Array(name.utf8)
            if value.contains(0x0A) {
                bytes.append(0x0A)
                withUnsafeBytes(of: UInt64(value.count).littleEndian) { bytes += Array($0) }
            } else {
                bytes.append(UInt8(ascii: "="))
            }
            bytes += value + [0x0A]
        }
        return bytes
    }
}
