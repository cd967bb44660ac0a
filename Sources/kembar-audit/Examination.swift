import Calendars
import Engine
import Entries
import EventLog
import RuleFiles
import Wire

/// One look at a copied folder: opens the scratch copy, asks, and leaves nothing behind.
enum Examination {
    /// Answers what `question` asks of the folder, and ends the process.
    static func run(
        _ path: String,
        statusOf: (Problem) -> Int32 = Outcome.reading,
        _ question: (CopiedFolder) async throws -> Outcome
    ) async -> Never {
        let result = await result(path, question)
        Outcome.leave(result, statusOf)
    }

    private static func result(
        _ path: String,
        _ question: (CopiedFolder) async throws -> Outcome
    ) async -> Result<Outcome, Problem> {
        do {
            // Held to the end, so that no daemon starts on the evidence meanwhile.
            let evidence = try Evidence(path)
            defer { evidence.release() }
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            let folder = try CopiedFolder(evidence, scratch)
            do {
                let outcome = try await question(folder)
                await folder.close()
                return .success(outcome)
            } catch {
                await folder.close()
                throw error
            }
        } catch {
            return .failure(problem(error, path))
        }
    }

    private static func problem(_ error: any Error, _ path: String) -> Problem {
        switch error {
        case let problem as Problem: problem
        case SubmissionFailure.unreadable(let position):
            Problem(.integrityFailure, ["position": .integer(Int(position))])
        case let failure as LogFailure: CopiedFolder.problem(failure, path)
        case let fault as LogReview.Fault:
            Problem(.integrityFailure, ["position": .integer(Int(fault.position))])
        // A rule file that was adopted and can't be read any more.
        case is FileFaults: Problem(.integrityFailure, ["position": -1])
        default: Problem(.internalError)
        }
    }
}
