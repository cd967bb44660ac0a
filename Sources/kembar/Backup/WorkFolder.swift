import Dispatch
import FoundationEssentials
import Glibc

/// A private folder (0700) to unpack a backup in; it is gone at the end, also when the program is stopped.
///
/// It holds a whole log: one that stayed would fill the disk a little more at every Ctrl-C.
final class WorkFolder {
    let path: String
    private var signals: [any DispatchSourceSignal] = []

    private static let ending = [SIGINT, SIGTERM, SIGHUP]

    /// Makes the folder, under a name that begins so.
    init(_ beginning: String) throws(Failure) {
        var template = Array("\(beginning).XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw .unwritableFile(.init(path: beginning, errno: errno))
        }
        let path = String(cString: made)
        self.path = path
        signals = Self.ending.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                Self.remove(path)
                // As the shell says it of a program that was ended by a signal.
                _exit(128 + number)
            }
            source.activate()
            return source
        }
    }

    /// Removes the folder with everything in it; from then on a signal ends the program as it did before.
    func remove() {
        Self.remove(path)
        guard !signals.isEmpty else { return }
        for source in signals { source.cancel() }
        signals = []
        for number in Self.ending { signal(number, SIG_DFL) }
    }

    private static func remove(_ path: String) {
        // What can't be removed is private, and its name says what it is.
        try? FileManager.default.removeItem(atPath: path)
    }
}
