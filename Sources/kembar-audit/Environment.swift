import ArgumentParser
import FoundationEssentials
import Glibc
import Language

/// The surroundings of the process: its language, and the program beside it.
enum Environment {
    private static let language = Language(
        option: nil,
        environment: ProcessInfo.processInfo.environment
    )

    static func say(_ phrase: Phrase) -> String { language.say(phrase) }

    /// Lets the `kembar` beside this program take over with `kembar audit` and these words.
    ///
    /// It runs this one again with `--json` and words the answer. Without it this one goes on.
    static func becomeKembar(_ words: [String]) {
        guard
            let running = try? FileManager.default
                .destinationOfSymbolicLink(atPath: "/proc/self/exe")
        else { return }
        let folder = running.split(separator: "/").dropLast()
        let kembar = "/" + folder.joined(separator: "/") + "/kembar"
        var arguments: [UnsafeMutablePointer<CChar>?] =
            ([kembar, "audit"] + words).map { strdup($0) }
        arguments.append(nil)
        execv(kembar, arguments)
        // Only if it could not be started does this go on.
        arguments.forEach { free($0) }
    }
}

extension ArgumentHelp {
    /// The help of one argument in the language of the environment.
    static func words(_ id: String, _ en: String) -> ArgumentHelp {
        ArgumentHelp("\(Environment.say(Phrase(id, en)))")
    }
}
