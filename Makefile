# The only task words. Each sets up what it needs; a second run re-installs nothing.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := UV_PYTHON_DOWNLOADS=never $(BIN)/uv
UV_VERSION := 0.13.9
AUDIT_VERSION := 2.10.1
DEBIAN_PARTS := postgresql chromium libreoffice-core libreoffice-writer libreoffice-calc slapd ldap-utils procps util-linux

# Where bytecode may not be written, every process compiles all that it loads once more.
unexport PYTHONDONTWRITEBYTECODE

RULES := $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/pyrefly check --summary=none && $(BIN)/lint-imports

.DEFAULT_GOAL := help
.PHONY: fuzz help demo ocr sail face parts test slow engines check audit fix docs golden bench widths bundle lock

help:  ## 列出可用的命令
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/.ready: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit("jixiao 需要 Python 3.11 或更新版本；可用 make PYTHON=python3.12 指定" if sys.version_info < (3, 11) else 0)'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check uv==$(UV_VERSION)
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

demo: $(VENV)/.ready  ## 一个县一年的故事：目标表、审核、监控、自评，结果在 out/demo
	@rm -rf out/demo && mkdir -p out/demo
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/stories/qingshui_2026/tell.sh out/demo
	@sed 's/^code .*/code = "last_year"/; s/^insured .*/&\nlast_year = 2025/' examples/stories/qingshui_2026/county/qingshui.toml > out/demo/last_year.toml
	@$(BIN)/jixiao synthesise --shape out/demo/last_year.toml --years 1 --seed 7 --to out/demo/last_year > out/demo/last_year.log
	@$(BIN)/jixiao load out/demo/last_year/extracts --to out/demo/last_year >> out/demo/last_year.log

ocr: $(VENV)/.ready requirements-ocr.lock  ## 安装识别扫描件的组件（约 300 MB）
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-ocr.lock

sail: $(VENV)/.ready requirements-sail.lock  ## 安装 Spark 协议的引擎 Sail（约 220 MB）
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-sail.lock

face: $(VENV)/.ready requirements-face.lock  ## 安装比对人脸的组件和模型（约 100 MB）
	@$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-face.lock

parts: ocr sail  ## 在 Debian 上装好测试用的真实部件：PostgreSQL、Chromium、LibreOffice、识别组件、Sail
	@command -v apt-get >/dev/null || { echo "make parts 只在 Debian 上能用；别的系统请自行安装：$(DEBIAN_PARTS)"; exit 1; }
	@[ "$$(id -u)" = 0 ] || { echo "make parts 要装系统软件，请用 root 运行"; exit 1; }
	@apt-get update -qq
	@DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(DEBIAN_PARTS) >/dev/null

# What check asks besides tests takes one processor for a while, so it runs beside them.
test: $(VENV)/.ready  ## 检查代码并运行每次都要过的测试
	@{ $(RULES); } >$(VENV)/rules.txt 2>&1 & rules=$$!; $(BIN)/pytest; tests=$$?; \
	wait $$rules; ruled=$$?; cat $(VENV)/rules.txt; exit $$((tests | ruled))

slow: $(VENV)/.ready  ## 运行耗时的测试（装有 LibreOffice 时也试它；IN=tests/system 只跑一部分）
	@DRAWN=all $(BIN)/pytest -m "slow or drawn" $(IN)

fuzz: $(VENV)/.ready  ## 把各种文件随机改坏一万份，看是不是都读得出或说得清（FIRST=从第几号起）
	@$(BIN)/python -m tests.properties.mutations $(or $(COUNT),10000) $(or $(FIRST),0)

engines: sail  ## 同一规则在 DuckDB 和 Sail 上逐行比较
	@$(BIN)/pytest -m engines -n 0

check: $(VENV)/.ready  ## ruff、pyrefly、mypy、引用方向、文档是否最新
	@$(RULES) && $(BIN)/mypy && $(BIN)/pytest tests/shape

audit: $(VENV)/.ready  ## 联网核对依赖有没有已知漏洞
	@$(UV) tool run --from pip-audit==$(AUDIT_VERSION) pip-audit -r requirements.lock --no-deps --disable-pip

fix: $(VENV)/.ready  ## 自动整理代码格式
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/.ready  ## 重新生成 docs/reference，收集和编译页面的译文
	@$(BIN)/python -m tests.generated_docs
	@$(BIN)/python -m tests.translations

golden: $(VENV)/.ready  ## 重写示例的标准答案，改动须人工审阅
	@$(BIN)/python -m tests.goldens

bench: $(VENV)/.ready  ## 运行性能测量
	@$(BIN)/python benchmarks/reading.py
	@$(BIN)/python benchmarks/sureness.py
	@$(BIN)/python benchmarks/checking.py
	@$(BIN)/python benchmarks/formats.py
	@$(BIN)/python benchmarks/accounts.py
	@$(BIN)/python benchmarks/settlement.py
	@$(BIN)/python benchmarks/grouping.py
	@$(BIN)/python benchmarks/grouping_stored.py
	@$(BIN)/python benchmarks/payment.py
	@$(BIN)/python benchmarks/audit.py rates
	@$(BIN)/python benchmarks/audit.py order
	@$(BIN)/python benchmarks/counter.py
	@$(BIN)/python benchmarks/measures.py
	@$(BIN)/python benchmarks/outlook.py
	@$(BIN)/python benchmarks/office.py
	@$(BIN)/python benchmarks/doors.py

widths: $(VENV)/.ready  ## 用合成县回测，重新生成推算区间的宽度（evaluation/widths.toml），不联网
	@$(BIN)/python -m benchmarks.widths out/widths

bundle: $(VENV)/.ready  ## 打成一包，不联网也能装：make bundle PLATFORM=linux|windows PYTHON=3.12
	@$(BIN)/python deploy/bundle.py --platform $(or $(PLATFORM),linux) --python $(if $(filter python%,$(PYTHON)),3.12,$(PYTHON))

lock: $(VENV)/.ready  ## 重新锁定依赖
	@$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command 'make lock' --extra dev -o requirements.lock pyproject.toml
	@$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command 'make lock' --extra dev --extra ocr -o requirements-ocr.lock pyproject.toml
	@$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command 'make lock' --extra dev --extra sail -o requirements-sail.lock pyproject.toml
	@$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command 'make lock' --extra dev --extra face -o requirements-face.lock pyproject.toml
	@$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command 'make lock' --extra postgres --extra signin -o requirements-office.lock pyproject.toml
