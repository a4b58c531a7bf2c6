# Everything here needs Go and a shell; make test also wants a C compiler, for
# the race detector. What is built goes to bin/.

export CGO_ENABLED := 0

GO       ?= go
FUZZTIME ?= 60s
TARGETS  ?= .
CORPORA  ?= ../shared/corpora
MODEL    ?= models/en-2026-11-22/model.bin
TOOL     := $(GO) tool -modfile=tools/go.mod

.PHONY: build run test vet race fuzz accuracy bench bench-store train tables clean

build:
	$(GO) build -trimpath -o bin/hearsay ./cmd/hearsay

# The sample pages, each with its date, read to the terminal.
run: build
	@rm -rf bin/samples && bin/hearsay eval write samples bin/samples
	@for gold in bin/samples/*.json; do \
	  day=$$(sed -n 's/^ "published": "\(.*\)",$$/\1/p' "$$gold"); \
	  bin/hearsay read --date "$$day" "$${gold%.json}.txt" || exit 1; \
	done

test: vet race

vet:
	$(GO) vet ./...
	$(TOOL) staticcheck ./...
	@dead=$$($(TOOL) deadcode -test ./...) || exit 1; \
	  if [ -n "$$dead" ]; then echo "never called:"; echo "$$dead"; exit 1; fi

# All tests, with the race detector where there is a C compiler for it.
race:
	@if command -v "$$($(GO) env CC)" >/dev/null; then \
	  set -x; CGO_ENABLED=1 $(GO) test -race ./...; \
	else \
	  echo "no C compiler ($$($(GO) env CC)): tests run WITHOUT the race detector"; \
	  $(GO) test ./...; \
	fi

# Every fuzz target whose name fits TARGETS, for FUZZTIME each.
fuzz:
	@for file in $$(grep -rlE '^func Fuzz' --include='*_test.go' . | sort); do \
	  for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$$file" | grep -E '$(TARGETS)'); do \
	    echo "$$target in $$(dirname "$$file"), $(FUZZTIME)"; \
	    $(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" || exit 1; \
	  done; \
	done

# The pages and gold that are open to everybody. What is locked is scored at the
# end of an issue: docs/decisions/0006-gold-and-locked-sets.md.
accuracy: build
	bin/hearsay eval gold samples testdata/gold/open testdata/gold/second
	bin/hearsay eval parts testdata/scraped/open
	@SHARED=$(patsubst %/,%,$(dir $(CORPORA))) sh tools/outside-score.sh

# Documents a second, start-up, a page of 20 MB, on one core.
bench:
	$(GO) test -run '^$$' -bench . -benchtime 1x ./cmd/hearsay

# Every question of desk and command line, of a store of CLAIMS claims; p50, p95
# and p99 in ms. It is built once and kept in STORE_DIR.
CLAIMS    ?= 1000000
STORE_DIR ?= bin/bench-store

bench-store:
	@mkdir -p $(STORE_DIR)
	$(GO) test -run '^$$' -bench Store -benchtime 1x -timeout 2h ./store/sqlite -store-claims $(CLAIMS) -store-dir $(abspath $(STORE_DIR))

# The same corpora, settings and seed give the same file, byte for byte.
train: build
	bin/hearsay train tags --corpora $(CORPORA) --out $(MODEL)

tables: build
	bin/hearsay train tables --gazetteers $(CORPORA)/gazetteers --out lang/en

clean:
	rm -rf bin
