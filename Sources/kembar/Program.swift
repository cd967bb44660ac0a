/// The command line of kembar: it says what happened to the daemon and prints what the daemon answers.
@main
struct Program {
    /// Not `async`: that would start the threads of Swift's pool, which one request does not need.
    static func main() {
        JobThread.takeOver {
            let desk = Desk.system
            desk.leave(await Session(desk: desk).run())
        }
    }
}
