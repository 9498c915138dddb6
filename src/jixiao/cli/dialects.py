"""`jixiao dialects`: the forms that are known."""

import sys

import click

from jixiao.cli.words import Command


@click.command(short_help="列出已知的表式。", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="打印 JSON。")
def dialects(*, as_json: bool) -> int:
    """列出已知的表式：代码、名称、识别所凭的文字。"""
    import msgspec  # noqa: PLC0415 — kept out of jixiao --help

    from jixiao.targets import dialects as known_dialects  # noqa: PLC0415

    listed = [
        {
            "code": dialect.code,
            "title": dialect.title,
            "extends": dialect.extends,
            "framework": dialect.framework.code,
            "basis": dialect.basis,
            "recognise": dialect.recognise,
        }
        for dialect in known_dialects().values()
    ]
    if as_json:
        sys.stdout.write(
            msgspec.json.format(msgspec.json.encode(listed), indent=2).decode() + "\n"
        )
        return 0
    width = max(len(dialect.code) for dialect in known_dialects().values())
    for dialect in known_dialects().values():
        sys.stdout.write(
            f"{dialect.code:<{width}}  {dialect.title}\n{'':<{width}}  识别：{dialect.marks}\n"
        )
    return 0
