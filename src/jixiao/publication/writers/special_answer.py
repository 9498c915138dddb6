"""The answer to an application for a special review (docx): facts, votes, decision, blanks to sign."""

from pathlib import Path

from jixiao.errors import writing
from jixiao.fund.cases import Case
from jixiao.money import in_yuan

_ANSWERS = {"通过": "同意，按费用计分。", "不通过": "不同意，仍按病种分值计。"}


def write_special_answer(case: Case, path: Path) -> None:
    """Write the answer of a decided case; experts are told by their number, not by name.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    from docx import Document  # noqa: PLC0415 — most callers write none

    row = case.evidence[0]
    document = Document()
    document.add_heading("特例单议答复", 1)
    document.add_paragraph(f"编号：{case.code}")
    name = row.values.get("机构")
    document.add_paragraph(
        f"{name}（{case.subject}）：" if name else f"{case.subject}："
    )
    said = "；".join(
        f"{name}：{value}" for name, value in row.values.items() if name != "机构"
    )
    document.add_paragraph(
        f"你单位申请特例单议的病例 {row.key}（{said}），总费用 {in_yuan(row.cost)} 元。"
    )
    steps = [event.step for event in case.events]
    since = len(steps) - 1 - steps[::-1].index("抽取专家") if "抽取专家" in steps else 0
    votes = [event.text for event in case.events[since:] if event.step == "评议"]
    for number, text in enumerate(votes, 1):
        document.add_paragraph(f"专家 {number}：{text}", style="List Number")
    decisions = [_ANSWERS[step] for step in steps if step in _ANSWERS]
    answer = decisions[-1] if decisions else "还没有决定。"
    document.add_paragraph(f"结果：{answer}")
    document.add_paragraph("经办机构（盖章）：　　　　　　　　日期：　　　　")
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        document.save(str(path))
