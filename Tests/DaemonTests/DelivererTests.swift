import Delivery
import Logging
import Synchronization
import Testing
import Wire

/// What a round of kembar-deliver does when the daemon answers strangely.
@Suite struct DelivererTests {
    /// A daemon that has four messages and trouble with the first two.
    ///
    /// One it can't hand out, of the other it takes no outcome. The third stands no longer.
    private final class TroubledDoor: DeliveryDoor {
        let failure: DeliveryFailure
        private let asked = Mutex<[String]>([])

        init(_ failure: DeliveryFailure) { self.failure = failure }

        var all: [String] { asked.withLock { $0 } }

        func list() async throws -> DeliveryList { DeliveryList(messages: [6, 7, 8, 9]) }

        func take(_ position: Int64) async throws -> Parcel {
            asked.withLock { $0.append("take \(position)") }
            if position == 6 { throw failure }
            if position == 8 { throw DeliveryFailure.refused(status: 409, code: "not-outstanding") }
            return Parcel(
                position: position,
                messageID: "<k.\(position)@test.invalid>",
                issued: "2018-11-22T08:00:00.000+08:00",
                source: "https://test.invalid/k",
                role: "petugas",
                roleLabel: Label(id: "Petugas", en: "Officer"),
                office: OfficeAnswer(code: "99.01", name: "Kab. Contoh", synthetic: true),
                date: "2018-11-22",
                agreements: [],
                recipients: [
                    Parcel.Recipient(
                        id: "c-0001",
                        channel: "mail",
                        language: "id",
                        subject: "x",
                        lines: [],
                        html: ""
                    )
                ]
            )
        }

        func note(
            _ outcome: DeliveryOutcomeRequest,
            of position: Int64
        ) async throws -> DeliveryStanding {
            asked.withLock { $0.append("note \(position)") }
            if position == 7 { throw failure }
            return DeliveryStanding(position: position, state: "delivered")
        }
    }

    private struct GoodCarrier: Carrier {
        func carry(_ parcel: Parcel, to recipient: Parcel.Recipient) async throws -> CarryOutcome {
            .delivered
        }
    }

    private static func round(_ door: TroubledDoor) async -> Bool {
        await Deliverer(
            door: door,
            carriers: ["mail": GoodCarrier()],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ).round()
    }

    @Test(arguments: [500, 400])
    func `one message that can't be given or told of holds up no other`(status: Int) async {
        let door = TroubledDoor(.refused(status: status, code: "x"))
        #expect(await !Self.round(door))
        #expect(door.all == ["take 6", "take 7", "note 7", "take 8", "take 9", "note 9"])
    }

    @Test func `a daemon that is not there ends the round`() async {
        let door = TroubledDoor(.unreachable("no such socket"))
        #expect(await !Self.round(door))
        #expect(door.all == ["take 6"])
    }
}
