# Needs nothing but make and Python 3.11 or newer: everything else comes from requirements-dev.lock, into .venv.
SHELL := /bin/sh
BIN := .venv/bin
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $(name))))
LOCK = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --custom-compile-command 'make lock' --quiet

.PHONY: demo test check hostile mutants bench wheel lock clean

demo: .venv/ready        ## Open the app on a demo of its own
	@$(BIN)/python -m loket --demo

test: .venv/ready        ## Run every test
	@$(BIN)/python -m pytest -n auto --dist worksteal $(TESTS)

check: .venv/ready       ## Style, types, the rules between the rooms, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/po.py check

hostile: .venv/ready     ## The long walks: every key on every sheet and record over hostile text; all random worlds
	@LOKET_LONG=1 $(BIN)/python -m pytest -n auto --dist worksteal tests/app/test_hostile.py tests/insight/test_dashboard.py tests/insight/test_charts.py tests/exchange/test_shareable_export.py tests/canaries

mutants: .venv/ready     ## Change the code in one place at a time: does a test notice? Ten minutes and more; MUTANTS=0 tries all
	@$(BIN)/python tools/mutants.py

bench: .venv/ready       ## Measure; not part of the tests
	@$(BIN)/python -m pytest tests/bench -s $(TESTS)

wheel: .venv/ready       ## Build dist/loket-….whl
	@rm -rf dist
	@$(BIN)/hatchling build -t wheel -d dist

lock: .venv/ready        ## Choose the newest releases again; names no index
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) --upgrade --output-file requirements.lock
	$(LOCK) --upgrade --extra postgresql --group dev --output-file requirements-dev.lock

clean:                   ## Remove what make made
	rm -rf .venv dist build mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/ready: requirements-dev.lock pyproject.toml hatch_build.py
	@test -n "$(PYTHON)" || { echo "loket needs Python 3.11 or newer; install it, or: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
