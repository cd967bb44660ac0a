import Calendars
import Contacts
import Engine
import Entries
import EventLog
import Glibc
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
    /// When kembar-deliver asked last in this life.
    private let asked: Asked

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
        asked = Asked(submitter.door.clock.now())
    }

    /// Notes that kembar-deliver has asked what there is to carry.
    func noteAsked() { asked.last.withLock { $0 = submitter.door.clock.now() } }

    /// How long kembar-deliver may not ask before somebody is told: it asks at least once an hour at the
    /// slowest setting, every half minute at the usual one.
    static let silenceMilliseconds: Int64 = 70 * 60_000

    /// Since when kembar-deliver has not asked, if that is too long and something waits for it.
    func carrierSilence() throws -> Timestamp? {
        guard isCarried else { return nil }
        let last = asked.last.withLock { $0 }
        let now = submitter.door.clock.now()
        guard now.milliseconds - last.milliseconds > Self.silenceMilliseconds,
            try views.outstanding().contains(where: isWritten)
        else { return nil }
        return last
    }

    /// Whether anything leaves through kembar-deliver.
    var isCarried: Bool { !channels.carried.isEmpty && !isRehearsal }

    /// What a new message's entry says that it is meant to take.
    var meant: String { isCarried ? channels.meant : MessageChannel.journal }

    /// Whether the clock is neither behind the history nor ahead of the time that has passed; records
    /// nothing.
    ///
    /// What kembar-deliver asks and tells between two wake-ups waits for the same things as they do.
    func isTimeTrusted() throws -> Bool {
        guard submitter.clockBehindMilliseconds <= WakeUp.clockToleranceMilliseconds,
            !submitter.watch.isAhead(submitter.door)
        else { return false }
        return try submitter.unconfirmedJump() == nil
    }

    /// Writes a message where the daemon writes itself, and settles it if nobody else has to carry it.
    ///
    /// Answers the message if it was written anywhere now. Throws `JournalFailure` where a place
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
        return message
    }

    /// Asks whether a message still stands; answers the entry of its outcome if it does not.
    ///
    /// One that has reached somebody has left: it counts as delivered, and nothing of it is said again.
    func askOnceMore(_ position: Int64) async throws -> Entry? {
        let outcome = try await submitter.askOnceMore(
            message: position,
            successors: views.successors(ofMessage: position),
            leftAs: report(of: position)
        )
        if outcome != nil { forget(position) }
        return outcome
    }

    private var places: [String] {
        [MessageChannel.journal] + (channels.spool == nil ? [] : [MessageChannel.spool])
    }

    /// Why the spool folder would take no file now, as the system says it; nil where it would, or is none.
    ///
    /// Asked before there is a message: the first may be weeks away.
    var spoolTrouble: String? {
        guard let folder = channels.spool, access(folder, W_OK | X_OK) != 0 else { return nil }
        return "\(folder): \(errorText())"
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
                // Where the folder itself takes nothing, the name of a draft in it tells nothing.
                cause: spoolTrouble ?? error.cause
            )
        }
    }

    /// Whether a message is in every place where the daemon writes it: before that nobody carries it.
    func isWritten(_ position: Int64) -> Bool {
        places.allSatisfy { isWritten(position, $0) }
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

    /// One of the recipients, also somebody whose time in that role has ended since the message was
    /// taken; nil if nobody has that id any more.
    func recipient(_ id: String, of role: String) throws -> Recipient? {
        if let recipient = try recipients(of: role).first(where: { $0.id == id }) {
            return recipient
        }
        return try contacts.people().first { $0.id == id && $0.role == role }
            .map { Recipient(id: id, channel: MessageChannel.mail, person: $0) }
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
    /// Answers how it stands, and in how many seconds the recipient may be tried again. Under a clock
    /// that is not to be believed nothing is counted and no outcome recorded: the next wake-up under a
    /// right one does that.
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
            guard try isTimeTrusted() else {
                return (.outstanding, channels.pause(after: delivery.attempts + 1))
            }
            delivery.attempts += 1
            if try isOld(position) {
                delivery.state = .givenUp
            } else {
                let seconds = channels.pause(after: delivery.attempts)
                delivery.next = submitter.door.clock.now()
                    .adding(milliseconds: Int64(seconds) * 1_000)
                pause = seconds
            }
        }
        try contacts.keep(delivery)
        if let person = recipient.person { try contacts.note(outcome.failure, of: person.number) }
        return (try await settle(position), pause)
    }

    /// Whether a message was issued so long ago that a try in vain is the last one.
    ///
    /// Only a try gives up: a machine that was off for a week has not tried for a week.
    private func isOld(_ position: Int64) throws -> Bool {
        guard let entry = try entry(position) else { return false }
        let age = submitter.door.clock.now().milliseconds - entry.recorded.milliseconds
        return age >= Channels.triedMilliseconds
    }

    private func entry(_ position: Int64) throws -> Entry? {
        try journal.log.entry(at: position).map {
            try HistoryReader.entry($0, in: journal.log, recent: submitter.recent)
        }
    }

    /// Records the outcome of a message once there is one, and the clock is to be believed.
    @discardableResult
    func settle(_ position: Int64) async throws -> Standing {
        guard try isTimeTrusted(), isWritten(position), let entry = try entry(position) else {
            return .outstanding
        }
        guard isCarried else {
            try await submitter.recordDelivery(of: entry)
            forget(position)
            return .delivered
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
            forget(position)
            return .delivered
        case .failed(let reason, let report):
            try await submitter.recordFailure(of: entry, reason, report)
            forget(position)
            return .failed
        }
    }

    private func forget(_ position: Int64) {
        written.remove(position)
        // What stays is forgotten by the next life; nothing reads it any more.
        if isCarried || channels.spool != nil { try? contacts.forgetDeliveries(of: position) }
    }

    /// Forgets, once in a life, how messages were carried whose outcome is in the log: a crash between
    /// the two leaves that behind.
    func forgetSettled() throws {
        guard isCarried || channels.spool != nil, written.isFirstLook() else { return }
        // A file that can't be read has nothing to forget.
        for position in (try? contacts.carriedMessages()) ?? []
        where try submitter.hasOutcome(message: position) {
            forget(position)
        }
    }

    /// How a message has left so far; nil as long as it has reached nobody.
    private func report(of position: Int64) throws -> Submitter.DeliveryReport? {
        guard isCarried, let entry = try entry(position) else { return nil }
        do {
            let tally = try tally(entry)
            return tally.reached.isEmpty ? nil : tally.report
        } catch is ContactsFailure {
            // Nobody knows any more who has it: somebody may get it once more, as after its loss.
            return nil
        }
    }

    private func tally(_ entry: Entry) throws -> Tally {
        let recipients = try recipients(of: entry.data["role"]?.string ?? "")
        let kept = try contacts.deliveries(of: entry.position)
            .filter { !places.contains($0.recipient) }
        let final = kept.filter { $0.state != .waiting }
        let pending = recipients.filter { recipient in
            !final.contains { $0.recipient == recipient.id }
        }
        return Tally(
            reached: final.filter { $0.state == .delivered }.map(\.recipient),
            refused: final.filter { $0.state == .refused }.count,
            givenUp: final.filter { $0.state == .givenUp }.count,
            pending: pending.count
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
    /// How many could not be reached for as long as a message is tried.
    var givenUp: Int
    /// How many are still to be reached.
    var pending: Int

    enum Verdict: Hashable {
        case wait
        case delivered(Submitter.DeliveryReport)
        case failed(Submitter.MessageFailure, Submitter.DeliveryReport)
    }

    /// Delivered as soon as nobody is left to be tried and at least one has got it.
    var verdict: Verdict {
        guard pending == 0 else { return .wait }
        guard !reached.isEmpty || refused > 0 || givenUp > 0 else {
            // Nobody has an address: the journal has it, and `status` says who is missing.
            return .delivered(Submitter.DeliveryReport(fallback: "noAddress"))
        }
        guard reached.isEmpty else { return .delivered(report) }
        return .failed(givenUp > 0 ? .gaveUp : .refused, report)
    }

    /// How it has left, if it ends here.
    var report: Submitter.DeliveryReport {
        let isWebhookOnly = reached.allSatisfy { $0 == MessageChannel.webhook }
        return Submitter.DeliveryReport(
            channel: isWebhookOnly && !reached.isEmpty
                ? MessageChannel.webhook : MessageChannel.mail,
            reached: reached.count,
            refused: refused,
            unreached: givenUp + pending
        )
    }
}

/// When kembar-deliver asked last; copies of the outbox share it.
private final class Asked: Sendable {
    let last: Mutex<Timestamp>

    /// Nobody can have asked before the daemon began.
    init(_ start: Timestamp) { last = Mutex(start) }
}

/// Which places have taken which message; copies of the outbox share it.
private final class Written: Sendable {
    private let places = Mutex<[Int64: Set<String>]>([:])
    private let hasLooked = Mutex(false)

    func contains(_ position: Int64, _ place: String) -> Bool {
        places.withLock { $0[position]?.contains(place) ?? false }
    }

    func insert(_ position: Int64, _ place: String) {
        places.withLock { _ = $0[position, default: []].insert(place) }
    }

    /// Whether nobody has asked that in this life before.
    func isFirstLook() -> Bool {
        hasLooked.withLock { hasLooked in
            defer { hasLooked = true }
            return !hasLooked
        }
    }

    func remove(_ position: Int64) {
        places.withLock { _ = $0.removeValue(forKey: position) }
    }
}
