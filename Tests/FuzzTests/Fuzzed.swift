import Foundation
import TestSupport
import Testing

/// A parser under seeded bad input: it never crashes, and takes nothing that it would write otherwise.
struct Fuzzed: Sendable, CustomTestStringConvertible {
    let name: String
    /// Good inputs, which the parser has to take.
    let inputs: [[UInt8]]
    /// Pieces of the grammar.
    var words: [String] = []
    /// How many inputs the suite tries; `KEMBAR_FUZZ=100` tries a hundred times as many, of other seeds.
    var rounds = 4_000
    /// Says what the parser makes of an input.
    let read: @Sendable ([UInt8]) throws -> Reading

    /// What a parser made of an input.
    enum Reading: Equatable {
        /// It is none; thrown errors mean the same.
        case refused
        /// It was taken, and written again gives these bytes.
        case taken([UInt8])
        /// It was taken, and what was asked of the value holds.
        case sound
        /// It was taken, and something is wrong with the value.
        case wrong(String)
    }

    var testDescription: String { name }

    private static let factor =
        ProcessInfo.processInfo.environment["KEMBAR_FUZZ"].flatMap { Int($0) } ?? 1

    private func reading(_ input: [UInt8]) -> Reading { (try? read(input)) ?? .refused }

    /// Tries them all; returns how many were taken.
    @discardableResult
    func run() throws -> Int {
        for input in inputs {
            let reading = reading(input)
            #expect(reading == .sound || reading == .taken(input), "a good input is refused")
        }
        var taken = 0
        for seed in 0..<UInt64(Self.factor) {
            var mutator = Mutator(seed: seed, words: words)
            for round in 0..<rounds {
                let input = mutator.next(of: inputs)
                let place =
                    "seed \(seed), round \(round): \(String(decoding: input, as: UTF8.self))"
                switch reading(input) {
                case .refused: continue
                case .sound: taken += 1
                case .taken(let bytes):
                    taken += 1
                    // What is read as this and written as that can be told as two things.
                    #expect(bytes == input, "\(place)")
                case .wrong(let what): Issue.record("\(what), \(place)")
                }
            }
        }
        return taken
    }
}

extension [UInt8] {
    /// As text; throws for bytes that are none, as every reader of text does.
    func text() throws -> String {
        guard let text = String(validating: self, as: UTF8.self) else {
            throw CocoaError(.fileReadInapplicableStringEncoding)
        }
        return text
    }
}
