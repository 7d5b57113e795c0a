# `make run` and `make test` are all one needs to know: each sets itself up, and doing it again
# does no harm. Needs Python 3.11 or newer with its venv module; nothing else.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
# More arguments for pytest: make test PYTEST_ARGS="tests/shows -k status"
PYTEST_ARGS ?=
# What a run of the tests tells at its end.
SLOWEST := --durations=20 --durations-min=1

VENV := .venv
IN_VENV := $(VENV)/bin/python
MANAGE := $(IN_VENV) manage.py
# Checks of the models need a database to talk to, and not the one that an editor works in.
MANAGE_DRY := DATABASE_URL=sqlite://:memory: $(MANAGE)

# Output in order, and no nagging about newer pips or production servers.
export PYTHONUNBUFFERED := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export DJANGO_RUNSERVER_HIDE_WARNING := true

.DEFAULT_GOAL := help
.PHONY: help run serve test audits lighthouse looks check coverage format messages screenshots icons
.PHONY: setup setup-dev bench pins mutants clean

help:
	@echo "make run       the site with its demo, on http://localhost:$(PORT)/ (PORT=8001 for another)"
	@echo "make test      lint, format, types, migrations and the whole test suite"
	@echo "make check     lint, format, types, imports and migrations only"
	@echo "make pins      whether every pin installs on every Python that the README promises"
	@echo "make coverage  the test suite, with the lines and branches it does not reach"
	@echo "make mutants   300 one-line changes of the rules, and those that no test notices"
	@echo "make bench     what each page costs at 1,000 and 100,000 stories (BENCH_SIZES, DATABASE_URL)"
	@echo "make format    mend what the linter and the formatter can mend"
	@echo "make looks     pictures of every type of page in var/looks, to be looked at"
	@echo "make lighthouse  what Lighthouse makes of four pages, served as in production"
	@echo "make messages  collect the strings to translate, and compile the French catalogue"
	@echo "make screenshots  the pictures of the README and the editors' guide, taken again"
	@echo "make icons     the site's icons and its own share image, drawn again"
	@echo "make clean     remove the virtual environment and the caches; var/ is kept"

# The virtual environment. A stamp file tells which requirements it holds; it is written last, so
# that an installation cut short starts again.

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Générique needs Python 3.11 or newer, and “$(PYTHON)” is" \
	    "$$($(PYTHON) --version 2>/dev/null || echo not there)." \
	    "Install it, or name another one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python has no venv module. On Debian: apt install python3-venv" >&2; exit 1; }
	@echo "Making the virtual environment…"
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.installed: requirements.txt $(VENV)/bin/python
	@echo "Installing what the site runs on (requirements.txt)…"
	@$(IN_VENV) -m pip install --quiet --no-compile --requirement requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements.txt requirements-dev.txt $(VENV)/bin/python
	@echo "Installing what the tests need (requirements-dev.txt)…"
	@$(IN_VENV) -m pip install --quiet --no-compile --requirement requirements-dev.txt
	@touch $(VENV)/.installed $@

setup: $(VENV)/.installed
setup-dev: $(VENV)/.installed-dev

# The site

# The site, and beside it what publishes the scheduled stories: Ctrl-C, or the end of one, ends both.
SERVE = publisher= server=; \
	trap 'kill $$publisher $$server 2>/dev/null; wait' EXIT; \
	trap 'exit 130' INT; trap 'exit 143' HUP TERM; \
	$(MANAGE) publish_scheduled --every 30 & publisher=$$!; \
	$(MANAGE) runserver --noreload $(HOST):$(PORT) & server=$$!; \
	while kill -0 $$publisher 2>/dev/null && kill -0 $$server 2>/dev/null; do sleep 1; done; \
	exit 1

run: setup
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo
	@$(MANAGE) create_editor --port $(PORT)
	@$(SERVE)

serve:
	@$(SERVE)

# The tests

check: setup-dev audits
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m ruff format --check .
	@$(VENV)/bin/mypy --no-error-summary
	@$(VENV)/bin/lint-imports --no-cache --no-logo
	@[ ! -d $(AUDITS)/node_modules ] || $(BIOME) ci
	@$(MANAGE_DRY) makemigrations --check --dry-run

# Whether every pin installs on Debian 12's Python, on Debian 13's and on the newest.
pins: setup-dev
	@$(IN_VENV) .ci/pins.py

test: check
	@$(IN_VENV) -m pytest -n auto $(SLOWEST) $(PYTEST_ARGS)

# A sample of one-line changes, and those that no test notices: make mutants MUTANTS="--area facets"
MUTANTS ?=
mutants: setup-dev
	@$(IN_VENV) -m tests.mutants $(MUTANTS)

# BENCH_SIZES=1000,20000 and DATABASE_URL=postgres:///bench choose others: docs/performance.md.
bench: setup-dev
	@$(IN_VENV) -m bench.sizes

coverage: setup-dev audits
	@$(IN_VENV) -m pytest -n auto --cov $(PYTEST_ARGS)

# The audits from outside that are Node packages. Without npm their tests are skipped, and say so.
# Lighthouse is the heaviest by far and no test needs it: `make lighthouse` brings it.

AUDITS := tests/audits
BIOME := $(AUDITS)/node_modules/.bin/biome
NPM_CI = cd $(AUDITS) && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --loglevel=error

audits:
	@command -v npm >/dev/null || { \
	  echo "npm is not installed: the tests of scripts and those by axe-core and the Nu HTML checker are" \
	    "skipped, and no one looks at the style of scripts."; \
	  exit 0; }; \
	[ $(AUDITS)/node_modules/.installed -nt $(AUDITS)/package-lock.json ] || { \
	  echo "Installing the audits of pages and scripts (tests/audits/package.json)…"; \
	  $(NPM_CI) --omit=dev && touch node_modules/.installed; }

lighthouse: setup-dev
	@[ -d $(AUDITS)/node_modules/lighthouse ] || { \
	  echo "Installing Lighthouse…"; $(NPM_CI) && touch node_modules/.installed; }
	@$(IN_VENV) -m tests.audits.lighthouse

# Pictures of the pages, to be looked at: make looks ONLY="une article"
looks: setup-dev
	@$(IN_VENV) -m tests.audits.screenshots $(ONLY)

format: setup-dev audits
	@$(IN_VENV) -m ruff check --fix .
	@$(IN_VENV) -m ruff format .
	@[ ! -d $(AUDITS)/node_modules ] || $(BIOME) check --write

# Translations. Collecting needs GNU gettext (Debian: gettext); compiling does not.

messages: setup-dev
	@if command -v xgettext >/dev/null; then \
	  $(MANAGE_DRY) makemessages --locale fr --no-obsolete --no-wrap --add-location never \
	    --ignore '$(VENV)' --ignore var --ignore tests --ignore bench; \
	else echo "xgettext is not installed: the catalogue is compiled, nothing is collected."; fi
	@$(IN_VENV) -c 'import pathlib, polib; \
	  [polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo"))) \
	   for po in pathlib.Path("magazine").glob("locale*/*/LC_MESSAGES/*.po")]'

# The icons and the site's own share image, drawn again after a change of docs/icons.py.
icons: setup
	@$(VENV)/bin/python docs/icons.py

# The pictures of the README and the guide. One of them: make screenshots ONLY=planning
ONLY ?=
screenshots: setup-dev
	@$(IN_VENV) docs/screenshots.py $(ONLY)

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache htmlcov .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
