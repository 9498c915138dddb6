"""`jixiao drg`: cases grouped by a scheme from tables, one explained, a year simulated."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.dip_grouping import years_of
from jixiao.cli.dip_terms import end_of, show_terms, terms_of, with_terms
from jixiao.cli.settle import print_json
from jixiao.cli.words import COUNT, Command, CommandGroup
from jixiao.fund.parameters.typed import scaled
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.grouping.drg.scheme import Scheme
    from jixiao.fund.payment.drg_simulation import Simulation

_CODES = 5
"""How many of the codes that lead to a group are printed."""
_SCHEME = click.option(
    "--scheme",
    metavar="DIR",
    default="sample",
    help="分组方案所在的文件夹；不写为样例。",
)


@click.group(
    short_help="按 DRG 入组、说明和模拟运行。", no_args_is_help=True, cls=CommandGroup
)
def drg() -> None:
    """按疾病诊断相关分组（DRG）：分组方案是表，各版本可以并存；给病例入组、逐步说明、模拟一年。"""


def _scheme_of(name: str) -> "Scheme":
    from jixiao.fund.grouping.drg.scheme import SCHEMES, read_scheme  # noqa: PLC0415

    return read_scheme(SCHEMES / name if (SCHEMES / name).is_dir() else Path(name))


@drg.command(short_help="按分组方案给几年的病例入组。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option(
    "--years", required=True, metavar="YYYY-YYYY", help="哪几年的病例，如 2024-2026。"
)
@_SCHEME
@with_terms
@click.option("--json", "as_json", is_flag=True, help="打印 JSON。")
def group(
    folder: str,
    *,
    years: str,
    scheme: str,
    code: str,
    parameters: str | None,
    as_json: bool,
) -> int:
    """按方案给出院病例入组，留在 drg_cases 表：大类、核心组、严重程度、组，歧义组和没有入组的分开。

    方案的表怎样写见 docs/how-to/paying.md。有没有入组的或歧义的，退出码为 1。
    """
    from jixiao.fund.grouping.drg.grouper import Status  # noqa: PLC0415
    from jixiao.fund.grouping.steps import group_by_drg  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    span, chosen = years_of(years), _scheme_of(scheme)
    terms = terms_of(code, parameters, end_of(span[-1]))
    with open_engine(Path(folder)) as engine:
        grouped = group_by_drg(engine, span, terms, chosen)
    counts = grouped.statuses
    open_cases = grouped.cases - counts[Status.GROUPED]
    if as_json:
        print_json(
            {
                "schema": "jixiao.drg-grouped/1",
                "scheme": chosen.code,
                "statuses": counts,
            }
        )
        return int(open_cases > 0)
    click.echo(
        f"方案 {chosen.code} {chosen.title}（{chosen.standing}，{chosen.basis}）"
    )
    click.echo(f"{years} 年出院病例 {grouped.cases} 例：")
    for status, count in counts.items():
        click.echo(f"  {status}：{count} 例")
    if grouped.elsewhere:
        click.echo(f"统筹区外就医的 {grouped.elsewhere} 例不在内。")
    return int(open_cases > 0)


@drg.command(short_help="把公开的规则文件转换成方案的表。", cls=Command)
@click.argument("folder", metavar="RULES")
@click.option(
    "--to",
    "into",
    required=True,
    metavar="DIR",
    help="写进哪个空文件夹，用作 --scheme。",
)
@click.option("--code", required=True, help="方案的代码。")
@click.option("--basis", required=True, help="规则文件从哪里来，照写进方案。")
def convert(folder: str, *, into: str, code: str, basis: str) -> int:
    """读一个方案的规则文件，写成方案的表。

    认两种形状：OpenDRG 的（Grouper.py、MDC、ADRG、DRG、DATA）；CHS-DRG-Grouper 一个版本的 JSON
    （generated/drg_rules.json，旁边的 drg-common 和 icd-datasets 一起读）。规则文件只当文字读，不运行。
    没有认出的条件逐条写明（unread.csv），方案的说明里也写着；有的话退出码为 1。
    """
    from jixiao.fund.grouping.drg import json_conversion  # noqa: PLC0415
    from jixiao.fund.grouping.drg.conversion import convert, write_tables  # noqa: PLC0415

    is_json = json_conversion.is_json_scheme(Path(folder))
    read = json_conversion.convert_json if is_json else convert
    converted = read(Path(folder))
    write_tables(converted, Path(into), code, basis)
    click.echo(
        f"大类 {len(converted.mdcs)} 个，核心组 {len(converted.adrgs)} 个，"
        f"组 {len(converted.drgs)} 个，写进 {into}"
    )
    for each in converted.unread:
        click.echo(f"没有认出：{each}")
    return int(bool(converted.unread))


@drg.command(short_help="逐步说明一例入哪个 DRG 组。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.argument("setl_id", metavar="结算ID")
@click.option("--year", required=True, type=COUNT, help="哪一年的病例。")
@_SCHEME
@click.option(
    "--near", is_flag=True, help="也列出再加一个编码会入的组；补编码要有病历依据。"
)
@with_terms
def case(
    folder: str,
    *,
    setl_id: str,
    year: int,
    scheme: str,
    near: bool,
    code: str,
    parameters: str | None,
) -> int:
    """逐步说明：进了哪个大类，试过哪些核心组、差什么，哪些并发症算、哪些被排除，最后是哪一组。"""
    from jixiao.fund.grouping.discharged import read_cases  # noqa: PLC0415
    from jixiao.fund.grouping.drg.grouper import explain  # noqa: PLC0415
    from jixiao.fund.grouping.drg.near import near_groups  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    chosen = _scheme_of(scheme)
    terms = terms_of(code, parameters, end_of(year))
    with open_engine(Path(folder)) as engine:
        read = read_cases(engine, [year], terms.choice("dip.belongs"), setl_id)
    for number, sentence in enumerate(explain(chosen, read.cases), 1):
        click.echo(f"{number}. {sentence}")
    if near:
        click.echo("再加一个编码会入的组（逐个试过方案里的编码；补编码要有病历依据）：")
        for each in near_groups(chosen, read.cases):
            more = f" 等 {len(each.added)} 个" if len(each.added) > _CODES else ""
            codes = "、".join(each.added[:_CODES])
            click.echo(f"  {each.code} {each.title}　加{each.kind} {codes}{more}")
    return 0


@drg.command(short_help="模拟一年按 DRG 付，与记账的和按病种分值的比。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option("--year", required=True, type=COUNT, help="哪一年。")
@click.option("--fund", required=True, metavar="YUAN", help="年度可用基金（元）。")
@click.option(
    "--departments", "of_departments", is_flag=True, help="也列出各机构的各科室。"
)
@with_terms
@click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")
def simulate(
    folder: str,
    *,
    year: int,
    fund: str,
    of_departments: bool,
    code: str,
    parameters: str | None,
    as_json: bool,
) -> int:
    """用入组各年的费用算权重，同样的基金按权重分给各机构，列出 CMI、时间和费用消耗指数，与记账的比。

    那一年按病种分值清算过的，并列它的数。各科室按权重分本机构的数；各年的稳定性看组解释了多少费用差异、
    组内变异系数、权重比上年变了多少。模拟运行哪天开始，取自支付方式改革试点台账（PAY_PILOT）。
    """
    from jixiao.fund.payment.drg_simulation import keys_of, simulate  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    with open_engine(Path(folder)) as engine:
        simulation = simulate(engine, year, scaled("--fund", fund, 2), terms)
    if as_json:
        print_json({"schema": "jixiao.drg-simulation/1", "unit": "fen", "year": year,
                    "scheme": simulation.scheme, "rate": str(simulation.rate), "since": simulation.since,
                    "hospitals": simulation.hospitals, "departments": simulation.departments,
                    "stability": simulation.stability, "notes": simulation.notes})  # fmt: skip
        return 0
    _show(simulation)
    if of_departments:
        _show_departments(simulation)
    _show_stability(simulation)
    for note in simulation.notes:
        click.echo(f"注意：{note}")
    show_terms(terms, list(keys_of(terms)))
    return 0


def _show(simulation: "Simulation") -> None:
    since = simulation.since or "没有记"
    click.echo(
        f"{simulation.year} 年按方案 {simulation.scheme} 模拟；模拟运行开始日期：{since}"
    )
    click.echo(
        f"{len(simulation.weights)} 个组有权重，费率 {float(simulation.rate):,.4f} 元"
    )
    for each in simulation.hospitals:
        dip = "未清算" if each.by_dip is None else in_yuan(each.by_dip)
        counts = f"{each.cases} 例（未入组 {each.ungrouped}，低倍率 {each.low}，高倍率 {each.high}）"
        indices = f"费用指数 {each.cost_index:.2f}　时间指数 {each.time_index:.2f}"
        shares = (
            f"DRG {in_yuan(each.by_drg)}　DIP {dip}　记账 {in_yuan(each.booked)} 元"
        )
        click.echo(
            f"  {each.code}　{counts}　{each.groups} 组　CMI {each.cmi:.4f}　{indices}　{shares}"
        )


def _show_departments(simulation: "Simulation") -> None:
    click.echo("各科室（按权重分本机构的数）：")
    for each in simulation.departments:
        counts = f"{each.cases} 例（未入组 {each.ungrouped}，低倍率 {each.low}，高倍率 {each.high}）"
        indices = f"费用指数 {each.cost_index:.2f}　时间指数 {each.time_index:.2f}"
        shares = f"DRG {in_yuan(each.by_drg)}　记账 {in_yuan(each.booked)} 元"
        click.echo(f"  {each.hospital}　{each.name}　{counts}　{each.groups} 组　CMI {each.cmi:.4f}　"
                   f"{indices}　{shares}")  # fmt: skip


def _show_stability(simulation: "Simulation") -> None:
    click.echo("各年的稳定性：")
    for each in simulation.stability:
        explained, cv, moved = (
            "不能算" if value is None else f"{value:.2%}"
            for value in (each.explained, each.cv, each.moved)
        )
        click.echo(f"  {each.year}　入组 {each.cases} 例，{each.groups} 组　解释的费用差异 {explained}　"
                   f"组内变异系数 {cv}　权重比上年平均变了 {moved}")  # fmt: skip
