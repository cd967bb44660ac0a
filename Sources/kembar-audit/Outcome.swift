import Entries
import FoundationEssentials
import Glibc
import Language
import Wire

/// What an examination came to: a document or a text, as kembard would answer.
enum Outcome {
    case answer([UInt8], status: Int32)

    static func document(_ value: some Encodable, status: Int32 = 0) throws -> Outcome {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return .answer(Array(try encoder.encode(value)) + [UInt8(ascii: "\n")], status: status)
    }

    /// How `verify` ends; views that were changed count although the log is whole.
    static func status(of answer: VerifyAnswer) -> Int32 {
        switch answer.result {
        case "whole": answer.areViewsWrong ? 1 : 0
        case "unverified": answer.areViewsWrong ? 1 : 2
        default: 1
        }
    }

    static func text(_ text: String) -> Outcome { .answer(Array(text.utf8), status: 0) }

    /// How the program ends after a problem; the numbers are those of `kembar`.
    static func reading(_ problem: Problem) -> Int32 {
        switch problem.code {
        case .silencesNeedWholeLog: 2
        case .unknownAgreement: 3
        case .integrityFailure, .copyTorn, .copyCheckpoint, .bundleDamaged, .linesUnfit: 6
        default: 1
        }
    }

    /// The same for `verify`: damage is 1, what could not be looked at 2.
    static func verifying(_ problem: Problem) -> Int32 {
        switch problem.code {
        case .integrityFailure, .copyTorn, .copyCheckpoint, .bundleDamaged: 1
        // A key or a file that says nothing is no wrong command line: nothing can be held against it.
        default: 2
        }
    }

    /// Writes the answer to standard output, a problem to standard error, and ends the process.
    static func leave(_ result: Result<Outcome, Problem>, _ statusOf: (Problem) -> Int32) -> Never {
        switch result {
        case .success(.answer(let bytes, let status)):
            write(bytes, to: STDOUT_FILENO)
            exit(status)
        case .failure(let problem):
            // A problem holds strings and numbers only: encoding it can't fail.
            if case .answer(let bytes, _)? = try? document(problem) {
                write(bytes, to: STDERR_FILENO)
            }
            exit(statusOf(problem))
        }
    }

    /// Says on standard error how far a reading is: `progress 16384 1000000`, for whoever runs us.
    static func tell(read: Int64, of whole: Int64) {
        write(Array("progress \(read) \(whole)\n".utf8), to: STDERR_FILENO)
    }

    /// Says on standard error what has to be known beside the answer, as one line of JSON.
    static func tell(_ remark: CopyRemark) throws {
        guard case .answer(let line, _) = try document(remark) else { return }
        write(line, to: STDERR_FILENO)
    }

    /// Says on standard error why the command line asks for nothing, and ends the process.
    static func refuse(_ phrase: Phrase) -> Never {
        write(Array((Environment.say(phrase) + "\n").utf8), to: STDERR_FILENO)
        exit(EX_USAGE)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            // A reader that went away is no fault of ours.
            if count < 0, errno != EINTR { return }
            rest = rest.dropFirst(max(count, 0))
        }
    }
}
