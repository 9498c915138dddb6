"""`jixiao bundles`: care paid by the bundle, a month closed, and its quality."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.away_desk import month_typed
from jixiao.cli.cases import now, show_opened
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.measure import period_of
from jixiao.cli.settle import print_json
from jixiao.cli.words import COUNT, Command, CommandGroup
from jixiao.errors import JixiaoError
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.payment.bundles import CentreMonth, ClosedMonth
    from jixiao.fund.payment.bundles.quality import QualityItem

_SHOWN = 20
_MILLION = 1_000_000
_JSON = click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")  # fmt: skip


@click.group(
    short_help="包干付费（透析等）：月结和质量。",
    no_args_is_help=True,
    cls=CommandGroup,
)
def bundles() -> None:
    """包干付费：协议、名册、治疗记录收进来后，一个月一个月地结；没有付的都写明为什么。"""


@bundles.command("close", short_help="月结：应付、实际用了、另收的、结转。", cls=Command)  # fmt: skip
@click.argument("folder", metavar="DIR")
@click.option("--month", required=True, metavar="YYYY-MM", help="哪个月。")
@click.option(
    "--begin", "is_first", is_flag=True, help="从这个月才开始月结，以前的月份不补。"
)
@with_terms
@_JSON
def close_(
    folder: str,
    *,
    month: str,
    is_first: bool,
    code: str,
    parameters: str | None,
    as_json: bool,
) -> int:
    """结一个月：按次的乘次数（到月上限），按人月的按天，住院停付，年度限额以内；一人一天只在一家机构算。

    同一天在两家名册上、不在名册、没有协议、死亡以后的都不付，列出原因。结果留在 bundle_closed、
    bundle_persons、bundle_leaks、bundle_refused 表，再结一次就换掉。有没有付的或另收的，退出码为 1。

    要按月份先后结：前面有人在名册上的月份没有结的，不结；后面已经结过的，跟着依次重新结。
    """
    from jixiao.fund.payment.bundles.closing import KEYS  # noqa: PLC0415
    from jixiao.fund.payment.bundles.in_order import EarlierMonthsOpen, close_in_order  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    first = month_typed(month)
    terms = terms_of(code, parameters, first)
    try:
        with open_engine(Path(folder)) as engine:
            closed, *later = close_in_order(
                engine,
                first,
                lambda on: terms_of(code, parameters, on),
                is_first=is_first,
            )
    except EarlierMonthsOpen as lacking:
        message = f"{lacking}（加 --begin）"
        raise JixiaoError(message) from lacking
    leaked = sum(each.charges.leaked for each in closed.centres)
    if as_json:
        print_json({"schema": "jixiao.bundle-month/1", "unit": "fen", "month": month,
                    "centres": closed.centres, "refused": _reasons(closed),
                    "unnamed": closed.unnamed, "notes": closed.notes,
                    "closed_again": [f"{each.month.first:%Y-%m}" for each in later]})  # fmt: skip
    else:
        _show_closed(closed, month)
        for each in later:
            again = f"{each.month.first:%Y-%m} 跟着重新月结"
            click.echo(f"{again}，应付合计 {in_yuan(each.due)} 元")
        show_terms(terms, list(KEYS))
    return int(bool(closed.refused or leaked or closed.notes))


def _reasons(closed: "ClosedMonth") -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in closed.refused:
        counts[each.why.value] = counts.get(each.why.value, 0) + each.count
    return counts


def _show_closed(closed: "ClosedMonth", month: str) -> None:
    click.echo(f"{month} 包干月结，应付合计 {in_yuan(closed.due)} 元：")
    for centre in closed.centres:
        click.echo(f"  {_centre_line(centre)}")
    if closed.refused:
        click.echo("没有付的：")
    for why, count in _reasons(closed).items():
        click.echo(f"  {why}　{count}")
    for row in closed.unnamed[:_SHOWN]:
        click.echo(
            f"包干结算里协议没有写明的项目：{row['hilist_code']} {row['hilist_name'] or ''}　"
            f"{row['lines']} 条 {in_yuan(row['amount'])} 元"
        )
    for note in closed.notes:
        click.echo(f"注意：{note}")


def _centre_line(centre: "CentreMonth") -> str:
    charges = centre.charges
    return (
        f"{centre.centre}　{centre.persons} 人 {centre.days} 人日 {centre.sessions} 次"
        f"（超上限 {centre.beyond} 次）　应付 {in_yuan(centre.due)}，用了 {in_yuan(charges.used)}，"
        f"结余 {in_yuan(centre.gain)}；用超的 {centre.over} 人，用少的 {centre.under} 人　"
        f"另付项目 {in_yuan(charges.apart)}，包在里面又另收 {in_yuan(charges.leaked)}　"
        f"上月结转 {in_yuan(centre.opening)}，结转下月 {in_yuan(centre.carried)} 元"
    )


@bundles.command(short_help="把包在里面又另收的立为案件，一家机构一案。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.argument("ledger", metavar="LEDGER.db")
@click.option("--by", required=True, metavar="姓名", help="谁立案。")
def leaks(folder: str, ledger: str, *, by: str) -> int:
    """把月结过的各月里包在里面又另收的收费，按收费的机构立为案件；已经立过的不再立。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.payment.bundles.case_opening import open_leaks  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine, open_ledger(Path(ledger)) as opened:
        show_opened(open_leaks(opened, engine, by=by, at=now()))
    return 0


@bundles.command(short_help="各机构的质量：给了的和没有提供的。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option("--year", required=True, type=COUNT, help="哪一年。")
@_JSON
def quality(folder: str, *, year: int, as_json: bool) -> int:
    """各机构透析充分性、血红蛋白、感染、血管通路、死亡的记录；没有给的写“未提供”，不算好也不算坏。"""
    from jixiao.fund.payment.bundles.quality import NOT_GIVEN, quality_of_centres  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        centres = quality_of_centres(engine, period_of(year, None))
    if as_json:
        print_json({"schema": "jixiao.bundle-quality/1", "year": year, "centres": centres})  # fmt: skip
        return 0
    for centre in centres:
        click.echo(f"{centre.centre}　名册 {centre.persons} 人")
        for kind, item in centre.items.items():
            click.echo(f"  {kind}　{item_line(item) if item else NOT_GIVEN}")
    return 0


def item_line(item: "QualityItem") -> str:
    """Print an item of quality in one line."""
    mean = "" if item.mean is None else f"，平均 {item.mean / _MILLION:.2f}"
    share = "没有写是否达标" if item.share is None else f"达标 {float(item.share):.1%}"
    return f"{item.persons} 人 {item.checks} 次，{share}{mean}"
