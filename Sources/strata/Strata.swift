import ArgumentParser
import StrataPipeline

@main
struct Strata: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "strata", abstract: "Policy documents in, grounded and explained JSON Lines out.",
    version: "0.1.0")
}
