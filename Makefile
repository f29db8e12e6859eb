# Two commands are enough: make run, make test. Everything lands in .venv, node_modules and .anju of this folder.
# Needs Python 3.11 or newer and nothing else.

SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
ARGS ?=

.PHONY: help run test check bench journeys fmt messages lock clean

help:
	@echo 'make run        start everything; http://127.0.0.1:8000/ (ANJU_PORT, ANJU_HOST, ANJU_HOME, ANJU_DEMO=0)'
	@echo 'make test       all tests but the browser ones; ARGS="-k name" for some'
	@echo 'make check      formatting, types, imports, migrations, templates: what must hold before a commit'
	@echo 'make journeys   the stories in a real browser (needs chromium), and kill -9 of everything'
	@echo 'make bench      how fast, beside the limits'
	@echo 'make fmt        put the code into form'
	@echo 'make messages   bring the English up to what is said today'
	@echo 'make lock       resolve the dependencies anew (needs uv and npm)'
	@echo 'make clean      remove what can be made again; the data in .anju stays'

run: .venv/anju-run
	@exec $(PY) -m anju run

test: .venv/anju-dev
	@$(PY) -m anju frontend
	@$(PY) -m pytest -q -m 'not journey' $(if $(ARGS),$(ARGS),-n 2)
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 \
		&& echo 'The browser journeys are apart: make journeys' \
		|| echo 'The browser journeys were skipped: there is no chromium on this machine.'

check: .venv/anju-dev
	@$(PY) -m anju frontend
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	$(PY) -m mypy anju
	.venv/bin/lint-imports --no-logo
	ANJU_HOME="$(CURDIR)/.anju-test/check" $(PY) manage.py makemigrations --check --dry-run
	.venv/bin/djlint anju --lint --quiet
	$(PY) -m pytest -q tests/house -k 'imports or sizes or assets'

journeys: .venv/anju-dev
	@$(PY) -m anju frontend --tests
	$(PY) -m pytest -q -rs -m journey $(if $(ARGS),$(ARGS),tests/journeys tests/chaos)

bench: .venv/anju-dev
	@$(PY) -m anju frontend
	$(PY) -m benchmarks $(ARGS)

fmt: .venv/anju-dev
	$(PY) -m ruff format
	$(PY) -m ruff check --fix

messages: .venv/anju-dev
	ANJU_HOME="$(CURDIR)/.anju-test/check" $(PY) manage.py translations

# uv.lock names the address of each file, so it is not kept: the exported lists have the hashes and no address.
lock:
	@command -v uv >/dev/null || { echo 'make lock needs uv: https://docs.astral.sh/uv/'; exit 1; }
	uv lock --quiet --upgrade
	uv export --quiet --frozen --no-emit-project --no-header --no-dev -o requirements/run.txt
	uv export --quiet --frozen --no-emit-project --no-header --group dev -o requirements/dev.txt
	uv export --quiet --frozen --no-emit-project --no-header --only-group node -o requirements/node.txt
	rm uv.lock
	npm update --package-lock-only --ignore-scripts
	! grep -nE 'https?://' requirements/*.txt
	! grep -n '"resolved"' package-lock.json

clean:
	rm -rf .venv node_modules .anju-test build dist anju/ui/static/vendor anju/ui/icons anju/ui/fonts
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find anju tests -name __pycache__ -prune -exec rm -rf {} +

# A failed installation leaves no stamp, so the next make tries again.
.venv/anju-run: requirements/run.txt $(PY)
	@echo '[0/6] 安装依赖（第一次约半分钟） · installing packages (half a minute, once) …'
	@$(PIP) -r requirements/run.txt
	@touch $@

.venv/anju-dev: requirements/dev.txt $(PY)
	@echo '安装开发依赖 · installing packages for development (once) …'
	@$(PIP) -r requirements/dev.txt
	@touch $@ .venv/anju-run

# The .pth file lets every program of the environment find this checkout, without building anything.
$(PY):
	@test -n "$(PYTHON)" || { echo '需要 Python 3.11 或更新的版本，请先安装。(Python 3.11 or newer is needed.)'; exit 1; }
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo '不能建立 Python 环境；在 Debian 或 Ubuntu 上：sudo apt install python3-venv (venv is missing.)'; exit 1; }
	@$(PY) -c "import pathlib, sysconfig; \
		pathlib.Path(sysconfig.get_path('purelib'), 'anju-checkout.pth').write_text('../../../..\n')"
