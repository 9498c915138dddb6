"""`jixiao checks`: the catalogue."""

import sys

import click

from jixiao.cli.words import Command


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
        sys.stdout.write(
            msgspec.json.format(msgspec.json.encode(listed), indent=2).decode() + "\n"
        )
        return 0
    for entry in entries:
        sys.stdout.write(f"{entry.code}  {entry.severity.word}  {entry.title}\n")
    return 0
