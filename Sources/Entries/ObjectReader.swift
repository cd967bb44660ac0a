import CYajl

/// Reads the members of JSON objects, one object after another.
///
/// The parser is yajl, which tells what it meets and keeps nothing, so each value is made once and
/// nothing is looked up. For objects of which it is known that they stand in their one spelling: nil
/// for what it does not take says no more than that the decoder has to judge.
struct ObjectReader: ~Copyable {
    private let parser: yajl_handle?
    private let building: UnsafeMutablePointer<Building>

    init() {
        building = .allocate(capacity: 1)
        building.initialize(to: Building())
        parser = yajl_alloc(Building.callbacks, nil, building)
        if let parser { yajl_read_many(parser) }
    }

    deinit {
        if let parser { yajl_free(parser) }
        building.deinitialize(count: 1)
        building.deallocate()
    }

    /// Returns the members of the object that these bytes are; after a nil only nil.
    borrowing func members(of object: UnsafeBufferPointer<UInt8>) -> [String: JSONValue]? {
        guard let parser, yajl_parse(parser, object.baseAddress, object.count) == yajl_status_ok
        else { return nil }
        return building.pointee.takeObject()
    }
}

/// The values told so far that belong to nothing yet, the innermost last.
private struct Building {
    private var values: [JSONValue] = []
    /// The names of those that are members, of every object that is not at its end.
    private var names: [String] = []
    /// For every object and array that is not at its end, how many values came before it.
    private var starts: [Int] = []

    /// Takes the only value out, if it is an object.
    mutating func takeObject() -> [String: JSONValue]? {
        guard starts.isEmpty, values.count == 1 else { return nil }
        return values.removeLast().object
    }

    private mutating func endObject() {
        let start = starts.removeLast()
        let firstName = names.count - (values.count - start)
        var members = [String: JSONValue](minimumCapacity: values.count - start)
        for (name, value) in zip(names[firstName...], values[start...]) { members[name] = value }
        names.removeSubrange(firstName...)
        values.removeSubrange(start...)
        values.append(.object(members))
    }

    private mutating func endArray() {
        let start = starts.removeLast()
        let elements = Array(values[start...])
        values.removeSubrange(start...)
        values.append(.array(elements))
    }

    // Unsafe: a pointer, for the parser keeps it; what it points to never changes.
    nonisolated(unsafe) static let callbacks: UnsafePointer<yajl_callbacks> = {
        let callbacks = UnsafeMutablePointer<yajl_callbacks>.allocate(capacity: 1)
        callbacks.initialize(to: told)
        return UnsafePointer(callbacks)
    }()

    /// What the parser calls; a zero stops it, as at a fraction.
    private static let told = yajl_callbacks(
        yajl_null: { tell($0) { $0.values.append(.null) } },
        yajl_boolean: { context, truth in tell(context) { $0.values.append(.bool(truth != 0)) } },
        yajl_integer: { context, number in
            tell(context) { $0.values.append(.integer(Int(number))) }
        },
        yajl_double: { _, _ in 0 },
        yajl_number: nil,
        yajl_string: { context, start, count in
            tell(context) { $0.values.append(.string(text(start, count))) }
        },
        yajl_start_map: { tell($0) { $0.starts.append($0.values.count) } },
        yajl_map_key: { context, start, count in
            tell(context) { $0.names.append(text(start, count)) }
        },
        yajl_end_map: { tell($0) { $0.endObject() } },
        yajl_start_array: { tell($0) { $0.starts.append($0.values.count) } },
        yajl_end_array: { tell($0) { $0.endArray() } }
    )

    private static func tell(
        _ context: UnsafeMutableRawPointer?,
        _ what: (inout Building) -> Void
    ) -> Int32 {
        guard let building = context?.assumingMemoryBound(to: Building.self) else { return 0 }
        what(&building.pointee)
        return 1
    }

    private static func text(_ start: UnsafePointer<UInt8>?, _ count: Int) -> String {
        String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
}
