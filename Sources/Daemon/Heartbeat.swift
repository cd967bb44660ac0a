import Calendars
import Foundation
import Glibc

/// A file that says when the daemon last lived.
///
/// Written once a minute and never synced: after a crash it tells since when nobody was reminded,
/// to the minute; after a power cut it may be older, and then it claims less, not more.
struct Heartbeat: Sendable {
    let path: String

    /// Says that the daemon lives at `now`; that it can't be written hinders nothing.
    func beat(at now: Timestamp) {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // Every time has the same length, so the file is overwritten whole.
        let line = Array((now.utc + "\n").utf8)
        _ = pwrite(descriptor, line, line.count, 0)
    }

    /// When it last lived; nil if no file says so.
    func last() -> Timestamp? {
        FileManager.default.contents(atPath: path).flatMap { data in
            Timestamp(rfc3339: String(decoding: data, as: UTF8.self).filter { $0 != "\n" })
        }
    }
}
