# Needs python3 (3.11 or newer), make and a package registry that pip can reach.
# Another interpreter:  make test PYTHON=python3.13 VENV=.venv-3.13

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready
LOCKER = .venv-lock
REPORT = out/contact-tracing.xlsx

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DELETE_ON_ERROR:
.PHONY: help demo test soak bench lock format clean setup

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

demo: $(READY) ## Score the contact tracing example: the ranking, and a workbook in out/
	@mkdir -p out
	@$(BIN)/social-value score examples/contact-tracing -o $(REPORT) --force
	@echo "The workbook is $(CURDIR)/$(REPORT)"

test: $(READY) ## Run every check: style, types, imports, files, tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/social-value validate frameworks examples
	$(BIN)/pytest -n auto --dist worksteal

# Only the tests that draw their cases. The line that is printed repeats a run with the same cases.
soak: $(READY) ## Try many more generated cases, others every time; nobody has to
	@seed=$${SEED:-$$(date +%s)}; echo "make soak SEED=$$seed"; \
	  SOAK=1 SEED=$$seed $(BIN)/pytest -n auto --dist worksteal --randomly-seed=$$seed --hypothesis-seed=$$seed \
	  $$(grep -rlE '^from (hypothesis|tests.samples) import' tests --include='test_*.py')

bench: $(READY) ## Time the tool against its peers
	$(BIN)/python benchmarks/run.py

format: $(READY) ## Lay out the code and mend what can be mended
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

setup: $(READY) ## Prepare the environment and nothing else

# The stamp is written last, so that a set-up that was cut short starts again.
$(READY): pyproject.toml requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "This needs Python 3.11 or newer, and '$(PYTHON)' is not: $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one, for example: make $(or $(MAKECMDGOALS),help) PYTHON=python3.13" >&2; \
	  exit 1; }
	@echo "Setting up $(VENV); this takes a minute the first time."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# Keeps the pins that still fit; make lock UPGRADE=--upgrade takes the newest of everything.
lock: ## Pin every dependency, with hashes, for Python 3.11 and newer
	@test -x $(LOCKER)/bin/uv || { $(PYTHON) -m venv --clear $(LOCKER) && $(LOCKER)/bin/pip install --quiet 'uv>=0.9,<1'; }
	@$(LOCKER)/bin/uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --custom-compile-command 'make lock' $(UPGRADE) \
	  --group dev -o requirements-dev.txt pyproject.toml

clean: ## Remove the environments, caches and everything that was made
	rm -rf .venv* out build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
