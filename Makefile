# Every target sets up what it needs by itself: Python 3.11, 3.12 or 3.13 and make are enough.
# `make run` opens the program, `make test` tests it.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1 && command -v "$$p" && break; done)
ifeq ($(OS),Windows_NT)
PY := .venv/Scripts/python.exe
else
PY := .venv/bin/python
endif

SEED ?= 20261120
CHECKED := intman_desktop tests packaging bench

.DEFAULT_GOAL := run
.PHONY: prepare run tour test check prove bench package lock catalogue pictures

prepare:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and was not found: the pinned packages are there for these. Please install one of them (Debian: apt-get install python3.11-venv or python3.13-venv, whichever it has; Windows and macOS: from python.org)." >&2; exit 1; }
	@"$(PYTHON)" packaging/setup/prepare.py

run: prepare
	@$(PY) packaging/setup/start.py

tour: prepare
	@$(PY) packaging/setup/start.py --tour

test: prepare
	@$(PY) packaging/setup/run_tests.py --seed $(SEED)

prove: prepare
	@$(PY) packaging/setup/run_tests.py --prove

check: prepare
	@$(PY) -m ruff check $(wildcard $(CHECKED))
	@$(PY) -m ruff format --check --quiet $(wildcard $(CHECKED))
	@$(PY) -m mypy
	@$(PY) packaging/setup/contracts.py
	@$(PY) packaging/catalogue.py --check
	@$(PY) packaging/privacy_docs.py --check
	@$(PY) packaging/case_schema.py --check

catalogue: prepare
	@$(PY) packaging/catalogue.py

pictures: tour
	@echo "build/tour/pictures"

bench: prepare
	@$(PY) -m bench --write

package: prepare
	@$(PY) -m hatchling build -t wheel -d dist

lock: prepare
	@$(PY) packaging/setup/lock.py
