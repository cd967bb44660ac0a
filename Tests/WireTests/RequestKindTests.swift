import Testing
import Wire

/// What a client may promise of a request before it has an answer.
@Suite struct RequestKindTests {
    @Test(arguments: [
        ("GET", "/v1/contacts", RequestKind.question),
        ("HEAD", "/v1/anything", .question),
        ("POST", "/v1/rules/check", .question),
        ("POST", "/v1/agreements", .keyed),
        ("POST", "/v1/agreements/2026-0001/events", .keyed),
        ("POST", "/v1/agreements/2026-0001/events?dryRun=true", .question),
        ("POST", "/v1/agreements/2026-0001/events?a=b&dryRun=true", .question),
        ("POST", "/v1/agreements/2026-0001/events?a=dryRun=true", .keyed),
        ("POST", "/v1/agreements/dryRun=true/events", .keyed),
        ("POST", "/v1/agreements//events", .unkeyed),
        ("POST", "/v1/messages/test?dryRun=true", .keyed),
        ("POST", "/v1/rehearsal", .unkeyed),
        ("POST", "/v1/contacts?dryRun=true", .unkeyed),
        ("POST", "/v1/officers/a-0001/retirement", .unkeyed),
        ("POST", "/v1/later", .unkeyed),
        ("DELETE", "/v1/agreements", .unkeyed),
    ])
    func `only what takes a key is promised to be done once`(
        method: String,
        target: String,
        kind: RequestKind
    ) {
        #expect(RequestKind(method: method, target: target) == kind)
    }
}
