"""Write docs/reference from the code; a test fails when a page is stale."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import msgspec

from jixiao.budgets import layouts
from jixiao.checks import library
from jixiao.cli.main import app
from jixiao.publication import Reports
from jixiao.reading import Reading
from jixiao.settings import Settings
from jixiao.targets import dialects, frameworks
from tests.conftest import ROOT

REFERENCE = ROOT / "docs" / "reference"
READMES = (ROOT / "README.md", ROOT / "README.zh.md")
_STAMP = "<!-- 由 make docs 生成，请勿手改。 -->\n"


def pages() -> dict[str, str]:
    """Give every generated page by its file name."""
    return {
        "reading.schema.json": schema_of(Reading, "jixiao.reading/1"),
        "commands.md": _STAMP + "\n".join(commands()),
        "dialects.md": _STAMP + "\n".join(forms()),
        "report.schema.json": schema_of(Reports, "jixiao.report/1"),
        "checks.md": _STAMP + "\n".join(catalogue()),
        "settings.md": _STAMP + "\n".join(settings()),
    }


def schema_of(kind: type, title: str) -> str:
    """Give an exchange format as JSON Schema."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return json.dumps(schema | msgspec.json.schema(kind), ensure_ascii=False, indent=2) + "\n"


def catalogue() -> Iterator[str]:
    """Give every check, and which ids of the study of the regulations it answers."""
    yield "# 检查\n\n“规则”一栏是 regulations.md 第 7 节的编号。"
    yield "每项检查的例子见其页面，也可用 `jixiao explain 代码` 查看。\n"
    yield "| 代码 | 轻重 | 标题 | 规则 | 依据 |\n|---|---|---|---|---|"
    for entry in library().values():
        page = Path(os.path.relpath(entry.page, REFERENCE)).as_posix()
        cells = (
            f"[{entry.code}]({page})",
            entry.severity.word,
            entry.title,
            entry.rule,
            entry.basis,
        )
        yield "| " + " | ".join(cells) + " |"
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
            found = command.get_command(context, sub)
            if found:
                yield from _command(found, f"{name} {sub}")


def forms() -> Iterator[str]:
    """Give the dialects, frameworks and budget layouts."""
    yield "# 表式\n\n## 绩效目标表\n\n| 代码 | 名称 | 框架 | 依据 | 识别 |\n|---|---|---|---|---|"
    for dialect in dialects().values():
        marks = dialect.marks
        cells = (dialect.code, dialect.title, dialect.framework.code, dialect.basis or "—", marks)
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
    "largest_document": "单个文件的最大字节数",
    "longest_line": "一行的最多字符数",
    "dialects": "自有表式（TOML）所在的文件夹",
}


def settings() -> Iterator[str]:
    """Give the environment variables an installation may set."""
    yield "# 设置\n\n以环境变量设置。\n\n| 变量 | 含义 | 默认 |\n|---|---|---|"
    for field in fields(Settings):
        name = f"JIXIAO_{field.name.upper()}"
        yield f"| `{name}` | {_MEANING[field.name]} | {getattr(Settings(), field.name) or '无'} |"
    yield ""


_TRANSCRIPT = re.compile(r"```console\n\$ \.venv/bin/jixiao (.*?)\n(.*?)```", re.DOTALL)


def with_transcripts(text: str) -> str:
    """Give a README with each transcript as its command prints it now."""

    def run(found: re.Match[str]) -> str:
        command = [sys.executable, "-m", "jixiao.cli.main", *found[1].split()]
        shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        lines = "\n".join(line.rstrip() for line in shown.stdout.strip().splitlines())
        return f"```console\n$ .venv/bin/jixiao {found[1]}\n{lines}\n```"

    return _TRANSCRIPT.sub(run, text)


def main() -> None:
    """Write every page anew, and the transcripts of the READMEs."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        Path(REFERENCE / name).write_text(text, "utf-8")
    for readme in READMES:
        readme.write_text(with_transcripts(readme.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
