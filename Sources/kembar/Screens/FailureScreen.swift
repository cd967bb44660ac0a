import Language
import Wire

/// What an officer reads when a command ends without its answer.
struct FailureScreen {
    private let failure: Failure
    private let form: CommandForm?

    init(_ failure: Failure, form: CommandForm? = nil) {
        self.failure = failure
        self.form = form
    }

    func screen(_ page: Page) -> Screen {
        var screen = Screen(page)
        switch failure {
        case .problem(let report, let repetition):
            ProblemText(report, form: form).write(to: &screen)
            if report.known == .stopping { offer(repetition, FailurePhrases.repeatSafely, &screen) }
        case .unreachable(let path, let errno, let repetition):
            screen.add(FailurePhrases.unreachable(path, errno: errno))
            screen.add(FailurePhrases.startDaemon)
            offer(repetition, FailurePhrases.nothingSent, &screen)
        case .socketNotPermitted(let path, let group, let user):
            screen.add(FailurePhrases.socketNotPermitted(path, group, user))
            screen.add(FailurePhrases.joinGroup(group, user))
        case .lostAnswer(let path): screen.add(FailurePhrases.lostAnswer(path))
        case .outcomeUnknown(let report, let remedy):
            if let report {
                ProblemText(report, form: form).write(to: &screen)
            } else {
                screen.add(FailurePhrases.outcomeUnknown)
            }
            offer(remedy, &screen)
        case .unreadableAnswer(let reason): screen.add(FailurePhrases.unreadableAnswer(reason))
        case .unreadableFile(let file): screen.add(FailurePhrases.unreadableFile(file))
        case .unwritableFile(let file): screen.add(FailurePhrases.unwritableFile(file))
        case .unknownPlace(let path, let name):
            screen.add(FailurePhrases.unknownPlace(path, name: name))
        case .unfitTemplate(let path, let missing):
            screen.add(FailurePhrases.unfitTemplate(path, missing: missing))
        case .unfitBackup(let path, let isRestoring):
            screen.add(BackupPhrases.unfit(path, isRestoring: isRestoring))
        case .damagedBackup(let path, let fault, let position, let isRestoring):
            screen.add(
                BackupPhrases.damaged(path, fault, at: position, isRestoring: isRestoring)
            )
        case .noSealedKey(let path): screen.add(SealPhrases.noSealedKey(path))
        case .sealNotOpened(let path): screen.add(SealPhrases.notOpened(path))
        case .emptyPassphrase(let path): screen.add(SealPhrases.emptyPassphrase(path))
        case .noPassphrase(let isTyped, let words):
            screen.add(SealPhrases.noPassphrase(isTyped: isTyped, words))
        case .foreignKey(let path, let key, let folder, let wanted):
            screen.add(
                wanted.map { SealPhrases.unwanted(path, key, wanted: $0) }
                    ?? SealPhrases.foreign(path, key, restoring: folder)
            )
        case .retiredKey(let path, let successor):
            screen.add(
                path.map { SealPhrases.retired($0, successor) }
                    ?? SealPhrases.notSealed(successor)
            )
        case .keyInDoubt(let path): screen.add(SealPhrases.inDoubt(path))
        case .perhapsNewerKey(let path, let key, let isCheckpointByUnknownKey):
            screen.add(
                SealPhrases.perhapsNewer(
                    path,
                    key,
                    isCheckpointByUnknownKey: isCheckpointByUnknownKey
                )
            )
        case .replacedKey(let path, let key, let position):
            screen.add(SealPhrases.replaced(path, key, position))
        case .otherLogsKey(let path, let key): screen.add(SealPhrases.otherLogs(path, key))
        case .wrongKey(let path, let key): screen.add(SealPhrases.wrong(path, key))
        case .wrongSealedKey(let path, let key): screen.add(SealPhrases.wrongSealed(path, key))
        case .noTool(let path): screen.add(SealPhrases.noTool(path))
        case .toolFailed(let name, let words): screen.add(SealPhrases.toolFailed(name, words))
        case .noBackup(let folder): screen.add(BackupPhrases.noBackup(folder))
        case .logInTheWay(let folder, let name):
            screen.add(BackupPhrases.inTheWay(folder, name))
        case .inUse(let path): screen.add(BackupPhrases.inUse(path))
        case .unwritableOutput(let errno, let isWrite):
            screen.add(FailurePhrases.unwritableOutput(errno))
            if isWrite { screen.add(FailurePhrases.writtenAllTheSame) }
        case .notACalendar(let path): screen.add(FailurePhrases.notACalendar(path))
        case .noDays(let path, let year): screen.add(FailurePhrases.noDays(path, year))
        case .unfitEvent(let path, let event, let fault):
            screen.add(FailurePhrases.unfitEvent(path, event, fault))
        case .notText(let path): screen.add(FailurePhrases.notText(path))
        case .noAuditProgram(let path): screen.add(FailurePhrases.noAuditProgram(path))
        case .noCheckpoint(let path): screen.add(FailurePhrases.noCheckpoint(path))
        case .tooManyCheckpoints(let path, let count):
            screen.add(FailurePhrases.tooManyCheckpoints(path, count))
        case .noHandover(let mayBeElsewhere):
            screen.add(FailurePhrases.noHandover(mayBeElsewhere: mayBeElsewhere))
        case .unfitHost(let address): screen.add(RemotePhrases.unfitHost(address))
        case .hostLost(let address, let sent, let remedy):
            screen.add(RemotePhrases.lost(address, sent))
            guard sent == .no else {
                if let remedy { offer(remedy, &screen) }
                break
            }
            screen.add(RemotePhrases.tryByHand(address))
            if case .repeating(let repetition) = remedy {
                offer(repetition, FailurePhrases.nothingSent, &screen)
            }
        case .noKembarThere(let address): screen.add(RemotePhrases.noKembar(address))
        case .farFile(let file): screen.add(RemotePhrases.farFile(file))
        case .needsRoot(let line): screen.add(OfficerPhrases.needsRoot(line))
        case .systemAccount(let name): screen.add(OfficerPhrases.systemAccount(name))
        case .homeInTheWay(let path): screen.add(OfficerPhrases.homeInTheWay(path))
        case .noSuchOfficer(let name): screen.add(OfficerPhrases.noSuchOfficer(name))
        case .unfitKey(let path, let fault): screen.add(OfficerPhrases.unfitKey(path, fault))
        case .noSuchOffice(let code): screen.add(FailurePhrases.noSuchOffice(code))
        }
        return screen
    }

    /// What to do alone, to stand below the document that says the rest.
    func screen(of remedy: Failure.Remedy, _ page: Page) -> Screen {
        var screen = Screen(page)
        offer(remedy, &screen)
        return screen
    }

    private func offer(_ remedy: Failure.Remedy, _ screen: inout Screen) {
        switch remedy {
        case .repeating(let repetition): offer(repetition, FailurePhrases.repeatSafely, &screen)
        case .looking(let command): screen.add(FailurePhrases.lookFirst(command))
        }
    }

    /// The command stands on a line of its own and is never wrapped, so that it can be copied.
    private func offer(_ repetition: Repetition?, _ sentence: Phrase, _ screen: inout Screen) {
        guard let repetition else { return }
        screen.add(sentence)
        screen.addVerbatim("  \(repetition.command)")
        if repetition.readsInput { screen.add(FailurePhrases.sameInput) }
    }
}
