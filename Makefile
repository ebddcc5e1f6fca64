# Every target makes .venv first where it is missing or stale. Needed: Python 3.11 or later, make, git.

SPECS   := $(wildcard spec/*/openapi.yaml)
OUTPUT  := generated/python

ROUNDS   := 7
EXAMPLES := 50

VENV   := .venv
PY     := $(VENV)/bin/python
READY  := $(VENV)/.ready

# What a shell happens to carry must not change what is built or tested.
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_USER := 0

.PHONY: help generate diff validate breaking test check lint typecheck mock bench fuzz mutation mutation-templates peers corpus build publish notes workflows clean

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

generate: $(READY) ## The main job: turn spec/ into the clients in generated/.
	@set -e; for spec in $(SPECS); do $(PY) -m dialwright generate $$spec -o $(OUTPUT) --strict; done

diff: $(READY) ## Show where generated/ is stale, as a unified diff; fails if it is.
	@code=0; for spec in $(SPECS); do \
		$(PY) -m dialwright generate $$spec -o $(OUTPUT) --strict --check || code=$$?; \
	done; exit $$code

validate: $(READY) ## Check spec/ against the OpenAPI standard and our own rules; FORMAT=github or json.
	@$(PY) -m dialwright validate $(SPECS) --strict --format $(or $(FORMAT),text)

breaking: $(READY) ## Show what changed in spec/ since BASE=..., and the version it demands; FORMAT=github, ARGS=--apply.
	@set -e; old=$$(mktemp -d); trap 'rm -rf "$$old"' EXIT; \
	git archive -o "$$old/spec.tar" "$${BASE:-origin/main}" spec; \
	tar -x -f "$$old/spec.tar" -C "$$old"; \
	$(PY) -m dialwright breaking "$$old/spec" spec --format $(or $(FORMAT),text) $(ARGS)

test: check ## Everything, as CI runs it: check, then the tests.
	@$(PY) -m pytest -n auto

check: lint workflows typecheck validate diff ## All that can be checked without running the tests.

lint: $(READY) ## Check layout and style with black and ruff.
	@$(PY) -m black --check --quiet --diff .
	@$(PY) -m ruff check --quiet .

typecheck: $(READY) ## Check types with mypy and pyright: generator, runtime, tests, clients.
	@$(PY) -m mypy
	@set -e; for tests in $(OUTPUT)/*/tests; do $(PY) -m mypy $$tests; done
	@$(PY) -m basedpyright --pythonpath $(PY)

WORKFLOWS := $(wildcard .github/workflows/*.yml)

workflows: $(READY) ## Check what runs elsewhere: the workflows in .github/, and the hooks of pre-commit.
	@$(PY) -m check_jsonschema --quiet --builtin-schema vendor.github-workflows $(WORKFLOWS)
	@$(VENV)/bin/zizmor --offline --quiet --persona pedantic --no-progress $(WORKFLOWS)
	@$(VENV)/bin/pre-commit validate-config

mock: $(READY) ## Play an API from its document on this machine; SPEC=... and ARGS=... choose which and how.
	@$(PY) -m dialwright mock $(or $(SPEC),spec/signalwire/openapi.yaml) $(ARGS)

bench: $(READY) ## Compare with other packages: bench/report.md; ROUNDS=7, ONLY=server.
	@$(PY) -m bench --rounds $(ROUNDS) $(if $(ONLY),--only $(ONLY))

fuzz: $(READY) ## Damage documents for SECONDS=600, then let schemathesis at the local server; EXAMPLES=50.
	@cd tests && ../$(PY) -m fuzz --seconds $(or $(SECONDS),600) --keep ../.fuzz
	@DIALWRIGHT_FUZZ_EXAMPLES=$(EXAMPLES) $(PY) -m pytest -p no:xdist -s tests/mock/test_fuzz.py

mutation: $(READY) ## Break the runtime in every small way; its tests must notice. Takes over an hour.
	@cd tests && ../$(PY) -m mutation $(MODULES)

mutation-templates: $(READY) ## Break the generator in many ways; the tests that it makes must notice. Takes half an hour.
	@cd tests && ../$(PY) -m mutation.templates $(BREAKS)

peers: $(READY) ## Let the vendors' own clients talk to the local server, each in an environment of its own.
	@PYTHONPATH=.:tests $(PY) -m peers

corpus: $(READY) ## Make a client out of every real document: bench/corpus.md, in about 10 minutes; DOCUMENTS=...
	@PYTHONPATH=.:tests $(PY) -m corpus $(DOCUMENTS)

build: $(READY) ## Build a wheel and a source archive of each package into dist/; PACKAGES=... names some.
	@$(PY) -m release build --packages "$$PACKAGES"

publish: $(READY) ## Build and upload; REPOSITORY=... says where to, PACKAGES=... what, INDEX=... where it lists them.
	@$(PY) -m release publish --packages "$$PACKAGES" --index "$$INDEX" -- "$$REPOSITORY"

notes: $(READY) ## Print what the changelog says of a version; TAG=v1.2.3 names it.
	@$(PY) -m release notes -- "$$TAG"

clean: ## Remove what the tools leave behind, but for .venv.
	@rm -rf .bench .fuzz .hypothesis .mutation .peers .mypy_cache .pytest_cache .ruff_cache .schemathesis build dist
	@find . -path ./$(VENV) -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment ---------------------------------------------------------------------------------------

# The first of these that is recent enough and can make an environment; `make PYTHON=...` names another one.
PYTHONS := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)
FITS    := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))

# What is there is usable if it runs, is of the version that is asked for, and was not made in another folder.
# It is brought up to date when the files that it is made from are newer.
version = $(shell $(1) -ISc 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
HAVE   := $(call version,$(PY))
WANT   := $(if $(PYTHON),$(call version,$(PYTHON)),$(HAVE))
PLACE  := $(shell cat $(READY) 2>/dev/null || echo '$(CURDIR)')
USABLE := $(and $(HAVE),$(filter $(HAVE),$(WANT)),$(findstring |$(PLACE)|,|$(CURDIR)|))
ifndef USABLE
.PHONY: $(READY)
endif

$(READY): requirements-dev.txt pyproject.toml
	@set -e; \
	started=$$(date +%s); \
	if [ -z '$(USABLE)' ]; then \
		for python in $(PYTHONS) ''; do "$$python" -ISc '$(FITS)' 2>/dev/null && break; done; \
		[ -n "$$python" ] || { echo 'No Python 3.11 or later with ensurepip among: $(PYTHONS)' >&2; exit 1; }; \
		rm -rf $(VENV); \
		"$$python" -m venv $(VENV); \
	fi; \
	echo "setup     $(VENV) with $$($(PY) --version), may take a minute ..." >&2; \
	$(PY) -m pip install -qq --requirement requirements-dev.txt; \
	$(PY) -m pip install -qq --no-deps --no-build-isolation --editable .; \
	printf %s '$(CURDIR)' > $@; \
	echo "setup     done, $$(($$(date +%s) - started)) s" >&2
