# The two commands: `make run` serves the policy library, `make test` runs every test. Both set up what they need.
# Needs Python 3.11 or newer with venv; nothing else has to be installed by hand.

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
UV := $(BIN)/uv pip install --quiet --python $(PY)
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore

# The Python to set up with: the first of these from 3.11 to 3.13, for which every package is built; else a newer one.
# Or name one: make PYTHON=/path/to/python
ifndef PYTHON
PYTHON = $(shell for test in 'sys.version_info[:2] in ((3, 11), (3, 12), (3, 13))' 'sys.version_info >= (3, 11)'; do \
	for name in python3 python3.13 python3.12 python3.11 python; do \
	"$$name" -c "import sys; sys.exit(not ($$test))" >/dev/null 2>&1 && echo "$$name" && exit; done; done)
endif

# A virtual environment holds the path of its folder: one that has been moved or copied is made anew.
ifneq ($(wildcard $(VENV)/.place),)
ifneq ($(shell cat $(VENV)/.place),$(CURDIR))
$(shell rm -rf $(VENV))
endif
endif

.PHONY: help setup setup-dev run test lint format messages guides requirements bench clean

help:
	@echo "make run     set up and serve it on this machine, with a demo zone where nothing is there yet"
	@echo "make test    set up and run every test, on SQLite and on PostgreSQL"
	@echo "make lint    ruff, mypy, import-linter, templates, message catalogues"
	@echo "make format  write code and templates in the form that lint asks for"
	@echo "make bench   print every figure that the README claims"
	@echo "make guides  renew what the guides show of the command line"
	@echo "make clean   remove what set-up made (your data in var/ stays)"

$(BIN)/uv: requirements-setup.txt
	@test -n "$(PYTHON)" || { echo "Jingkai needs Python 3.11 or newer, and found none. 需要 Python 3.11 或更新版本。"; \
		echo "Debian, Ubuntu: apt install python3 python3-venv; others: python.org. Or name one: make run PYTHON=/path/to/python"; \
		exit 1; } >&2
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "$(PYTHON) is not Python 3.11 or newer. 不是 Python 3.11 或更新版本。"; exit 1; } >&2
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) lacks the module venv. 缺少 venv 模块。"; \
		echo "Debian, Ubuntu: apt install python3-venv"; exit 1; } >&2
	@echo "Setting up in $(VENV), which takes a minute or two … 正在准备，需要一两分钟……"
	@$(PY) -c 'import pip' 2>/dev/null || "$(PYTHON)" -m venv --clear $(VENV)
	@$(PIP) --require-hashes -r requirements-setup.txt
	@touch $@

# uv is quick; where it cannot be used (a proxy, a mirror that only pip knows) pip does the same.
$(VENV)/.ready: $(BIN)/uv requirements.txt pyproject.toml
	@$(UV) --require-hashes -r requirements.txt || $(PIP) --require-hashes -r requirements.txt
	@$(UV) --no-deps --no-build-isolation --editable . || $(PIP) --no-deps --no-build-isolation --editable .
	@$(PY) tools/messages.py compile >/dev/null
	@printf '%s' "$(CURDIR)" > $(VENV)/.place
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	@$(UV) --require-hashes -r requirements-dev.txt || $(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.ready
setup-dev: $(VENV)/.ready-dev

run: setup
	@$(PY) -m jingkai.cli demo --if-empty
	@$(PY) -m jingkai.cli serve

test: setup-dev
	@$(PY) tools/messages.py compile
	$(PY) tests/run.py

lint: setup-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(PY) -m djhtml --check src
	$(PY) tools/messages.py check

format: setup-dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	$(PY) -m djhtml src

messages: setup-dev
	$(PY) tools/messages.py extract
	$(PY) tools/messages.py compile

guides: setup-dev
	$(PY) tools/transcripts.py write $$(grep -l '^```console$$' README*.md docs/*.md docs/*/*.md)

bench: setup-dev
	@for file in benchmarks/*.py; do echo "== $$file"; $(PY) "$$file" || exit 1; done

# Pin what pyproject.toml asks for, with hashes, for every platform.
requirements: $(BIN)/uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		requirements-setup.in --output-file requirements-setup.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra dev pyproject.toml --output-file requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra postgresql pyproject.toml --output-file requirements-postgresql.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra spark pyproject.toml --output-file requirements-spark.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra dev --extra ocr --extra spark pyproject.toml --output-file requirements-full.txt

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
