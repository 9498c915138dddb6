"""`jixiao dip catalogue`, `group`, `case`: groups from history, a year grouped, one case explained."""

import re
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.csv_table import write_table
from jixiao.cli.dip_terms import end_of, show_terms, terms_of, with_terms
from jixiao.cli.settle import print_json
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.grouping.dip.building import Built
    from jixiao.fund.grouping.dip.catalogue import Catalogue

_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")
_LARGEST = 10
_RULES = click.option(
    "--rules", metavar="DIR", help="先期分组和并项规则所在的文件夹；不写就不看这一步。"
)


def years_of(text: str) -> list[int]:
    """Return the years of `2024-2026`.

    Raises:
        JixiaoError: it is none.
    """
    span = _YEARS.fullmatch(text)
    first, last = (int(span[1]), int(span[2] or span[1])) if span else (1, 0)
    if first > last:
        message = f"--years 的“{text}”应是从哪年到哪年，如 2024-2026。"
        raise JixiaoError(message)
    return list(range(first, last + 1))


@click.command(short_help="从三年的病例编病种目录，写明逐步去掉了多少。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option(
    "--years", required=True, metavar="YYYY-YYYY", help="哪几年的病例，如 2024-2026。"
)
@_RULES
@with_terms
@click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")
def catalogue(
    folder: str,
    *,
    years: str,
    rules: str | None,
    code: str,
    parameters: str | None,
    as_json: bool,
) -> int:
    """从收进来的结算、清单诊断和手术编病种目录：先期分组和并项、核心病种、综合病种，其余不入组。

    核心病种按诊断前四位、主手术和相关操作；一个操作加上去使次均费用变动够大才算相关。例数不足的先看能
    不能部分匹配到核心病种，再按诊断前三位和操作属性归综合病种。手术操作的类别取自手术操作编码表（OPRN_B）。
    结果留在 dip_groups、dip_group_years、dip_related、dip_funnel 和 dip_history 表。
    """
    from jixiao.fund.grouping.dip import auxiliary, high_costs  # noqa: PLC0415
    from jixiao.fund.grouping.dip.building import KEYS  # noqa: PLC0415
    from jixiao.fund.grouping.steps import build_catalogue  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    span = years_of(years)
    terms = terms_of(code, parameters, end_of(span[-1]))
    with open_engine(Path(folder)) as engine:
        made = build_catalogue(engine, span, terms, Path(rules) if rules else None)
    built = made.built
    if as_json:
        print_json({"schema": "jixiao.dip-catalogue/1", "unit": "fen", "funnel": built.funnel,
                    "groups": built.catalogue.groups})  # fmt: skip
        return 0
    click.echo(f"{years} 年出院病例 {made.cases} 例：")
    _show_built(built)
    for gap in gaps_of(made.lists):
        click.echo(f"注意：{gap}")
    show_terms(terms, ["dip.belongs", *KEYS, *auxiliary.KEYS, *high_costs.KEYS])
    return 0


def gaps_of(empty: "Catalogue") -> list[str]:
    """Say which lists were not loaded, and what was not looked at for want of them."""
    gaps = []
    if not empty.attributes:
        gaps.append("没有收手术操作编码表（OPRN_B），有手术的归不了综合病种。")
    if not empty.not_principal:
        gaps.append(
            "没有不能作主要诊断的编码（DIAG_B 的可作主要诊断标志），没有按它排除。"
        )
    if not empty.rules.rules:
        gaps.append("没有给先期分组和并项的规则（--rules），这一步没有看。")
    return [*gaps, *empty.auxiliary.gaps]


def _show_built(built: "Built") -> None:
    from jixiao.fund.grouping.dip.assignment import Step  # noqa: PLC0415
    from jixiao.fund.grouping.dip.catalogue import GroupKind  # noqa: PLC0415

    for left in built.funnel:
        click.echo(f"  {left.reason}：去掉 {left.out} 例，剩 {left.remaining} 例")
    groups = built.catalogue.groups
    for kind in GroupKind:
        of_kind = [group for group in groups if group.kind is kind]
        click.echo(f"{kind}病种 {len(of_kind)} 个，{sum(g.cases for g in of_kind)} 例")
    steps = built.grouped.steps
    for step in Step:
        click.echo(f"  {step.word}：{int((steps == step).sum())} 例")
    taken = int((built.grouped.places >= 0).sum())
    click.echo(f"去掉极端费用 {taken - int(built.counted.sum())} 例后计费用")
    click.echo("例数最多的：")
    for group in sorted(groups, key=lambda g: (-g.cases, g.code))[:_LARGEST]:
        cost, cases = (
            sum(y.cost for y in group.years),
            sum(y.cases for y in group.years),
        )
        mean = in_yuan(cost // cases) if cases else "—"
        click.echo(
            f"  {group.code}　{group.cases} 例，次均 {mean} 元，变异系数 {group.cv / 10_000:.2f}"
        )


@click.command(short_help="按编好的目录给一年的病例入组。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option("--year", required=True, type=COUNT, help="哪一年。")
@_RULES
@with_terms
@click.option("--json", "as_json", is_flag=True, help="打印 JSON。")
def group(
    folder: str,
    *,
    year: int,
    rules: str | None,
    code: str,
    parameters: str | None,
    as_json: bool,
) -> int:
    """按 dip_groups 里的目录给一年的出院病例入组，写明各在哪一步入组；留在 dip_cases 表。

    一例为什么入这一组，用 jixiao dip case 查看。有没入组的，退出码为 1。
    """
    from jixiao.fund.grouping.dip import auxiliary, high_costs  # noqa: PLC0415
    from jixiao.fund.grouping.steps import group_year  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    with open_engine(Path(folder)) as engine:
        grouped = group_year(engine, year, terms, Path(rules) if rules else None)
    counts, whole, missing = grouped.steps, grouped.cases, grouped.ungrouped
    if as_json:
        print_json(
            {
                "schema": "jixiao.dip-grouped/1",
                "year": year,
                "cases": whole,
                "steps": counts,
            }
        )
        return int(missing > 0)
    rate = f"{(whole - missing) / whole:.2%}" if whole else "—"
    click.echo(
        f"{year} 年出院病例 {whole} 例，入组 {whole - missing} 例，入组率 {rate}："
    )
    for word, count in counts.items():
        click.echo(f"  {word}：{count} 例")
    if grouped.elsewhere:
        click.echo(f"统筹区外就医的 {grouped.elsewhere} 例不在内。")
    if grouped.doubtful:
        click.echo(
            f"注意：{grouped.doubtful} 例清单没有标出唯一的主手术，按次序取第一个（见 note 列）。"
        )
    typing = (*auxiliary.KEYS, *high_costs.KEYS)
    show_terms(terms, ["dip.belongs", "dip.tie_order", *typing])
    return int(missing > 0)


@click.command(short_help="说明一例为什么入这一组。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.argument("setl_id", metavar="结算ID")
@click.option("--year", required=True, type=COUNT, help="哪一年的病例。")
@_RULES
@with_terms
def case(
    folder: str,
    *,
    setl_id: str,
    year: int,
    rules: str | None,
    code: str,
    parameters: str | None,
) -> int:
    """逐步说明一例怎样入组：看了哪些规则、哪些病种，差在哪个操作，最后取哪一个。"""
    from jixiao.fund.grouping.dip.explanation import explain  # noqa: PLC0415
    from jixiao.fund.grouping.dip.keeping import read_catalogue  # noqa: PLC0415
    from jixiao.fund.grouping.discharged import read_cases  # noqa: PLC0415
    from jixiao.fund.grouping.steps import lists_of  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    with open_engine(Path(folder)) as engine:
        known = read_catalogue(engine, lists_of(engine, Path(rules) if rules else None))
        read = read_cases(engine, [year], terms.choice("dip.belongs"), setl_id)
    sentences = explain(known, read.cases, terms.names("dip.tie_order"))
    for number, sentence in enumerate(sentences, 1):
        click.echo(f"{number}. {sentence}")
    return 0


@click.command(short_help="目录分级看：章、节、诊断各有多少病种和费用。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option(
    "--csv", "table", metavar="FILE.csv", help="把各级写成一张表，金额单位为分。"
)
def levels(folder: str, *, table: str | None) -> int:
    """按技术规范的目录级次看编好的目录：主索引（章）、一级（节和操作属性）、二级（诊断和操作属性）。

    三级就是病种本身。各级的病种数、例数、费用都加得到全部；只供看和上报，不改任何一组。节取自疾病诊断编码表
    （DIAG_B）的节名称，没有收的写明。
    """
    from jixiao.fund.grouping.dip.keeping import empty_catalogue, read_catalogue  # noqa: PLC0415
    from jixiao.fund.grouping.dip.levels import levels_of, lines_of, sections_of  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    with open_engine(Path(folder)) as engine:
        known = read_catalogue(engine, empty_catalogue(engine))
        lines = levels_of(known, sections_of(engine))
    if table:
        titles = ("级次", "编号", "名称", "上一级", "病种", "例数", "计入的费用（分）")
        write_table(Path(table), titles, map(astuple, lines))
    for level in ("主索引", "一级"):
        click.echo(f"{level}：")
        for line in lines_of(lines, level):
            click.echo(f"  {line.key}　{line.title}　病种 {line.groups}　{line.cases:,} 例　"
                       f"费用 {in_yuan(line.cost)} 元")  # fmt: skip
    second = len(lines_of(lines, "二级"))
    click.echo(f"二级 {second} 个，三级（病种）{len(known.groups)} 个")
    return 0
