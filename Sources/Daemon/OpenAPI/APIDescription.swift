import Entries
import FoundationEssentials

/// The description of the interface: the file openapi.json, word for word, and what it lets in.
///
/// It is not only served. What a route knows of parameters and preconditions is read from it, so that
/// nothing is taken that is not described, and nothing described is refused.
struct APIDescription: Sendable {
    /// The document as it is served.
    let bytes: [UInt8]
    private let operations: [String: Operation]

    /// What one route takes beside its body.
    struct Operation: Sendable {
        /// The names of its query parameters, in the document's order.
        var query: [String] = []
        /// The names of its headers, in small letters.
        var headers: Set<String> = []
    }

    /// The one that is built in.
    static let builtIn = APIDescription(bytes: PackageResources.openapi_json)

    init(bytes: [UInt8]) {
        self.bytes = bytes
        guard let document = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
            preconditionFailure("openapi.json is no JSON without fractions")
        }
        var operations: [String: Operation] = [:]
        for (path, item) in document["paths"]?.object ?? [:] {
            let shared = item["parameters"]?.array ?? []
            for (method, operation) in item.object ?? [:] where method != "parameters" {
                let own = operation["parameters"]?.array ?? []
                operations["\(method.uppercased()) \(path)"] = Operation(shared + own, document)
            }
        }
        self.operations = operations
    }

    /// The operation of a route, its path written `/v1/agreements/{id}`; nil if it is not described.
    func operation(_ method: String, _ path: String) -> Operation? {
        operations["\(method) \(path)"]
    }
}

extension APIDescription.Operation {
    fileprivate init(_ parameters: [JSONValue], _ document: JSONValue) {
        for parameter in parameters.map({ $0.resolved(in: document) }) {
            guard let name = parameter["name"]?.string else { continue }
            switch parameter["in"]?.string {
            case "query": query.append(name)
            case "header": headers.insert(name.lowercased())
            default: continue
            }
        }
    }
}

extension JSONValue {
    /// What a `$ref` within the document points to; the value itself if it is none.
    fileprivate func resolved(in document: JSONValue) -> JSONValue {
        guard let reference = self["$ref"]?.string, reference.hasPrefix("#/") else { return self }
        return reference.dropFirst(2).split(separator: "/")
            .reduce(document) { $0[String($1)] ?? .null }
    }
}
