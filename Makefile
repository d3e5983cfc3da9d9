# Everything happens in .venv, which these targets make themselves.
# Needed on the machine: Python >= 3.11 with venv, and make.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
SHARED ?= ../shared
OUT ?= out
FOOTAGE ?= $(SHARED)/bench/footage

.DEFAULT_GOAL := help
.PHONY: help install demo test test-slow test-models test-live check lint types format samples golden messages lock docs bench \
        bench-reading bench-sentences bench-places bench-footage bench-library bench-sound bench-chain bench-custody bench-report \
        bench-hostile fuzz clean

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

install: .venv/installed ## Make .venv with everything that use and development need

.venv/installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found. Debian/Ubuntu: apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python cannot make virtual environments. Debian/Ubuntu: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c 'import cv2' || { echo "OpenCV cannot load. Debian/Ubuntu: apt-get install libgl1 libglib2.0-0"; exit 1; }
	@touch $@

demo: install ## Run the whole job on the samples, offline; ends with the path of a report
	$(BIN)/python -m samples.demo

test: install ## The test suite (a few minutes)
	@$(BIN)/python -m compileall -q provenance samples # commands are processes; without this each compiles it all where PYTHONDONTWRITEBYTECODE is set
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow and not models and not live"

test-slow: install ## The slow tests too
	$(BIN)/python -m pytest -n 2

test-live: install ## Ask the platforms themselves (needs internet; posts of yt-dlp's own tests)
	$(BIN)/python -m pytest -m live tests/live

.venv-models/installed: pyproject.toml
	@test -x .venv-models/bin/python || $(PYTHON) -m venv .venv-models
	.venv-models/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[spacy]' pytest hypothesis
	@touch $@

test-models: .venv-models/installed ## The tests that need spaCy, in an environment of their own
	.venv-models/bin/python -m pytest -m models tests/models_spacy

check: lint types ## Lint, types, architecture
	$(BIN)/python -m pytest tests/test_architecture.py

lint: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: install
	$(BIN)/mypy

format: install ## Format and mend what ruff can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

samples: install ## Make the sample footage again
	$(BIN)/python -m samples.make

golden: install ## Make the golden files of the report again (look at the difference!)
	$(BIN)/python -m tests.exporters.regenerate

docs: install ## Write docs/commands.md from the commands' own help
	$(BIN)/python -m provenance.cli.document > docs/commands.md

messages: install ## Bring the catalogues of the report up to date with its words
	$(BIN)/python -m tests.exporters.messages

bench: bench-reading bench-sentences bench-places bench-footage bench-sound bench-custody bench-report bench-hostile ## Every benchmark, with ../shared/bench

$(OUT):
	@mkdir -p $@

.venv-peers/installed: bench/peers.txt
	@test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r bench/peers.txt
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps vpdq==0.2.5 || echo "vpdq was not built; its rule by pdqhash stands in. Debian/Ubuntu: apt-get install g++ cmake pkg-config libavcodec-dev libavformat-dev libavutil-dev libavfilter-dev libavdevice-dev libswscale-dev libswresample-dev"
	@touch $@

bench-reading: install .venv-peers/installed $(OUT) ## References on real pages, peers beside us; writes docs/benchmarks.md
	$(BIN)/python -m bench.reading --pages $(SHARED)/bench/pages/html --truth $(SHARED)/bench/pages/ground_truth.jsonl --out $(OUT) --peers .venv-peers/bin/python --docs

bench-sentences: install $(OUT) ## Sentences without a link
	$(BIN)/python $(SHARED)/bench/sentences/score.py --tasks > $(OUT)/sentences.tasks.jsonl
	$(BIN)/python -m bench.sentences --tasks $(OUT)/sentences.tasks.jsonl --out $(OUT)/sentences.jsonl
	$(BIN)/python $(SHARED)/bench/sentences/score.py $(OUT)/sentences.jsonl
	$(BIN)/python -m bench.sentences --own measure
	$(BIN)/python -m bench.stories --part measure
	$(BIN)/python -m bench.stories --part build
	$(BIN)/python -m bench.evidence

bench-places: install $(OUT) ## Places in news articles
	$(BIN)/python $(SHARED)/bench/places/score.py --tasks > $(OUT)/places.tasks.jsonl
	$(BIN)/python -m bench.places --tasks $(OUT)/places.tasks.jsonl --out $(OUT)/places.jsonl --corpus $(SHARED)/bench/places/TR-News.xml
	$(BIN)/python $(SHARED)/bench/places/score.py $(OUT)/places.jsonl
	$(BIN)/python -m bench.localnews
	$(BIN)/python -m bench.ukraine

bench-footage: install .venv-peers/installed $(OUT) ## The same footage again, peers beside us; writes docs/benchmarks.md
	$(BIN)/python -m bench.footage --refs $(FOOTAGE)/refs --queries $(FOOTAGE)/queries --out $(OUT)/footage.csv --kept $(OUT)/footage
	$(BIN)/python -m bench.footage_table --refs $(FOOTAGE)/refs --queries $(FOOTAGE)/queries --truth $(FOOTAGE)/ground_truth.csv --manifest $(FOOTAGE)/manifest.csv --ours $(OUT)/footage.csv --out $(OUT) --docs
	$(BIN)/python -m bench.footage_stages --refs $(FOOTAGE)/refs --queries $(FOOTAGE)/queries --truth $(FOOTAGE)/ground_truth.csv --kept $(OUT)/footage --docs

HOURS ?= 100

bench-library: install $(OUT) ## A library of HOURS hours (100): opening, candidates, verification, memory, size; 90 MB an hour in OUT meanwhile
	$(BIN)/python -m bench.library --hours $(HOURS) --folder $(OUT)/library
	rm -r $(OUT)/library

bench-sound: install ## Soundtracks: made by code, of real clips, and a large index
	$(BIN)/python -m bench.sound --each 14 --every 4 --refs $(SHARED)/bench/footage/refs --hours 100

bench-chain: install ## Who copied whom: 200 trees of reposts taken apart again; hours, most of them making the copies
	$(BIN)/python -m bench.chain --refs $(FOOTAGE)/refs --seed 1000 --out $(OUT)/chain-1000

bench-custody: install ## Custody: tampering found, what it costs, killed runs; an hour, most of it the kills
	$(BIN)/python -m bench.custody --docs

bench-report: install ## The report of a very large case: time, memory, size, opening in Chromium; writes docs/benchmarks.md
	$(BIN)/python -m bench.report --docs

bench-hostile: install $(OUT) ## Broken and hostile files through the real commands; some minutes; writes docs/benchmarks.md
	$(BIN)/python -m bench.hostile --keep $(OUT)/hostile --docs

SECONDS ?= 60

fuzz: install $(OUT) ## Search the readers of hostile bytes, SECONDS (60) each; by atheris where it is installed (pip install atheris)
	$(BIN)/python -m bench.fuzz --seconds $(SECONDS) --out $(OUT)/fuzz

lock: ## Pin what development and CI install (after a change in pyproject.toml)
	$(BIN)/pip-compile --quiet --upgrade --extra dev --allow-unsafe --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate --output-file requirements.lock pyproject.toml

clean: ## Remove what was made here, but for cases
	rm -rf .venv .venv-peers .venv-models $(OUT) .mypy_cache .ruff_cache .pytest_cache .hypothesis
