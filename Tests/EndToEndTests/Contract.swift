import Entries
import Foundation

/// The served description of the interface, as tests read it.
struct Contract {
    let document: JSONValue
    let schema: JSONSchema

    init(_ text: String) throws {
        document = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        schema = JSONSchema(document: document)
    }

    /// One method of one path.
    struct Operation {
        var method: String
        var path: String
        var json: JSONValue
        var parameters: [JSONValue]

        var name: String { "\(method) \(path)" }

        /// Whether it takes a parameter of that name.
        func takes(_ name: String) -> Bool { parameters.contains { $0["name"]?.string == name } }

        /// The path with its parameters' examples, and the query of those that `wanted` names.
        func target(_ wanted: (JSONValue) -> Bool) -> String {
            var path = path
            var query: [String] = []
            for parameter in parameters {
                let name = parameter["name"]?.string ?? ""
                guard let example = parameter["example"]?.written else { continue }
                switch parameter["in"]?.string {
                case "path": path = path.replacing("{\(name)}", with: example)
                case "query" where wanted(parameter): query.append("\(name)=\(example)")
                default: continue
                }
            }
            return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
        }

        /// The named examples of its body, in the document's order.
        var examples: [(name: String, body: JSONValue)] {
            let media = json["requestBody"]?["content"]?["application/json"]
            return (media?["examples"]?.object ?? [:]).map { ($0.key, $0.value["value"] ?? .null) }
        }
    }

    /// Every operation, ordered by path and method.
    var operations: [Operation] {
        (document["paths"]?.object ?? [:]).flatMap { path, item in
            let shared = item["parameters"]?.array ?? []
            return (item.object ?? [:]).filter { $0.key != "parameters" }.map { method, json in
                let own = json["parameters"]?.array ?? []
                return Operation(
                    method: method.uppercased(),
                    path: path,
                    json: json,
                    parameters: (shared + own).map { schema.resolved($0) }
                )
            }
        }.sorted { ($0.path, $0.method) < ($1.path, $1.method) }
    }

    func operation(_ name: String) -> Operation? { operations.first { $0.name == name } }

    /// What is wrong with an answer to an operation: its status, its kind or its content.
    func faults(in answer: Answer, to operation: Operation) -> [String] {
        let place = "\(operation.name) \(answer.status)"
        guard let described = operation.json["responses"]?["\(answer.status)"] else {
            return ["\(place) is not described: \(answer.body)"]
        }
        let response = schema.resolved(described)
        let kind = String((answer.fields["content-type"] ?? "").prefix { $0 != ";" })
        guard let media = response["content"]?[kind], let rule = media["schema"] else {
            return ["\(place): the kind '\(kind)' is not described"]
        }
        guard let values = try? answer.values(kind) else {
            return ["\(place): no JSON: \(answer.body)"]
        }
        return values.flatMap { schema.faults(in: $0, rule) }.map { "\(place): \($0)" }
    }
}

extension Answer {
    /// The body as JSON values: one, or one a line.
    fileprivate func values(_ kind: String) throws -> [JSONValue] {
        switch kind {
        case "text/plain", "application/x-tar", "application/vnd.sqlite3": [.string(body)]
        case "application/jsonl":
            try body.split(separator: "\n").map { try JSONValue(parsing: $0) }
        default: [try JSONValue(parsing: body[...])]
        }
    }
}

extension JSONValue {
    /// Reads a text as JSON.
    init(parsing text: Substring) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    /// As it is written into an address.
    fileprivate var written: String? {
        string ?? integer.map { String($0) } ?? bool.map { String($0) }
    }

    /// As the body of a request.
    var text: String {
        // Strings, whole numbers and the like only: encoding them can't fail.
        (try? String(decoding: JSONEncoder().encode(self), as: UTF8.self)) ?? ""
    }
}
