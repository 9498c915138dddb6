"""`jixiao tree`: money that goes down the tree of divisions, and indicators that add up along it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import day_of
from jixiao.cli.csv_table import write_table
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.tree_packages import COMMANDS, gathered_of
from jixiao.cli.words import COUNT, CommandGroup
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from decimal import Decimal

    from jixiao.fund.parameters import Terms
    from jixiao.service.tree.child_targets import Comparison
    from jixiao.service.tree.divisions import Tree
    from jixiao.service.tree.indicators import Rollup
    from jixiao.service.tree.transfers import Account, Booking, Unplaced

_FOLDER = click.argument("folder", metavar="DIR")
_DAY = click.option("--day", required=True, metavar="DATE", help="到哪一天为止，按这一天的区划。")  # fmt: skip
MONEY, RESULTS = (
    "transfers",
    "division_results",
)  # as gathered.py has them; it loads late
_YEAR = click.option("--year", type=COUNT, required=True, help="哪一年。")
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
    from jixiao.service.tree.clocks import KEYS  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.tree.transfers import accounts  # noqa: PLC0415

    on = day_of(day)
    terms = terms_of(code, parameters, on)
    gathered = gathered_of(folder, day, year or on.year, (MONEY,))
    standing = gathered.tree
    kept = [each for each in gathered.bookings if year in {None, each.year}]
    unplaced = [e for e in gathered.unplaced if year in {None, e.booking.year}]
    doubts = _show_money(standing, standing, kept, terms)
    doubts += _show_unplaced(unplaced)
    if table:
        _write_accounts(Path(table), standing, accounts(kept))
    show_terms(terms, KEYS)
    return int(bool(doubts))


def _show_money(
    standing: "Tree", part: "Tree", bookings: "Sequence[Booking]", terms: "Terms"
) -> int:
    """Print the accounts, breaks and clocks of a part of the tree; return how many to look at."""
    from jixiao.service.tree.transfers import accounts  # noqa: PLC0415

    inside = [each for each in accounts(bookings) if each.division in part.nodes]
    _show_accounts(part, inside)
    doubts = _show_breaks(standing, part, bookings)
    return doubts + _show_clocks(standing, part, bookings, terms)


def _show_accounts(standing: "Tree", accounts: "Sequence[Account]") -> None:
    for depth, node in standing.walk():
        indent = "  " * depth
        of_node = [each for each in accounts if each.division == node.code]
        if not of_node:
            click.echo(f"{indent}{standing.label(node.code)}　没有记账")
        for each in of_node:
            click.echo(
                f"{indent}{standing.label(node.code)}　{each.year} 年 {each.fund}　"
                f"收到 {in_yuan(each.received)}　安排 {in_yuan(each.provided)}　"
                f"下达 {in_yuan(each.allocated)}　支出 {in_yuan(each.spent)}　"
                f"结余 {in_yuan(each.left)}"
            )


def _show_breaks(standing: "Tree", part: "Tree", bookings: "Sequence[Booking]") -> int:
    from jixiao.service.tree.transfers import breaks  # noqa: PLC0415

    broken = [
        each
        for each in breaks(standing, bookings)
        if {each.division, each.other} & part.nodes.keys()
    ]
    click.echo(f"\n对不上的 {len(broken)} 处")
    for each in broken:
        click.echo(f"  {each.document or '没有文号'}　{each.why}")
    return len(broken)


def _show_clocks(
    standing: "Tree", part: "Tree", bookings: "Sequence[Booking]", terms: "Terms"
) -> int:
    from jixiao.service.tree.clocks import allocations, stale  # noqa: PLC0415
    from jixiao.service.tree.transfers import unattributed  # noqa: PLC0415

    allocated = allocations(standing, bookings, terms)
    bookings = [each for each in bookings if each.division in part.nodes]
    timed = [each for each in allocated if each.division in part.nodes]
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


def _write_accounts(
    path: Path, standing: "Tree", accounts: "Sequence[Account]"
) -> None:
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
        for each in accounts
    )  # fmt: skip
    write_table(path, titles, rows)


def _yuan(fen: int) -> str:
    return in_yuan(fen).replace(",", "")


@tree.command(short_help="指标汇总：按种类逐级合起来，谁没有报；目标和下级的目标比。")
@_FOLDER
@_DAY
@_YEAR
@_CSV
def results(folder: str, *, day: str, year: int, table: str | None) -> int:
    """逐级汇总指标：比率用分子合计除以分母合计，人数按名单一人算一次；没有报的写明，不当作零。

    有没有报的、存疑的、下级的目标不够的，退出码为 1。
    """
    from jixiao.service.tree.child_targets import Verdict, compare_targets  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.tree.indicators import roll_up  # noqa: PLC0415

    gathered = gathered_of(folder, day, year, (RESULTS,))
    standing, reports, lost = gathered.tree, gathered.reports, gathered.lost
    rolled = roll_up(standing, reports, gathered.persons)
    doubts = [each for each in rolled if each.is_partial or each.notes]
    _show_rollups(standing, rolled)
    for each in lost:
        click.echo(
            f"没有算进去：{each.division} 的“{each.indicator}”，区划不在用，也没有写并入哪里"
        )
    comparisons = compare_targets(standing, reports)
    _show_comparisons(standing, comparisons)
    if table:
        _write_rollups(Path(table), standing, rolled)
    short = [each for each in comparisons if each.verdict is not Verdict.MET]
    return int(bool(doubts or lost or short))


@tree.command(short_help="一个地区的一页：它和它下面的账、断处、时限和指标。")
@_FOLDER
@click.argument("division", metavar="区划代码")
@_DAY
@_YEAR
@with_terms
def page(
    folder: str,
    division: str,
    *,
    day: str,
    year: int,
    code: str,
    parameters: str | None,
) -> int:
    """印一个地区和它下面的资金和指标，发给它自己核对。有要核对的，退出码为 1。"""
    from jixiao.service.tree.clocks import KEYS  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.tree.indicators import roll_up  # noqa: PLC0415

    terms = terms_of(code, parameters, day_of(day))
    gathered = gathered_of(folder, day, year, (MONEY, RESULTS))
    standing, reports, persons = gathered.tree, gathered.reports, gathered.persons
    part = standing.part(division)
    doubts = _show_money(standing, part, gathered.bookings, terms)
    lost = [e for e in gathered.unplaced if _may_be_of(e, standing, part)]
    doubts += _show_unplaced(lost)
    rolled = [
        each
        for each in roll_up(standing, reports, persons)
        if each.division in part.nodes
    ]
    _show_rollups(standing, rolled)
    doubts += sum(each.is_partial or bool(each.notes) for each in rolled)
    show_terms(terms, KEYS)
    return int(bool(doubts))


def _may_be_of(unplaced: "Unplaced", standing: "Tree", part: "Tree") -> bool:
    """Whether a booking left out is of a part of the tree, or of nobody knows whom."""
    current = standing.current(unplaced.booking.division)
    return current is None or current in part.nodes


def _show_rollups(standing: "Tree", rolled: "Sequence[Rollup]") -> None:
    depths = {node.code: depth for depth, node in standing.walk()}
    indicator = ""
    for each in rolled:
        if each.indicator != indicator:
            indicator = each.indicator
            click.echo(f"\n{indicator}")
        indent = "  " * (depths[each.division] + 1)
        click.echo(f"{indent}{standing.label(each.division)}　{_rollup(each)}")
        for note in each.notes:
            click.echo(f"{indent}  注意：{note}")


def _rollup(rollup: "Rollup") -> str:
    from jixiao.service.tree.indicators import shown  # noqa: PLC0415

    value = rollup.wording or f"{shown(rollup.value)} {rollup.unit}".rstrip()
    if rollup.denominator is not None:
        value += f"（{shown(rollup.numerator)} / {shown(rollup.denominator)}）"
    if not rollup.is_partial:
        return value
    count = len(rollup.expected) - len(rollup.missing)
    missing = "、".join(rollup.missing)
    return f"{value}　只含 {len(rollup.expected)} 个里的 {count} 个，缺 {missing}"


def _show_comparisons(standing: "Tree", comparisons: "Sequence[Comparison]") -> None:
    from jixiao.service.tree.indicators import shown  # noqa: PLC0415

    click.echo(f"\n和下级目标比的 {len(comparisons)} 项")
    for each in comparisons:
        gap = "" if each.gap is None else f"，差 {shown(each.gap)}"
        click.echo(
            f"  {standing.label(each.division)}　{each.indicator}　目标 {shown(each.target)}　"
            f"{each.verdict}{gap}　{each.why}"
        )


def _write_rollups(path: Path, standing: "Tree", rolled: "Sequence[Rollup]") -> None:
    titles = (
        *(
            "区划代码",
            "区划名称",
            "上级区划代码",
            "指标名称",
            "计量单位",
            "完成值",
            "分子",
            "分母",
        ),
        *("文字完成情况", "应报地区数", "没有算进去的地区", "注意"),
    )
    rows = (
        [
            each.division,
            standing.nodes[each.division].name,
            standing.nodes[each.division].above,
            each.indicator,
            each.unit,
            *map(_number, (each.value, each.numerator, each.denominator)),
            each.wording,
            len(each.expected),
            "、".join(each.missing),
            "；".join(each.notes),
        ]
        for each in rolled
    )
    write_table(path, titles, rows)


def _number(value: "Decimal | None") -> str:
    return "" if value is None else f"{round(value, 4).normalize():f}"


for command in COMMANDS:
    tree.add_command(command)
