import Calendars
import Contacts
import Engine
import Entries
import EventLog
import Language
import Projections
import Synchronization
import Workflows

/// How messages leave: which ways each has to take, how far it is, and when it counts as delivered.
///
/// The journal takes every message, the spool folder too if there is one; kembar-deliver carries the
/// rest. What it is told and what it tells goes through here (decision 0080).
struct Outbox: Sendable {
    let submitter: Submitter
    let views: Views
    let journal: JournalChannel
    let contacts: Contacts
    /// The ways beside the journal.
    let channels: Channels
    /// A rehearsal's messages go to journal and spool only.
    let isRehearsal: Bool
    /// Which messages the journal and the spool folder have taken in this life.
    private let written = Written()

    init(
        submitter: Submitter,
        views: Views,
        journal: JournalChannel,
        contacts: Contacts,
        channels: Channels,
        isRehearsal: Bool
    ) {
        self.submitter = submitter
        self.views = views
        self.journal = journal
        self.contacts = contacts
        self.channels = channels
        self.isRehearsal = isRehearsal
    }

    /// Whether anything leaves through kembar-deliver.
    var isCarried: Bool { !channels.carried.isEmpty && !isRehearsal }

    /// What a new message's entry says that it is meant to take.
    var meant: String { isCarried ? channels.meant : MessageChannel.journal }

    /// Writes a message where the daemon writes itself, and settles it if nobody else has to carry it.
    ///
    /// Answers the message if it was written to the journal now. Throws `JournalFailure` where a place
    /// takes nothing: it stays outstanding.
    func carry(_ position: Int64) async throws -> JournalMessage? {
        let open = places.filter { !isWritten(position, $0) }
        guard !open.isEmpty else {
            try await settle(position)
            return nil
        }
        guard try await askOnceMore(position) == nil,
            let message = try journal.message(at: position)
        else { return nil }
        for place in open {
            if place == MessageChannel.spool {
                try spool(message)
            } else {
                try journal.write(message)
            }
            keepWritten(position, place)
        }
        try await settle(position)
        return open.contains(MessageChannel.journal) ? message : nil
    }

    /// Asks whether a message still stands; answers the entry of its failure if it does not.
    func askOnceMore(_ position: Int64) async throws -> Entry? {
        try await submitter.askOnceMore(
            message: position,
            successors: views.successors(ofMessage: position)
        )
    }

    private var places: [String] {
        [MessageChannel.journal] + (channels.spool == nil ? [] : [MessageChannel.spool])
    }

    private func spool(_ message: JournalMessage) throws(JournalFailure) {
        guard let folder = channels.spool else { return }
        // Who holds the role today; a rehearsal's file names nobody.
        let people = isRehearsal ? [] : (try? people(holding: message.role)) ?? []
        let mail = SpooledMail(message, to: people, origin: journal.checkpoints.origin)
        do {
            try mail.write(to: folder)
        } catch {
            throw JournalFailure(
                position: message.entry.position,
                place: MessageChannel.spool,
                cause: error.cause
            )
        }
    }

    private func isWritten(_ position: Int64, _ place: String) -> Bool {
        if written.contains(position, place) { return true }
        guard isCarried || channels.spool != nil else { return false }
        // A file that can't be read remembers nothing: the message is written again, which is allowed.
        let kept = (try? contacts.deliveries(of: position)) ?? []
        return kept.contains { $0.recipient == place && $0.state == .delivered }
    }

    private func keepWritten(_ position: Int64, _ place: String) {
        written.insert(position, place)
        guard isCarried || channels.spool != nil else { return }
        // Lost, the message is written again after a restart: at least once.
        try? contacts.keep(Delivery(message: position, recipient: place, state: .delivered))
    }
}

// MARK: Recipients

extension Outbox {
    /// One whom a message is carried to.
    struct Recipient: Sendable {
        /// A person's `c-0003`, or `webhook`.
        var id: String
        var channel: String
        var person: Person?
    }

    /// Those of a role who can be reached today, each address once, and the webhook.
    func recipients(of role: String) throws -> [Recipient] {
        guard isCarried else { return [] }
        var recipients: [Recipient] = []
        if channels.carried.contains(MessageChannel.mail) {
            recipients += try people(holding: role).map {
                Recipient(id: $0.id, channel: MessageChannel.mail, person: $0)
            }
        }
        if channels.carried.contains(MessageChannel.webhook) {
            let id = MessageChannel.webhook
            recipients.append(Recipient(id: id, channel: id, person: nil))
        }
        return recipients
    }

    /// Those who hold a role today and have an address; who share one get one message.
    func people(holding role: String) throws -> [Person] {
        let zone = submitter.rulesInForce.circumstances.offices.own.zone
        let today = zone.date(of: submitter.door.clock.now())
        var seen: Set<String> = []
        return try contacts.people(holding: role, on: today).filter { person in
            person.mail.map { seen.insert($0.lowercased()).inserted } ?? false
        }
    }

    /// Those to whom a message is still to go now.
    func due(_ position: Int64, role: String) throws -> [Recipient] {
        let now = submitter.door.clock.now()
        let kept = try contacts.deliveries(of: position)
        return try recipients(of: role).filter { recipient in
            guard let delivery = kept.first(where: { $0.recipient == recipient.id }) else {
                return true
            }
            return delivery.state == .waiting && (delivery.next ?? now) <= now
        }
    }

    /// When the next of the recipients who had to wait may be tried again.
    func nextTry(_ position: Int64, role: String) throws -> Timestamp? {
        let ids = Set(try recipients(of: role).map(\.id))
        return try contacts.deliveries(of: position)
            .filter { $0.state == .waiting && ids.contains($0.recipient) }
            .compactMap(\.next).min()
    }
}

// MARK: Outcomes

extension Outbox {
    /// How a message stands.
    enum Standing: String, Sendable {
        case outstanding, delivered, failed
    }

    /// What became of a message for one recipient.
    enum Outcome: Sendable {
        case delivered
        case refused(reason: String)
        case later(reason: String)
    }

    /// Keeps what became of a message for one recipient, and settles the message if that was the last.
    ///
    /// Answers how it stands, and in how many seconds the recipient may be tried again.
    func note(
        _ outcome: Outcome,
        of position: Int64,
        for recipient: Recipient
    ) async throws -> (standing: Standing, retrySeconds: Int?) {
        let before = try contacts.deliveries(of: position).first { $0.recipient == recipient.id }
        var delivery =
            before ?? Delivery(message: position, recipient: recipient.id, state: .waiting)
        // What was delivered or refused stays so, however late somebody tells otherwise.
        guard delivery.state == .waiting else {
            return (try await settle(position), nil)
        }
        var pause: Int?
        switch outcome {
        case .delivered:
            delivery.state = .delivered
        case .refused:
            delivery.state = .refused
        case .later:
            delivery.attempts += 1
            let seconds = channels.pause(after: delivery.attempts)
            delivery.next = submitter.door.clock.now().adding(milliseconds: Int64(seconds) * 1_000)
            pause = seconds
        }
        try contacts.keep(delivery)
        if let person = recipient.person { try contacts.note(outcome.failure, of: person.number) }
        return (try await settle(position), pause)
    }

    /// Records the outcome of a message once there is one.
    @discardableResult
    func settle(_ position: Int64) async throws -> Standing {
        guard places.allSatisfy({ isWritten(position, $0) }),
            let kept = try submitter.log.entry(at: position)
        else { return .outstanding }
        let entry = try HistoryReader.entry(kept, in: journal.log, recent: submitter.recent)
        guard isCarried else {
            try await submitter.recordDelivery(of: entry)
            return forget(position, .delivered)
        }
        let tally: Tally
        do {
            tally = try self.tally(entry)
        } catch is ContactsFailure {
            // Nobody knows who is to get it; `status` says so.
            return .outstanding
        }
        switch tally.verdict {
        case .wait: return .outstanding
        case .delivered(let report):
            try await submitter.recordDelivery(of: entry, report)
            return forget(position, .delivered)
        case .failed(let reason, let report):
            try await submitter.recordFailure(of: entry, reason, report)
            return forget(position, .failed)
        }
    }

    private func forget(_ position: Int64, _ standing: Standing) -> Standing {
        written.remove(position)
        // What stays costs a row; nothing reads it any more.
        if isCarried || channels.spool != nil { try? contacts.forgetDeliveries(of: position) }
        return standing
    }

    private func tally(_ entry: Entry) throws -> Tally {
        let recipients = try recipients(of: entry.data["role"]?.string ?? "")
        let kept = try contacts.deliveries(of: entry.position)
            .filter { !places.contains($0.recipient) }
        let final = kept.filter { $0.state != .waiting }
        let pending = recipients.filter { recipient in
            !final.contains { $0.recipient == recipient.id }
        }
        let age = submitter.door.clock.now().milliseconds - entry.recorded.milliseconds
        return Tally(
            reached: final.filter { $0.state == .delivered }.map(\.recipient),
            refused: final.filter { $0.state == .refused }.count,
            pending: pending.count,
            isOver: age >= Channels.triedMilliseconds
        )
    }
}

extension Outbox.Outcome {
    /// What is kept of it beside the person.
    fileprivate var failure: String? {
        switch self {
        case .delivered: nil
        case .refused(let reason), .later(let reason): reason
        }
    }
}

/// How many of a message's recipients it has reached, and what that comes to.
struct Tally: Hashable {
    /// The recipients who got it.
    var reached: [String]
    /// How many refused it for good.
    var refused: Int
    /// How many are still to be reached.
    var pending: Int
    /// Whether it was tried for as long as a message is.
    var isOver: Bool

    enum Verdict: Hashable {
        case wait
        case delivered(Submitter.DeliveryReport)
        case failed(Submitter.MessageFailure, Submitter.DeliveryReport)
    }

    /// Delivered as soon as nobody is left to be tried and at least one has got it.
    var verdict: Verdict {
        guard pending == 0 || isOver else { return .wait }
        guard !reached.isEmpty || refused > 0 || pending > 0 else {
            // Nobody has an address: the journal has it, and `status` says who is missing.
            return .delivered(Submitter.DeliveryReport(fallback: "noAddress"))
        }
        let isWebhookOnly = reached.allSatisfy { $0 == MessageChannel.webhook }
        let report = Submitter.DeliveryReport(
            channel: isWebhookOnly && !reached.isEmpty
                ? MessageChannel.webhook : MessageChannel.mail,
            reached: reached.count,
            refused: refused,
            unreached: pending
        )
        guard reached.isEmpty else { return .delivered(report) }
        return .failed(pending > 0 ? .gaveUp : .refused, report)
    }
}

/// Which places have taken which message; copies of the outbox share it.
private final class Written: Sendable {
    private let places = Mutex<[Int64: Set<String>]>([:])

    func contains(_ position: Int64, _ place: String) -> Bool {
        places.withLock { $0[position]?.contains(place) ?? false }
    }

    func insert(_ position: Int64, _ place: String) {
        places.withLock { _ = $0[position, default: []].insert(place) }
    }

    func remove(_ position: Int64) {
        places.withLock { _ = $0.removeValue(forKey: position) }
    }
}
