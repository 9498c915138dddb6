"""`jixiao away`: care away from home, by shares, flows and what could have been treated here."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.away_desk import (
    advance,
    clear,
    desk,
    disputes,
    verify,
)
from jixiao.cli.dip_terms import end_of, show_terms, terms_of, with_terms
from jixiao.cli.measure import period_of
from jixiao.cli.settle import print_json
from jixiao.cli.words import COUNT, Command, CommandGroup
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.payment.away import CareAway, CaseMix, FlowMatrix

_YEAR = click.option("--year", required=True, type=COUNT, help="哪一年。")
_JSON = click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")  # fmt: skip
_SHOWN = 20


@click.group(
    short_help="异地就医：直接结算率、流向、清算核对、预付金、手工报销。",
    no_args_is_help=True,
    cls=CommandGroup,
)
def away() -> None:
    """异地就医：多少直接结算、没有的为什么、离目标还差几笔；两方清算单逐笔核对；预付金和手工报销。"""


for _command in (clear, disputes, advance, desk, verify):
    away.add_command(_command)


@away.command(short_help="直接结算率、备案、没有直接结算的原因和离目标差多少。", cls=Command)  # fmt: skip
@click.argument("folder", metavar="DIR")
@_YEAR
@with_terms
@_JSON
def picture(
    folder: str, *, year: int, code: str, parameters: str | None, as_json: bool
) -> int:
    """一年的异地就医：直接结算和手工报销按人、人次、费用各占多少，备案怎样，没有直接结算的为什么。

    人数里，全部直接结算的算直接，有一次手工的算手工。跨省的没有达到目标（参数），退出码为 1。
    """
    from jixiao.fund.payment.away.shares import KEYS, care_away  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    with open_engine(Path(folder)) as engine:
        care = care_away(engine, period_of(year, None), terms)
    if as_json:
        print_json(_care_as_json(care, year))
        return int(care.needed > 0)
    _show_care(care, year)
    show_terms(terms, list(KEYS))
    return int(care.needed > 0)


def _care_as_json(care: "CareAway", year: int) -> dict[str, object]:
    return {
        "schema": "jixiao.care-away/1", "unit": "fen", "year": year, "shares": care.shares,
        "filings": care.filings, "reasons": care.reasons, "places": care.places,
        "months": care.months, "target": str(care.target), "needed": care.needed,
        "not_computed": care.not_computed,
    }  # fmt: skip


def percent(share: Fraction | None) -> str:
    """Print a share in per cent with two digits, or that there is none."""
    return "—" if share is None else f"{float(share):.2%}"


def _show_care(care: "CareAway", year: int) -> None:
    click.echo(f"{year} 年异地就医：")
    for share in care.shares:
        unclear = share.unclear.visits
        doubt = f"，看不出怎样结算的 {unclear} 笔" if unclear else ""
        click.echo(
            f"  {share.name}　直接 {share.direct.visits} 笔，手工 {share.by_hand.visits} 笔{doubt}　"
            f"直接结算率：人次 {percent(share.rate())}，人 {percent(share.rate('persons'))}，"
            f"费用 {percent(share.rate('fees'))}"
        )
    click.echo("备案：")
    for filing in care.filings:
        paid = Fraction(filing.fund, filing.fees) if filing.fees else None
        click.echo(f"  {filing.kind}　{filing.visits} 笔　基金付 {percent(paid)}")
    click.echo("跨省没有直接结算的原因：")
    for reason in care.reasons:
        click.echo(
            f"  {reason.reason}　{reason.visits} 笔，{in_yuan(reason.fees)} 元　{reason.action}"
        )
    click.echo(
        f"跨省目标 {percent(care.target)}，现为 {percent(care.beyond.rate())}，还差 {care.needed} 笔"
    )
    for step in care.steps:
        mark = "，达到" if step.reaches else ""
        click.echo(
            f"  解决“{step.reason.reason}”的 {step.reason.visits} 笔后为 {percent(step.rate)}{mark}"
        )
    for place in care.places:
        click.echo(
            f"没有一笔直接结算的机构：{place.code}（{place.area or '不详'}）手工 {place.visits} 笔"
        )
    for gap in care.not_computed:
        click.echo(f"注意：{gap}")


@away.command(short_help="从哪里到哪里、到哪一级医院，净流出多少。", cls=Command)
@click.argument("folder", metavar="DIR")
@_YEAR
@_JSON
def flows(folder: str, *, year: int, as_json: bool) -> int:
    """流向矩阵：本地参保人到外地就医的，和清算单（我方）里外地参保人到本地就医的；流出合计等于流入合计。"""
    from jixiao.fund.payment.away import flows as flows_of  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        flow = flows_of(engine, period_of(year, None))
    if as_json:
        print_json({"schema": "jixiao.care-flows/1", "unit": "fen", "year": year,
                    "cells": flow.cells, "sums": flow.sums})  # fmt: skip
        return 0
    _show_flows(flow, year)
    return 0


def _show_flows(flow: "FlowMatrix", year: int) -> None:
    click.echo(f"{year} 年异地就医的流向：")
    for cell in flow.cells:
        click.echo(
            f"  {cell.origin} → {cell.destination}　{cell.level}　{cell.visits} 笔　"
            f"费用 {in_yuan(cell.fees)} 元，基金 {in_yuan(cell.fund)} 元"
        )
    click.echo("各地（基金流入减流出，少的在前）：")
    for each in flow.sums:
        click.echo(
            f"  {each.area}　流出 {each.visits_out} 笔 {in_yuan(each.fund_out)} 元，"
            f"流入 {each.visits_in} 笔 {in_yuan(each.fund_in)} 元，净 {in_yuan(each.net_fund)} 元"
        )


@away.command(short_help="按病组调整的外出率，和本地能做的。", cls=Command)
@click.argument("folder", metavar="DIR")
@_YEAR
@with_terms
@_JSON
def mix(
    folder: str, *, year: int, code: str, parameters: str | None, as_json: bool
) -> int:
    """外出住院按主诊断的类目和本地的比：外出率、按病组费用加权的外出率，本地做过若干例（参数）的病组外出多少。

    急诊和备案长期居住外地的不算能留下的。
    """
    from jixiao.fund.payment.away.case_mix import KEYS, case_mix  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    with open_engine(Path(folder)) as engine:
        mixed = case_mix(engine, period_of(year, None), terms)
    if as_json:
        print_json({"schema": "jixiao.care-mix/1", "unit": "fen", "year": year,
                    "crude": str(mixed.crude), "adjusted": str(mixed.adjusted),
                    "avoidable": mixed.avoidable, "least": mixed.least,
                    "without_weight": mixed.without_weight})  # fmt: skip
        return 0
    _show_mix(mixed, year)
    show_terms(terms, list(KEYS))
    return 0


def _show_mix(mixed: "CaseMix", year: int) -> None:
    click.echo(
        f"{year} 年住院外出率 {percent(mixed.crude)}，按病组费用加权 {percent(mixed.adjusted)}；"
        f"本地没有做过的病组外出 {mixed.without_weight} 例，没有权重"
    )
    for origin in mixed.origins:
        ratio = "—" if origin.ratio is None else f"{float(origin.ratio):.2f}"
        click.echo(
            f"  {origin.area}　住院 {origin.stays} 例，外出 {origin.away} 例，"
            f"按病组应外出 {float(origin.expected):.1f} 例，实际是应外出的 {ratio} 倍"
        )
    fund = sum(group.could_stay_fund for group in mixed.avoidable)
    cases = sum(group.could_stay for group in mixed.avoidable)
    click.echo(
        f"本地做过 {mixed.least} 例以上的病组，外出 {cases} 例，基金 {in_yuan(fund)} 元："
    )
    for group in mixed.avoidable[:_SHOWN]:
        click.echo(
            f"  {group.disease}　本地 {group.here} 例，外出能留下的 {group.could_stay} 例，"
            f"基金 {in_yuan(group.could_stay_fund)} 元"
        )
