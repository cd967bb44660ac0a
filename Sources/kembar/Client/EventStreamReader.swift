/// Reads Server-Sent Events out of the bytes of a connection, in whatever pieces they come.
struct EventStreamReader {
    /// One event: its id, its type and its data, as they came.
    struct Event: Hashable, Sendable {
        var id: Int64
        var type: String
        var data: String
    }

    private var line: [UInt8] = []
    private var id: Int64?
    private var type = ""
    private var data = ""

    /// Takes the next bytes and returns the events that they complete.
    ///
    /// Comments are passed over.
    mutating func take(_ bytes: [UInt8]) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            if let event = endLine() { events.append(event) }
            line = []
        }
        return events
    }

    /// An empty line ends an event; every other one is a field of it.
    private mutating func endLine() -> Event? {
        guard !line.isEmpty else {
            defer { (id, type, data) = (nil, "", "") }
            // Of an event without an id nobody could say later that it was seen.
            return id.map { Event(id: $0, type: type, data: data) }
        }
        let text = String(decoding: line, as: UTF8.self)
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let value = text[text.index(after: colon)...]
        let trimmed = String(value.hasPrefix(" ") ? value.dropFirst() : value)
        switch text[..<colon] {
        case "id": id = Int64(trimmed)
        case "event": type = trimmed
        case "data": data = trimmed
        default: break
        }
        return nil
    }
}
