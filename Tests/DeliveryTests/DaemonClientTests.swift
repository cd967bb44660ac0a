import Foundation
import Testing

@testable import Delivery

/// What is said of a daemon that can't be asked.
@Suite struct DaemonClientTests {
    @Test func `why nobody answers at a socket is told as the system says it`() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/kembar-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: false
        )
        // What can't be removed stays for the system to clean.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let client = DaemonClient(socket: folder + "/deliver.sock", curl: Curl())
        await #expect(throws: DeliveryFailure.unreachable("No such file or directory")) {
            try await client.list()
        }
        #expect(FileManager.default.createFile(atPath: client.socket, contents: Data()))
        await #expect(throws: DeliveryFailure.unreachable("Connection refused")) {
            try await client.list()
        }
    }
}
