# Casebook. `make site` and `make test` do all set-up; they need python3 and make only.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: site test serve bench lock clean

# The main job on the samples: captures to cases, cases to the site in site/.
site: $(READY)
	$(BIN)/casebook add captures
	$(BIN)/casebook build
	@echo "Open site/index.html, or run: make serve"

# Style, types, architecture, tests. Browser tests are skipped, with the reason, without Chromium.
test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -rs

serve: $(READY)
	$(BIN)/casebook serve

# What building costs beside Hugo and Material, with a picture: about an hour. benchmarks/README.md.
bench: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	$(BIN)/python -m benchmarks.build

# Versions and hashes of everything, for every platform. Needs uv.
lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra dev \
	  --no-header --no-emit-index-url pyproject.toml -o requirements.lock

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Casebook needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV) \
	  || { echo "On Debian and Ubuntu, install the package python3-venv first."; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

clean:
	rm -rf $(VENV) site build
