import HTTPTypes
import Hummingbird

/// Which methods each path has, for those who ask with another one.
struct RouteTable: Sendable {
    private let routes: [(segments: [Substring], methods: [String])]

    init(_ routes: [(path: String, method: String)]) {
        self.routes = Dictionary(grouping: routes, by: \.path).map { path, routes in
            var methods = routes.map(\.method)
            // A HEAD is answered wherever a GET is.
            if methods.contains("GET") { methods.append("HEAD") }
            return (path.split(separator: "/"), (methods + ["OPTIONS"]).sorted())
        }
    }

    /// The methods of a path; empty if there is no such path.
    func methods(of path: String) -> [String] {
        let segments = path.split(separator: "/")
        let matching = routes.filter { route in
            route.segments.count == segments.count
                && zip(route.segments, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        // `/v1/rules/check` is both a path of its own and could be a rule's: both answer.
        return Set(matching.flatMap(\.methods)).sorted()
    }
}
