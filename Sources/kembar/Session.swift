import ArgumentParser
import Language
import Wire

/// One run of the program: the command line in, one request, one printed answer.
struct Session {
    let desk: Desk

    /// Runs the command line; everything it says goes to the desk.
    func run() async -> ProcessStatus {
        let invocation = Invocation(Array(desk.arguments.dropFirst()))
        let language = Language(
            option: invocation.languageOption.flatMap(Language.init(rawValue:)),
            environment: desk.environment
        )
        return await Speech.$language.withValue(language) {
            await run(invocation, Page(desk: desk, language: language))
        }
    }

    private func run(_ invocation: Invocation, _ page: Page) async -> ProcessStatus {
        if invocation.asksVersion {
            desk.say("kembar \(Kembar.version)")
            return ended(.done, page)
        }
        if invocation.isFromShell {
            guard desk.confinement == nil else {
                let option = "--generate-completion-script"
                return refuse(ConsolePhrases.noSuchOptionHere(option), page)
            }
            return await completeForShell(invocation, page)
        }
        let path = CommandPath(invocation.commandWords)
        if let unreadable = desk.unreadableArguments.first {
            return refuse(.unreadable(desk.arguments, at: unreadable, path.form), page)
        }
        if let unknown = path.unknown {
            desk.say(page.say(unknown.message), on: .errors)
            return .usage
        }
        do {
            var command = try await parse(invocation, path)
            if CommandForm.isWorthALook(invocation.arguments),
                let mistake = CommandForm(of: type(of: command)).mistake(in: invocation.arguments)
            {
                return refuse(.mistake(mistake, in: path.name), page)
            }
            if let words = desk.confinement?.refusal(
                of: command,
                named: path.name,
                words: path.rest(of: invocation.arguments)
            ) {
                return refuse(words, page)
            }
            if let connected = command as? any Connected,
                let host = try RemoteHost.chosen(for: connected, desk)
            {
                return try await RemoteCall(command, invocation, path, to: host, page, desk).run()
            }
            // Asked first: to learn that a type is not of some kind, Swift looks through all of them.
            guard let subcommand = command as? any Subcommand else {
                if let following = command as? any FollowingSubcommand {
                    return await perform(following, page)
                }
                // `kembar`, a group alone, `kembar help`: the parser answers these itself.
                if var root = command as? any AsyncParsableCommand {
                    try await root.run()
                } else {
                    try command.run()
                }
                return ended(.done, page)
            }
            return await perform(subcommand, page)
        } catch let failure as Failure {
            desk.say(failure.text(page.errors(desk), json: false), on: .errors)
            return failure.status
        } catch {
            return explain(error, page)
        }
    }

    /// The command with its options.
    ///
    /// What does not parse alone is parsed once more from the root: it knows how to say why.
    private func parse(
        _ invocation: Invocation,
        _ path: CommandPath
    ) async throws -> any ParsableCommand {
        if let alone = path.alone(of: invocation.arguments),
            let command = try? await alone.command.asyncParseAsRoot(alone.arguments),
            // Asked for help, the parser answers with a command of its own, which knows no group.
            type(of: command) == alone.command
        {
            return command
        }
        return try await Kembar.asyncParseAsRoot(
            path.hasOptions ? invocation.arguments : invocation.argumentsWithoutCommon
        )
    }

    private func perform(_ command: any Subcommand, _ page: Page) async -> ProcessStatus {
        do {
            if let told = command.toldAlone { return try tell(told) }
            if let response = try (command as? any CopySubcommand)?.answer(desk) {
                if let file = try command.file(response, page, desk) { try save(file) }
                var told = try command.told(response, page)
                told.remark = [told.remark, response.remark(page)].filter { !$0.isEmpty }
                    .joined(separator: "\n")
                return try tell(told)
            }
            if let asked = command as? any ConfirmedSubcommand, !asked.isConfirmed {
                return try await performAsking(asked, page)
            }
            let request = try command.request(desk)
            var response = try await answer(to: request, for: command)
            response = try command.completed(response, desk)
            if let file = try command.file(response, page, desk) { try save(file) }
            return try tell(command.told(response, page), isWrite: request.kind != .question)
        } catch let failure as Failure {
            let words = failure.text(
                page.errors(desk),
                json: command.common.json,
                form: CommandForm(of: type(of: command))
            )
            desk.say(words, on: .errors)
            return (command as? any FailureStatus)?.status(of: failure)
                ?? failure.status
        } catch let failure as Desk.FileFailure {
            let unreadable = Failure.unreadableFile(failure)
            desk.say(unreadable.text(page.errors(desk), json: false), on: .errors)
            return (command as? any FailureStatus)?.status(of: unreadable) ?? unreadable.status
        } catch {
            return explain(error, page)
        }
    }

    /// Says why the command line is not taken, in the shape of the parser's own words.
    private func refuse(_ words: Phrase, _ page: Page) -> ProcessStatus {
        desk.say(HelpText(page.say(words)).wrapped(to: page.width), on: .errors)
        return .usage
    }

    /// Prints an answer; one that can't be printed in full is no success.
    private func tell(_ told: Told, isWrite: Bool = false) throws(Failure) -> ProcessStatus {
        desk.say(told.text)
        desk.say(told.remark, on: .errors)
        guard let errno = desk.outputFailure() else { return told.status }
        throw .unwritableOutput(errno: errno, isWrite: isWrite)
    }

    private func save(_ file: AnswerFile) throws(Failure) {
        do {
            try desk.save(file.bytes, file.path)
        } catch {
            throw .unwritableFile(error)
        }
    }

    /// How the program ends when all is said, unless it could not be written.
    private func ended(_ status: ProcessStatus, _ page: Page) -> ProcessStatus {
        guard let errno = desk.outputFailure() else { return status }
        let failure = Failure.unwritableOutput(errno: errno, isWrite: false)
        desk.say(failure.text(page.errors(desk), json: false), on: .errors)
        return status == .done ? failure.status : status
    }

    private func answer(
        to request: Request,
        for command: any Subcommand
    ) async throws -> Response {
        let line = CommandLineEcho(desk)
        let exchange = Exchange(
            desk: desk,
            sockets: SocketChoice(option: command.common.socket, desk).paths,
            repetition: request.kind == .keyed
                ? request.key.map { Repetition(line, key: $0) } : nil
        )
        return try await exchange.answer(
            to: request,
            sink: command.streams ? printing : nil
        )
    }

    /// Shows first, then asks; whoever can't be asked is told what to add.
    private func performAsking(
        _ command: any ConfirmedSubcommand,
        _ page: Page
    ) async throws -> ProcessStatus {
        let trial = try await answer(to: command.trial(desk), for: command)
        // Nobody is asked for what could not be shown.
        _ = try tell(command.told(trial, page))
        desk.write(Array(page.say(command.question).utf8), .errors)
        guard let reply = desk.ask() else {
            desk.say("\n" + page.say(WritePhrases.needsYes), on: .errors)
            return .cancelled
        }
        guard ["y", "ya", "yes"].contains(reply.lowercased().filter { $0 != " " }) else {
            desk.say(page.say(WritePhrases.cancelled), on: .errors)
            return .cancelled
        }
        let response = try await answer(to: command.confirmed(trial, desk), for: command)
        return try tell(command.told(response, page), isWrite: true)
    }

    /// A completion script, or candidates for the word that somebody is typing: for a shell to read,
    /// so nothing of it is translated or wrapped.
    private func completeForShell(_ invocation: Invocation, _ page: Page) async -> ProcessStatus {
        do {
            _ = try await CompletionQuestion.$desk.withValue(desk) {
                try await Kembar.asyncParseAsRoot(invocation.words)
            }
            return .done
        } catch {
            let isAnswer = Kembar.exitCode(for: error).isSuccess
            // Who only pressed the tab key is told nothing of what a shell got wrong.
            guard isAnswer || invocation.words.first != "---completion" else { return .usage }
            // A script is made of the type that is asked for the words.
            desk.say(KembarForShells.fullMessage(for: error), on: isAnswer ? .output : .errors)
            return ended(isAnswer ? .done : .usage, page)
        }
    }

    private var printing: SocketClient.Sink {
        let desk = desk
        return { bytes in
            desk.write(bytes, .output)
            return desk.isOutputOpen()
        }
    }

    private func perform(_ command: any FollowingSubcommand, _ page: Page) async -> ProcessStatus {
        let exchange = Exchange(
            desk: desk,
            sockets: SocketChoice(option: command.common.socket, desk).paths,
            repetition: nil
        )
        do throws(Failure) {
            return ended(try await command.attend(exchange, page), page)
        } catch {
            desk.say(error.text(page, json: command.common.json), on: .errors)
            return error.status
        }
    }

    /// What the argument parser has to say: help, or why it does not understand.
    private func explain(_ error: any Error, _ page: Page) -> ProcessStatus {
        let isHelp = Kembar.exitCode(for: error).isSuccess
        // Wide, because the parser's words are translated line by line; wrapped afterwards.
        let message = Kembar.fullMessage(for: error, columns: HelpText.columnsParsed)
        let translated = ArgumentWords.translate(
            ArgumentWords.naming(negativesOf: desk.arguments, in: message),
            to: page.language
        )
        desk.say(
            HelpText(translated).wrapped(to: page.width),
            on: isHelp ? .output : .errors
        )
        return ended(isHelp ? .done : .usage, page)
    }
}
