# Everything here needs Go and a shell; make test also wants a C compiler, for
# the race detector. What is built goes to bin/.

export CGO_ENABLED := 0

GO       ?= go
FUZZTIME ?= 60s
NPM      ?= npm
ADDRESS  ?= 127.0.0.1:8080
CLAIMS   ?= 1000000
STOREDIR ?= bin
TARGETS  ?= .
SAME     := Kernels|Company|Everywhere|Backward
CORPORA  ?= ../shared/corpora
TOOL     := $(GO) tool -modfile=tools/go.mod

.PHONY: build run samples web test vet race arm64 suites e2e screenshots fuzz accuracy bench bench-store soak testweb train eval tables clean

build:
	$(GO) build -trimpath -o bin/hearsay ./cmd/hearsay

# The desk over a fresh store with the sample pages. Ctrl-C ends it.
run: web build
	@rm -f bin/samples.db bin/samples.db-wal bin/samples.db-shm
	bin/hearsay --store sqlite:bin/samples.db serve --samples --address $(ADDRESS)

# The desk's script, where there is npm; the desk is complete without it.
web:
	@if command -v $(NPM) >/dev/null; then \
	  cd desk/web && $(NPM) ci --silent && $(NPM) run --silent build; \
	else \
	  echo "no npm: the desk runs without its script"; \
	fi

# The sample pages, each with its date, read to the terminal.
samples: build
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

# The layers with the kernels of arm64, in Debian's qemu-user, and without any: the
# same bits as here.
arm64:
	$(GO) test -tags purego ./nlp -run '$(SAME)'
	GOARCH=arm64 $(GO) test -c -o bin/nlp.arm64 ./nlp
	@if command -v qemu-aarch64-static >/dev/null; then cd nlp && qemu-aarch64-static ../bin/nlp.arm64 -test.run '$(SAME)' -test.v; \
	  else echo "no qemu-aarch64-static (Debian: qemu-user-static): arm64 is built, not run"; fi

# The suites of hostile and of ordinary inputs beside the repository, whole: the race
# detector would take an hour over them.
suites:
	$(GO) test ./claim ./ingest ./ingest/feed ./ingest/polite -run 'Suite|Hostile|NoWayInside' -v

# The desk in a real browser: needs Debian's chromium, and npm for axe. HOSTILE=1
# opens every vector of the hostile suites, for half an hour.
HOSTILE ?= 12
e2e: web
	$(GO) test ./desk -run E2E -e2e -hostile-every $(HOSTILE) -timeout 60m -v

screenshots: web
	$(GO) test ./desk -run 'E2E$$' -e2e -shots $(CURDIR)/docs/screenshots -v

# A small web on this machine, good and bad, to try watch on.
testweb:
	$(GO) run ./cmd/testweb

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

# Tokens a second of each layer, then whole processes on one core: documents and
# tokens a second, start-up, a page of 20 MB. The lines are those that benchstat
# reads; docs/benchmarks.md says what they mean.
bench:
	$(GO) test -run '^$$' -bench . -benchtime 2s -cpu 1 ./nlp
	$(GO) test -run '^$$' -bench . -benchtime 1x ./cmd/hearsay

# A store of CLAIMS claims, made in STOREDIR at the first run and kept there; asked
# directly, and through a desk on loopback.
bench-store:
	$(GO) test -run '^$$' -bench Store -benchtime 1x -timeout 2h ./store/sqlite -store-claims $(CLAIMS) -store-dir $(abspath $(STOREDIR))
	$(GO) test -run '^$$' -bench Desk -benchtime 1x ./desk -desk-store $(abspath $(STOREDIR))/made-$(CLAIMS).db

# add killed a hundred times over 5,000 pages.
soak:
	$(GO) test ./cmd/hearsay -run TestKill -timeout 2h -v -kill-pages 5000 -kill-times 100

# The English model as bin/model.bin, in about three quarters of an hour; stopped, it goes on where it
# was. The same corpora, settings and seed give the same file, byte for byte, on processors with AVX2.
train: build
	bin/hearsay train --corpora $(CORPORA) --work bin/train --out bin/model.bin

# Every score of the model's card, and those of the gold that is open.
eval: build
	bin/hearsay eval layers --corpora $(CORPORA)
	$(GO) test ./claim -run Pragmatic -v

tables: build
	bin/hearsay train tables --gazetteers $(CORPORA)/gazetteers --out lang/en

clean:
	rm -rf bin
