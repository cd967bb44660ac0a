import Language

/// A subcommand that shows first what it would do, and is asked for again before it does it.
protocol ConfirmedSubcommand: Subcommand {
    /// Whether the command line says already that nobody is to be asked.
    var isConfirmed: Bool { get }
    /// What is asked after the trial was shown.
    var question: Phrase { get }

    /// The request that only shows.
    func trial(_ desk: Desk) throws -> Request
    /// The request that does what the trial's answer showed.
    func confirmed(_ trial: Response, _ desk: Desk) throws -> Request
}
