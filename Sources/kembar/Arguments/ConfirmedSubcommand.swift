/// A subcommand that shows first what it would do, and is asked for again before it does it.
protocol ConfirmedSubcommand: Subcommand {
    /// Whether the command line says already that nobody is to be asked.
    var isConfirmed: Bool { get }

    /// The request that only shows.
    func trial(_ desk: Desk) throws -> Request
    /// The request that does what the trial's answer showed.
    func confirmed(_ trial: Response, _ desk: Desk) throws -> Request
}
