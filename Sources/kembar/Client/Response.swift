import Entries
import FoundationEssentials
import Wire

/// What the daemon answered: status and bytes, not yet understood.
struct Response: Hashable, Sendable {
    var status: Int
    var body: [UInt8]
    /// The daemon rehearses: it says so in the header of every answer.
    var isRehearsal = false

    /// Of the log's key: `retired`, or `unclear` where nobody can say; nil where it is in force.
    var keyStanding: String?

    /// Of a copy: what is shown although nobody has signed it; nil if nothing is.
    var unsignedRedaction: UnsignedRedaction?

    /// The header field in which a rehearsing daemon says `true`.
    static let rehearsalField = "Kembar-Rehearsal"
    /// The header field in which the daemon says of the log's key that it may not be in force.
    static let keyStandingField = "Kembar-Key-Standing"

    var isSuccess: Bool { (200..<300).contains(status) }

    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as an answer of that kind.
    func decoded<Answer: Decodable>(_ type: Answer.Type) throws(Failure) -> Answer {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw .unreadableAnswer(reason: String(describing: error))
        }
    }

    /// The body as a refusal; nil if it is none.
    var problem: ProblemReport? {
        // Whatever is no problem document is shown as an unreadable answer by the caller.
        guard !isSuccess, let read = try? JSONDecoder().decode(RawProblem.self, from: Data(body))
        else { return nil }
        return ProblemReport(code: read.code, params: read.params ?? [:], json: text)
    }

    /// A problem read without knowing its code: a newer daemon may have more of them.
    private struct RawProblem: Decodable {
        var code: String
        var params: [String: JSONValue]?
    }
}

/// A refusal as it came: the code may be one that this program does not know yet.
struct ProblemReport: Error, Hashable, Sendable {
    var code: String
    var params: [String: JSONValue]
    /// The problem document, verbatim.
    var json: String

    /// The same refusal with the caller's login name where the daemon knows only the number.
    ///
    /// The document itself stays verbatim.
    func addressed(to user: String) -> ProblemReport {
        guard let number = params["user"]?.string, number.allSatisfy(\.isNumber) else {
            return self
        }
        var report = self
        report.params["user"] = .string(user)
        return report
    }

    /// The code, if this program knows it.
    var known: ProblemCode? { ProblemCode(rawValue: code) }
}
