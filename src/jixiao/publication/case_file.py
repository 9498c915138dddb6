"""A case of the ledger on paper, as it is filed: what it rests on, what happened, its letters."""

from collections.abc import Iterator

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Case, load_procedure
from jixiao.fund.cases.procedure import procedures
from jixiao.money import in_yuan
from jixiao.publication.forms import Sheet
from jixiao.publication.letter_facts import basis_of, facts_of, lines_of
from jixiao.publication.letters import Letter, lay_out_letter, letter_kinds
from jixiao.publication.list_sheet import list_sheet
from jixiao.publication.writers.form_pdf import form_pdf
from jixiao.settings import Settings

_BLANK = "＿＿＿＿"
_MOST = 500
"""Rows of evidence that stand on paper; of more, how many more there are."""


def case_file(case: Case, issuer: str) -> bytes:
    """Return a case as PDF: its facts, events with their digests, rows, and the letters of its steps."""
    facts = [
        ("编号", case.code),
        ("事项", case.title),
        ("对象", case.subject),
        ("状态", case.state),
        ("结论", str(case.outcome or "没有")),
        ("费用、基金、追回（元）", "、".join(map(in_yuan, (case.cost, case.fund, case.recovered)))),
    ]  # fmt: skip
    events = [
        (str(e.number), f"{e.at:%Y-%m-%d %H:%M}", e.step, e.by, e.text, e.digest[:16])
        for e in case.events
    ]
    rows = [
        (e.table, e.key, "；".join(f"{k} {v}" for k, v in e.values.items()))
        for e in case.evidence[:_MOST]
    ]
    if len(case.evidence) > _MOST:
        rows.append(("", "", f"另有 {len(case.evidence) - _MOST} 行，在案件账上"))
    sheets = [
        list_sheet(f"案卷 {case.code}", ("项目", "内容"), facts, (4, 16)),
        list_sheet("办理经过", ("序", "时间", "步骤", "谁", "内容", "摘要（前 16 位）"), events, (2, 5, 4, 5, 10, 6)),
        list_sheet("依据的行", ("表", "主键", "当时的值"), rows, (4, 5, 14)),
    ]  # fmt: skip
    return form_pdf([*sheets, *_letters(case, issuer)], Settings.load())


def _letters(case: Case, issuer: str) -> Iterator[Sheet]:
    """Yield the letters of the steps that were done, dated as they were; a fact not known is blank."""
    procedure = procedures().get(case.engine) or load_procedure()
    for event in case.events:
        step = procedure.steps.get(event.step)
        if step is None or step.letter not in letter_kinds():
            continue
        known = facts_of(case)
        facts = {
            name: known.get(name) or _BLANK
            for name in letter_kinds()[step.letter].needs
        }
        letter = Letter(
            step.letter, f"案件编号 {case.code}", event.at.date(), case.subject, issuer,
            basis_of(case), facts, lines_of(case),
        )  # fmt: skip
        try:
            yield lay_out_letter(letter)
        except JixiaoError as error:
            yield list_sheet(
                letter_kinds()[step.letter].title, ("没有印出",), [(str(error),)], (1,)
            )
