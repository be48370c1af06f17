# make run: Lantern with a made-up trust, in a browser.  make test: the checks.  The rest is below.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test proof bench lock manifest clean

run: $(READY)
	@$(BIN)/python -m demo.run

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/python -m tests.rings test

# What takes longer: kills, replicas and a simulation, a real browser, and PostgreSQL.
proof: $(READY)
	$(BIN)/python -m tests.rings proof

bench: $(READY)
	$(BIN)/python -m bench

# The Teams app package. MicrosoftAppId names the bot.
manifest: $(READY)
	$(BIN)/python -m manifest.build

# Names, versions and hashes, for every platform; no addresses.
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
		--no-emit-index-url --no-header --no-annotate --quiet --output-file requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --python-version 3.11 \
		--no-emit-index-url --no-header --no-annotate --quiet --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) .lantern demo/playground/node_modules manifest/node_modules

$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Lantern needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)
