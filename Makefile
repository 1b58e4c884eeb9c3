# The two commands: `make run` serves the policy library, `make test` runs every test. Both set up what they need.
# Needs Python 3.11 or newer with venv; nothing else has to be installed by hand.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: setup setup-dev run test lint format messages requirements bench clean help

help:
	@echo "make run     set up and serve the policy library on this machine"
	@echo "make test    set up and run every test"
	@echo "make lint    ruff, mypy, import-linter, templates"
	@echo "make bench   print every figure that the README claims"
	@echo "make clean   remove what set-up made (your data in var/ stays)"

$(BIN)/uv: requirements-setup.txt
	@test -n "$(PYTHON)" || { echo "Jingkai needs Python 3.11 or newer, and found none."; \
		echo "Debian, Ubuntu: apt install python3 python3-venv; others: see python.org. Or name one: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) lacks the module venv."; \
		echo "Debian, Ubuntu: apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements-setup.txt
	@touch $@

$(VENV)/.ready: $(BIN)/uv requirements.txt pyproject.toml
	@echo "Setting up in $(VENV) …"
	@$(UV) --require-hashes -r requirements.txt || $(PIP) --require-hashes -r requirements.txt
	@$(UV) --no-deps --no-build-isolation --editable . || $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	@$(UV) --require-hashes -r requirements-dev.txt || $(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

run: setup
	@$(BIN)/jingkai serve

test: setup-dev
	$(BIN)/python tools/messages.py compile
	$(BIN)/python -m pytest

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djhtml --check src

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djhtml src

messages: setup-dev
	$(BIN)/python tools/messages.py extract
	$(BIN)/python tools/messages.py compile

bench: setup-dev
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

# Pin what pyproject.toml asks for, with hashes, for every platform.
requirements: $(BIN)/uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements-setup.in --output-file requirements-setup.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra dev pyproject.toml --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
