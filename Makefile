# strata: two commands do everything on a fresh Debian machine with the Swift toolchain:
#   make run    installs what is missing, builds, runs the default pipeline on corpus/, and feeds a mastersheet from it
#   make test   installs what is missing, builds, and runs all tests

SHELL := /bin/bash
PACKAGES := libicu-dev libsqlite3-dev libzip-dev libexpat1-dev libxlsxwriter-dev pkg-config python3
RELEASE := .build/release/strata
OUT ?= out
STORE = --db $(OUT)/strata.db
SWIFT_FILES := Sources Tests Package.swift Benchmarks/Package.swift Benchmarks/strata-bench

.PHONY: help setup build run test check format bench manual clean

help:
	@sed -n '1,4p' Makefile; echo; echo "targets: setup build run test check format bench clean"

# Installs only the Debian packages that are not there yet.
setup:
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  echo "installing:$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then sudo=""; else sudo="sudo"; fi; \
	  $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing; fi
	@command -v swift >/dev/null || { echo "The Swift toolchain (6.0 or later) is missing; see https://www.swift.org/install/linux"; exit 1; }

# The standard library is linked in: the program starts in a third of the time and runs a quarter faster.
build: setup
	swift build -c release --product strata --static-swift-stdlib

run: build
	$(RELEASE) run corpus -o $(OUT)
	$(RELEASE) verify $(OUT)
	$(RELEASE) explain $(OUT) --html $(OUT)/corpus.html
	@test -e $(OUT)/mastersheet.xlsx || cp corpus/mastersheet.xlsx $(OUT)/mastersheet.xlsx
	$(RELEASE) sheet import $(OUT)/mastersheet.xlsx --map mastersheet $(STORE)
	$(RELEASE) link $(OUT) --sheet mastersheet $(STORE)
	$(RELEASE) sheet push --sources "$$(realpath --relative-to=$(OUT) corpus)" --records corpus.html $(STORE) > /dev/null || [ $$? = 1 ]
	$(RELEASE) sheet gaps -o $(OUT)/gaps.xlsx $(STORE)
	@echo "records: $(OUT)/segments.jsonl   page with its layers: $(OUT)/corpus.html"
	@echo "mastersheet with its commitments: $(OUT)/mastersheet.xlsx   what it lacks: $(OUT)/gaps.xlsx"

test: setup
	swift build --build-tests
	swift test --skip-build

# What a contributor runs before a commit: format, no warnings, tests.
check: setup
	swift format lint --strict --recursive --parallel $(SWIFT_FILES)
	swift build --build-tests -Xswiftc -warnings-as-errors
	swift test --skip-build -Xswiftc -warnings-as-errors

format:
	swift format --in-place --recursive --parallel $(SWIFT_FILES)

bench: build
	$(MAKE) -C Benchmarks

# The manual page follows the commands' own help.
manual:
	swift package --disable-sandbox --allow-writing-to-package-directory generate-manual
	cp .build/plugins/GenerateManual/outputs/strata/strata.1 docs/strata.1

clean:
	rm -rf .build $(OUT)
