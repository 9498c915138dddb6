"""`jixiao write` and `jixiao convert`: target tables out as official forms."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.targets import tables_of_json
from jixiao.cli.words import Command

if TYPE_CHECKING:
    from jixiao.targets import TargetTable


@click.command(
    short_help="把读出的目标表写成正式表式（Word、Excel、PDF）。", cls=Command
)
@click.argument("tables", metavar="TABLES.json")
@click.option(
    "--to", required=True, metavar="FILE", help="写到哪里，后缀 .docx、.xlsx 或 .pdf。"
)
@click.option(
    "--form", metavar="CODE", help="按哪种表式写，如 ningxia_2026；不写就用各表自己的。"
)
def write(tables: str, *, to: str, form: str | None) -> int:
    """把 jixiao read --json 的结果写成正式表式，一个项目一页。

    表式用的是读取时同一份定义（jixiao dialects 列出）。表式里没有位置的内容会说明，不会悄悄丢掉。
    """
    return _written(tables_of_json(Path(tables)), to, form)


@click.command(short_help="读一个文件，写成另一种表式或格式。", cls=Command)
@click.argument("path", metavar="FILE")
@click.option(
    "--to", required=True, metavar="FILE", help="写到哪里，后缀 .docx、.xlsx 或 .pdf。"
)
@click.option(
    "--form", metavar="CODE", help="按哪种表式写，如 pingluo_2026；不写就用各表自己的。"
)
def convert(path: str, *, to: str, form: str | None) -> int:
    """读一个文件（PDF、Word、Excel、网页、文本），把里面的目标表写成正式表式。"""
    from jixiao.reading import read  # noqa: PLC0415 — kept out of jixiao --help

    return _written(list(read(path).tables), to, form)


def _written(tables: "list[TargetTable]", to: str, form: str | None) -> int:
    from jixiao.publication import write_form  # noqa: PLC0415 — kept out of jixiao --help

    unplaced = write_form(tables, Path(to), form)
    sys.stderr.write(f"已写入 {to}（{len(tables)} 张目标表）\n")
    for table, left in unplaced:
        what = "、".join(left)
        sys.stderr.write(
            f"{table.project_name or '未印名称的项目'}：这种表式没有位置放 {what}\n"
        )
    return 0
