"""Points argued by experts, written down: the minutes (docx) and the book of points (xlsx)."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from jixiao.errors import writing
from jixiao.fund.payment.argument import Argued, Argument, Expert, Outcome

_TENTHS = 10_000
_BOOK = (
    "病种", "例数", "上年分值", "拟定分值", "表决分值", "还原后分值", "比上年", "结果", "轮次", "投票", "可投票",
    "回避", "不同意见",
)  # fmt: skip
_WIDTH = 16


def write_points_book(
    argument: Argument, cases: Mapping[str, int], last: Mapping[str, int], path: Path
) -> None:
    """Write a row for each group: last year's points, proposed, voted, rebased, and the dissent.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    import xlsxwriter  # noqa: PLC0415 — most callers write none

    with writing(path.parent), xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("病种分值")
        sheet.set_column(0, len(_BOOK) - 1, _WIDTH)
        sheet.write_row(0, 0, _BOOK, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 1)
        share = book.add_format({"num_format": "0.00%"})
        for row, each in enumerate(argument.groups, 1):
            points = argument.rebased.points[each.group]
            before = last.get(each.group)
            sheet.write_row(row, 0, _cells(each, cases, before, points))
            if before:
                sheet.write_number(row, 6, points / before - 1, share)


def _cells(
    each: Argued, cases: Mapping[str, int], before: int | None, points: int
) -> tuple[str | float, ...]:
    dissent = "；".join(f"{name}：{reason}" for name, reason in each.dissent)
    return (
        each.group, cases.get(each.group, 0), before / _TENTHS if before else "",
        each.proposed / _TENTHS, each.voted / _TENTHS, points / _TENTHS, "", str(each.outcome),
        each.round, each.votes, each.eligible, "、".join(each.avoided), dissent,
    )  # fmt: skip


def write_minutes(
    argument: Argument, experts: Sequence[Expert], year: int, path: Path
) -> None:
    """Write the minutes: who was there, what was decided group by group, who avoided, who dissents.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    from docx import Document  # noqa: PLC0415 — most callers write none

    paper = Document()
    paper.add_heading(f"{year} 年病种赋分论证会纪要", 0)
    names = "、".join(f"{e.name}（{e.specialty}）" for e in experts)
    paper.add_paragraph(f"专家 {len(experts)} 人：{names}。")
    voted = [each for each in argument.groups if each.outcome is not Outcome.NOT_VOTED]
    paper.add_paragraph(
        f"病种 {len(argument.groups)} 个，表决 {len(voted)} 个。所在医院病例最多的专家回避该病种。"
    )
    for each in voted:
        paper.add_heading(each.group, 2)
        paper.add_paragraph(
            f"拟定 {each.proposed / _TENTHS:.4f}，表决 {each.voted / _TENTHS:.4f}：{each.outcome}"
            f"（第 {each.round} 轮，投票 {each.votes}，可投票 {each.eligible}）。"
        )
        if each.avoided:
            paper.add_paragraph(f"回避：{'、'.join(each.avoided)}。")
        for name, reason in each.dissent:
            paper.add_paragraph(f"{name}另提：{reason}", style="List Bullet")
    paper.add_paragraph(
        f"各病种分值同乘 {float(argument.rebased.factor):.8f}，使分值与例数的乘积合计不变；"
        f"取整余下 {argument.rebased.left / _TENTHS:.4f}。"
    )
    paper.add_paragraph("专家签名：")
    with writing(path.parent):
        paper.save(str(path))
