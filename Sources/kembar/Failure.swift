import Language
import Wire

/// Every way in which a command ends without its answer.
enum Failure: Error, Hashable, Sendable {
    /// The daemon said no. The repetition is shown where trying again makes sense.
    case problem(ProblemReport, repetition: Repetition?)
    /// No connection; nothing was sent.
    case unreachable(path: String, errno: Int32, repetition: Repetition?)
    /// The socket may not be opened by this user.
    case socketNotPermitted(path: String, group: String, user: String)
    /// The connection ended before the answer to a question.
    case lostAnswer(path: String)
    /// A write was sent and what became of it is not known; the report is the daemon's, if it is the one
    /// that does not know it.
    case outcomeUnknown(ProblemReport?, Remedy)
    /// The answer is not what this program understands; the reason is the decoder's.
    case unreadableAnswer(reason: String)
    case unreadableFile(Desk.FileFailure)
    /// A file for the answer could not be made; one that exists is left alone.
    case unwritableFile(Desk.FileFailure)
    /// A template has none of the places that are filled in, or lacks this one.
    case unfitTemplate(path: String, missing: String?)
    /// A template has a place that no part of a letter is put in.
    case unknownPlace(path: String, name: String)
    /// A file that should be a backup is none, or not a whole one.
    case unfitBackup(path: String, isRestoring: Bool = false)
    /// A backup could be read, but what is in it is not a whole log; `position` is the entry that does not fit.
    case damagedBackup(
        path: String,
        fault: String,
        position: Int64? = nil,
        isRestoring: Bool = false
    )
    /// A file that should be a sealed key is none.
    case noSealedKey(path: String)
    /// A sealed key does not open.
    case sealNotOpened(path: String)
    /// A key was to be sealed under no passphrase.
    case emptyPassphrase(path: String)
    /// A key was to be sealed, and openssl took no passphrase, typed twice or from standard input; in its words.
    case noPassphrase(isTyped: Bool, words: String)
    /// The file of the key in use is not the secret half of that key.
    case wrongKey(path: String, vkey: String)
    /// A sealed key opens, and is not the secret half of the key that it names.
    case wrongSealedKey(path: String, vkey: String)
    /// A sealed key is not the one of the log, or of the log that was to be restored to that folder; a log
    /// whose own key is retired wants another one.
    case foreignKey(path: String, vkey: String, folder: String? = nil, wanted: String? = nil)
    /// A sealed key opens, or one was to be sealed where there is no path, and it has handed over to another
    /// in entries that the log has lost.
    case retiredKey(path: String? = nil, successor: String)
    /// A sealed key opens and is the one at this server, and nobody can say whether that is still in force.
    case keyInDoubt(path: String)
    /// A sealed key is not the one at this server, and may be the newer one where nobody can say which that is:
    /// the last checkpoint is by a key that the log does not know, or its handovers can't be read.
    case perhapsNewerKey(path: String, vkey: String, isCheckpointByUnknownKey: Bool)
    /// A sealed key is one that this log has replaced, by that entry.
    case replacedKey(path: String, vkey: String, position: Int64)
    /// A sealed key has another log's name, where nobody can say which key is this log's.
    case otherLogsKey(path: String, vkey: String)
    /// A program of the system is not there.
    case noTool(path: String)
    /// A program of the system did not do what it should; in its words.
    case toolFailed(name: String, words: String)
    /// No backup lies in the folder.
    case noBackup(folder: String)
    /// A log is there already: a restored one does not go over it.
    case logInTheWay(folder: String, name: String)
    /// A file or folder that another program has locked.
    case inUse(path: String)
    /// The answer, or a part of it, could not be written; the number is the system's.
    ///
    /// What the command recorded is recorded all the same.
    case unwritableOutput(errno: Int32, isWrite: Bool)
    /// A file that should be text is not UTF-8.
    case notText(path: String)
    /// A file that should be an iCalendar is none, or has no whole days in it, of that year.
    case notACalendar(path: String)
    case noDays(path: String, year: Int?)
    /// An event of an iCalendar cannot be taken as it stands.
    case unfitEvent(path: String, HolidayFile.Event, HolidayFile.Fault)
    /// No office of that code or name among those in force.
    case noSuchOffice(code: String)
    /// The program that reads copied folders is not beside this one, or can't be started.
    case noAuditProgram(path: String)
    /// A saved mail has no checkpoint in it.
    case noCheckpoint(path: String)
    /// A mailbox has more checkpoints than are held against a log at once.
    case tooManyCheckpoints(path: String, count: Int)
    /// The log that was asked holds no handover of its keys; one may be kept elsewhere where it is retired, or
    /// nobody can say which key is in force.
    case noHandover(mayBeElsewhere: Bool)
    /// The address of another machine is none.
    case unfitHost(String)
    /// The connection to another machine ended, or never began.
    case hostLost(address: String, sent: Sent, Remedy?)
    /// The other machine has no kembar, or something else ran there.
    case noKembarThere(address: String)
    /// A file of this machine, named to a command that runs on another.
    case farFile(String)
    /// What only root can do; the command line as it was typed.
    case needsRoot(String)
    /// An account of the system, which is no officer's.
    case systemAccount(String)
    /// A folder that a new account would have.
    case homeInTheWay(String)
    /// No account of that name, nor a name in the log that is in force for it.
    case noSuchOfficer(String)
    /// A file that should be a public key of SSH.
    case unfitKey(path: String, PublicKey.Fault)

    /// What to do when nobody knows what became of a write.
    enum Remedy: Hashable, Sendable {
        /// Repeat it under its key.
        case repeating(Repetition)
        /// It has no key: look with this command whether it was done.
        case looking(String)
    }

    /// What may have reached another machine.
    enum Sent: Hashable, Sendable { case no, question, write }

    /// How the program ends then.
    var status: ProcessStatus {
        switch self {
        case .problem(let report, _): report.status
        case .socketNotPermitted: .notPermitted
        case .unreachable, .lostAnswer, .outcomeUnknown, .hostLost, .noKembarThere: .unreachable
        case .unfitHost, .farFile: .usage
        case .notACalendar, .noDays, .unfitEvent, .unreadableAnswer, .unreadableFile,
            .unwritableFile, .unfitTemplate, .unknownPlace, .unwritableOutput, .notText,
            .noAuditProgram, .noCheckpoint, .tooManyCheckpoints, .logInTheWay, .noHandover,
            .noSealedKey, .sealNotOpened, .emptyPassphrase, .noPassphrase, .foreignKey, .wrongKey,
            .wrongSealedKey, .retiredKey, .keyInDoubt, .perhapsNewerKey, .replacedKey,
            .otherLogsKey, .noTool, .toolFailed:
            .refused
        case .unfitBackup, .damagedBackup: .integrityFailure
        case .noBackup: .notFound
        case .noSuchOffice, .noSuchOfficer: .notFound
        case .needsRoot: .notPermitted
        case .systemAccount, .homeInTheWay, .unfitKey: .refused
        case .inUse: .refused
        }
    }

    /// What to write on standard error: the problem document as it came, or words for people.
    ///
    /// `form` is what the command takes that was typed: a remedy names only what it has.
    func text(_ page: Page, json: Bool, form: CommandForm? = nil) -> String {
        let words = FailureScreen(self, form: form)
        guard json else { return words.screen(page).text(page) }
        switch self {
        case .problem(let report, _): return report.json
        // The key that was made here is known to nobody else: what to do stands below the document.
        case .outcomeUnknown(let report?, let remedy):
            let end = report.json.utf8.last == 0x0A ? "" : "\n"
            return report.json + end + words.screen(of: remedy, page).text(page)
        default: return words.screen(page).text(page)
        }
    }
}

extension ProblemReport {
    /// The exit status that goes with the code.
    var status: ProcessStatus {
        switch known {
        case .unknownAgreement, .unknownRules, .unknownContact: .notFound
        case .notPermitted, .callerUnknown: .notPermitted
        case .versionConflict: .versionConflict
        case .integrityFailure, .copyTorn, .copyCheckpoint, .bundleDamaged, .linesUnfit:
            .integrityFailure
        case .silencesNeedWholeLog: .cancelled
        case .outcomeUnknown, .stopping: .unreachable
        default: .refused
        }
    }
}

extension Failure {
    /// What is wrong with a backup, as kembard keeps it; nil if it was something else that failed.
    var backupFault: String? {
        switch self {
        case .unfitBackup: "unfit"
        case .damagedBackup(_, let fault, _, _): fault
        default: nil
        }
    }

    /// The same of a backup that was to be restored: there is no log then to make another from.
    var ofRestore: Failure {
        switch self {
        case .unfitBackup(let path, _): .unfitBackup(path: path, isRestoring: true)
        case .damagedBackup(let path, let fault, let position, _):
            .damagedBackup(path: path, fault: fault, position: position, isRestoring: true)
        default: self
        }
    }
}
