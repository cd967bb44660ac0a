import Crypto
import FoundationEssentials
import Glibc
package import Wire

/// Carries a message to a web service of the office: a CloudEvent as JSON, signed.
///
/// Signed as Standard Webhooks has it: `webhook-signature: v1,` and the base64 of an HMAC-SHA256 over
/// `webhook-id`, `webhook-timestamp` and the body, parted by dots.
package struct WebhookCarrier: Carrier {
    let settings: DeliverySettings.Webhook
    let curl: Curl

    /// Posts one event to the web service, under the same id each time.
    package func carry(
        _ parcel: Parcel,
        to recipient: Parcel.Recipient
    ) async throws -> CarryOutcome {
        let body = try Self.body(parcel, recipient)
        return try await PrivateFile.with(body) { path in
            let options = configuration(parcel, body, file: path, at: time(nil))
            return Self.outcome(of: try await curl.run(options))
        }
    }

    /// The event as CloudEvents 1.0 has it in JSON; the same message gives the same bytes.
    static func body(_ parcel: Parcel, _ recipient: Parcel.Recipient) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let event = Event(
            id: id(of: parcel),
            source: parcel.source,
            subject: parcel.role,
            time: parcel.issued,
            data: Event.Content(
                position: parcel.position,
                role: parcel.role,
                roleLabel: parcel.roleLabel,
                office: parcel.office,
                date: parcel.date,
                agreements: parcel.agreements,
                language: recipient.language,
                subject: recipient.subject,
                text: recipient.lines.joined(separator: "\n"),
                checkpoint: parcel.checkpoint,
                calendar: recipient.calendar
            )
        )
        return Array(try encoder.encode(event))
    }

    /// The message's name without its brackets: a receiver that knows it already has had the message.
    private static func id(of parcel: Parcel) -> String {
        parcel.messageID.filter { $0 != "<" && $0 != ">" }
    }

    func configuration(
        _ parcel: Parcel,
        _ body: [UInt8],
        file: String,
        at seconds: Int
    ) -> CurlConfiguration {
        let id = Self.id(of: parcel)
        var options = CurlConfiguration()
        options.set("proto", "=http,https")
        options.set("url", settings.url)
        options.set("request", "POST")
        options.set("header", "Content-Type: application/cloudevents+json; charset=UTF-8")
        options.set("header", "webhook-id: \(id)")
        options.set("header", "webhook-timestamp: \(seconds)")
        options.set(
            "header",
            "webhook-signature: "
                + Self.signature(id: id, seconds: seconds, body, secret: settings.secret)
        )
        // No question whether the body may come: it is short.
        options.set("header", "Expect:")
        options.set("data-binary", "@\(file)")
        options.set("output", "/dev/null")
        if let authority = settings.authority { options.set("cacert", authority) }
        options.set("connect-timeout", String(settings.timeoutSeconds))
        options.set("max-time", String(settings.timeoutSeconds))
        return options
    }

    static func signature(id: String, seconds: Int, _ body: [UInt8], secret: [UInt8]) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: secret))
        code.update(data: Array("\(id).\(seconds).".utf8))
        code.update(data: body)
        return "v1," + Data(code.finalize()).base64EncodedString()
    }

    /// For good is what says that this message, or all of them, will never be taken.
    static func outcome(of answer: Curl.Answer) -> CarryOutcome {
        guard answer.exit == 0 else {
            return .later(reason: answer.message.isEmpty ? "curl \(answer.exit)" : answer.message)
        }
        return switch answer.code {
        case 200..<300: .delivered
        case 400, 410, 413, 422: .refused(reason: "HTTP \(answer.code)")
        default: .later(reason: "HTTP \(answer.code)")
        }
    }

    private struct Event: Encodable {
        var specversion = "1.0"
        var id: String
        var source: String
        var type = "MessageIssued"
        var subject: String
        var time: String
        var datacontenttype = "application/json"
        var data: Content

        struct Content: Encodable {
            var position: Int64
            var role: String
            var roleLabel: Label
            var office: OfficeAnswer
            var date: String
            var agreements: [String]
            var language: String
            var subject: String
            var text: String
            var checkpoint: String?
            var calendar: String?
        }
    }
}
