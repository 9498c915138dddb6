"""Write docs/reference from the code; a test fails when a page is stale."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache, partial
from pathlib import Path

import click
import msgspec

from jixiao.budgets import layouts
from jixiao.checks import library
from jixiao.checks.standard import all_subjects, all_words, cost_standards
from jixiao.cli.main import app
from jixiao.cycle import BROUGHT, CONDITIONS, EFFECTS, procedures
from jixiao.entry import Entry
from jixiao.evaluation import rubrics
from jixiao.fund import kept_tables
from jixiao.fund.audit import library as rule_library
from jixiao.fund.benefits import load_policies
from jixiao.fund.benefits.entry import BasicEntry, Steps
from jixiao.fund.benefits.policy import Policy
from jixiao.fund.benefits.shelf import FOLDER as POLICY_FOLDER
from jixiao.fund.benefits.words import (
    ABOUT_WORDS,
    ACCOUNT_WORDS,
    BASIC_WORDS,
    COUNTED,
    FIELDS,
    FILINGS,
    INSURANCE_WORDS,
    ITEM_WORDS,
    LAYER_WORDS,
    SECTIONS,
)
from jixiao.fund.benefits.year import NO_LIMIT
from jixiao.fund.grouping.quality import library as list_check_library
from jixiao.fund.outlook import library as signal_library
from jixiao.fund.outlook.indicator import DIMENSIONS, indicators
from jixiao.fund.outlook.rollcall import roll_calls
from jixiao.fund.outlook.split import splits
from jixiao.fund.records import declared_records
from jixiao.fund.records.marking import MarkingEntry
from jixiao.fund.tables import codes, open_forms, tables
from jixiao.measures import library as measure_library
from jixiao.measures.declaration import SCOPES
from jixiao.measures.scopes import words
from jixiao.publication import Reports
from jixiao.reading import Reading
from jixiao.settings import Settings
from jixiao.targets import dialects, frameworks
from tests.conftest import ROOT
from tests.measures.labelled_rows import NEAR_MISSES, USUAL
from tests.measures.match_counts import match_of_row, match_table

REFERENCE = ROOT / "docs" / "reference"
TRANSCRIPTS = (ROOT / "docs/how-to/reading.md", ROOT / "docs/how-to/reading.zh.md")
_STAMP = "<!-- 由 make docs 生成，请勿手改。 -->\n"


def pages() -> dict[str, Callable[[], str]]:
    """Give what writes each generated page, by its file name."""
    return {
        "reading.schema.json": partial(schema_of, Reading, "jixiao.reading/1"),
        "commands.md": partial(stamped, commands),
        "dialects.md": partial(stamped, forms),
        "report.schema.json": partial(schema_of, Reports, "jixiao.report/1"),
        "checks.md": partial(stamped, catalogue),
        "rules.md": partial(stamped, rules),
        "standards.md": partial(stamped, standards),
        "measures.md": partial(stamped, measures),
        "matches.md": partial(stamped, matches),
        "audit.md": partial(stamped, audit_rules),
        "lists.md": partial(stamped, list_checks),
        "signals.md": partial(stamped, signals),
        "indicators.md": partial(stamped, outlook_entries),
        "rubrics.md": partial(stamped, scoring),
        "procedures.md": partial(stamped, moves),
        "policies.md": partial(stamped, policies),
        "tables.md": partial(stamped, dictionary),
        "records.md": partial(stamped, records),
        "settings.md": partial(stamped, settings),
    }


def stamped(write: Callable[[], Iterable[str]]) -> str:
    """Write the lines of a page under the stamp of what is generated."""
    return _STAMP + "\n".join(write())


def matches() -> Iterator[str]:
    """Give, by measure, how many labelled rows it answers, and how many wrongly."""
    yield "# 指标配口径：准不准\n"
    yield (
        "人工标过的指标行（`tests/measures/labelled_rows.py`，各局说法不同）逐行去配，数出各口径配对的、配错的、"
        "没有配上而请人定的。近似而不是的名称（未参保率、参保率增幅……）一行也不该自动配上。"
        "五份样本文件的行按位置标注，有 `../shared/seeds` 才能数："
        "`python -m tests.measures.match_counts` 打印同样的表。\n"
    )
    yield from match_table([*USUAL, *NEAR_MISSES], match_of_row)
    yield ""


def schema_of(kind: type, title: str) -> str:
    """Give an exchange format as JSON Schema."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return (
        json.dumps(schema | msgspec.json.schema(kind), ensure_ascii=False, indent=2)
        + "\n"
    )


def catalogue() -> Iterator[str]:
    """Give every check, and which ids of the study of the regulations it answers."""
    yield "# 检查\n\n“规则”一栏是 regulations.md 第 7 节的编号。"
    yield "每项检查的例子见其页面，也可用 `jixiao explain 代码` 查看。\n"
    yield (
        "“样本”一栏：在公开的五份预算和目标表、三份决算文件里提示了几条、人看过原文属实几条"
        "（`tests/truth/precision.toml`）；“—”是没有提示过。\n"
    )
    yield "| 代码 | 轻重 | 标题 | 样本 | 规则 | 依据 |\n|---|---|---|---|---|---|"
    precision = tomllib.loads(PRECISION.read_text("utf-8"))
    for entry in library().values():
        judged = precision.get(entry.code)
        counts = f"{judged['fired']} 条，属实 {judged['true']}" if judged else "—"
        page = Path(os.path.relpath(entry.page, REFERENCE)).as_posix()
        cells = (
            f"[{entry.code}]({page})",
            entry.severity.word,
            entry.title,
            counts,
            entry.rule,
            entry.basis,
        )
        yield "| " + " | ".join(cells) + " |"
    yield ""


PRECISION = ROOT / "tests" / "truth" / "precision.toml"
RULES = {
    "G": 20,
    "I": 22,
    "V": 21,
    "K": 7,
    "C": 10,
    "P": 8,
    "B": 18,
    "N": 15,
    "E": 16,
    "M": 6,
}
"""How many rules each part of the study of the regulations (7.2-7.10) numbers."""
_PARTS = {
    "G": "项目和资金", "I": "指标结构", "V": "指标值", "K": "时间", "C": "成本",
    "P": "项目之间、年度之间", "B": "预算表", "N": "情况说明", "E": "自评", "M": "运行监控",
}  # fmt: skip


def rules() -> Iterator[str]:
    """Give every rule of the study of the regulations with the checks that answer it."""
    yield "# 规则与检查对照\n\nregulations.md 第 7.2–7.10 节的每条规则由哪项检查回答。\n"
    answers: dict[str, list[str]] = {}
    for entry in library().values():
        page = Path(os.path.relpath(entry.page, REFERENCE)).as_posix()
        for rule in entry.rule.split():
            answers.setdefault(rule, []).append(f"[{entry.code}]({page}) {entry.title}")
    for letter, count in RULES.items():
        yield f"## {letter} {_PARTS[letter]}\n\n| 规则 | 检查 |\n|---|---|"
        for number in range(1, count + 1):
            rule = f"{letter}{number:02d}"
            yield f"| {rule} | {'；'.join(answers.get(rule, ['—']))} |"
        yield ""


def measures() -> Iterator[str]:
    """Give every measure: what it counts, in what unit, and what it can be narrowed to."""
    yield "# 指标口径\n\n能从记录里算的指标。每个口径算什么、不算什么和例子见其页面，也可用"
    yield "`jixiao explain measure 代码` 查看；一个数由哪些行算出来，加 `--from 文件夹 --year 年`。\n"
    yield "| 代码 | 口径 | 单位 | 可按什么细分 |\n|---|---|---|---|"
    for entry in measure_library().values():
        page = Path(os.path.relpath(entry.page, REFERENCE)).as_posix()
        scopes = "、".join(f"{SCOPES[name]}（{name}）" for name in entry.scopes)
        yield f"| [{entry.code}]({page}) | {entry.title} | {entry.unit or '随台账'} | {scopes} |"
    yield "\n## 限\n\n没有统一规定的，各地可在数据文件夹的 bindings.toml 里另设（`[limits.代码]`）。\n"
    yield "| 口径 | 名称 | 值 | 含义 | 来源 |\n|---|---|---|---|---|"
    for entry in measure_library().values():
        for name, limit in entry.limits.items():
            doubt = "" if limit.confirmed else "，未核对"
            cells = (
                entry.code,
                name,
                str(limit.value),
                limit.says,
                limit.basis + doubt,
            )
            yield "| " + " | ".join(cells) + " |"
    yield "\n## 细分的词\n\n| 按什么 | 词 |\n|---|---|"
    for name, title in SCOPES.items():
        known = [value for value in words()["says"].get(name, {}) if value != "全部"]
        if known:
            yield f"| {title}（{name}） | {'、'.join(known)} |"
    yield ""


def audit_rules() -> Iterator[str]:
    """Give every audit rule: what it marks, how sure it is, its limits."""
    yield "# 稽核规则\n\n从记录里标出可能有问题的，由人核实。每条规则看什么和例子见其页面。\n"
    yield "| 代码 | 规则 | 把握 | 看的记录 | 依据 |\n|---|---|---|---|---|"
    for entry in rule_library().values():
        yield _marking_row(entry, entry.grade.word)
    yield from _limits_of(rule_library().values())


def list_checks() -> Iterator[str]:
    """Give every check of discharge lists: what it marks, what it means for the list, its limits."""
    yield "# 结算清单质控\n\n`jixiao dip lists`。拒绝的清单退回医院，警告和提示由人看。每项看什么和例子见其页面。\n"
    yield "| 代码 | 检查 | 轻重 | 看的记录 | 依据 |\n|---|---|---|---|---|"
    for entry in list_check_library().values():
        yield _marking_row(entry, entry.severity.word)
    yield from _limits_of(list_check_library().values())


def signals() -> Iterator[str]:
    """Give every signal: what it watches, how loud it is, its limits."""
    yield "# 预警信号\n\n基金运行里要早些注意的。每个信号看什么和例子见其页面。\n"
    yield "| 代码 | 信号 | 轻重 | 看的记录 | 依据 |\n|---|---|---|---|---|"
    for entry in signal_library().values():
        yield _marking_row(entry, entry.level.word)
    yield from _limits_of(signal_library().values())


def outlook_entries() -> Iterator[str]:
    """Give every indicator and split: what it is, its unit, and what it can be looked at by."""
    yield "# 基金运行指标和增减分解\n\n`jixiao outlook indicators`、`jixiao outlook split`。"
    yield "每个看什么和例子见其页面；一个数由哪些行算出来，用 `jixiao outlook explain 代码`。\n"
    yield "## 指标\n\n| 代码 | 指标 | 单位 | 可按什么看 |\n|---|---|---|---|"
    for entry in indicators().values():
        page = Path(os.path.relpath(entry.page, REFERENCE)).as_posix()
        looked_at = "、".join(DIMENSIONS[name][0] for name in entry.dimensions)
        yield f"| [{entry.code}]({page}) | {entry.title} | {entry.unit} | {looked_at} |"
    yield "\n## 分解\n\n| 代码 | 分解 | 按什么分组 |\n|---|---|---|"
    for part in splits().values():
        page = Path(os.path.relpath(part.page, REFERENCE)).as_posix()
        group = DIMENSIONS[part.group][0] if part.group else "不分组"
        yield f"| [{part.code}]({page}) | {part.title} | {group} |"
    yield "\n## 名单\n\n`jixiao outlook relief`。\n\n| 代码 | 名单 | 交 |\n|---|---|---|"
    for listed in roll_calls().values():
        page = Path(os.path.relpath(listed.page, REFERENCE)).as_posix()
        yield f"| [{listed.code}]({page}) | {listed.title} | {listed.to} |"
    yield from _limits_of(roll_calls().values())
    yield "\n## 按什么看\n\n| 名称 | 看法 |\n|---|---|"
    for name, (title, _) in DIMENSIONS.items():
        yield f"| `{name}` | {title} |"
    yield ""


def _marking_row(entry: MarkingEntry, word: str) -> str:
    page = Path(os.path.relpath(entry.page, REFERENCE)).as_posix()
    records = "、".join(f"`{name}`" for name in entry.sources)
    cells = (f"[{entry.code}]({page})", entry.title, word, records, entry.basis)
    return "| " + " | ".join(cells) + " |"


def _limits_of(entries: Iterable[Entry]) -> Iterator[str]:
    yield "\n## 限\n\n| 代码 | 名称 | 值 | 含义 | 来源 |\n|---|---|---|---|---|"
    for entry in entries:
        for name, limit in entry.limits.items():
            doubt = "" if limit.confirmed else "，未核对"
            cells = (
                entry.code,
                name,
                str(limit.value),
                limit.says,
                limit.basis + doubt,
            )
            yield "| " + " | ".join(cells) + " |"
    yield ""


def moves() -> Iterator[str]:
    """Give the procedures: stages, moves, deadlines, the review's score sheet; and the words they use."""
    yield "# 流程\n\n`src/jixiao/cycle/procedures/`。各地的流程只写与 base 不同的地方。\n"
    for code, rules in procedures().items():
        about = rules.procedure
        yield f"## {code} {about.title}\n\n依据：{about.basis}。\n"
        yield "| 步骤 | 谁 | 从 | 到 | 做什么 | 要带来 | 要满足 | 依据 |\n|---|---|---|---|---|---|---|---|"
        for name, move in rules.move.items():
            stages = rules.tracks[move.track].stages
            cells = (
                f"{move.title} `{name}`",
                "、".join(rules.roles[role] for role in move.by) or "（不用）",
                "、".join(stages[stage] for stage in move.start),
                stages[move.end],
                *(
                    "、".join(f"`{word}`" for word in words)
                    for words in (move.does, move.brings, move.needs)
                ),
                move.basis,
            )
            yield "| " + " | ".join(cells) + " |"
        yield "\n| 阶段 | 到了这里的都做过 |\n|---|---|"
        for track in rules.tracks.values():
            for stage, promised in track.promises.items():
                done = "、".join(f"`{name}`" for name in promised)
                yield f"| {track.title}：{track.stages[stage]} | {done} |"
        yield "\n| 期限 | 何时 | 提前几天提醒 | 依据 |\n|---|---|---|---|"
        for due in rules.deadline.values():
            when = (
                "所定的期限"
                if due.until
                else f"每年 {due.on}"
                if due.on
                else f"{due.days} 天内"
            )
            doubt = "" if due.confirmed else "（未核对）"
            yield f"| {due.title} | {when} | {due.remind} | {due.basis}{doubt} |"
        yield ""
    yield from _words_of_moves()
    sheet = procedures()["base"].review
    yield "## 审核评分表\n\n| 维度 | 项 | 分 | 看什么 |\n|---|---|---|---|"
    for head in sheet:
        for item in head.items:
            yield f"| {head.name} | {item.name} | {item.points} | {item.asks} |"
    yield ""


def _words_of_moves() -> Iterator[str]:
    """Give the words of `does`, `brings` and `needs`."""
    demands = procedures()["base"].demands
    yield "## 做什么 `does`\n\n“依据”是法规要求每个流程都要有它的。\n"
    yield "| 词 | 含义 | 在哪条线 | 要带来 | 之前要有过 | 依据 |\n|---|---|---|---|---|---|"
    for name, effect in EFFECTS.items():
        uses = "、".join(
            [
                *(f"`{word}`" for word in effect.uses),
                *(f"`{word}`（可不带）" for word in effect.may_use),
            ]
        )
        after = "或".join(f"`{word}`" for word in effect.after)
        track = effect.track or "任一"
        yield f"| `{name}` | {effect.title} | {track} | {uses} | {after} | {demands.get(name, '')} |"
    yield "\n## 要带来 `brings`\n\n| 词 | 含义 |\n|---|---|"
    for name, brought in BROUGHT.items():
        yield f"| `{name}` | {brought.title}{'' if brought.fault else '（可不带）'} |"
    yield "\n## 要满足 `needs`\n\n| 词 | 含义 | 看带来的 | 之前要有过 |\n|---|---|---|---|"
    for name, condition in CONDITIONS.items():
        reads = "、".join(f"`{word}`" for word in condition.reads)
        after = "或".join(f"`{word}`" for word in condition.after)
        yield f"| `{name}` | {condition.title} | {reads} | {after} |"
    yield ""


def scoring() -> Iterator[str]:
    """Give the rubrics and what they say."""
    yield "# 评分办法\n\n`jixiao evaluate --rubric 代码`。自有的办法写成 TOML，仿照"
    yield "`src/jixiao/evaluation/rubrics/`，用 `--rubrics 文件夹` 指明，只写不同的地方。\n"
    for code, rubric in rubrics().items():
        about, execution = rubric.rubric, rubric.execution
        doubt = "" if about.confirmed else "（原文未核对）"
        yield f"## {code} {about.title}\n\n依据：{about.basis}{doubt}。\n"
        budget = (
            "年初预算数"
            if execution.denominator == "initial"
            else "全年预算数（调整后）"
        )
        yield f"预算执行率 {execution.points} 分，按{budget}；低于 {execution.explained}% 须说明原因。\n"
        yield "| 有成本一级 | 有满意度 | 各级分值 |\n|---|---|---|"
        for scheme in rubric.schemes:
            named = "、".join(
                f"{name} {points}" for name, points in scheme.weights.items()
            )
            have = (
                "有" if scheme.cost else "没有",
                "有" if scheme.satisfaction else "没有",
            )
            yield f"| {have[0]} | {have[1]} | {named or '自行分配，没有写的按条平分'} |"
        bands = "、".join(f"{b.name} {b.from_}–{b.to}" for b in rubric.bands)
        yield f"\n文字的指标分档：{bands}。"
        if rubric.satisfaction.bands:
            named = "、".join(
                f"{low}% 起 {share}" for low, share in rubric.satisfaction.bands
            )
            yield f"满意度分档：{named}。"
        over = rubric.over
        formula = f"max({over.floor}, 1 − (超出 − {over.from_}) × {over.slope})"
        yield f"超过目标 {over.from_ * 100:g}% 须说明；目标定得过低的，乘 {formula}。"
        yield f"等级：{'、'.join(f'{r.name} {r.from_} 分起' for r in rubric.ratings)}。\n"


def standards() -> Iterator[str]:
    """Give the words and limits the checks use, with their basis."""
    yield "# 词表和限\n\n来源写“按公开文件定”的未经文件确认，可按本地情况改。\n"
    yield "## 限\n\n在文件夹的 jixiao.toml 里可另设（`[limits.代码]`）。\n"
    yield "| 检查 | 名称 | 值 | 含义 | 来源 |\n|---|---|---|---|---|"
    for entry in library().values():
        for name, limit in entry.limits.items():
            yield f"| {entry.code} | {name} | {limit.value} | {limit.says} | {limit.basis} |"
    yield "\n## 词表\n\n| 名称 | 含义 | 词 | 依据 |\n|---|---|---|---|"
    for name, listed in all_words().items():
        patterns = [f"`{pattern}`".replace("|", "\\|") for pattern in listed.patterns]
        words = "、".join([*listed.words, *patterns])
        yield f"| {name} | {listed.title} | {words} | {listed.basis} |"
    yield "\n## 支出标准\n\n| 事项 | 不超过 | 单位 | 起 | 依据 | 已核原文 |\n|---|---|---|---|---|---|"
    for standard in cost_standards():
        sure = "是" if standard.confirmed else "否"
        yield (
            f"| {standard.item} | {standard.most} | {standard.unit} | {standard.since} "
            f"| {standard.basis} | {sure} |"
        )
    yield "\n## 科目\n\n| 编码 | 名称 | 起 | 止 | 已核原文 |\n|---|---|---|---|---|"
    for kind in ("function", "economic"):
        for subject in all_subjects(kind):
            sure = "是" if subject.confirmed else "否"
            until = subject.until or ""
            yield f"| {subject.code} | {subject.name} | {subject.since} | {until} | {sure} |"
    yield ""


def commands() -> Iterator[str]:
    """Give the help of every command."""
    yield "# 命令\n"
    yield from _command(app, "jixiao")


def _command(command: click.Command, name: str) -> Iterator[str]:
    context = command.context_class(command, info_name=name, color=False)
    yield f"## {name}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            subcommand = command.get_command(context, sub)
            if subcommand:
                yield from _command(subcommand, f"{name} {sub}")


def forms() -> Iterator[str]:
    """Give the dialects, frameworks and budget layouts."""
    yield "# 表式\n\n## 绩效目标表\n\n| 代码 | 名称 | 框架 | 依据 | 识别 |\n|---|---|---|---|---|"
    for dialect in dialects().values():
        marks = dialect.marks
        cells = (
            dialect.code,
            dialect.title,
            dialect.framework.code,
            dialect.basis or "—",
            marks,
        )
        yield "| " + " | ".join(cells) + " |"
    yield "\n## 指标框架\n\n| 代码 | 名称 | 依据 | 一级与二级指标 |\n|---|---|---|---|"
    for framework in frameworks().values():
        levels = "；".join(
            f"{dimension}："
            + "、".join(a for a, d in framework.dimension_of.items() if d == dimension)
            for dimension in dict.fromkeys(framework.dimension_of.values())
        )
        yield f"| {framework.code} | {framework.title} | {framework.basis} | {levels} |"
    yield "\n## 部门预算\n\n| 代码 | 名称 | 依据 | 表 |\n|---|---|---|---|"
    for layout in layouts().values():
        tables = "、".join(f"{table.code} {table.title}" for table in layout.tables)
        yield f"| {layout.code} | {layout.title} | {layout.basis} | {tables} |"
    yield ""


_MEANING = {
    "largest_document": "单个文本文件的最大字节数",
    "largest_file": "其他格式单个文件的最大字节数",
    "largest_unpacked": "压缩的文件展开后的最大字节数",
    "longest_line": "一行的最多字符数",
    "longest_reading": "读一个文件最多几秒；每识别一页扫描件重新计",
    "reading_memory": "读一个文件最多用多少内存（MB）",
    "most_lines": "一个文件的最多行数",
    "most_text": "一个文件的最多字符数",
    "most_nesting": "元素一层套一层的最多层数；表格套表格每层算 4",
    "most_pages": "一个文件的最多页数",
    "most_cells": "一个文件的最多单元格数，合并的按盖住的格计",
    "most_pixels": "图片每页的最多像素数",
    "fonts": "写 PDF 用的字体文件所在的文件夹",
    "font": "写 PDF 用的字体名称，如 FangSong",
    "database_password": "连接数据库的密码，地址里有用户名而没有密码时用",
    "memory": "基金数据运算最多用多少内存（MB），再多的暂放磁盘",
    "engine": "在 Parquet 数据（jixiao export）上运算的引擎：duckdb、sail，或 Spark 集群的地址 sc://主机:端口",
    "threads": "基金数据运算同时用几个线程；不写为处理器的核数",
    "dialects": "自有表式（TOML）所在的文件夹",
}


_TYPES = {
    "text": "文字", "identifier": "编号", "catalogue": "目录编码", "identity": "证件号码",
    "code": "代码", "amount": "金额（元，到分）", "price": "价格（元）",
    "number": "数", "share": "比例", "date": "日期", "time": "时间",
}  # fmt: skip


def dictionary() -> Iterator[str]:
    """Give the data dictionary of the fund side's tables."""
    yield "# 数据字典\n\n`jixiao load` 认识的表。列名可用导出名、接口名或中文名；* 是必需的列。"
    for table in tables().values():
        named = "" if table.confirmed else "；列名为通行叫法，未在接口规范里核对"
        yield f"\n## {table.code} {table.title}\n\n{table.grain}{named}。主键：{'、'.join(table.key)}。"
        yield "\n| 列 | 名称 | 类型 | 也叫 |\n|---|---|---|---|"
        for column in table.columns.values():
            star = "*" if column.required else ""
            kind = _TYPES[column.type] + (f" {column.codes}" if column.codes else "")
            personal = "，个人信息" if column.personal else ""
            others = "、".join(column.aliases)
            yield f"| `{column.name}`{star} | {column.title} | {kind}{personal} | {others} |"
        for identity in table.identities:
            yield f"\n每行：`{identity.whole}` = {' + '.join(f'`{p}`' for p in identity.parts)}"
    yield "\n## 代码\n\n接口规范 XJ-K01-2021 V8.1 字典部分。"
    for name, meanings in codes().items():
        listed = "，".join(f"{code} {meaning}" for code, meaning in meanings.items())
        further = (
            "；不在其中而写法像的照样收下，收时列出来" if name in open_forms() else ""
        )
        yield f"\n**{name}** {listed}{further}"
    yield ""


def records() -> Iterator[str]:
    """What engines and measures start from, and the tables that engines keep."""
    yield "# 记录\n\n核算、核对和口径都从这些记录开始：平台的表在这里清理，别处不再清理。"
    yield "函数的参数写记录的名字，就得到它。金额以分计；没有另列的列与原表相同。\n"
    yield "| 记录 | 名称 | 一行是 | 由什么来 | 另有的列 |\n|---|---|---|---|---|"
    for entry in declared_records().values():
        inputs = "、".join(
            name.upper() if name.upper() in tables() else name for name in entry.inputs
        )
        carried = {name for source in entry.inputs for name in _columns_of(source)}
        added = [
            f"`{name}` {column.title}"
            for name, column in entry.columns.items()
            if name not in carried
        ]
        cells = (
            f"`{entry.name}`",
            entry.title,
            entry.grain.row,
            inputs,
            "；".join(added),
        )
        yield "| " + " | ".join(cells) + " |"
    yield "\n## 留下的表\n\n用 `jixiao explain 名字 --from 文件夹` 查看能说明的。"
    for table in kept_tables().values():
        explained = "，能说明" if table.sides else ""
        yield f"\n### {table.name} {table.title}\n\n{table.grain.row}；{table.command} 留下{explained}。"
        yield "\n| 列 | 名称 | 单位 |\n|---|---|---|"
        for name, column in table.columns.items():
            yield f"| `{name}` | {column.title} | {column.unit} |"
    yield ""


def _columns_of(source: str) -> Iterable[str]:
    if source.upper() in tables():
        return tables()[source.upper()].columns
    return declared_records()[source].columns if source in declared_records() else ()


def policies() -> Iterator[str]:
    """Give every shipped policy, and what a policy file may say."""
    yield "# 待遇政策\n"
    yield "随程序附带的都不是任何地方的政策。本地政策写在自己文件夹的 TOML 文件里，只写与所 extends 的不同之处；"
    yield "title、basis、confirmed、valid_from、valid_to 每个政策自己写明，不从作底的取。"
    yield "金额为元，比例为 0 到 1。\n\n## 从文件写成政策\n"
    yield POLICY_FOLDER.with_name("from_decree.md").read_text("utf-8")
    yield "## 政策文件可以写什么\n"
    for title, keys in (
        ("各节", SECTIONS),
        ("`[policy]`", ABOUT_WORDS),
        ('`[basic."名称"]` 基本医保统筹；同样适用的条目后写的为准', BASIC_WORDS),
        ('`[layers."名称"]` 其上各层；同样适用的条目后写的为准', LAYER_WORDS),
        ("条目的 items 一节：费率另定的项目", ITEM_WORDS),
        ("`[insurance]` 待遇等待期和停保", INSURANCE_WORDS),
        ("`[account]` 个人账户和家庭共济", ACCOUNT_WORDS),
    ):
        yield f"\n### {title}\n\n| 项 | 含义 |\n|---|---|"
        for key, meaning in keys.items():
            yield f"| `{key}` | {meaning.replace('|', chr(92) + '|')} |"
    yield (
        "\n层的 field 可用："
        + "，".join(f"`{f}` {title}" for f, title in FIELDS.items())
        + "。"
    )
    yield "\n## 结算单上的代码\n\n政策里认得哪些写在 [codes]、[level]；base 认得的是：\n"
    yield "| 项 | 代码 |\n|---|---|"
    base = load_policies()["national_frame"]
    for kind in ("insutype", "psn_type", "med_type"):
        titles = codes()[kind] | {c: n for n, cs in base.cares.items() for c in cs}
        listed = sorted(base.codes[kind])
        yield f"| `{kind}` | {'、'.join(_titled(c, titles) for c in listed)} |"
    yield f"| `filing` | {'、'.join(_titled(c, FILINGS) for c in FILINGS)} |"
    grades = codes()["hosp_lv"]
    for level in ("三级", "二级", "一级"):
        of_level = [c for c in grades if level in base.levels.get(c, ())]
        listed = "、".join(_titled(c, grades) for c in of_level)
        yield f"| `hosp_lv` 算{level}的 | {listed} |"
    yield "\n`area` 写本地、省内、省外；身份、病种、目录代码是各地的，写在 [identity]、[disease]、[items]。"
    yield _REFUSALS
    yield "\n## 例子\n"
    page = POLICY_FOLDER.with_name("words.md").read_text("utf-8")
    yield page.replace("\n## ", "\n### ").rstrip()
    yield "\n## 金额和比例怎样写、怎样取整\n\n" + _ROUNDING
    for policy in load_policies().values():
        yield from _policy(policy)
    yield ""


_REFUSALS = """
## 写错了会怎样

不认识的节、项、等级、身份、代码，负数的起付线，大于 1 的比例（60 或 "60%"），文字写的金额（"15万"），同一层记入两列，
有分段又有起付线而没有写 bands_from，hifob_pay 的层没有写 base，每天、每月的限额大于全年的，
一个代码在两个名称里而写的数不同，后面的条目把前面的全包括在内（前面的用不到），超限额的层而基本医保没有限额：都拒绝，一句话说明哪个文件、哪一节、哪一项、可以写什么。
窗口开着时改了政策文件，从下一笔起按新的。一个文件有错，只影响它和以它为底的文件，别的政策照用；问到它时才说错在哪里。

按等级写的项（deductible、annual_deductible、case_cap）要写全 ratio 里有的等级，没有起付线写 0；所有等级相同的写一个数。

结算单上的医院等级、险种、人员类别、医疗类别、备案状态没有写或政策不认识，或政策要看的年龄、就医地、参保情况不知道：窗口拒绝，
批量不结算，列出笔数、金额和原因。政策没有条目的、没有政策的日期、停保和等待期内、应由第三人负担的，基金不付，同样列出。"""
_ROUNDING = """金额最多两位小数。比例按写的数精确计算（加减、相乘都不取整），每一层付多少时四舍五入到分，只取一次；
全年累计的分段，
每次付的是累计应付之差，加起来就是全年的。各险种、各名称（accumulator、层的 code）分开累计，共用的写在 shared。
年内给过的较高限额一直有效；后写的条目先于先写的，写了病种的先于没有写的。"""


def _titled(code: str, titles: Mapping[str, str]) -> str:
    """Give a code with what it means, where the dictionary says."""
    return f"{code} {titles[code]}" if code in titles else code


def _policy(policy: Policy) -> Iterator[str]:
    sure = "已核对" if policy.confirmed else "未核对"
    yield f"\n## {policy.code}\n\n{policy.title}。依据：{policy.basis}（{sure}）。"
    yield f"{policy.valid_from} 至 {policy.valid_to}。\n"
    yield "| 基本医保统筹 | 等级 | 起付线（元） | 比例 | 每次最多 | 年度限额 |\n|---|---|---|---|---|---|"
    for basic in policy.basic.values():
        for level, steps in basic.steps.items():
            cells = [basic.name, level, _lines(basic, level), _rates(steps)]
            cells += [
                _limit(basic.case_caps.get(level, NO_LIMIT)),
                _limit(basic.caps.year),
            ]
            yield "| " + " | ".join(cells) + " |"
    yield "\n| 层 | 记入 | 起付和比例 | 年度限额 | 也算入 |\n|---|---|---|---|---|"
    for code, field in policy.fields.items():
        for layer in policy.layers.values():
            if layer.code == code:
                counts = "、".join(
                    w for w, name in COUNTED.items() if name in layer.counts
                )
                cells = [
                    layer.name,
                    f"`{field}`",
                    _rates(layer.steps),
                    _limit(layer.caps.year),
                ]
                yield "| " + " | ".join((*cells, counts)) + " |"
    if policy.account:
        yield f"\n个人账户：{'、'.join(sorted(policy.account.insutypes))}。"


def _lines(basic: BasicEntry, level: str) -> str:
    if basic.annual_lines.get(level):
        lines_line = f"全年 {basic.annual_lines[level] / 100:g}"
    else:
        lines = basic.lines.get(level, (0,))
        lines_line = "、".join(f"{fen / 100:g}" for fen in lines)
    notes = [
        word
        for word, held in (
            ("有免起付线的身份", basic.waived),
            ("转院补差", basic.transfer),
        )
        if held
    ]
    return lines_line + (f"（{'，'.join(notes)}）" if notes else "")


def _rates(steps: Steps) -> str:
    return "；".join(
        (f"{start / 100:g} 以上 " if start else "") + f"{float(rate * 100):g}%"
        for start, rate in steps
    )


def _limit(fen: int) -> str:
    return "无" if fen >= NO_LIMIT else f"{fen // 100}"


def settings() -> Iterator[str]:
    """Give the environment variables an installation may set."""
    yield "# 设置\n\n以环境变量设置。\n\n| 变量 | 含义 | 默认 |\n|---|---|---|"
    for field in fields(Settings):
        name = f"JIXIAO_{field.name.upper()}"
        yield f"| `{name}` | {_MEANING[field.name]} | {getattr(Settings(), field.name) or '无'} |"
    yield ""


_TRANSCRIPT = re.compile(r"```console\n\$ \.venv/bin/jixiao (.*?)\n(.*?)```", re.DOTALL)


def with_transcripts(text: str) -> str:
    """Give a page with each transcript as its command prints it now."""

    def run(match: re.Match[str]) -> str:
        return f"```console\n$ .venv/bin/jixiao {match[1]}\n{_shown(match[1])}\n```"

    return _TRANSCRIPT.sub(run, text)


@cache
def _shown(words: str) -> str:
    """Return what a command prints now; pages in two languages show the same one."""
    command = [sys.executable, "-m", "jixiao.cli.main", *words.split()]
    shown = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    return "\n".join(line.rstrip() for line in shown.stdout.strip().splitlines())


def main() -> None:
    """Write every page anew, and the transcripts of the pages that show one."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, write in pages().items():
        Path(REFERENCE / name).write_text(write(), "utf-8")
    for page in TRANSCRIPTS:
        page.write_text(with_transcripts(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
