# The two commands of the README are `make demo` and `make test`.
# Each makes a virtual environment in .venv with what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests run beside each other, one process a core; a process that is done early takes over from others.
PYTEST := $(VENV)/bin/python -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test test-long bench lint format messages docs clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(PIP) --group dev
	@touch $@

demo: $(VENV)/.run ## Do the main job on the example corpus; reports land in exports/
	$(BIN)/qualcode demo exports

test: lint ## Check style, imports and types, then run the tests
	$(PYTEST)

test-long: $(VENV)/.dev ## Run the property tests with many more examples
	$(PYTEST) --hypothesis-profile=long tests/core tests/store tests/ingest tests/exchange

lint: $(VENV)/.dev
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/lint-imports --no-logo 2>&1 | tail -n 4
	$(BIN)/mypy

format: $(VENV)/.dev ## Put the code into its form
	$(BIN)/ruff check --fix --quiet
	$(BIN)/ruff format --quiet

bench: $(VENV)/.dev ## Measure speed and print a table
	$(BIN)/python -m benchmarks

messages: $(VENV)/.dev ## Collect user texts and compile the Swedish catalogue
	$(BIN)/pybabel --quiet extract -F babel.cfg --no-location --omit-header --sort-output -k _ -k N_ -k ngettext:1,2 -o build/qualcode.pot qualcode
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-pot-creation-date --omit-header -D qualcode -i build/qualcode.pot -d qualcode/locale -l sv
	$(BIN)/pybabel --quiet compile -D qualcode -d qualcode/locale

docs: $(VENV)/.dev ## Write the generated pages and the screenshot anew
	$(BIN)/python -m docs

clean: ## Remove the environment and what was built
	rm -rf $(VENV) build dist
