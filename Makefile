# Footnote. `make` alone lists the targets; each makes the environment first where it needs it.

PYTHON ?= python3
# Where pip looks for torch, for machines whose default index has CUDA builds (see the README).
TORCH_INDEX ?=

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# As it was typed: a dollar sign in a question is no variable.
override export Q := $(value Q)

# The shipped questions, on the shipped texts alone, whatever else the library holds.
EVAL := evals/questions/pact.yaml evals/questions/languages.yaml \
  --texts corpus/texts/pact --library build/eval-library

.DEFAULT_GOAL := help
.PHONY: help setup chat ask test lint eval baseline bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with everything in it

chat: setup ## the chat in a browser, on the shipped texts
	@$(BIN)/footnote ingest
	@$(BIN)/footnote chat

ask: setup ## one question in the terminal: make ask Q="What does Article 25a do?"
	@test -n "$$Q" || { echo 'Give the question: make ask Q="What does Article 25a do?"' >&2; exit 2; }
	@$(BIN)/footnote ingest >/dev/null
	@$(BIN)/footnote ask -- "$$Q"

test: lint ## style, types and every test
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: setup ## style and types alone
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --num-workers auto

eval: setup ## how good the answers are, against the kept baseline: a page in build/eval.html
	@$(BIN)/footnote eval $(EVAL) --report build/eval.html --junit build/eval.xml \
	  --save build/eval.json $(addprefix --baseline ,$(wildcard evals/baseline.json))

baseline: setup ## make what build/eval.json came to the baseline to compare with
	@$(BIN)/footnote eval keep build/eval.json evals/baseline.json

bench: setup ## how fast it is, beside the stock pipeline
	@$(BIN)/python -m evals.benchmarks

clean: ## remove .venv and everything made by tools; the library in .footnote stays
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Footnote needs Python 3.11 or later, and $(PYTHON) is not: make setup PYTHON=python3.12" >&2; \
	  exit 1; }
	@echo "Making $(VENV): some minutes the first time."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch
	@$(PIP) --editable '.[dev]'
	@touch $@
