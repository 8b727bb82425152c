# Everything sets itself up: a fresh machine needs Python 3.11 and make.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
INSTALLED = $(VENV)/.installed
PACKAGE = $(VENV)/.package
INSTALL = -m pip install --quiet --disable-pip-version-check
LOCK = $(VENV)/lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
# Requests that schemathesis makes for an operation in a phase; with a SEED it makes others than those of every run.
EXAMPLES ?= 8
SEED ?=

.DEFAULT_GOAL := help
.PHONY: help generate check test prove conformance schemathesis release-check demo bench official peers x402 lowest lock clean

help: ## show this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

$(INSTALLED): requirements/dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(INSTALL) --require-hashes --requirement $<
	@touch $@

# What must not meet the development dependencies has an environment of its own, with the pins of its name.
$(VENV)/%/.installed: requirements/%.txt $(INSTALLED)
	$(PYTHON) -m venv $(VENV)/$*
	$(VENV)/$*/bin/python $(INSTALL) --require-hashes --requirement $<
	@touch $@

# The package itself, importable from the work tree; its dependencies are the pinned ones above.
$(PACKAGE): $(INSTALLED) pyproject.toml
	@test -e generated/clientome/__init__.py || $(BIN)/python -m generator generate
	$(BIN)/python $(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

generate: $(INSTALLED) ## write generated/ from specs/ and templates/
	$(BIN)/python -m generator generate
	@$(MAKE) --no-print-directory $(PACKAGE)

check: $(PACKAGE) ## change nothing: drift, lint, formatting, types
	$(BIN)/python -m generator generate --check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/basedpyright
	$(BIN)/mypy

test: $(PACKAGE) ## run every test
	$(BIN)/python -m pytest -n 2

prove: $(PACKAGE) ## run the long proofs: every order of events, fault and interrupt, not a sample
	PROVE=1 $(BIN)/python -m pytest -n 2 tests/prove $$(grep -rl tests.support.scale tests --include='test_*.py' --exclude-dir=prove)

conformance: $(PACKAGE) ## prove that the package is what the descriptions say; prints a table
	$(BIN)/python -m tests.conformance
	@$(MAKE) --no-print-directory schemathesis

schemathesis: $(PACKAGE) $(VENV)/schemathesis/.installed ## prove that the sandbox is what the descriptions say; longer: EXAMPLES=100 SEED=7
	$(BIN)/python -m tests.schemathesis --examples $(EXAMPLES) $(if $(SEED),--seed $(SEED))

demo: $(PACKAGE) ## play one story a provider against the sandbox; no key, no network, no cost
	$(BIN)/python -m tests.demo

release-check: $(PACKAGE) ## refuse a version or changelog that does not fit the changes since the last tag
	$(BIN)/python -m generator release-check

bench: $(PACKAGE) ## measure ratios against peers in the same run
	$(BIN)/python -m tests.bench

peers: $(VENV)/peers/.installed ## install the clients that bench can compare with

official: $(PACKAGE) $(VENV)/official/.installed ## test the sandbox with the providers' own clients and with curl
	$(VENV)/official/bin/python -m pytest tests/official

x402: $(VENV)/x402/.installed ## test the x402 extra, in an environment of its own
	PYTHONPATH=generated $(VENV)/x402/bin/python -m pytest tests/x402

lowest: $(VENV)/lowest/.installed ## test the runtime with the lowest allowed versions of what it needs
	$(VENV)/lowest/bin/python $(INSTALL) --no-deps --no-build-isolation --editable .
	$(VENV)/lowest/bin/python -m pytest -n 2 tests/runtime generated/clientome_tests

lock: $(INSTALLED) ## pin and hash the development dependencies anew
	$(BIN)/python -m venv $(VENV)/lock && $(VENV)/lock/bin/python $(INSTALL) uv
	$(LOCK) pyproject.toml --group dev --output-file requirements/dev.txt
	$(LOCK) pyproject.toml requirements/lowest.in --resolution lowest-direct --output-file requirements/lowest.txt \
	  --extra limits --extra progress --extra sandbox --extra sftp
	for name in official peers schemathesis x402; do \
	  $(LOCK) requirements/$$name.in --output-file requirements/$$name.txt || exit; done

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
