# The project's commands. Each target is explained by `make help`.
SHELL := /bin/bash
SWIFT ?= swift
BUILD := .build

.PHONY: help demo test build format lint docs check bench deb install test-system nightly prepare
help: ; @grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14
prepare: ; @scripts/prepare
demo: prepare build ; @scripts/demo $(BUILD)/debug  ## install what is missing, build, run the real case end to end
test: ; @scripts/prepare tests && $(SWIFT) test --parallel  ## build and run every test
build: prepare ; $(SWIFT) build  ## debug build
format: ; $(SWIFT) format -i --recursive Sources Tests Benchmarks Package.swift  ## format the code in place
lint: ; $(SWIFT) format lint --strict --recursive Sources Tests Benchmarks Package.swift  ## refuse what the formatter would change
docs: ; @scripts/check-docs  ## check the documents: links and commands
check: lint docs  ## lint and docs
bench: prepare ; @Benchmarks/prepare && Benchmarks/run $(if $(QUICK),quick)  ## measure against the raw limits; QUICK=1 with smaller sizes
deb: ; @echo "make deb: planned, not there yet" >&2; exit 2
install: ; @echo "make install: planned, not there yet" >&2; exit 2
test-system: ; @echo "make test-system: planned, not there yet" >&2; exit 2
nightly: ; @echo "make nightly: planned, not there yet" >&2; exit 2
