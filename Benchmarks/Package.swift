// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "strata", path: "..")],
  targets: [
    .systemLibrary(name: "ICUSystem", path: "ICUSystem", pkgConfig: "icu-uc", providers: [.apt(["libicu-dev"])]),
    .target(name: "ICUPeer", dependencies: ["ICUSystem"], path: "ICUPeer"),
    .executableTarget(
      name: "strata-bench", dependencies: ["ICUPeer", .product(name: "Strata", package: "strata")],
      path: "strata-bench", swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
