# The verbs of the course. Each does its own set-up; `make` alone lists them.

.DEFAULT_GOAL := help
.PHONY: help setup serve test check build bench lock clean
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PORT := 8000
# The date at the foot of the pages: that of the commit, none while something is not committed.
EPOCH = $(or $(SOURCE_DATE_EPOCH),$(shell git diff --quiet HEAD 2>/dev/null && git log -1 --format=%ct))

help: ## list these verbs
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r verb text; do printf 'make %-7s %s\n' "$$verb" "$$text"; done

# A python3 that is a shim without a version behind it, or too old, is passed over.
setup: ## prepare .venv, with the course command in it
	@for python in python3 python python3.14 python3.13 python3.12 /usr/local/bin/python3 /usr/bin/python3; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then exec $$python bootstrap.py; fi; \
	done; \
	echo "This course needs Python 3.12 or newer, and none was found. Install it from python.org or with your system's package manager, then run the command again." >&2; \
	exit 1

serve: setup ## build all languages, serve them on http://localhost:8000/ (PORT=…), follow every edit
	@$(BIN)/course serve --port $(PORT)

test: setup ## everything a change must pass
	@$(BIN)/python tests/browser.py
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/course check
	$(BIN)/course build
	$(BIN)/course check --site site
	$(BIN)/pytest -q -n auto --dist loadscope

check: setup ## report what is wrong in the sources
	@$(BIN)/course check

build: setup ## build all languages into site/
	@$(if $(EPOCH),SOURCE_DATE_EPOCH=$(EPOCH)) $(BIN)/course build

bench: setup ## measure build and preview against plain MkDocs, labs against running them in each language
	@$(BIN)/python bench/bench.py

lock: setup ## resolve the dependencies of pyproject.toml anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.12 --upgrade --group dev --output-file requirements.lock pyproject.toml

clean: ## remove what was built, and .venv
	rm -rf site .cache .venv
