"""`jixiao tree`: money that goes down the tree of divisions, and indicators that add up along it."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import day_of
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.words import COUNT, CommandGroup
from jixiao.errors import whole, writing
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.parameters import Terms
    from jixiao.service.tree.divisions import Tree
    from jixiao.service.tree.transfers import Account, Booking, Unplaced

_FOLDER = click.argument("folder", metavar="DIR")
_DAY = click.option("--day", required=True, metavar="DATE", help="到哪一天为止，按这一天的区划。")  # fmt: skip
_CSV = click.option("--csv", "table", metavar="FILE", help="把各地区的结果写成 CSV。")


@click.group(
    name="tree",
    short_help="区、市、县的树：资金流转到分，指标逐级汇总。",
    cls=CommandGroup,
)
def tree() -> None:
    """区、市、县的树：转移支付逐级流转、指标逐级汇总。

    区划按日期；对不上的写明缺哪份文件，没有报的写明，不当作零。
    """


@tree.command(
    short_help="资金流转：收到、安排、下达、支出、结余，断在哪里，缺什么文件。"
)
@_FOLDER
@_DAY
@click.option("--year", type=COUNT, help="只看哪个预算年度的资金；不写为全部。")
@_CSV
@with_terms
def money(
    folder: str,
    *,
    day: str,
    year: int | None,
    table: str | None,
    code: str,
    parameters: str | None,
) -> int:
    """逐级核对资金：上下级的账按文号对，每个地区收到、安排的等于下达、支出和结余。

    有对不上、迟下达、沉淀或没有归到地区的，退出码为 1。
    """
    from jixiao.fund.records import Records  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.service.tree.clocks import KEYS  # noqa: PLC0415
    from jixiao.service.tree.divisions import tree_on  # noqa: PLC0415
    from jixiao.service.tree.stored import stored_bookings, stored_divisions  # noqa: PLC0415
    from jixiao.service.tree.transfers import accounts, placed  # noqa: PLC0415

    on = day_of(day)
    terms = terms_of(code, parameters, on)
    with open_engine(Path(folder)) as engine:
        records = Records(engine)
        standing = tree_on(on, stored_divisions(records))
        bookings = stored_bookings(records)
    bookings = [each for each in bookings if year in {None, each.year}]
    kept, unplaced = placed(standing, bookings)
    kept_accounts = accounts(kept)
    _show_accounts(standing, kept_accounts)
    doubts = _show_breaks(standing, kept)
    doubts += _show_clocks(standing, kept, terms)
    doubts += _show_unplaced(unplaced)
    if table:
        _write_accounts(Path(table), standing, kept_accounts)
    show_terms(terms, KEYS)
    return int(bool(doubts))


def _show_accounts(standing: "Tree", found: "Sequence[Account]") -> None:
    for depth, node in standing.walk():
        indent = "  " * depth
        of_node = [each for each in found if each.division == node.code]
        if not of_node:
            click.echo(f"{indent}{standing.label(node.code)}　没有记账")
        for each in of_node:
            click.echo(
                f"{indent}{standing.label(node.code)}　{each.year} 年 {each.fund}　"
                f"收到 {in_yuan(each.received)}　安排 {in_yuan(each.provided)}　"
                f"下达 {in_yuan(each.allocated)}　支出 {in_yuan(each.spent)}　"
                f"结余 {in_yuan(each.left)}"
            )


def _show_breaks(standing: "Tree", bookings: "Sequence[Booking]") -> int:
    from jixiao.service.tree.transfers import breaks  # noqa: PLC0415

    broken = breaks(standing, bookings)
    click.echo(f"\n对不上的 {len(broken)} 处")
    for each in broken:
        click.echo(f"  {each.document or '没有文号'}　{each.why}")
    return len(broken)


def _show_clocks(
    standing: "Tree", bookings: "Sequence[Booking]", terms: "Terms"
) -> int:
    from jixiao.service.tree.clocks import allocations, stale  # noqa: PLC0415
    from jixiao.service.tree.transfers import unattributed  # noqa: PLC0415

    timed = allocations(standing, bookings, terms)
    late = [each for each in timed if each.is_late]
    click.echo(f"\n要往下分的文件 {len(timed)} 份，迟的 {len(late)} 份")
    for each in late:
        since = "上级下达" if each.is_certain else "收到（上级的账上没有下达日期）"
        click.echo(
            f"  {each.document}　{standing.label(each.division)}　{since} {each.begun_on}，"
            f"最久 {each.days} 天；迟下达 {in_yuan(each.late)} 元，还没有分 {in_yuan(each.waiting)} 元"
        )
    lying = stale(bookings, standing.day, terms)
    click.echo(f"沉淀的 {len(lying)} 笔")
    for lies in lying:
        click.echo(
            f"  {lies.document}　{standing.label(lies.division)}　{lies.since} 起满 {lies.years} 年，"
            f"还有 {in_yuan(lies.amount)} 元"
        )
    unsure = unattributed(bookings)
    for code, amount in sorted(unsure.items()):
        click.echo(
            f"  {standing.label(code)} 的下达和支出里 {in_yuan(amount)} 元没有写来源文号，"
            "迟的和沉淀的可能因此多算或少算"
        )
    return len(late) + len(lying) + len(unsure)


def _show_unplaced(unplaced: "Sequence[Unplaced]") -> int:
    if unplaced:
        click.echo(f"\n没有算进去的 {len(unplaced)} 行")
    for each in unplaced:
        booking = each.booking
        click.echo(f"  {booking.number}　{in_yuan(booking.amount)} 元　{each.why}")
    return len(unplaced)


def _write_accounts(path: Path, standing: "Tree", found: "Sequence[Account]") -> None:
    titles = (
        *("区划代码", "区划名称", "上级区划代码", "预算年度", "资金名称"),
        *("收到上级", "本级安排", "下达下级", "支出", "结余"),
    )
    rows = (
        [
            each.division,
            standing.nodes[each.division].name,
            standing.nodes[each.division].above,
            each.year,
            each.fund,
            *map(_yuan, (each.received, each.provided, each.allocated, each.spent, each.left)),
        ]
        for each in found
    )  # fmt: skip
    _write_table(path, titles, rows)


def _yuan(fen: int) -> str:
    return in_yuan(fen).replace(",", "")


def _write_table(
    path: Path, titles: Iterable[str], rows: Iterable[Iterable[object]]
) -> None:
    with (
        writing(path.parent),
        whole(path) as half,
        half.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(titles)
        writer.writerows(rows)
    click.echo(f"已写入 {path.name}")
