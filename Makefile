# The two commands a newcomer needs: `make run` and `make test`.
.DEFAULT_GOAL := help
PORT ?= 8000
PEOPLE ?= 20000
SEED ?= 2011
DEMO := demo/triborough
WP := .venv/bin/wholeplace
PY := .venv/bin/python

.PHONY: help setup dev run test test-all check fix bench docs lock clean

help:  ## Show what there is
	@echo "make setup     the environment in .venv"
	@echo "make run       an example place, pooled, appraised and served on http://127.0.0.1:$(PORT)"
	@echo "make test      the tests (12 minutes at most on 2 cores)"
	@echo "make test-all  all tests, slow ones too (45 minutes at most)"
	@echo "make check     style, types, floors of the house"
	@echo "make fix       format and mend what can be mended"
	@echo "make bench     speed and memory, with the machine described"
	@echo "make docs      write the parts of the documentation that come from code"
	@echo "make lock      write the locked requirements again (needs uv)"

setup:
	@scripts/setup run

dev:
	@scripts/setup dev

run: setup
	@$(WP) serve $(DEMO) --port $(PORT) --check-port
	@test -e $(DEMO)/truth/notes.json || $(WP) synth $(DEMO) --people $(PEOPLE) --seed $(SEED)
	@$(WP) run $(DEMO)
	@$(WP) serve $(DEMO) --port $(PORT)

test: dev
	@scripts/test fast

test-all: dev
	@scripts/test all

check: dev
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@$(PY) scripts/docs.py --check

fix: dev
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

bench: dev
	@$(PY) bench/all.py

docs: dev
	@$(PY) scripts/docs.py

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --extra charts --extra pdf --group build -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --extra charts --extra pdf --group build --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf demo build dist
