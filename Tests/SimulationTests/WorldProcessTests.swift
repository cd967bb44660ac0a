import Foundation
import Testing

@testable import kembar_simulate

/// What a world's process leaves behind in the one that started it.
@Suite(.timeLimit(.minutes(5))) struct WorldProcessTests {
    /// One that falls, and one that says what is no world's end.
    @Test(arguments: ["/bin/false", "/bin/echo"])
    func `a world that ended leaves no pipe open`(program: String) async throws {
        let output = Pipe()
        let pipe = try Self.target(of: "\(output.fileHandleForReading.fileDescriptor)")
        #expect(try Self.opened().contains(pipe))
        // What is said there is no world's end: an error that does not matter here.
        let end = try? await WorldProcess.run(
            URL(fileURLWithPath: program),
            seed: 1,
            years: 1,
            into: output
        )
        #expect((end?.fall == nil) == (program == "/bin/echo"))
        #expect(try !Self.opened().contains(pipe))
    }

    private static let folder = "/proc/self/fd"

    private static func target(of descriptor: String) throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(descriptor)")
    }

    /// What this process has open; one that is closed meanwhile, by a test beside this one, is not.
    private static func opened() throws -> Set<String> {
        let descriptors = try FileManager.default.contentsOfDirectory(atPath: folder)
        return Set(descriptors.compactMap { try? target(of: $0) })
    }
}
