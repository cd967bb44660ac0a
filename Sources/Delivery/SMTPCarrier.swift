import Mail
package import Wire

/// Carries a message to a relay by SMTP: one mail for each recipient, all under the same Message-ID.
package struct SMTPCarrier: Carrier {
    let settings: DeliverySettings.Mail
    let curl: Curl

    /// Hands one mail to the relay; anything but its own last word on address or mail is `later`.
    package func carry(
        _ parcel: Parcel,
        to recipient: Parcel.Recipient
    ) async throws -> CarryOutcome {
        guard let address = recipient.mail, MailMessage.Mailbox.isAddress(address) else {
            return .refused(reason: "no address")
        }
        let mail = Self.mail(parcel, recipient, from: settings)
        return try await PrivateFile.with(mail.bytes) { path in
            let answer = try await curl.run(configuration(to: address, file: path))
            return Self.outcome(of: answer)
        }
    }

    static func mail(
        _ parcel: Parcel,
        _ recipient: Parcel.Recipient,
        from settings: DeliverySettings.Mail
    ) -> MailMessage {
        MailMessage(
            from: MailMessage.Mailbox(name: settings.name, address: settings.from),
            to: [MailMessage.Mailbox(name: recipient.name, address: recipient.mail ?? "")],
            group: parcel.role,
            subject: recipient.subject,
            date: parcel.issued,
            id: parcel.messageID,
            thread: parcel.thread,
            language: recipient.language,
            lines: recipient.lines,
            html: recipient.html,
            attachments: [
                parcel.checkpoint.map(MailMessage.Attachment.checkpoint),
                recipient.calendar.map(MailMessage.Attachment.calendar),
            ].compactMap(\.self)
        )
    }

    func configuration(to address: String, file: String) -> CurlConfiguration {
        var options = CurlConfiguration()
        options.set("proto", "=smtp,smtps")
        options.set("url", settings.relay)
        options.set("mail-from", settings.from)
        options.set("mail-rcpt", address)
        options.set("upload-file", file)
        switch settings.tls {
        case .required: options.set("ssl-reqd")
        case .none: break
        }
        if let user = settings.user {
            options.set("user", "\(user):\(settings.password ?? "")")
        }
        if let authority = settings.authority { options.set("cacert", authority) }
        options.set("connect-timeout", String(settings.timeoutSeconds))
        options.set("max-time", String(settings.timeoutSeconds))
        return options
    }

    /// What a run of curl says of the recipient.
    ///
    /// For good is only a 5xx to the recipient's address or to the mail itself: what else a relay
    /// refuses, a login or a sender, is ours to mend, and the message waits for that.
    static func outcome(of answer: Curl.Answer) -> CarryOutcome {
        guard answer.exit != 0 else { return .delivered }
        let words = answer.message.isEmpty ? "curl \(answer.exit)" : answer.message
        let hasCode = answer.code == 0 || words.contains(String(answer.code))
        let reason = hasCode ? words : "\(words) (\(answer.code))"
        guard (500...599).contains(answer.code) else { return .later(reason: reason) }
        let isAboutRecipient = words.hasPrefix("RCPT failed") || words.hasPrefix("DATA failed")
        // CURLE_WEIRD_SERVER_REPLY: the answer to the whole mail, unless it was the greeting.
        let isAboutMail = answer.exit == 8 && !words.contains("smtp-server response")
        return isAboutRecipient || isAboutMail ? .refused(reason: reason) : .later(reason: reason)
    }
}
