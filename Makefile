# The commands that people, the README and CI share.
.PHONY: help setup samples test quick check format schema bench clean
.DEFAULT_GOAL := help
RUN := .venv/bin

help:  ## Say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup:  ## Make .venv and install what the line needs
	@./setup.sh $(WITH)

samples: setup  ## Read the samples, with pictures of what was read where
	@$(RUN)/cuadra extract samples/documents -o out/samples --overlay

test: WITH := tests
test: setup  ## Run the checks and all tests, fast ones first
	@$(MAKE) --no-print-directory check
	@$(RUN)/python -m pytest

quick: setup  ## Run the fast tests only
	@$(RUN)/python -m pytest -m "not slow"

check: setup  ## Lint, types, layers
	@$(RUN)/ruff format --check -q .
	@$(RUN)/ruff check -q .
	@$(RUN)/mypy
	@$(RUN)/lint-imports

format: setup  ## Format and sort
	@$(RUN)/ruff format -q .
	@$(RUN)/ruff check -q --fix .

schema: setup  ## Write the JSON Schema of the output
	@$(RUN)/cuadra schema > schemas/cuadra.schema.json

bench: setup  ## Measure on generated test documents
	@$(RUN)/cuadra bench

clean:  ## Remove what was made here
	rm -rf .venv out build *.egg-info
