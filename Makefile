# The task list. README, .ci/run and the workflows of the hosts call these targets and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ON ?=
FORMAT ?= text
BENCH_ARGS ?=
WEB_ARGS ?=
PORT ?= 8000
AREA ?=
BASE ?= origin/main
HEAD ?= HEAD
HOST ?= github
BUILD_ARGS ?=
SCALE ?= province
# Two files at a time: a file has the whole province or a browser to itself.
TEST_ARGS ?= -n 2 --dist loadfile

.PHONY: help site serve bundle test pythons lint bench check booklets lock clean search-report search-bench gate leaks preview nightly templates hooks pictures corpus

help:
	@echo "make site   set up, check and build site/"
	@echo "make serve  preview with live reload on http://127.0.0.1:$(PORT)/"
	@echo "make check  check every entry"
	@echo "make bundle AREA=fuzhou/gulou   pack one county as dist/fuzhou-gulou.zip, to open from a USB stick"
	@echo "make booklets  make each county's own booklet (PDF) in dist/booklets/"
	@echo "make gate BASE=origin/main AUTHOR=account   may this account ask for this change"
	@echo "make leaks  personal data in the commits since BASE"
	@echo "make preview  pages that differ from BASE, as dist/preview.zip"
	@echo "make nightly  what went wrong by itself, as dist/nightly.md"
	@echo "make templates  make the issue forms of the hosts again from the schemas"
	@echo "make hooks  let Git check before every commit and push"
	@echo "make pictures  take the pictures of the editors' handbook again"
	@echo "make test   set up and run all tests (browser and fonts included)"
	@echo "make pythons  build with every Python from 3.11 to 3.13 that is here, and compare"
	@echo "make corpus  plant faults in a synthetic province and find each; SCALE=city for less (as in make test)"
	@echo "make lint   style, types, lock files"
	@echo "make bench  measure speed and memory, side by side with peers; have Lighthouse judge pages"
	@echo "make lock   resolve the pins again"
	@echo "make search-report  how well the search answers (fails when it got worse)"
	@echo "make search-bench   bytes and time of the search in Chromium; BENCH_ARGS=\"--scale shandong\" for more places"

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) generator/bootstrap.py --venv $(VENV) --lock requirements.lock
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock pyproject.toml
	$(PYTHON) generator/bootstrap.py --venv $(VENV) --lock requirements-dev.lock
	@touch $@ $(VENV)/ready

site: $(VENV)/ready
	$(BIN)/python generator/system.py --optional fonts
	$(BIN)/mingshi build $(BUILD_ARGS) $(if $(ON),--on $(ON))

serve: $(VENV)/ready
	$(BIN)/mingshi serve --port $(PORT) $(if $(ON),--on $(ON))

bundle: site
	$(BIN)/mingshi bundle "$(AREA)" -o "dist/$(subst /,-,$(AREA)).zip"

booklets: $(VENV)/ready
	$(BIN)/python generator/system.py --optional fonts
	$(BIN)/mingshi booklet --all -o dist/booklets $(if $(ON),--on $(ON))

check: $(VENV)/ready
	$(BIN)/mingshi check --format $(FORMAT) $(if $(ON),--on $(ON))

# Accounts come from the host as environment variables: make must not expand what a stranger may have written.
gate: $(VENV)/ready
	$(BIN)/mingshi gate "$(BASE)" --head "$(HEAD)" --author "$$AUTHOR" $${APPROVER:+--approver "$$APPROVER"} --format $(FORMAT)

leaks: $(VENV)/ready
	$(BIN)/mingshi leaks "$(BASE)" --head "$(HEAD)" --format $(FORMAT)

preview: $(VENV)/ready
	$(BIN)/mingshi preview "$(BASE)" -o dist/preview.zip

nightly: $(VENV)/ready
	$(BIN)/mingshi nightly --links -o dist/nightly.md

templates: $(VENV)/ready
	$(BIN)/mingshi templates

hooks: $(VENV)/ready-dev
	$(BIN)/pre-commit install --hook-type pre-commit --hook-type pre-push

pictures: $(VENV)/ready-dev
	$(BIN)/python generator/system.py fonts browser
	$(BIN)/python tests/pictures.py

test: $(VENV)/ready-dev
	$(BIN)/python generator/system.py fonts browser office
	$(BIN)/python -m pytest $(TEST_ARGS)

pythons:
	$(PYTHON) tests/pythons.py

lint: $(VENV)/ready-dev
	$(BIN)/ruff check generator tests bench
	$(BIN)/ruff format --check generator tests bench
	$(BIN)/mypy

corpus: $(VENV)/ready-dev
	MINGSHI_CORPUS=$(SCALE) $(BIN)/python -m pytest -q tests/corpus/test_planted.py

bench: $(VENV)/ready
	$(BIN)/python bench/run.py $(BENCH_ARGS)
	$(BIN)/python bench/web.py $(WEB_ARGS)

search-report: $(VENV)/ready-dev
	$(BIN)/python generator/system.py fonts browser office
	$(BIN)/python -m tests.search.report

search-bench: $(VENV)/ready-dev
	$(BIN)/python bench/search.py $(BENCH_ARGS)

lock: $(VENV)/ready-dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml build-requirements.in -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml build-requirements.in -o requirements-dev.lock

clean:
	rm -rf site dist build .mingshi
