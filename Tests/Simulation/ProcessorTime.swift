import Foundation

/// How long processors worked for this program, and for the worlds that it started and that have ended.
enum ProcessorTime {
    /// In user space and in the kernel together.
    static var seconds: Double { seconds(of: RUSAGE_SELF) + seconds(of: RUSAGE_CHILDREN) }

    private static func seconds(of whose: __rusage_who) -> Double {
        var usage = rusage()
        // It fails for a wrong `whose` alone.
        _ = getrusage(__rusage_who_t(whose.rawValue), &usage)
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
}
