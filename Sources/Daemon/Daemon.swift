import Audit
import Calendars
import Contacts
import Engine
import Entries
import EventLog
import Foundation
import Glibc
import Journaling
import Language
import Logging
import Projections
import ServiceLifecycle
import UnixSignals
import Workflows

/// How the daemon is started.
package struct DaemonOptions: Sendable {
    /// The data folder; nil is STATE_DIRECTORY, else /var/lib/kembar.
    package var data: String?
    /// The folder outside the data where the last signed checkpoint is kept once more; nil is the
    /// second of STATE_DIRECTORY, unless `data` is given, else there is none.
    package var checkpoints: String?
    /// The folder for sockets; nil is systemd's, else /run/kembar.
    package var sockets: String?
    /// The settings file; nil looks in the usual places.
    package var config: String?
    /// The origin of a new log; nil is the settings', else a random one.
    package var origin: String?
    /// Where a rehearsal's clock stands at first; nil is a real daemon.
    package var rehearsal: String?
    /// Makes key, origin and first entries, and ends.
    package var initializesOnly: Bool
    /// Why the key is lost: another one takes its place, and the program ends; nil if it is not.
    package var lostKeyReason: String?

    /// Takes over what the command line said; nil leaves a thing to the settings and to systemd.
    package init(
        data: String? = nil,
        checkpoints: String? = nil,
        sockets: String? = nil,
        config: String? = nil,
        origin: String? = nil,
        rehearsal: String? = nil,
        initializesOnly: Bool = false,
        lostKeyReason: String? = nil
    ) {
        self.data = data
        self.checkpoints = checkpoints
        self.sockets = sockets
        self.config = config
        self.origin = origin
        self.rehearsal = rehearsal
        self.initializesOnly = initializesOnly
        self.lostKeyReason = lostKeyReason
    }
}

/// The daemon: puts the parts together and runs them until it is told to stop.
package struct Daemon: Sendable {
    let options: DaemonOptions
    let environment: [String: String]
    let logger: Logger

    /// How long a request may still run once the daemon stops: systemd would kill us later anyway.
    static let stopSeconds = 10

    /// Prepares a daemon that looks at `environment` alone for what systemd says; opens nothing
    /// yet.
    package init(options: DaemonOptions, environment: [String: String]) {
        self.options = options
        self.environment = environment
        logger = ServiceLog.logger("kembard", environment: environment)
    }

    /// Runs until SIGTERM or SIGINT; what was begun is finished first.
    package func run() async throws {
        // A reader that goes away must end its connection, not the daemon.
        signal(SIGPIPE, SIG_IGN)
        umask(0o027)
        let settings = try Settings.find(config: options.config)
        let rehearsal = options.rehearsal
        let folder = try await DataFolder.open(
            dataPath,
            DataFolder.Wish(
                origin: options.origin ?? settings.origin,
                isRehearsal: rehearsal != nil,
                settings: settings,
                checkpoints: outsideFolder,
                lostKeyReason: options.lostKeyReason,
                door: { zone in
                    // A rehearsal's clock jumps on request: there is nothing to hold it against.
                    try rehearsal.map { Door.real(clock: try clock($0, zone)) }
                        ?? Door.real(clock: SystemClock(), steady: MachineClock())
                }
            )
        )
        guard !options.initializesOnly, options.lostKeyReason == nil else {
            print("\(folder.identity.origin)\n\(folder.key.verifierKey)")
            if options.lostKeyReason != nil {
                print(Language(option: nil, environment: environment).say(StartText.keyReplaced))
            }
            await folder.log.close()
            return
        }
        do {
            try await serve(folder, settings)
        } catch {
            await folder.log.close()
            throw error
        }
        await folder.log.close()
    }

    /// What to say when starting failed, in the operator's language.
    package static func explain(
        _ error: any Error,
        environment: [String: String]
    ) -> String {
        StartText.text(of: error, in: Language(option: nil, environment: environment))
    }

    private var dataPath: String { options.data ?? stateFolders.first ?? "/var/lib/kembar" }

    /// systemd's folders for this service: the first for the data, a second one for the checkpoint.
    private var stateFolders: [String] {
        (environment["STATE_DIRECTORY"] ?? "").split(separator: ":").map(String.init)
    }

    /// Where the signed checkpoint is kept once more: who puts an older copy of the data folder back
    /// does not put that one back with it.
    private var outsideFolder: String? {
        if let folder = options.checkpoints { return folder }
        guard options.data == nil, stateFolders.count > 1 else { return nil }
        return stateFolders[1]
    }

    private func clock(_ start: String, _ zone: Zone) throws -> any WallClock {
        guard let start = try? Moment(start, in: zone).start else {
            throw StartFailure.badRehearsalTime(start)
        }
        return StandingClock(at: start)
    }

    private func serve(_ folder: DataFolder, _ settings: Settings) async throws {
        // Two daemons on two copies of one log would each see the other's checkpoint too late.
        let outside = try outsideFolder.map { try FolderLock(folder: $0, access: .readWrite) }
        defer { outside?.release() }
        for path in BackupArchive.removeLeftovers(in: folder.path) {
            logger.warning(
                "a killed restore left a whole log; remove it",
                metadata: ["folder": "\(path)"]
            )
        }
        let sockets = try listeningSockets()
        defer { sockets.forEach { $0.close() } }
        let house = try await build(folder, settings, sockets)
        // Nothing is recorded behind what is not understood.
        await house.views.catchUp()
        if let newer = house.views.newerEntry { throw newer }
        let notifier = SystemdNotifier(environment: environment)
        let routing = Routing(house, logger: logger)
        var services: [any Service] = [
            ViewsService(views: house.views, clock: ContinuousClock()),
            ReminderLoop(
                wakeUp: house.wakeUp,
                checkpoints: house.checkpoints,
                reserve: house.reserve,
                mirror: house.mirror,
                notifier: notifier,
                logger: logger,
                heartbeat: house.heartbeat,
                isRehearsal: house.rehearsal != nil,
                clock: ContinuousClock()
            ),
        ]
        for socket in sockets {
            services.append(
                HTTPService(socket: socket, responder: routing, logger: logger)
            )
        }
        let life = LifeService(
            house: house,
            notifier: notifier,
            logger: logger,
            life: folder.door.identity()
        )
        // Connections wait in the sockets meanwhile: nothing comes before the start in the log.
        await life.begin()
        services.append(life)
        let group = Self.group(
            of: services,
            // A hang-up ends it too: systemd starts it again, with settings and groups read anew.
            endingOn: [.sigterm, .sigint, .sighup],
            logger: logger
        )
        do {
            try await group.run()
        } catch {
            await life.end()
            throw error
        }
        await life.end()
        house.views.releaseWaiters()
    }

    /// Services that run and end together; what still runs `stop` after it was told to end is cut off.
    static func group(
        of services: [any Service],
        endingOn signals: [UnixSignal],
        stop: Duration = .seconds(stopSeconds),
        logger: Logger
    ) -> ServiceGroup {
        var configuration = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: signals,
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = stop
        return ServiceGroup(configuration: configuration)
    }

    private func listeningSockets() throws -> [ListeningSocket] {
        if options.sockets == nil {
            let given = ListeningSocket.fromSystemd(environment)
            if !given.isEmpty { return given }
        }
        let folder = options.sockets ?? "/run/kembar"
        if mkdir(folder, 0o755) == 0 {
            // Against our own umask: who may connect is up to the sockets, not to the folder.
            chmod(folder, 0o755)
        } else if errno != EEXIST {
            throw StartFailure.call(on: folder)
        }
        return try SocketRole.allCases.map { try ListeningSocket.bind($0, in: folder) }
    }

    /// Lets a rehearsal's clock go on where it stood: recorded times never decrease.
    ///
    /// The start that it was founded with is the same command typed again; any other that lies
    /// before it is refused, since nobody would notice that it counts for nothing.
    private func goOn(
        _ clock: StandingClock,
        from lastRecorded: Timestamp,
        _ folder: DataFolder
    ) throws {
        let start = clock.now()
        let first = try folder.log.entry(at: 0).map { try HistoryReader.entry($0, in: folder.log) }
        guard start >= lastRecorded || start == first?.recorded else {
            let zone = folder.rules.circumstances.offices.own.zone
            throw StartFailure.rehearsalBehind(
                path: folder.path,
                start: options.rehearsal ?? start.rfc3339(offsetMinutes: zone.offsetMinutes),
                clock: lastRecorded.rfc3339(offsetMinutes: zone.offsetMinutes)
            )
        }
        clock.move(to: lastRecorded)
    }

    /// Begins the mirror, if the settings name one, and brings it level before anybody is answered.
    ///
    /// A rehearsal has none: it is played under the office's own settings.
    private func mirror(of folder: DataFolder, _ settings: Settings) -> Mirror? {
        guard !folder.identity.isRehearsal, let path = settings.mirror else { return nil }
        let mirror = Mirror(path, of: folder.log, dataPath: folder.path, logger: logger)
        mirror.follow(folder.log.head)
        folder.log.follow { mirror.follow($0) }
        return mirror
    }

    /// Puts together everything that answers requests.
    func build(
        _ folder: DataFolder,
        _ settings: Settings,
        _ sockets: [ListeningSocket]
    ) async throws -> House {
        let log = folder.log
        let lastRecorded = try log.lastRecorded() ?? folder.door.clock.now()
        let rehearsal = folder.door.clock as? StandingClock
        try rehearsal.map { try goOn($0, from: lastRecorded, folder) }
        let submitter = Submitter(
            log: log,
            door: folder.door,
            origin: folder.identity.origin,
            rules: folder.rules,
            lastRecorded: lastRecorded
        )
        let views = try Views(
            path: folder.viewsPath,
            log: log,
            recent: submitter.recent,
            known: folder.rules
        )
        let checkpoints = Checkpoints(
            log: log,
            origin: folder.identity.origin,
            key: folder.key,
            path: folder.checkpointPath,
            outsidePath: outsideFolder.map { $0 + "/checkpoint" }
        )
        if let next = folder.nextKey { checkpoints.hold(next) }
        let journal = JournalChannel(
            log: log,
            submitter: submitter,
            checkpoints: checkpoints,
            isRehearsal: folder.identity.isRehearsal,
            journal: Journal(environment: environment)
        )
        let contacts = try Contacts(path: folder.contactsPath)
        let outbox = Outbox(
            submitter: submitter,
            views: views,
            journal: journal,
            contacts: contacts,
            channels: settings.channels,
            isRehearsal: folder.identity.isRehearsal
        )
        let house = House(
            folder: folder,
            submitter: submitter,
            views: views,
            contacts: contacts,
            rights: .fromSystem(),
            checkpoints: checkpoints,
            cosignatures: Cosignatures(
                log: log,
                policy: settings.witnesses,
                path: folder.cosignaturesPath
            ),
            rotation: KeyRotation(
                submitter,
                checkpoints,
                KeyFiles(path: folder.path, identity: folder.identity)
            ),
            settings: settings,
            sockets: Dictionary(uniqueKeysWithValues: sockets.map { ($0.role, $0.path) }),
            wakeUp: WakeUp(submitter: submitter, views: views, outbox: outbox),
            heartbeat: Heartbeat(path: folder.heartbeatPath),
            backups: BackupRecord(path: folder.backupsPath),
            reserve: DiskReserve(of: folder.path, mebibytes: settings.reserveMebibytes),
            mirror: mirror(of: folder, settings),
            rehearsal: rehearsal
        )
        log.reportTimes { [metrics = house.metrics] in metrics.count($0) }
        return house
    }
}

extension SQLiteLog {
    /// When the last entry was recorded; nil for an empty log.
    func lastRecorded() throws -> Timestamp? {
        try entry(at: head.size - 1).map { try HistoryReader.entry($0, in: self).recorded }
    }
}

extension ListeningSocket {
    /// Gives the path free when we bound it ourselves.
    func close() {
        guard ownsPath else { return }
        unlink(path)
    }
}

/// Keeps the views behind the log.
private struct ViewsService: Service {
    let views: Views
    let clock: any Clock<Duration>

    func run() async throws {
        await cancelWhenGracefulShutdown { await views.run(clock) }
    }
}
