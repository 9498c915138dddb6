"""The desk of `jixiao away`: clearing, disputes, advances, claims by hand, verifications."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import check_opening, day_of, now, show_opened
from jixiao.cli.csv_table import write_csv
from jixiao.cli.dip_terms import end_of, show_terms, terms_of, with_terms
from jixiao.cli.measure import period_of
from jixiao.cli.settle import print_json
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.payment.away import AdvanceLedger, Clearing, Desk
    from jixiao.fund.store.engine import Engine

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
_SHOWN = 20
_LEDGER = click.argument("ledger", metavar="LEDGER.db")
_BY = click.option("--by", required=True, metavar="姓名", help="谁办的。")
_JSON = click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")  # fmt: skip


def month_typed(text: str) -> date:
    """Read a month as it is typed: 2026-03.

    Raises:
        JixiaoError: it is none.
    """
    typed = _MONTH.fullmatch(text)
    if typed is None:
        message = f"“{text}”不是月份，应写成 2026-03 的样子。"
        raise JixiaoError(message)
    return date(int(typed[1]), int(typed[2]), 1)


@click.command(short_help="一个月的清算，两方逐笔核对。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option("--month", required=True, metavar="YYYY-MM", help="哪个清算月份。")
@click.option("--csv", "table", metavar="FILE", help="把不一致的行写成 CSV。")
@_JSON
def clear(folder: str, *, month: str, table: str | None, as_json: bool) -> int:
    """逐笔核对两方的清算单：一致、金额不符、我方无、对方无；退费按原结算ID 对，跨月的也对得上。

    我方的行取自清算单（OUTAREA_BILL，我方）和结算表里支付地点为异地的结算。结果留在 away_cleared 表；
    有不一致的，退出码为 1，用 jixiao away disputes 立为案件。
    """
    from jixiao.fund.payment.away.clearing import (  # noqa: PLC0415 — kept out of jixiao --help
        AGREED,
        clear_month,
    )
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        cleared = clear_month(engine, month_typed(month))
        if table:
            _write_unlike(engine, Path(table))
    unlike = sum(each.lines for each in cleared.states if each.state != AGREED)
    if as_json:
        print_json({"schema": "jixiao.care-clearing/1", "unit": "fen", "month": month,
                    "states": cleared.states, "sides": cleared.sides,
                    "across": cleared.across, "refunds": cleared.refunds})  # fmt: skip
    else:
        _show_cleared(cleared, month)
    return int(unlike > 0)


def _show_cleared(cleared: "Clearing", month: str) -> None:
    click.echo(f"{month} 异地就医清算核对：")
    for state in cleared.states:
        click.echo(
            f"  {state.word}　{state.lines} 笔　我方 {in_yuan(state.own_fund)} 元，"
            f"对方 {in_yuan(state.other_fund)} 元"
        )
    click.echo(
        f"合计　我方 {in_yuan(cleared.own_fund)} 元，对方 {in_yuan(cleared.other_fund)} 元，"
        f"相差 {in_yuan(cleared.own_fund - cleared.other_fund)} 元；"
        f"退费 {cleared.refunds} 笔，两方不在同一个月的 {cleared.across} 笔"
    )
    for side in cleared.sides:
        click.echo(
            f"  {side.area}　{side.lines} 笔，不一致 {side.unlike} 笔，相差 {in_yuan(side.difference)} 元"
        )


def _write_unlike(engine: "Engine", path: Path) -> None:
    from jixiao.fund.payment.away.clearing import unlike_pairs  # noqa: PLC0415
    from jixiao.fund.payment.kept import AWAY_CLEARED, CLEARED  # noqa: PLC0415

    rows = [AWAY_CLEARED.masked(row) for row in unlike_pairs(engine)]
    titles = (column.title for column in AWAY_CLEARED.columns.values())
    in_words = (row | {"state": CLEARED[row["state"]]} for row in rows)
    cells = ([row[name] for name in AWAY_CLEARED.columns] for row in in_words)
    write_csv(path, titles, cells)


@click.command(short_help="把不一致的立为案件，一个对方一案。", cls=Command)
@click.argument("folder", metavar="DIR")
@_LEDGER
@_BY
def disputes(folder: str, ledger: str, *, by: str) -> int:
    """把最近一次 jixiao away clear 里不一致的行立为案件；已经立过的行不再立。函和认定用 jixiao cases。

    各案到哪一步留在 away_disputes 表，供取数；办过以后再运行一次就是新的。
    """
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.payment.away.disputes import keep_disputes, open_disputes  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine, open_ledger(Path(ledger)) as opened:
        codes = open_disputes(opened, engine, by=by, at=now())
        keep_disputes(engine, opened)
    show_opened(codes)
    return 0


@click.command(short_help="请就医地核查一笔结算：立案，发函用 jixiao cases。", cls=Command)  # fmt: skip
@click.argument("folder", metavar="DIR")
@_LEDGER
@click.argument("setl_id", metavar="结算ID")
@click.option("--why", required=True, metavar="内容", help="核查什么。")
@_BY
def verify(folder: str, ledger: str, setl_id: str, *, why: str, by: str) -> int:
    """为一笔异地结算立一件异地核查的案；协查函用 jixiao cases letter 写。"""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.payment.away.disputes import open_verification  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine, open_ledger(Path(ledger)) as opened:
        code = open_verification(opened, engine, setl_id, why, by=by, at=now())
    click.echo(f"已立 {code}")
    return 0


@click.command(short_help="预付金：余额、用了几成、该不该补。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option("--on", "on", required=True, metavar="DATE", help="到哪一天。")
@with_terms
@_JSON
def advance(
    folder: str, *, on: str, code: str, parameters: str | None, as_json: bool
) -> int:
    """各地预付金的余额和使用率，到线的提醒或报警；按参数的月数和近十二个月的清算额算该有多少。

    有提醒、报警或透支的，退出码为 1。
    """
    from jixiao.fund.payment.away.advances import KEYS, advance_ledgers  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    day = day_of(on)
    terms = terms_of(code, parameters, day)
    with open_engine(Path(folder)) as engine:
        ledgers = advance_ledgers(engine, day, terms)
    alarmed = any(each.alarm for each in ledgers)
    if as_json:
        print_json({"schema": "jixiao.care-advances/1", "unit": "fen", "on": on,
                    "areas": [_ledger_as_json(each) for each in ledgers]})  # fmt: skip
        return int(alarmed)
    for each in ledgers:
        needed = "—" if each.needed is None else f"{in_yuan(each.needed)} 元"
        click.echo(
            f"{each.area}　拨入 {in_yuan(each.put_in)} 元，用去 {in_yuan(each.used)} 元，"
            f"余 {in_yuan(each.balance)} 元　应有 {needed}　{each.alarm or '正常'}"
        )
    show_terms(terms, list(KEYS))
    return int(alarmed)


def _ledger_as_json(ledger: "AdvanceLedger") -> dict[str, object]:
    return {
        "area": ledger.area, "put_in": ledger.put_in, "used": ledger.used,
        "balance": ledger.balance, "needed": ledger.needed, "alarm": ledger.alarm,
    }  # fmt: skip


@click.command(short_help="手工报销：材料、期限和同一笔钱报两次的。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option("--year", required=True, type=COUNT, help="哪一年受理的。")
@click.option("--on", "on", metavar="DATE", help="到哪一天；不写为那一年的最后一天。")
@click.option("--ledger", metavar="LEDGER.db", help="把疑似重复的立为案件；要写 --by。")
@click.option("--by", metavar="姓名", help="谁立案。")
@with_terms
def desk(
    folder: str, *, year: int, on: str | None, ledger: str | None, by: str | None,
    code: str, parameters: str | None,
) -> int:  # fmt: skip
    """手工报销的台账：缺什么材料、哪天到期，同一张发票、同一次就医报了两次的，或已直接结算又来报的。

    有重复或超期的，退出码为 1。
    """
    from jixiao.fund.payment.away.manual_desk import (  # noqa: PLC0415
        KEYS,
        ClaimState,
        manual_desk,
    )
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    check_opening(ledger, by)
    day = day_of(on) if on else end_of(year)
    terms = terms_of(code, parameters, day)
    with open_engine(Path(folder)) as engine:
        listed = manual_desk(engine, period_of(year, None), day, terms)
    _show_desk(listed)
    if ledger and by:
        _open_twice(listed, ledger, by)
    show_terms(terms, list(KEYS))
    return int(bool(listed.twice or listed.count(ClaimState.OVERDUE)))


def _show_desk(listed: "Desk") -> None:
    from jixiao.fund.payment.away.manual_desk import ClaimState  # noqa: PLC0415

    counts = "，".join(f"{state} {listed.count(state)} 件" for state in ClaimState)
    click.echo(f"到 {listed.day}，受理 {len(listed.claims)} 件：{counts}")
    click.echo(f"疑似重复 {len(listed.twice)} 件，材料不全还没办的 {len(listed.lacking)} 件")  # fmt: skip
    troubled = [claim for claim in listed.claims if claim.whys]
    for claim in troubled[:_SHOWN]:
        click.echo(
            f"  {claim.number}　{claim.person}　{in_yuan(claim.amount)} 元　{'；'.join(claim.whys)}"
        )
    if len(troubled) > _SHOWN:
        click.echo(f"  另有 {len(troubled) - _SHOWN} 件")


def _open_twice(listed: "Desk", ledger: str, by: str) -> None:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415
    from jixiao.fund.payment.away.disputes import open_twice  # noqa: PLC0415

    with open_ledger(Path(ledger)) as opened:
        codes = open_twice(opened, listed, by=by, at=now())
    show_opened(codes)
