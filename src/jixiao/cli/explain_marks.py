"""`jixiao explain rule`, `jixiao explain signal`: a page, and the rows it marks in the records."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from jixiao.cli.measure import period_of
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.fund.records.marking import MarkingEntry

Marking = TypeVar("Marking", bound="MarkingEntry")

_OPTIONS = (
    click.argument("code", metavar="CODE"),
    click.option(
        "--from", "folder", metavar="DIR", help="收进了数据的文件夹；不写就只说明。"
    ),
    click.option("--year", type=COUNT, help="哪一年；与 --from 同用。"),
    click.option("--csv", "table", metavar="FILE", help="把标出的行写成 CSV。"),
)


def _with_options(function: Callable[..., int]) -> Callable[..., int]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.command(
    short_help="说明一条稽核规则；给出数据文件夹，就列出它标出的行。", cls=Command
)
@_with_options
def rule(code: str, *, folder: str | None, year: int | None, table: str | None) -> int:
    """说明一条稽核规则：看什么、依据、例子；或它在记录里标出的行。标出的由人核实。

    人员编号只显示末尾几位，--csv 写出的也是。
    """
    from jixiao.fund.audit import library  # noqa: PLC0415 — kept out of jixiao --help

    entry = _entry(library(), code, "规则")
    return _explain(entry, f"把握：{entry.grade.word}", folder, year, table)


@click.command(
    short_help="说明一个预警信号；给出数据文件夹，就列出它标出的行。", cls=Command
)
@_with_options
def signal(
    code: str, *, folder: str | None, year: int | None, table: str | None
) -> int:
    """说明一个预警信号：看什么、依据、例子；或它在记录里标出的行。"""
    from jixiao.fund.outlook import library  # noqa: PLC0415 — kept out of jixiao --help

    entry = _entry(library(), code, "信号")
    return _explain(entry, f"轻重：{entry.level.word}", folder, year, table)


def _entry(library: Mapping[str, Marking], code: str, title: str) -> Marking:
    entry = library.get(code.upper())
    if entry is None:
        message = f"没有代码为 {code} 的{title}；现有 {'、'.join(library)}。"
        raise JixiaoError(message)
    return entry


def _explain(
    entry: "MarkingEntry",
    word: str,
    folder: str | None,
    year: int | None,
    table: str | None,
) -> int:
    if folder is None:
        click.echo(f"{entry.prose}\n依据：{entry.basis}　{word}")
        for name, limit in entry.limits.items():
            doubt = "" if limit.confirmed else "，未核对"
            click.echo(
                f"限 {name} = {limit.value}：{limit.says}（{limit.basis}{doubt}）"
            )
        return 0
    if year is None:
        message = "用 --from 时要用 --year 说明哪一年。"
        raise JixiaoError(message)
    _show_marks(entry, Path(folder), year, table)
    return 0


def _show_marks(
    entry: "MarkingEntry", folder: Path, year: int, table: str | None
) -> None:
    from jixiao.fund.records import Records  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.records.proven import totals  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(folder) as engine:
        marks = entry.mark(Records(engine, period_of(year, None)))
        _, _, count = totals(marks.by_month())
        click.echo(f"{entry.code} {entry.title}（{year} 年）：标出 {count} 行")
        for row in marks.largest():
            place = f"　{row.place}" if row.place else ""
            click.echo(
                f"  {row.key}　{row.on}{place}：{entry.sentence(row.above, row.below)}"
            )
        if table:
            written = marks.write_csv(Path(table))
            click.echo(f"\n已把 {written} 行写入 {table}")
        click.echo(f"\n查询：\n{marks.sql}")
