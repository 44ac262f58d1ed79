# Every target sets up what it needs: Python 3.11 or newer and make are enough.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
STORE ?= demo.store

.PHONY: help install demo test check format eval bench build compiled clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)

install: $(STAMP)  ## make the virtual environment with everything in it

demo: $(STAMP)  ## build the demo corpus into a store and ask three questions
	$(BIN)/kommunalgraph build data/articles --store $(STORE)
	$(BIN)/kommunalgraph ask providers-of-municipality --store $(STORE)
	$(BIN)/kommunalgraph ask managing-director-on-date --store $(STORE)
	$(BIN)/kommunalgraph ask providers-engaged-in-topic --store $(STORE)

test: $(STAMP)  ## run the tests
	$(BIN)/python -m pytest -n auto

check: $(STAMP)  ## format, lint, types, tests, quality gate: the one definition of green
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

format: $(STAMP)  ## write the code in the house style
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

eval: $(STAMP)  ## measure extraction against gold
	$(BIN)/python -m tests.eval

bench: compiled  ## measure speed and memory, as ratios of one run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m tests.bench

build: $(STAMP)  ## make the wheel
	$(BIN)/python -m pip wheel --no-deps --wheel-dir dist .

# In a copy: compiled modules beside the sources would be taken instead of them.
compiled: $(STAMP)  ## make the wheel with reading compiled: half again as fast, needs a C compiler
	rm -rf build/compiled && mkdir -p build/compiled
	cp -R pyproject.toml README.md LICENSE src data ontology queries build/compiled
	HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(BIN)/python -m pip wheel --no-deps --wheel-dir dist build/compiled

clean:  ## remove what the other targets made
	rm -rf $(VENV) $(STORE) build dist .mypy_cache .ruff_cache .pytest_cache
