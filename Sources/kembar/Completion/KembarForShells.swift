import ArgumentParser

/// The program as completion scripts are made of it: with the options that may stand before a command's name.
///
/// The parser itself never meets them there, `Invocation` moves them; a script without them would take the
/// `en` of `kembar --lang en show` for the command.
struct KembarForShells: AsyncParsableCommand {
    static var configuration: CommandConfiguration { Kembar.configuration }

    @OptionGroup var common: CommonOptions
}
