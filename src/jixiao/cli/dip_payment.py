"""`jixiao dip points`, `settle`, `statement`, `what-if`: what groups, cases and hospitals are worth."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.dip_terms import end_of, show_terms, terms_of, with_terms
from jixiao.cli.settle import print_json
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError
from jixiao.fund.parameters.typed import scaled
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from jixiao.fund.parameters import Terms
    from jixiao.fund.payment.clearing import HospitalClearing
    from jixiao.fund.payment.county import Priceable
    from jixiao.fund.payment.explanation import PaymentParts
    from jixiao.fund.payment.what_if import Comparison, Difference, Regrouped
    from jixiao.fund.payment.year_settlement import SettledYear
    from jixiao.fund.store.engine import Engine

_LARGEST = 10
_TENTHS, _MILLION, _FEN = 10_000, 1_000_000, 100
_FUND = click.option(
    "--fund", metavar="YUAN", help="年度可用基金（元）；不写就用 DIP_FUND 表里的。"
)
_VALUE = click.option(
    "--point-value", metavar="YUAN", help="年初点值（元）；不写就按目录的三年病例算。"
)


@click.command(short_help="按目录的费用给病种定分值。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option(
    "--year", required=True, type=COUNT, help="哪一年用的分值；参数取这一年年末的。"
)
@with_terms
@click.option("--json", "as_json", is_flag=True, help="打印 JSON（万分之一分）。")
def points(
    folder: str, *, year: int, code: str, parameters: str | None, as_json: bool
) -> int:
    """按目录各年的次均费用给每个病种定分值，留在 dip_points 表；没有计费用的病例的病种没有分值。

    基层病种（基层机构的病例占多数、费用不太分散的）记下来，各级机构系数都按 1。规则里写明由规定给分值的
    （床日、中医优势等）照写的。辅助目录（CCI、严重程度、年龄、重症监护天数）按上年费用判断哪些分型算数，
    留在 dip_auxiliary 表。
    """
    from jixiao.fund.payment import auxiliary  # noqa: PLC0415
    from jixiao.fund.payment.group_points import KEYS  # noqa: PLC0415
    from jixiao.fund.payment.kept_points import kept_types, value_groups  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    with open_engine(Path(folder)) as engine:
        valued = value_groups(engine, terms)
        types = [each for each in kept_types(engine) if each.counts]
    if as_json:
        print_json(
            {"schema": "jixiao.dip-points/1", "unit": "1/10000", "points": valued}
        )
        return 0
    click.echo(f"{len(valued)} 个病种有了分值。分值最高的：")
    for name, each in sorted(valued.items(), key=lambda pair: -pair[1])[:_LARGEST]:
        click.echo(f"  {name}　{each / _TENTHS:,.4f}")
    click.echo(f"辅助目录：{len(types)} 个病种的分型算数：")
    for judged in sorted(types, key=lambda judged: -judged.trigger)[:_LARGEST]:
        click.echo(
            f"  {judged.group}　{judged.type}　{judged.typed} 例　触发系数 "
            f"{judged.trigger / _TENTHS:.4f}　调整系数 {judged.adjustment / _TENTHS:.4f}"
        )
    same_price = ("dip.same_price_share", "dip.same_price_cv")
    show_terms(terms, [*KEYS, *same_price, *auxiliary.KEYS])
    return 0


@click.command(short_help="一年的病例结算：月度预付、点值、年度清算。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option("--year", required=True, type=COUNT, help="哪一年。")
@_FUND
@_VALUE
@with_terms
@click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")
def settle(
    folder: str, *, year: int, fund: str | None, point_value: str | None, code: str,
    parameters: str | None, as_json: bool,
) -> int:  # fmt: skip
    """给入组的病例算分值（机构系数、费用偏差），按月预付，年终按点值清算；各机构合计等于基金，到分。

    结果留在 dip_priced、dip_months、dip_cleared 表；一家机构的对账单用 jixiao dip statement。
    有存疑的，退出码为 1。
    """
    from jixiao.fund.payment.kept_year import settle_county  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    with open_engine(Path(folder)) as engine:
        asked = _asked(fund, point_value)
        settled, start = settle_county(engine, year, terms, *asked)
    doubts = [*start.doubts, *_doubts(settled), *settled.clearing.notes]
    if as_json:
        print_json({"schema": "jixiao.dip-cleared/1", "unit": "fen", "year": year,
                    "point_value": str(settled.clearing.point_value), "ratio": str(settled.clearing.ratio),
                    "budget_point_value": start.rules.point_value,
                    "fixed_value": _as_text(settled.clearing.fixed_value),
                    "hospitals": list(map(_as_json, settled.clearing.hospitals)), "doubts": doubts})  # fmt: skip
        return int(bool(doubts))
    _show_settled(settled, year)
    for doubt in doubts:
        click.echo(f"注意：{doubt}")
    show_terms(terms, _keys(terms))
    return int(bool(doubts))


def _as_text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _as_json(cleared: "HospitalClearing") -> dict[str, object]:
    year = cleared.year
    return {
        "code": year.code, "cases": year.cases, "points": year.points, "fixed_points": year.fixed_points,
        "cost": year.cost, "booked": year.booked, "assessment": str(year.assessment), "deducted": year.deducted,
        "paid": year.paid, "share": cleared.share, "shared": cleared.shared,
        "assessed": cleared.assessed, "due": cleared.due,
    }  # fmt: skip


def _asked(fund: str | None, point_value: str | None) -> tuple[int | None, int | None]:
    return (
        scaled("--fund", fund, 2) if fund else None,
        scaled("--point-value", point_value, 6) if point_value else None,
    )


def _keys(terms: "Terms") -> list[str]:
    from jixiao.fund.payment.county import keys_of  # noqa: PLC0415

    return list(keys_of(terms))


def _doubts(settled: "SettledYear") -> list[str]:
    from jixiao.fund.payment.case_points import Deviation  # noqa: PLC0415
    from jixiao.fund.payment.monthly import doubts_of  # noqa: PLC0415

    doubts = doubts_of(settled.rules.terms)
    kinds = settled.priced.kinds
    for kind in (Deviation.UNGROUPED, Deviation.UNPRICED_HIGH, Deviation.EXTREME):
        if count := int((kinds == kind).sum()):
            cost = in_yuan(int(settled.cases.costs[kinds == kind].sum()))
            doubts.append(f"{kind.word} {count} 例，费用 {cost} 元。")
    return doubts


def _show_settled(settled: "SettledYear", year: int) -> None:
    from jixiao.fund.payment.case_points import Deviation  # noqa: PLC0415

    clearing, rules = settled.clearing, settled.rules
    click.echo(f"{year} 年病例 {len(settled.cases)} 例，分值 {clearing.points / _MILLION:,.4f}；"
               f"年初点值 {rules.point_value / _MILLION:.6f} 元")  # fmt: skip
    for kind in Deviation:
        if count := int((settled.priced.kinds == kind).sum()):
            click.echo(f"  {kind.word}：{count} 例")
    click.echo(
        f"  费用在支付标准五成到六成之间（刚过费用过低的线）：{settled.piled_up} 例"
    )
    quota = int(rules.terms.factor("dip.special_cap") * len(settled.cases))
    click.echo(f"  特例单议最多 {quota} 例（按统筹区出院病例的比例）")
    click.echo(f"可用基金 {in_yuan(clearing.fund)} 元，基金支付比例 {float(clearing.ratio):.4%}，"
               f"结算点值 {float(clearing.point_value):.10f} 元")  # fmt: skip
    click.echo("\n机构　　　　　病例　　　分值　　　按分值应得　　　已付　　　应付")
    for each in clearing.hospitals:
        of_year = each.year
        click.echo(
            f"  {of_year.code}　{of_year.cases}　{of_year.points / _MILLION:,.4f}　{in_yuan(each.share)}　"
            f"{in_yuan(of_year.paid)}　{in_yuan(each.due)}"
        )
    total = sum(each.share for each in clearing.hospitals)
    click.echo(
        f"  合计　{len(settled.cases)}　{clearing.points / _MILLION:,.4f}　{in_yuan(total)}"
    )
    if "dip.clearing_deadline" in rules.terms:
        click.echo(f"清算最晚完成：{rules.terms.day_of('dip.clearing_deadline')}")


@click.command(short_help="一家机构一年的对账单，可逐行核对。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.argument("hospital", metavar="机构编号")
@click.option("--year", required=True, type=COUNT, help="哪一年。")
@click.option(
    "--xlsx", "workbook", metavar="FILE.xlsx", help="写成工作簿：逐例和逐月，带算式。"
)
@with_terms
@click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")
def statement(
    folder: str, hospital: str, *, year: int, workbook: str | None, code: str, parameters: str | None, as_json: bool,
) -> int:  # fmt: skip
    """打印一家机构的对账单，并从它自己的行重算一遍：对不上的列出来，退出码为 1。"""
    from jixiao.fund.payment.explanation import explain_payment  # noqa: PLC0415
    from jixiao.fund.payment.statement import state, unlike  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    with open_engine(Path(folder)) as engine:
        hospital_statement = state(engine, hospital, year)
    wrong = unlike(hospital_statement, terms)
    parts = explain_payment(hospital_statement)
    if workbook:
        from jixiao.publication import write_dip_statement  # noqa: PLC0415

        write_dip_statement(hospital_statement, Path(workbook))
    if as_json:
        print_json(
            {
                "schema": "jixiao.dip-statement/1",
                "unit": "fen",
                "cleared": hospital_statement.cleared,
                "lines": hospital_statement.lines,
                "months": hospital_statement.months,
                "parts": parts,
                "unlike": wrong,
            }
        )
        return int(bool(wrong))
    cleared = hospital_statement.cleared
    click.echo(
        f"{hospital} {year} 年对账单：病例 {cleared['cases']} 例，费用 {in_yuan(cleared['cost'])} 元"
    )
    for line in hospital_statement.lines:
        click.echo(f"  {line.kind}　{line.deviation.word}　{line.cases} 例　费用 {in_yuan(line.cost)} 元　"
                   f"分值 {line.points / _MILLION:,.6f}")  # fmt: skip
    for month in hospital_statement.months:
        click.echo(
            f"  {month['month']} 月　分值 {month['points'] / _MILLION:,.6f}　预付 {in_yuan(month['prepaid'])} 元"
        )
    exact = f"{float(hospital_statement.exact_share) / _FEN:,.4f}"
    if hospital_statement.fixed_points:
        click.echo(
            f"其中 {hospital_statement.fixed_points / _MILLION:,.6f} 分按年初点值付"
        )
    click.echo(f"分值 {cleared['points'] / _MILLION:,.6f} × 结算点值 × 基金支付比例 = {exact} 元，"
               f"尾差按最大余数，应得 {in_yuan(cleared['share'])} 元")  # fmt: skip
    if hospital_statement.shared != cleared["share"]:
        click.echo(f"结余留用、超支分担以后 {in_yuan(hospital_statement.shared)} 元")
    click.echo(f"考核后 {in_yuan(cleared['assessed'])}，扣款 {in_yuan(cleared['deducted'])}，"
               f"已付 {in_yuan(cleared['paid'])}，应付 {in_yuan(cleared['due'])} 元")  # fmt: skip
    _show_parts(parts)
    for each in wrong:
        click.echo(f"对不上：{each}")
    if not wrong:
        click.echo("从逐例的行重算，与印的一致。")
    return int(bool(wrong))


def _show_parts(parts: "PaymentParts") -> None:
    click.echo(
        f"这笔钱怎么来的：结构（分值×年初点值）{in_yuan(parts.structure)}，"
        f"价格（分值×点值之差）{in_yuan(parts.price)}，管理 {in_yuan(parts.management)}"
        f"（特例单议、新技术和尾差 {in_yuan(parts.raised)}，留用分担 {in_yuan(parts.shared)}，"
        f"考核 {in_yuan(parts.assessed)}，扣款 {in_yuan(parts.deducted)}），合计 {in_yuan(parts.total)} 元"
    )


@click.command(
    "what-if", short_help="改一改会怎样：哪家机构多了少了，是哪些病种。", cls=Command
)
@click.argument("folder", metavar="DIR")
@click.option("--year", required=True, type=COUNT, help="哪一年。")
@_FUND
@click.option(
    "--change",
    "changes",
    multiple=True,
    metavar="NAME=VALUE",
    help="改什么，可写多次；能写的见下。",
)
@click.option(
    "--catalogue",
    "other",
    metavar="DIR",
    help="按另一个文件夹里的目录、分值和年初点值算。",
)
@click.option(
    "--rules", metavar="DIR", help="编那份目录用的先期分组和并项规则所在的文件夹。"
)
@with_terms
@click.option("--json", "as_json", is_flag=True, help="打印 JSON（金额单位为分）。")
def what_if(
    folder: str, *, year: int, fund: str | None, changes: tuple[str, ...], other: str | None,
    rules: str | None, code: str, parameters: str | None, as_json: bool,
) -> int:  # fmt: skip
    """同样的病例按改过的再算一遍，比各机构应得的基金；什么也不留下。--change 和 --catalogue 至少写一个。

    可改：基金=元、年初点值=元、分值:病种=分、并入:病种=另一病种、系数:机构=数、考核:机构=数、参数:名称=值、
    参数=另一套的代码、去掉=机构、加入:新机构=像哪家机构。--catalogue 取另一个文件夹里编好的目录和定好的
    分值，年初点值照那里的三年病例算；病例还是这里的。
    例：--change 基金=2200000 --change 分值:K35.3:47.0100=820 --change 参数:dip.deviation_rule=3.0。
    """
    from jixiao.fund.payment.changes import change_of  # noqa: PLC0415
    from jixiao.fund.payment.county import priceable  # noqa: PLC0415
    from jixiao.fund.payment.kept_year import as_cleared  # noqa: PLC0415
    from jixiao.fund.payment.what_if import compare  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    _refuse_no_change(changes, folder, other, rules)
    terms = terms_of(code, parameters, end_of(year))
    change = change_of(
        changes, terms, lambda name: terms_of(name, parameters, end_of(year))
    )
    with open_engine(Path(folder)) as engine:
        cleared_fund, value = as_cleared(engine, year)
        asked = scaled("--fund", fund, 2) if fund else cleared_fund
        start = priceable(engine, year, terms, asked, value)
        if other:
            regrouped = _by_other(engine, start, year, terms, Path(other), rules)
            change = replace(change, regrouped=regrouped)
    compared = compare(start.cases, start.rules, change)
    doubts = change.regrouped.doubts if change.regrouped else ()
    if as_json:
        print_json({"schema": "jixiao.dip-what-if/1", "unit": "fen", "doubts": doubts,
                    "hospitals": compared.hospitals, "groups": compared.groups})  # fmt: skip
        return 0
    _show_compared(compared)
    for doubt in doubts:
        click.echo(f"注意：{doubt}")
    show_terms(terms, _keys(terms))
    return 0


def _refuse_no_change(
    changes: Sequence[str], folder: str, other: str | None, rules: str | None
) -> None:
    message = ""
    if not changes and not other:
        message = "没有写改什么。请写 --change（如 基金=2200000）或 --catalogue。"
    elif rules and not other:
        message = "--rules 是编另一份目录用的规则，要和 --catalogue 一起写。"
    elif other and Path(other).resolve() == Path(folder).resolve():
        message = (
            "--catalogue 就是这个文件夹自己。请写另一个编过目录、定过分值的文件夹。"
        )
    if message:
        raise JixiaoError(message)


def _by_other(
    engine: "Engine", start: "Priceable", year: int, terms: "Terms", other: Path,
    rules: str | None,
) -> "Regrouped":  # fmt: skip
    from jixiao.fund.grouping.steps import read_other, regroup_year  # noqa: PLC0415
    from jixiao.fund.payment.other_catalogue import read_worth, regrouped  # noqa: PLC0415
    from jixiao.fund.store.opening import open_for_reading  # noqa: PLC0415

    with open_for_reading(other) as there:
        catalogue, worth = read_other(there), read_worth(there, start, terms)
    folder = Path(rules) if rules else None
    again = regroup_year(engine, year, terms, catalogue, folder)
    change = regrouped(engine, start, again.groups, worth, terms)
    return replace(change, doubts=(*again.doubts, *change.doubts))


def _show_compared(compared: "Comparison") -> None:
    before, after = compared.before.clearing, compared.after.clearing
    click.echo(
        f"结算点值 {float(before.point_value):.10f} → {float(after.point_value):.10f} 元"
    )
    click.echo(
        f"多得的机构 {len(compared.winners)} 家，少得的 {len(compared.losers)} 家："
    )
    _show_differences(compared.hospitals)
    click.echo("变动最大的病种：")
    largest = sorted(compared.groups, key=lambda each: -abs(each.change))
    _show_differences([each for each in largest[:_LARGEST] if each.change])


def _show_differences(differences: "Sequence[Difference]") -> None:
    for each in differences:
        click.echo(
            f"  {each.code}　{in_yuan(each.before)} → {in_yuan(each.after)}　{in_yuan(each.change)} 元"
        )
