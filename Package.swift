// swift-tools-version: 6.2

import PackageDescription

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
// SQLite's own interface, which GRDB is built on.
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(
    name: "HummingbirdCore",
    package: "hummingbird"
)
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)
let unixSignals = Target.Dependency.product(
    name: "UnixSignals",
    package: "swift-service-lifecycle"
)
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(
    name: "NIOHTTPTypes",
    package: "swift-nio-extras"
)
let nioExtras = Target.Dependency.product(name: "NIOExtras", package: "swift-nio-extras")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "kembar",
    products: [
        .executable(name: "kembar", targets: ["kembar"]),
        .executable(name: "kembar-audit", targets: ["kembar-audit"]),
        .executable(name: "kembar-deliver", targets: ["kembar-deliver"]),
        .executable(name: "kembard", targets: ["kembard"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird",
            exact: "2.28.1",
            traits: []
        ),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle",
            exact: "2.13.0"
        ),
        .package(
            url: "https://github.com/swiftlang/swift-subprocess",
            exact: "1.0.2",
            traits: []
        ),
    ],
    targets: [
        // yajl, a JSON parser of Debian: libyajl-dev.
        .systemLibrary(name: "CYajl", providers: [.apt(["libyajl-dev"])]),

        // The pure subjects.
        .target(name: "Calendars", dependencies: []),
        .target(name: "RuleFiles", dependencies: ["Calendars", yams]),
        .target(name: "Entries", dependencies: ["CYajl", "Calendars"]),
        .target(name: "Workflows", dependencies: ["Calendars", "Entries", "RuleFiles"]),
        .target(name: "Audit", dependencies: [crypto]),
        .target(
            name: "Reminders",
            dependencies: ["Calendars", "Entries", "RuleFiles", "Workflows"]
        ),
        .target(name: "Wire", dependencies: ["Entries"]),
        .target(name: "Language", dependencies: []),
        .target(name: "Mail", dependencies: ["Calendars"]),
        .target(name: "Journaling", dependencies: [logging]),

        // What is carried out of the house.
        .target(name: "Exports", dependencies: ["Audit", "Calendars", "Entries", crypto]),

        // The stages that keep something.
        .target(
            name: "EventLog",
            dependencies: ["Audit", "Calendars", "Entries", grdb, sqlite]
        ),
        .target(name: "Contacts", dependencies: ["Calendars", grdb]),
        .target(
            name: "Engine",
            dependencies: [
                "Audit", "Calendars", "Entries", "EventLog", "Reminders", "RuleFiles", "Workflows",
                crypto,
            ]
        ),
        .target(
            name: "Projections",
            dependencies: [
                "Audit", "Calendars", "Engine", "Entries", "EventLog", "Reminders", "Workflows",
                grdb,
            ]
        ),

        // What they answer, without a daemon.
        .target(
            name: "Answers",
            dependencies: [
                "Audit", "Calendars", "Engine", "Entries", "EventLog", "Exports", "Reminders",
                "RuleFiles", "Wire", "Workflows",
            ]
        ),

        // Where the parts stand together.
        .target(
            name: "Daemon",
            dependencies: [
                "Answers", "Audit", "Calendars", "Contacts", "Engine", "Entries", "EventLog",
                "Exports", "Journaling", "Language", "Mail", "Projections", "Reminders",
                "RuleFiles", "Wire",
                "Workflows", crypto, hummingbird, hummingbirdCore, lifecycle, logging, nioCore,
                nioExtras, nioHTTP1,
                nioHTTPTypes,
                nioPosix, httpTypes, unixSignals,
            ],
            resources: [.embedInCode("OpenAPI/openapi.json")]
        ),
        .executableTarget(
            name: "kembard",
            dependencies: ["Daemon", "Journaling", "Language", "ShippedFiles", argumentParser]
        ),
        .target(
            name: "Delivery",
            dependencies: [
                "Journaling", "Language", "Mail", "RuleFiles", "Wire", crypto, lifecycle, logging,
                subprocess,
                unixSignals,
            ]
        ),
        .executableTarget(
            name: "kembar-deliver",
            dependencies: ["Delivery", "Journaling", "Language", argumentParser]
        ),
        .executableTarget(
            name: "kembar",
            dependencies: [
                "Audit", "Calendars", "Entries", "Exports", "Language", "Mail", "Wire",
                argumentParser, crypto,
                nioCore, nioEmbedded, nioHTTP1,
            ],
            // Started for every command. Packed, its 70,000 relocations are a tenth of that time less (glibc
            // 2.36, as the package says); another tenth are the loading of libstdc++, which is linked in where
            // scripts/static-libraries has found it, and the names that nobody looks up.
            linkerSettings: [
                .unsafeFlags(
                    [
                        "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
                        "-L", Context.packageDirectory + "/.build/static", "-Xclang-linker",
                        "-static-libgcc", "-Xlinker", "--no-export-dynamic",
                    ],
                    .when(configuration: .release)
                )
            ]
        ),
        .executableTarget(
            name: "kembar-audit",
            dependencies: [
                "Answers", "Audit", "Calendars", "Engine", "Entries", "EventLog", "Exports",
                "Language", "Mail", "Projections", "RuleFiles", "Wire", "Workflows",
                argumentParser,
            ]
        ),

        // What measures; part of the package for `package` access, in no product.
        .executableTarget(
            name: "kembar-grow",
            dependencies: [
                "Answers", "Audit", "Calendars", "Engine", "Entries", "EventLog", "Exports",
                "Projections", "Reminders", "TestSupport", "Workflows", argumentParser,
            ],
            path: "Benchmarks/Grow"
        ),

        // What tries out the nag over years; in no product either.
        .executableTarget(
            name: "kembar-simulate",
            dependencies: [
                "Audit", "Calendars", "Contacts", "Daemon", "Delivery", "Engine", "Entries",
                "EventLog", "Projections", "Reminders", "RuleFiles", "TestSupport", "Wire",
                "Workflows", argumentParser, grdb, logging,
            ],
            path: "Tests/Simulation"
        ),

        // config/ as the build's own copy of the rule files.
        .target(
            name: "ShippedFiles",
            path: ".",
            // The folder is the whole package: all but config/ and that one file is another target's.
            exclude: [
                "ARCHITECTURE.md", "Benchmarks", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
                "Makefile", "README.md", "Tests", "docs", "packaging", "scripts", "systemd",
                "Sources/Answers",
                "Sources/Audit", "Sources/CYajl", "Sources/Calendars", "Sources/Contacts",
                "Sources/Daemon",
                "Sources/Delivery", "Sources/Engine", "Sources/Entries", "Sources/EventLog",
                "Sources/Exports", "Sources/Journaling", "Sources/Language",
                "Sources/Mail", "Sources/Projections", "Sources/Reminders", "Sources/RuleFiles",
                "Sources/TestSupport", "Sources/Wire",
                "Sources/Workflows", "Sources/kembar", "Sources/kembar-audit",
                "Sources/kembar-deliver",
                "Sources/kembard",
            ],
            sources: ["Sources/ShippedFiles/ShippedFiles.swift"],
            resources: [.copy("config")]
        ),

        .target(
            name: "TestSupport",
            dependencies: [
                "Audit", "Calendars", "Engine", "Entries", "EventLog", "Projections", "Reminders",
                "RuleFiles", "Workflows",
            ]
        ),
        .testTarget(name: "AuditTests", dependencies: ["Audit", crypto]),
        .testTarget(
            name: "ExportsTests",
            dependencies: ["Answers", "Audit", "Calendars", "Entries", "Exports", "Wire", crypto]
        ),
        .testTarget(name: "CalendarsTests", dependencies: ["Calendars", "RuleFiles"]),
        .testTarget(name: "RuleFilesTests", dependencies: ["Calendars", "RuleFiles"]),
        .testTarget(
            name: "EntriesTests",
            dependencies: ["Calendars", "Entries", "TestSupport", crypto]
        ),
        .testTarget(
            name: "WorkflowsTests",
            dependencies: ["Calendars", "Entries", "RuleFiles", "TestSupport", "Workflows"]
        ),
        .testTarget(
            name: "RemindersTests",
            dependencies: [
                "Calendars", "Entries", "Reminders", "RuleFiles", "TestSupport", "Workflows",
            ]
        ),
        .testTarget(
            name: "ScenarioTests",
            dependencies: ["Calendars", "Entries", "Reminders", "TestSupport", "Workflows"]
        ),
        .testTarget(
            name: "EventLogTests",
            dependencies: ["Audit", "EventLog", grdb]
        ),
        .testTarget(name: "WireTests", dependencies: ["Entries", "Wire"]),
        .testTarget(name: "LanguageTests", dependencies: ["Language"]),
        .testTarget(name: "JournalingTests", dependencies: ["Journaling", logging]),
        .testTarget(name: "MailTests", dependencies: ["Calendars", "Mail"]),
        .testTarget(
            name: "DeliveryTests",
            dependencies: ["Delivery", "Language", "RuleFiles", "Wire"]
        ),
        .testTarget(
            name: "KembarTests",
            dependencies: [
                "Entries", "Language", "Mail", "RuleFiles", "Wire", "kembar", argumentParser,
                nioCore, nioHTTP1, nioPosix,
            ]
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "Audit", "Calendars", "Entries", "Exports", "Mail", "Reminders", "RuleFiles",
                "TestSupport", "Wire", "Workflows", "kembar",
            ]
        ),
        .testTarget(
            name: "KembarAuditTests",
            dependencies: [
                "Answers", "Audit", "Calendars", "Engine", "Entries", "EventLog", "Exports",
                "Projections", "TestSupport", "Wire", "Workflows", "kembar-audit", crypto, grdb,
            ]
        ),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "Audit", "Calendars", "Engine", "Entries", "EventLog", "Projections", "Reminders",
                "RuleFiles", "TestSupport", "Workflows", grdb,
            ]
        ),
        .testTarget(
            name: "DaemonTests",
            dependencies: [
                "Answers", "Audit", "Calendars", "Contacts", "Daemon", "Delivery", "Engine",
                "Entries", "EventLog", "Exports", "Language", "Projections", "Reminders",
                "RuleFiles", "TestSupport", "Wire",
                "Workflows",
                grdb, hummingbird, hummingbirdCore, httpTypes, lifecycle, logging, nioCore,
            ]
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Audit", "Entries", "Exports", "TestSupport", "Wire", "Workflows", "kembar",
                "kembar-audit", "kembar-deliver", "kembard", argumentParser, crypto,
            ],
            exclude: ["Golden", "Verifiers"]
        ),
        .testTarget(name: "SimulationTests", dependencies: ["kembar-simulate"]),
        .testTarget(name: "TidyTests", dependencies: []),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
            .treatWarning("DeprecatedDeclaration", as: .warning),
        ]
}
