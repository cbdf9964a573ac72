# What people and machines do with the project. `make` alone lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run dev test test-all test-operations drills originals bench lines lint check audit audit-packages outdated release test-matrix guide fonts icons images format messages requirements hooks clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | \
		awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(VENV)/ready ## Start everything: database, content, workers, site (PORT=8000)
	@"$(BIN)/python" -m oim_portal.local.run

dev: $(VENV)/ready ## The same with autoreload and debug pages
	@PORTAL_DEBUG=yes "$(BIN)/python" -m oim_portal.local.run

# Three at once, since browsers leave a processor idle, each with a database of its own; files are not
# split, since some share a server (tests/conftest.py).
test: $(VENV)/ready chromium ## Run the tests, on PostgreSQL and in a real browser
	@"$(BIN)/python" -m pytest -m "not full" -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

test-all: $(VENV)/ready chromium nginx restic subusers ## Run the tests, the full matrices and the outages too
	@"$(BIN)/python" -m pytest $(ARGS)
	@"$(BIN)/python" -m tests.matrix --ends $(ARGS)

test-matrix: $(VENV)/ready chromium ## Run the tests on each Python and PostgreSQL that is here (ARGS=--list)
	@"$(BIN)/python" -m tests.matrix $(ARGS)

test-operations: $(VENV)/ready nginx restic subusers ## Run a whole server with nginx through outages
	@"$(BIN)/python" -m pytest -m operations tests/operations $(ARGS)

drills: $(VENV)/ready nginx restic ## Make each trouble of docs/operations/drills.md, and show that it is said and mended
	@grep -o '`tests/[a-z_/.]*py[a-z_:]*`' docs/operations/drills.md | tr -d '`' | \
		xargs "$(BIN)/python" -m pytest -v --no-header $(ARGS)

originals: $(VENV)/ready ## Name what an upgrade changed that ours rest on; once looked at: ARGS=--record
	@"$(BIN)/python" -m tests.originals $(ARGS)

bench: $(VENV)/ready nginx ## Measure a whole server with nginx and wrk; writes docs/quality.md
	@"$(BIN)/python" -m tests.bench.run $(ARGS)

lines: ## Count the lines of code of each room
	@"$(PYTHON)" -m tests.lines_of_code

lint: $(VENV)/ready ## Check style of code and templates, and types
	@"$(BIN)/ruff" check .
	@"$(BIN)/ruff" format --check .
	@"$(BIN)/mypy" oim_portal pages history programs
	@"$(BIN)/djlint" templates --check
	@"$(BIN)/djlint" templates --lint --quiet

check: $(VENV)/ready gettext ## Check settings, migrations and messages
	@"$(BIN)/python" manage.py check --settings tests.settings
	@"$(BIN)/python" manage.py makemigrations --check --dry-run --settings tests.settings
	@"$(BIN)/python" -m tests.messages --check

audit: $(VENV)/ready ## Measure a running portal with Lighthouse (needs Node's npx)
	@"$(BIN)/python" -m tests.lighthouse $(ARGS)

guide: $(VENV)/ready chromium ## Take the staff guide's pictures and its table of columns anew, count the steps
	@"$(BIN)/python" -m pytest tests/browser/test_journeys.py tests/test_open_data_fields.py --write-guide $(ARGS)

fonts: $(VENV)/ready ## Make the typeface's files anew from its source
	@"$(BIN)/python" -m tests.typeface

icons: $(VENV)/ready ## Make the icons anew, in the colours of the style sheet
	@"$(BIN)/python" -m tests.icons

images: $(VENV)/ready chromium ## Take the documentation's pictures of a running portal anew (ARGS=home, for one)
	@"$(BIN)/python" -m tests.screenshots $(ARGS)
	@"$(BIN)/python" -m tests.card_sheet
	@"$(BIN)/python" -m pytest -q tests/browser/test_many_events.py -k any_length --write-guide

format: $(VENV)/ready ## Format code and templates
	@"$(BIN)/ruff" check --fix .
	@"$(BIN)/ruff" format .
	@"$(BIN)/djlint" templates --reformat --quiet

messages: $(VENV)/ready gettext ## Collect and compile the translations of the interface
	@"$(BIN)/python" -m tests.messages

requirements: $(VENV)/ready ## Pin the newest allowed versions, with hashes (ARGS='--upgrade-package wagtail', for one)
	@for name in requirements requirements-growing requirements-dev; do \
		"$(BIN)/uv" pip compile --quiet --universal --python-version 3.11 $(or $(ARGS),--upgrade) \
			--generate-hashes --no-emit-index-url --no-header $$name.in -o $$name.txt || exit 1; \
	done

outdated: $(VENV)/ready ## List the packages of which there is a newer version
	@"$(BIN)/uv" pip list --outdated --python "$(BIN)/python" $(ARGS) || \
		{ echo "Nothing was compared: the package index does not answer." >&2; exit 1; }

audit-packages: $(VENV)/ready ## Ask whether a pinned package has a known hole
	@"$(BIN)/python" -m tests.package_audit $(ARGS)

release: $(VENV)/ready ## Check, date and build a release in dist/ (VERSION=1.2.0)
	@"$(BIN)/python" -m tests.release "$(VERSION)"

hooks: ## Check style before each commit
	@git config core.hooksPath .githooks

clean: ## Remove the virtual environment (never the data in var/)
	@rm -rf "$(VENV)"

# The virtual environment, made again when what it must hold changes.
$(VENV)/ready: requirements.txt requirements-dev.txt
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 …" >&2; exit 1; }
	@echo "Making the virtual environment and installing packages: about a minute, once."
	@"$(PYTHON)" -m venv "$(VENV)" || \
		{ echo "Python cannot make virtual environments: install python3-venv." >&2; exit 1; }
	@"$(BIN)/python" -m pip install --quiet --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch "$@"

.PHONY: chromium gettext nginx restic subusers
chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
			echo "Installing Chromium for the browser tests." && \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } || \
		{ echo "The browser tests need Chromium: sudo apt-get install chromium" >&2; exit 1; }

gettext:
	@command -v msgfmt >/dev/null || \
		{ echo "Translations need gettext: sudo apt-get install gettext" >&2; exit 1; }

nginx:
	@PATH="$$PATH:/usr/sbin"; { command -v nginx && command -v wrk && command -v openssl; } >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
			echo "Installing nginx and wrk for outages and measurements." && \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
				--no-install-recommends nginx wrk openssl >/dev/null; } || \
		{ echo "Outages and measurements need nginx and wrk: sudo apt-get install nginx wrk openssl" >&2; exit 1; }

restic:
	@command -v restic >/dev/null || \
		{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
			echo "Installing restic for the nightly backup." && \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
				--no-install-recommends restic >/dev/null; } || \
		{ echo "The test of the nightly backup needs restic: sudo apt-get install restic" >&2; exit 1; }

subusers:
	@[ "$$(id -u)" = 0 ] || command -v newuidmap >/dev/null || \
		{ echo "The test of a server's users needs subordinate users: sudo apt-get install uidmap" >&2; exit 1; }
