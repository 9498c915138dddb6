"""`jixiao service control`: a year of internal control, samples, cases and the yearly report."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.cases import now
from jixiao.cli.csv_table import write_table
from jixiao.cli.dip_terms import end_of, show_terms, terms_of, with_terms
from jixiao.cli.kept_rows import keep_rows
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError, whole, writing
from jixiao.money import in_yuan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.fund.cases import Case
    from jixiao.fund.parameters import Terms
    from jixiao.service.control.notes import LogLine
    from jixiao.service.control.samples import PointBook
    from jixiao.service.control.year import ControlYear

_SHOWN = 5
_HEADS = ("部分", "问题", "线索", "对象", "情况", "涉及金额", "证据")


@click.command(
    name="control",
    short_help="内部控制：岗位冲突、日志、三方对账、抽样测试、问题立案、年度报告。",
    cls=Command,
)
@click.argument("folder", metavar="DIR")
@click.option("--year", required=True, type=COUNT, metavar="YEAR", help="哪一年。")
@click.option("--ledger", metavar="CASES.db", help="案件账：先看里面各人做的各步。")
@click.option("--points", metavar="FILE", help="自己的控制点表；不写用样例。")
@click.option("--csv", "table", metavar="FILE", help="写一份明细。")
@click.option("--open", "opens", is_flag=True, help="把发现的问题立案，写进 --ledger。")
@click.option("--leads", is_flag=True, help="立案时线索也立。")
@click.option("--by", metavar="NAME", help="谁立案。")
@click.option("--unit", default="本单位", metavar="NAME", help="报告上的单位。")
@click.option("--report", metavar="FILE", help="写五部分的年度报告（docx）。")
@with_terms
def control(
    folder: str,
    *,
    year: int,
    ledger: str | None,
    points: str | None,
    table: str | None,
    opens: bool,
    leads: bool,
    by: str | None,
    unit: str,
    report: str | None,
    code: str,
    parameters: str | None,
) -> int:
    """看一年：谁做了不相容的两步（授权的代办不算），日志里的时间和账号，付款、记账、银行三方，控制点的测试。

    同名账号、同一终端、工作时间以外、疑似拆分是线索，不是结论。没有测试完的评分写“至多”。
    有问题的，退出码为 1。
    """
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.period import Period  # noqa: PLC0415
    from jixiao.service.control.year import KEYS, look_at_year  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    book = _book(points)
    if opens and not (ledger and by):
        message = "立案要写明案件账 --ledger 和谁立案 --by。"
        raise JixiaoError(message)
    trail = _trail(ledger, year)
    with open_engine(Path(folder)) as engine:
        period = Period(date(year, 1, 1), end_of(year))
        seen = look_at_year(engine, period, terms, book, trail)
    _show(seen)
    if table:
        _write_marks(seen, Path(table))
    if opens and ledger and by:
        _open(seen, Path(ledger), by, leads=leads)
    if report:
        _report(seen, terms, Path(report), unit, ledger)
    _keep(seen, folder, ledger, is_reported=bool(report))
    show_terms(terms, KEYS)
    return int(bool(seen.marks))


@click.command(
    name="samples",
    short_help="内控测试的样本：按公布的种子从清单里抽，谁都能重做。",
    cls=Command,
)
@click.argument("point", metavar="控制点编号")
@click.argument("population", metavar="LIST.csv")
@click.option("--seed", required=True, metavar="TEXT", help="事先公布的种子。")
@click.option(
    "--year", required=True, type=COUNT, metavar="YEAR", help="按哪一年的样本量。"
)
@click.option("--points", metavar="FILE", help="自己的控制点表；不写用样例。")
@with_terms
def samples(
    point: str,
    population: str,
    *,
    seed: str,
    year: int,
    points: str | None,
    code: str,
    parameters: str | None,
) -> int:
    """从 LIST.csv（一列：业务编号）里抽一个控制点的样本，印出种子、办法和抽中的。"""
    from jixiao.service.control.samples import draw_samples  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.csv_rows import read_rows  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    known = {each.number: each for each in _book(points).points}
    if point not in known:
        message = f"没有控制点 {point}；有 {'、'.join(known)}。"
        raise JixiaoError(message)
    codes = [row["业务编号"] for row in read_rows(Path(population), ("业务编号",))]
    sizes = terms.factors("control.samples")
    drawn = draw_samples(known[point], sizes, codes, seed)
    click.echo(
        f"{point} {known[point].title}：{len(codes)} 笔里抽 {len(drawn.chosen)} 笔"
    )
    for line in drawn.log[:2]:
        click.echo(line)
    for sample in drawn.chosen:
        click.echo(f"抽中 {sample}")
    show_terms(terms, ("control.samples",))
    return 0


def _book(points: str | None) -> "PointBook":
    from jixiao.service.control.samples import load_points, own_points  # noqa: PLC0415 — kept out of jixiao --help

    return own_points(Path(points)) if points else load_points()


def _trail(ledger: str | None, year: int) -> "list[LogLine]":
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.service.control.control_cases import ledger_lines  # noqa: PLC0415

    if not ledger or not Path(ledger).is_file():
        return []
    with open_ledger(Path(ledger)) as opened:
        return [line for line in ledger_lines(opened) if line.at.year == year]


def _show(seen: "ControlYear") -> None:
    from jixiao.publication.writers.control_report import score_line  # noqa: PLC0415 — as above
    from jixiao.service.control.duties import excluded_users  # noqa: PLC0415

    click.echo(
        f"{seen.period.first.year} 年：操作 {seen.steps} 步，付款 {seen.payments} 笔"
    )
    for user, pair in excluded_users(seen.matrix, seen.pairs)[:_SHOWN]:
        click.echo(f"岗位矩阵：{user} 全年做过 {'和'.join(pair)}")
    for test, count in Counter(mark.kind for mark in seen.marks).items():
        click.echo(
            f"{test.part}　{test} {count} 处{'（线索）' if test.is_lead else ''}"
        )
        for mark in [m for m in seen.marks if m.kind is test][:_SHOWN]:
            click.echo(f"  {mark.subject}　{mark.says}")
        if count > _SHOWN:
            click.echo(f"  另有 {count - _SHOWN} 处")
    if seen.allowed:
        click.echo(f"合法代办 {len(seen.allowed)} 步，没有列为问题")
    if seen.leading is not None:
        gap = seen.leading.deviation * 100
        click.echo(
            f"首位数字：{seen.leading.amounts} 笔，平均相差 {gap:.2f} 个百分点（只供参考）"
        )
    for each in seen.outcomes:
        click.echo(
            f"控制点 {each.point.number} {each.point.title}：应抽 {each.needed}，已测 {each.done}，"
            f"例外 {len(each.exceptions)}，{each.result}"
        )
    for part in seen.parts:
        most = "" if part.is_whole else "至多 "
        click.echo(
            f"{part.part}：{most}{float(part.score):.1f}／{float(part.weight):.0f}"
        )
    click.echo(f"评分 {score_line(seen)}；{seen.book.line}")
    for line in seen.absent:
        click.echo(f"注意：{line}")


def _write_marks(seen: "ControlYear", path: Path) -> None:
    rows = [
        (
            mark.kind.part,
            mark.kind,
            "是" if mark.kind.is_lead else "",
            mark.subject,
            mark.says,
            in_yuan(mark.amount) if mark.amount else "",
            "、".join(key for _, key in mark.rows),
        )
        for mark in seen.marks
    ]
    write_table(path, _HEADS, rows)


def _open(seen: "ControlYear", path: Path, by: str, *, leads: bool) -> None:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — as above
    from jixiao.service.control.control_cases import open_findings  # noqa: PLC0415

    with open_ledger(path) as opened:
        codes = open_findings(
            opened, seen.marks, seen.outcomes, by=by, at=now(), with_leads=leads
        )
    click.echo(f"新立 {len(codes)} 案" + _span(codes))


def _span(codes: "Sequence[str]") -> str:
    return f"：{codes[0]} 至 {codes[-1]}" if codes else ""


def _keep(
    seen: "ControlYear", folder: str, ledger: str | None, *, is_reported: bool
) -> None:
    """Write the review of the year down once it is reported; later what was mended since, too."""
    from jixiao.fund.records.own_rows import REVIEWS, own_rows  # noqa: PLC0415 — as above
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.service.control.review_row import findings_of, review_row  # noqa: PLC0415

    year, findings = seen.period.first.year, findings_of(seen)
    row = review_row(year, findings, _cases(ledger), now().date())
    with open_engine(Path(folder)) as engine:
        rows_before = {each["review_no"]: each for each in own_rows(engine, REVIEWS)}
    before = rows_before.get(row["review_no"])
    if before is not None and not is_reported:
        row["reported_on"] = before["reported_on"]
    if is_reported or before is not None:
        keep_rows(folder, REVIEWS, [row])


def _cases(ledger: str | None) -> "list[Case]":
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — as above
    from jixiao.service.control.control_cases import own_cases  # noqa: PLC0415

    if not ledger or not Path(ledger).is_file():
        return []
    with open_ledger(Path(ledger)) as opened:
        return own_cases(opened)


def _report(
    seen: "ControlYear", terms: "Terms", path: Path, unit: str, ledger: str | None
) -> None:
    from jixiao.fund.parameters.parameter_sets import lines_of  # noqa: PLC0415 — as above
    from jixiao.publication.writers.control_report import control_report_docx  # noqa: PLC0415
    from jixiao.service.control.control_cases import rectifying  # noqa: PLC0415
    from jixiao.service.control.year import KEYS  # noqa: PLC0415

    today = now().date()
    done = rectifying(_cases(ledger), seen.period.first.year, today)
    content = control_report_docx(unit, seen, done, [*lines_of(terms, KEYS)], today)
    with writing(path.parent), whole(path) as half:
        half.write_bytes(content)
    click.echo(f"已写入 {path.name}")
