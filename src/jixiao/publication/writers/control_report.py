"""The yearly report of internal control (docx): five parts with points, findings and rectifying."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from jixiao.money import in_yuan
from jixiao.publication.writers.papers import Paper, add_table, new_paper
from jixiao.service.control.control_cases import Rectifying
from jixiao.service.control.notes import Mark, Part
from jixiao.service.control.samples import PointOutcome, PointResult
from jixiao.service.control.year import ControlYear, PartScore

_POINTS = ("编号", "控制点", "频率", "应抽", "已测", "例外", "最多可能", "结果")
_FINDINGS = ("序号", "问题", "对象", "情况", "金额（元）")
_POINT_WIDTHS = (1.4, 5.0, 1.4, 1.2, 1.2, 1.2, 2.0, 2.4)
_FINDING_WIDTHS = (1.2, 3.4, 2.8, 6.8, 2.4)
_MOST = 30
_HEADINGS = "一二三四五"


def control_report_docx(
    unit: str,
    seen: ControlYear,
    done: Rectifying,
    used: Sequence[str],
    written_on: date,
) -> bytes:
    """Return the report as a Word document; `used` are the lines of the parameters behind it."""
    paper = new_paper(f"{unit} {seen.period.first.year} 年内部控制年度报告")
    paper.add_paragraph(_summary(seen, done))
    paper.add_paragraph(
        f"依据：{seen.book.line}。各部分的分值、样本量为本地参数，列在文末。"
    )
    for number, score in zip(_HEADINGS, seen.parts, strict=True):
        _add_part(paper, number, score, seen)
    paper.add_heading("六、整改和复测", 1)
    paper.add_paragraph(
        f"本年立案 {done.opened} 件，认定属实 {done.upheld} 件，已整改 {done.mended} 件，"
        f"复测通过 {done.passed} 件，结案 {done.closed} 件，超过期限 {done.late} 件。"
    )
    paper.add_heading("七、没有看到的", 1)
    for line in seen.absent or ("各项记录都收了。",):
        paper.add_paragraph(line, style="List Bullet")
    paper.add_heading("八、所用参数", 1)
    for line in used:
        paper.add_paragraph(line.strip(), style="List Bullet")
    paper.add_paragraph(
        f"{unit}（盖章）　　　　{written_on.year}年{written_on.month}月{written_on.day}日"
    )
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def score_line(seen: ControlYear) -> str:
    """Return the score in words; an unfinished one is called so."""
    most = "" if seen.is_whole else "至多 "
    return f"{most}{_rounded(seen.score)} 分"


def _summary(seen: ControlYear, done: Rectifying) -> str:
    leads = sum(mark.kind.is_lead for mark in seen.marks)
    untested = sum(o.result is PointResult.UNTESTED for o in seen.outcomes)
    return (
        f"{seen.period.first} 至 {seen.period.last}，看了操作 {seen.steps} 步、付款 {seen.payments} 笔，"
        f"测试控制点 {len(seen.outcomes) - untested} 个（没有测试的 {untested} 个），"
        f"发现问题 {len(seen.marks) - leads} 处、线索 {leads} 处，合法代办 {len(seen.allowed)} 步没有列为问题。"
        f"评分{score_line(seen)}。立案 {done.opened} 件，结案 {done.closed} 件。"
    )


def _add_part(paper: Paper, number: str, score: PartScore, seen: ControlYear) -> None:
    paper.add_heading(f"{number}、{score.part}", 1)
    most = "" if score.is_whole else "至多 "
    paper.add_paragraph(
        f"分值 {_rounded(score.weight)}，得{most}{_rounded(score.score)} 分；"
        f"控制点 {score.points} 个，有效 {score.sound} 个。"
    )
    outcomes = [each for each in seen.outcomes if each.point.part is score.part]
    if outcomes:
        add_table(
            paper, _POINTS, _POINT_WIDTHS, [_point_row(each) for each in outcomes]
        )
    marks = [mark for mark in seen.marks if mark.kind.part is score.part]
    _add_findings(paper, score.part, marks)


def _add_findings(paper: Paper, part: Part, marks: Sequence[Mark]) -> None:
    if not marks:
        paper.add_paragraph(f"{part}没有发现问题和线索。")
        return
    paper.add_paragraph("发现的问题和线索：")
    ordered = sorted(marks, key=lambda mark: (mark.kind.is_lead, -mark.amount))
    rows = [
        (
            str(n),
            f"{mark.kind}{'（线索）' if mark.kind.is_lead else ''}",
            mark.subject,
            mark.says,
            in_yuan(mark.amount) if mark.amount else "",
        )
        for n, mark in enumerate(ordered[:_MOST], 1)
    ]
    add_table(paper, _FINDINGS, _FINDING_WIDTHS, rows)
    if len(ordered) > _MOST:
        paper.add_paragraph(f"另有 {len(ordered) - _MOST} 处没有列出。")


def _point_row(each: PointOutcome) -> tuple[str, ...]:
    at_most = "" if each.at_most is None else f"{each.at_most * 100:.1f}%"
    point = each.point
    return (
        point.number,
        point.title,
        point.frequency,
        str(each.needed),
        str(each.done),
        str(len(each.exceptions)),
        at_most,
        str(each.result),
    )


def _rounded(number: Fraction) -> Decimal:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
