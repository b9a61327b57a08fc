# `make help` lists the targets. `make run` and `make test` do all set-up on a fresh machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 7860
export PYTHONWARNINGS ?= ignore::SyntaxWarning
export HF_HUB_OFFLINE := 1
export TRANSFORMERS_OFFLINE := 1
export GRADIO_ANALYTICS_ENABLED := False

.PHONY: help run test check ocr llm test-llm bench eval figures mutants index format clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/.runs: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	touch $@

$(VENV)/.tests: requirements.txt requirements-ocr.txt requirements-milvus.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements-dev.txt
	touch $@ $(VENV)/.runs

# A file that cannot be read keeps the others from nobody; without an index the app says so itself.
run: $(VENV)/.runs ## set up, index corpus/documents, serve the chat
	$(BIN)/python -m index build --corpus corpus/documents || true
	$(BIN)/python app.py --port $(PORT)

index: $(VENV)/.runs ## index corpus/documents
	$(BIN)/python -m index build --corpus corpus/documents

test: $(VENV)/.tests ## set up and run the tests
	sh tests/setup_machine.sh
	$(BIN)/python -m pytest

check: $(VENV)/.tests ## formatting, lint, types, security
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy app.py
	sh tests/audit.sh $(BIN)

format: $(VENV)/.tests ## format and mend what lint can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

ocr: $(VENV)/.runs ## add the recogniser of scanned pages and images
	$(BIN)/python -m pip install --quiet --requirement requirements-ocr.txt

llm: $(VENV)/.runs ## add what runs a language model from a GGUF file
	$(BIN)/python -m pip install --quiet --requirement requirements-llm.txt

test-llm: $(VENV)/.tests llm ## fetch a small language model and measure what it adds (20 minutes)
	sh tests/fetch_llm.sh $(VENV)/llm
	$(BIN)/python -m index build --corpus corpus/documents --home var
	awk 'NR % 6 == 1' eval/questions/sample.dev.jsonl > $(VENV)/llm/questions.jsonl
	XUNTIAO_GENERATOR_TIMEOUT=300 XUNTIAO_GENERATOR_TOKENS=128 XUNTIAO_GENERATOR_CONTEXT=1000 \
	$(BIN)/python -m eval run --answers-only --questions $(VENV)/llm/questions.jsonl \
	--generator local:$(VENV)/llm/model.gguf

mutants: $(VENV)/.tests ## how many of 40 random mutants per module the tests kill (half an hour)
	$(BIN)/python tests/mutants.py --n 40

bench: $(VENV)/.tests ## start-up, latency, index time, memory, reading speed per format
	$(BIN)/python -m eval bench
	$(BIN)/python -m eval speed

eval: $(VENV)/.tests ## measure on the development questions of the sample
	$(BIN)/python -m eval run --questions eval/questions/sample.dev.jsonl

figures: $(VENV)/.tests ## measure every number of the README again (an hour), into docs/figures.md
	$(BIN)/python -m eval figures

clean: ## remove what was built
	rm -rf $(VENV) var mutants .mypy_cache .ruff_cache .pytest_cache
