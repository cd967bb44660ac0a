/// The command line of kembar: it says what happened to the daemon and prints what the daemon answers.
@main
struct Program {
    static func main() async {
        let desk = Desk.system
        let status = await Session(desk: desk).run()
        desk.leave(status)
    }
}
