// swift-tools-version: 6.0
import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)]

let package = Package(
  name: "strata",
  products: [
    .executable(name: "strata", targets: ["strata"]),
    .library(
      name: "Strata",
      targets: ["StrataText", "StrataModel", "StrataStages", "StrataReaders", "StrataPipeline", "StrataEvaluation"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CICU", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"])]),
    .target(name: "ICUShim", dependencies: ["CICU"]),
    .target(name: "StrataTextSIMD"),
    .target(name: "StrataText", dependencies: ["ICUShim", "StrataTextSIMD"], swiftSettings: settings),
    .target(name: "StrataModel", dependencies: ["StrataText"], swiftSettings: settings),
    .target(
      name: "StrataStages", dependencies: ["StrataText", "StrataModel"], swiftSettings: settings),
    .target(name: "StrataReaders", dependencies: ["StrataModel", "StrataText"], swiftSettings: settings),
    .target(
      name: "StrataPipeline",
      dependencies: ["StrataText", "StrataModel", "StrataStages", "StrataReaders", "Yams"],
      swiftSettings: settings),
    .target(name: "StrataEvaluation", dependencies: ["StrataText", "StrataModel"], swiftSettings: settings),
    .target(name: "StrataTables", swiftSettings: settings),
    .target(
      name: "StrataRevisions", dependencies: ["StrataText", "StrataModel", "StrataTables"], swiftSettings: settings),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(
      name: "StrataSheet",
      dependencies: [
        "StrataText", "StrataModel", "StrataStages", "StrataPipeline", "StrataRevisions", "StrataTables", "CZip",
        "CExpat", "CXLSXWriter",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "strata",
      dependencies: [
        "StrataText", "StrataModel", "StrataReaders", "StrataPipeline", "StrataStages", "StrataEvaluation",
        "StrataRevisions", "StrataSheet", "StrataTables",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    .target(name: "TemporaryFolders", path: "Tests/TemporaryFolders", swiftSettings: settings),
    .target(name: "ICUOracle", dependencies: ["CICU"], path: "Tests/ICUOracle"),
    .testTarget(
      name: "StrataSheetTests",
      dependencies: ["StrataSheet", "StrataTables", "StrataPipeline", "CXLSXWriter", "TemporaryFolders"],
      swiftSettings: settings),
    .testTarget(name: "ICUShimTests", dependencies: ["ICUShim"], swiftSettings: settings),
    .testTarget(name: "StrataArchitectureTests", dependencies: ["StrataModel"], swiftSettings: settings),
    .testTarget(
      name: "StrataTextTests", dependencies: ["StrataText", "ICUShim", "ICUOracle"], swiftSettings: settings),
    .testTarget(name: "StrataModelTests", dependencies: ["StrataModel", "StrataText"], swiftSettings: settings),
    .testTarget(
      name: "StrataPipelineTests",
      dependencies: ["StrataPipeline", "StrataReaders", "StrataStages", "StrataModel", "TemporaryFolders"],
      swiftSettings: settings),
    .testTarget(name: "StrataEvaluationTests", dependencies: ["StrataEvaluation"], swiftSettings: settings),
    .testTarget(
      name: "StrataCommandTests", dependencies: ["strata", "StrataModel", "TemporaryFolders"], swiftSettings: settings),
    .testTarget(
      name: "StrataRevisionsTests",
      dependencies: ["StrataRevisions", "StrataPipeline", "StrataReaders", "StrataModel", "TemporaryFolders"],
      swiftSettings: settings),
    .testTarget(
      name: "StrataStagesTests", dependencies: ["StrataStages", "StrataPipeline"], swiftSettings: settings),
  ]
)
