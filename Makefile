# Two commands on a fresh machine: make demo, make test. Needs Python 3.11 or newer, git and make.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: demo test check bench soak spark docs browser clean

demo: $(STAMP)
	$(BIN)/slatewatch demo

test: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n auto --dist loadfile

check: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy

bench: .venv/.installed-dev
	$(BIN)/python -m benchmarks

soak: .venv/.installed-dev
	$(BIN)/python -m benchmarks.faults
	$(BIN)/python -m benchmarks.soak

spark:
	sh tests/spark/cluster.sh

docs: .venv/.installed-dev
	$(BIN)/python -m tests.scenarios.make_docs

browser: .venv/.installed-dev
	sh tests/browser/check.sh slatewatch-demo/public

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("slatewatch needs Python 3.11 or newer; set PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv

$(STAMP): .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/.installed-dev: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@ $(STAMP)

clean:
	rm -rf .venv slatewatch-demo
