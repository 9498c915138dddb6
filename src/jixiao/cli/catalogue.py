"""`jixiao checks` and `jixiao explain`: the catalogue and one entry's page."""

import sys

import click

from jixiao.cli.words import Command
from jixiao.errors import JixiaoError


@click.command(short_help="列出全部检查。", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="打印 JSON。")
def checks(*, as_json: bool) -> int:
    """列出全部检查：代码、轻重、标题。"""
    import msgspec  # noqa: PLC0415 — kept out of jixiao --help

    from jixiao.checks import library  # noqa: PLC0415

    entries = list(library().values())
    if as_json:
        listed = [
            {
                "code": entry.code,
                "family": entry.family,
                "title": entry.title,
                "severity": entry.severity,
                "basis": entry.basis,
                "rule": entry.rule,
            }
            for entry in entries
        ]
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(listed), indent=2).decode() + "\n")
        return 0
    for entry in entries:
        sys.stdout.write(f"{entry.code}  {entry.severity.word}  {entry.title}\n")
    return 0


@click.command(short_help="说明一项检查：规则、例子。", cls=Command)
@click.argument("code", metavar="CODE")
def explain(code: str) -> int:
    """说明一项检查：规则、依据，以及提示和不提示的例子。"""
    from jixiao.checks import library  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.checks.standard import limits  # noqa: PLC0415

    entry = library().get(code.upper())
    if entry is None:
        message = f"没有代码为 {code} 的检查。可用 jixiao checks 查看全部。"
        raise JixiaoError(message)
    sys.stdout.write(entry.page.read_text("utf-8"))
    sys.stdout.write(f"\n依据：{entry.basis}　怎么改：{entry.suggests}\n")
    for name, limit in limits().get(entry.code, {}).items():
        sys.stdout.write(f"限 {name} = {limit.value}：{limit.says}（{limit.basis}）\n")
    return 0
