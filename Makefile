# The project's commands. Each target is explained by `make help`.
SHELL := /bin/bash
SWIFT ?= swift
BUILD := .build
# How the programs of packages are built: release, or debug where time counts more.
CONFIGURATION ?= release
export SWIFT

.PHONY: help demo test build format lint docs check bench deb release install test-system test-system-of-dist test-journal nightly prepare units simulate
help: ; @grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14
prepare: ; @scripts/prepare
demo: prepare build ; @scripts/demo $(BUILD)/debug  ## install what is missing, build, run the real case end to end
# In parts: a server inside the test process keeps its deadlines only where nobody else takes the processors.
# So many at a time, or a hundred daemons at once keep one another from answering in time.
TEST := SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=12 $(SWIFT) test --skip-build --parallel
test: ; @scripts/prepare tests && $(SWIFT) build --build-tests && $(TEST) --skip 'DaemonTests|EndToEndTests' && \
	  $(TEST) --filter DaemonTests && $(TEST) --filter EndToEndTests  ## build and run every test
build: prepare ; $(SWIFT) build  ## debug build
format: ; $(SWIFT) format -i --recursive Sources Tests Benchmarks Package.swift  ## format the code in place
lint: ; $(SWIFT) format lint --strict --recursive Sources Tests Benchmarks Package.swift  ## refuse what the formatter would change
docs: ; @scripts/check-docs  ## check the documents: links and commands
units: ; @scripts/check-units  ## check the systemd units: every key, and how exposed each is
check: lint docs units  ## lint, docs and units
bench: prepare ; @Benchmarks/prepare && Benchmarks/run $(if $(QUICK),quick)  ## measure against the raw limits; QUICK=1 with smaller sizes
simulate: prepare ; @scripts/simulate $(if $(YEARS),--years $(YEARS)) $(if $(SEED),--seed $(SEED))  ## a thousand years of reminders in a hostile world; YEARS=5 SEED=7 is one world again
release: prepare ; @scripts/release $(CONFIGURATION)  ## optimised programs with the Swift runtime linked in
deb: release ; @scripts/prepare packages && rm -rf dist && scripts/deb $(BUILD)/$(CONFIGURATION) dist && scripts/check-packages dist  ## Debian packages in dist/
install: ; @scripts/install-files $(BUILD)/$(CONFIGURATION)  ## after make release: to PREFIX (/usr/local) below DESTDIR
test-system: deb ; @$(MAKE) --no-print-directory test-system-of-dist  ## the packages on a machine with a real systemd, with real users (root)
test-system-of-dist: ; @scripts/prepare system && Tests/System/run dist
test-journal: build ; @scripts/prepare system && Tests/System/journal $(BUILD)/debug  ## messages read back from a real journald, with its catalogs (root)
nightly: ; @scripts/nightly  ## what takes hours: sanitizers, a thousand kills and power cuts, every fault, load
