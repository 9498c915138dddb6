"""`jixiao outlook stress`, `prepay`, `relief`, `brief`: funds to come, persons at risk, paper."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import now
from jixiao.cli.dip_terms import show_terms, terms_of, with_terms
from jixiao.cli.outlook import FOLDER, MONTH, entry_of, month_of, records_until
from jixiao.cli.words import Command
from jixiao.errors import JixiaoError, whole, writing

if TYPE_CHECKING:
    from datetime import date

    from jixiao.fund.outlook.prepayment import Verdict
    from jixiao.fund.outlook.stress import Course

_YEAR = 12
_ZERO = "0"


@click.command(short_help="收入、费用、参保人数变了，基金还够几个月。", cls=Command)
@FOLDER
@MONTH
@click.option("--income", default=_ZERO, metavar="%", help="收入每年增减百分之几。")
@click.option("--cost", default=_ZERO, metavar="%", help="支出每年增减百分之几。")
@click.option(
    "--insured", default=_ZERO, metavar="%", help="参保人数每年增减百分之几。"
)
@click.option(
    "--once", multiple=True, metavar="YYYY-MM=元", help="某个月一次性多支出；可写多次。"
)
@click.option("--picture", metavar="FILE", help="把走势画成 SVG。")
def stress(
    folder: str,
    *,
    month: str,
    income: str,
    cost: str,
    insured: str,
    once: tuple[str, ...],
    picture: str | None,
) -> int:
    """从一个月末的结余起，各月照上年同月、每年增减一次，算到哪个月不够六个月、哪个月见底。

    最多算 20 年。是照假设往下算，不是预测。12 个月不全的险种写明不算。有见底的，退出码为 1。
    """
    from jixiao.fund.outlook.stress import (  # noqa: PLC0415 — kept out of jixiao --help
        Scenario,
        positions,
        read_share,
    )
    from jixiao.fund.outlook.stress import stress as carry_on  # noqa: PLC0415

    scenario = Scenario(
        income=read_share(income, "--income"),
        cost=read_share(cost, "--cost"),
        insured=read_share(insured, "--insured"),
        once=_once(once),
    )
    on = month_of(month)
    with records_until(folder, on, _YEAR) as records:
        there, lacking = positions(records, on)
    courses = [carry_on(position, scenario) for position in there]
    for course in courses:
        _show_course(course)
    for why in lacking:
        click.echo(why)
    if picture:
        Path(picture).parent.mkdir(parents=True, exist_ok=True)
        with writing(Path(picture).parent), whole(Path(picture)) as half:
            half.write_text(_picture(courses), "utf-8")
        click.echo(f"已画入 {picture}")
    return int(any(course.empty for course in courses))


def _once(options: tuple[str, ...]) -> "dict[date, int]":
    from decimal import Decimal, InvalidOperation  # noqa: PLC0415

    from jixiao.fund.outlook.history import read_month  # noqa: PLC0415

    sums = {}
    for option in options:
        month, sign, yuan = option.partition("=")
        try:
            fen = Decimal(yuan) * 100
            whole = fen == fen.to_integral_value()
        except InvalidOperation:
            whole = False
        if not sign or not whole:
            message = f"--once 的“{option}”应写成 月份=元，如 2026-12=5000000。"
            raise JixiaoError(message)
        sums[read_month(month, "--once")] = int(fen)
    return sums


def _show_course(course: "Course") -> None:
    from jixiao.fund.tables import codes  # noqa: PLC0415
    from jixiao.money import in_yuan  # noqa: PLC0415

    position = course.position
    named = codes()["insutype"].get(position.scheme, position.scheme)
    click.echo(
        f"\n{named}　{position.month:%Y-%m} 末结余 {in_yuan(position.balance)} 元"
    )
    for title, month in (("不够六个月支出", course.low), ("见底", course.empty)):
        if month is None:
            click.echo(f"  {title}：{len(course.balances)} 个月里没有")
        else:
            count = course.months_until(month)
            click.echo(f"  {title}：{month:%Y-%m}，{count} 个月后")


def _picture(courses: "list[Course]") -> str:
    from jixiao.fund.outlook.history import shift  # noqa: PLC0415
    from jixiao.fund.outlook.pictures import Line, draw  # noqa: PLC0415
    from jixiao.fund.tables import codes  # noqa: PLC0415

    longest = max((len(course.balances) for course in courses), default=0)
    first = courses[0].position.month if courses else None
    labels = [f"{shift(first, n):%Y-%m}" for n in range(longest + 1)] if first else []
    lines = [
        Line(
            codes()["insutype"].get(course.position.scheme, course.position.scheme)[:4],
            [course.position.balance, *course.balances],
            colour,
        )
        for course, colour in zip(courses, _COLOURS * len(courses), strict=False)
    ]
    return draw("累计结余", labels, lines)


_COLOURS = ("#1f5fa8", "#b3541e", "#3c7d3c", "#7a4b9d")


@click.command(short_help="能不能向医院预付：逐条条件和数。", cls=Command)
@FOLDER
@MONTH
@with_terms
def prepay(folder: str, *, month: str, code: str, parameters: str | None) -> int:
    """各险种到一个月末能不能拨付预付金：可支付月数、上年有没有赤字、往后 12 个月推算有没有赤字。

    每条都写明数；历史太短等判断不了的写“不能判断”，不当作符合。有不符合或不能判断的，退出码为 1。
    """
    from jixiao.fund.outlook.foreseen import SEEN_BACK  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.outlook.history import month_end  # noqa: PLC0415
    from jixiao.fund.outlook.prepayment import (  # noqa: PLC0415
        KEYS,
        check_terms,
        prepayment,
    )

    on = month_of(month)
    terms = terms_of(code, parameters, month_end(on))
    check_terms(terms)
    with records_until(folder, on, SEEN_BACK) as records:
        verdicts, lacking = prepayment(records, on, terms)
    for verdict in verdicts:
        _show_verdict(verdict)
    for why in lacking:
        click.echo(why)
    show_terms(terms, KEYS)
    return int(any(verdict.allowed is not True for verdict in verdicts))


_MET = {True: "符合", False: "不符合", None: "不能判断"}


def _show_verdict(verdict: "Verdict") -> None:
    from jixiao.fund.tables import codes  # noqa: PLC0415
    from jixiao.money import in_yuan  # noqa: PLC0415

    named = codes()["insutype"].get(verdict.scheme, verdict.scheme)
    click.echo(f"\n{named}：{_MET[verdict.allowed]}预付条件")
    for condition in verdict.conditions:
        click.echo(f"  ［{_MET[condition.met]}］ {condition.title}：{condition.says}")
    click.echo(f"  约合预付额 {in_yuan(verdict.amount)} 元")


@click.command(short_help="因病致贫风险和救助缺口的名单。", cls=Command)
@FOLDER
@MONTH
@click.option("--code", "only", metavar="CODE", help="只看哪个名单；不写就全部看。")
@click.option(
    "--csv", "table", metavar="FILE", help="把一个名单写成 CSV；与 --code 同用。"
)
@with_terms
def relief(
    folder: str,
    *,
    month: str,
    only: str | None,
    table: str | None,
    code: str,
    parameters: str | None,
) -> int:
    """到一个月末为止的 12 个月：负担过线的人和户，没有参保、没有资助、没有一站式、救助付少了的人。

    人员编号只显示末尾几位，--csv 写出的也是；名单由人核实后交办。查不了的写明。有人的，退出码为 1。
    """
    from jixiao.fund.outlook.history import month_end  # noqa: PLC0415
    from jixiao.fund.outlook.rollcall import roll_calls  # noqa: PLC0415
    from jixiao.fund.outlook.set_limits import limits_on  # noqa: PLC0415
    from jixiao.fund.records import NotLoaded  # noqa: PLC0415
    from jixiao.fund.records.proven import totals  # noqa: PLC0415

    if table and not only:
        message = "--csv 要用 --code 说明是哪个名单。"
        raise JixiaoError(message)
    known = roll_calls()
    entries = [entry_of(known, only, "名单")] if only else list(known.values())
    counted = 0
    on = month_of(month)
    limits = limits_on(terms_of(code, parameters, month_end(on)))
    with records_until(folder, on, _YEAR) as records:
        for entry in entries:
            try:
                proof = entry.mark(records, limits)
                _, _, count = totals(proof.by_month())
            except NotLoaded as missing:
                click.echo(f"\n查不了 {entry.code} {entry.title}：{missing.why}")
                continue
            counted += count
            click.echo(f"\n{entry.code} {entry.title}：{count}　交 {entry.to}")
            for row in proof.largest(_SHOWN):
                place = row.place or ""
                click.echo(
                    f"  {row.key}　{place}　{entry.sentence(row.above, row.below)}"
                )
            if table:
                click.echo(f"已把 {proof.write_csv(Path(table))} 行写入 {table}")
    return int(bool(counted))


_SHOWN = 3


@click.command(short_help="写一个月的运行分析简报：网页和 Word。", cls=Command)
@FOLDER
@MONTH
@click.option("--to", "target", required=True, metavar="DIR", help="写进哪个文件夹。")
@with_terms
def brief(
    folder: str, *, month: str, target: str, code: str, parameters: str | None
) -> int:
    """一个月的运行分析简报：八张表、三幅图、只由数和来由组成的文字，上月的推算与实际对照。

    写成 brief.html 和 brief.docx；没有算的、历史还短的，写明在最后。签发前由人核对。
    """
    from jixiao.fund.outlook.brief import brief as of_month  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.outlook.foreseen import SEEN_BACK  # noqa: PLC0415
    from jixiao.fund.outlook.history import month_end  # noqa: PLC0415
    from jixiao.fund.outlook.set_limits import limits_on  # noqa: PLC0415
    from jixiao.fund.outlook.warnings_kept import keep_brief  # noqa: PLC0415
    from jixiao.publication.writers.brief_page import (  # noqa: PLC0415
        write_brief,
        write_brief_docx,
    )
    from jixiao.settings import Settings  # noqa: PLC0415

    on, path = month_of(month), Path(target)
    limits = limits_on(terms_of(code, parameters, month_end(on)))
    with records_until(folder, on, SEEN_BACK) as records:
        made = of_month(records, on, limits)
        written = write_brief(made, path / "brief.html")
        digest = sha256(written.read_bytes()).hexdigest()
        keep_brief(records.engine, on, now().date(), digest)
    click.echo(f"已写成 {written}")
    click.echo(f"已写成 {write_brief_docx(made, path / 'brief.docx', Settings.load())}")
    for why in made.remarks:
        click.echo(f"说明：{why}")
    return 0
