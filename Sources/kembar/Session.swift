import ArgumentParser
import Language

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
            return .done
        }
        let path = CommandPath(invocation.commandWords)
        if let unknown = path.unknown {
            desk.say(page.say(unknown.message), on: .errors)
            return .usage
        }
        do {
            var command = try Kembar.parseAsRoot(
                path.hasOptions ? invocation.arguments : invocation.argumentsWithoutCommon
            )
            if let following = command as? any FollowingSubcommand {
                return await perform(following, page)
            }
            guard let subcommand = command as? any Subcommand else {
                // `kembar`, a group alone, `kembar help`: the parser answers these itself.
                try command.run()
                return .done
            }
            return await perform(subcommand, page)
        } catch {
            return explain(error, page)
        }
    }

    private func perform(_ command: any Subcommand, _ page: Page) async -> ProcessStatus {
        do {
            let request = try command.request(desk)
            let line = CommandLineEcho(desk.arguments)
            let exchange = Exchange(
                desk: desk,
                sockets: SocketChoice(option: command.common.socket, desk).paths,
                repetition: request.isRepeatable ? request.key.map(line.repeating(key:)) : nil
            )
            let response = try await exchange.answer(
                to: request,
                sink: command.streams ? printing : nil
            )
            let told = try command.told(response, page)
            desk.say(told.text)
            return told.status
        } catch let failure as Failure {
            let wantsJSON = command.common.json
            desk.say(failure.text(page, json: wantsJSON), on: .errors)
            return (command as? any FailureStatus)?.status(of: failure)
                ?? failure.status
        } catch let failure as Desk.FileFailure {
            desk.say(Failure.unreadableFile(failure).text(page, json: false), on: .errors)
            return .refused
        } catch {
            return explain(error, page)
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
            try await command.follow(exchange, page)
            return .done
        } catch {
            desk.say(error.text(page, json: command.common.json), on: .errors)
            return error.status
        }
    }

    /// What the argument parser has to say: help, or why it does not understand.
    private func explain(_ error: any Error, _ page: Page) -> ProcessStatus {
        let isHelp = Kembar.exitCode(for: error).isSuccess
        let message = Kembar.fullMessage(for: error, columns: page.width)
        desk.say(
            ArgumentWords.translate(message, to: page.language),
            on: isHelp ? .output : .errors
        )
        return isHelp ? .done : .usage
    }
}
