"""What the letters of a case are told: by its engine's own words, its term, outcome and money."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from jixiao.fund.cases import Case, CaseLedger, Evidence
from jixiao.fund.records.institution_names import addressee
from jixiao.fund.records.marking import MarkingEntry
from jixiao.money import in_yuan
from jixiao.publication.letters import LetterLine, shortened

_EXTRA = {"inspection": ("commitment", "interview"), "prepayment": ("late_payment",)}
"""Letters of an engine's cases that no step asks for."""
_SUPERVISION = ("talk", "rectification")
GRADING, INSPECTION, POINTS, TIP = "grading", "inspection", "points", "tip"
AWAY, FIRM = "away", "firm"
_CALLED = ("项目", "决定文号", "产品编码", "协议", "结算ID")
"""What rows are called in letters, where their evidence says so; else by their key."""
_ENTERED_LATER = re.compile(r"（\d{4}-\d{2}-\d{2} 补录）$")
PLANNED = "检查计划"
"""The table of the evidence of a planned visit: where one goes, and nothing that was found."""
_NOTIFIED = "告知情况"
_REMINDER = "warning_reminder"
_TO_WHO_TOLD = "tip_"
"""How the names of letters to who gave a tip begin."""


def basis_of(case: Case, kind: str = "") -> str:
    """Return the basis of what a case was opened by; its code where no library knows it.

    To whom a tip names it is that of an inspection.
    """
    entry: MarkingEntry | None
    if case.engine in ("relief", "warning"):
        from jixiao.fund.outlook import library as signals  # noqa: PLC0415 — loads the engine
        from jixiao.fund.outlook.rollcall import roll_calls  # noqa: PLC0415

        entry = signals().get(case.rule) or roll_calls().get(case.rule)
    else:
        from jixiao.fund.audit import library as rules  # noqa: PLC0415 — as above

        entry = rules().get(case.rule)
    if entry is not None:
        return entry.basis
    return _cited(case, kind) or case.rule


def _cited(case: Case, kind: str) -> str:
    from jixiao.fund.cases import load_procedure  # noqa: PLC0415 — loads the ledger
    from jixiao.fund.cases.procedure import procedures  # noqa: PLC0415

    stated_basis = (
        case.evidence[0].values.get("依据", "") if case.engine == GRADING else ""
    )
    is_told_apart = case.engine == TIP and not kind.startswith(_TO_WHO_TOLD)
    engine = INSPECTION if is_told_apart else case.engine
    return stated_basis or procedures().get(engine, load_procedure()).cites


def addressee_of(
    case: Case, kind: str, names: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Return whom a letter of a case is for: of a tip whoever gave it, by its number alone.

    What is told to who gave a tip is never told to whom it names. An institution is called by what
    `names` says of its code.
    """
    if case.engine == TIP and kind.startswith(_TO_WHO_TOLD):
        return f"举报人（举报编号 {case.evidence[0].key}）"
    if kind == "penalty_proposal":
        return "医疗保障行政部门"
    if case.engine == "credit":
        return f"{case.subject} 号协议的签订人"
    if case.engine == "topup":
        return f"{case.evidence[0].values.get('产品') or case.subject}的承保公司"
    if case.engine == AWAY:
        return _of_away(case)
    return addressee(case.subject, names)


def _of_away(case: Case) -> str:
    """Return whom a letter of care away is for: the other area's office, or who claimed twice."""
    from jixiao.fund.payment.away.disputes import TWICE  # noqa: PLC0415 — loads the engine

    if case.rule == TWICE:
        return f"受理件 {case.subject} 的申请人"
    return f"{case.subject} 地区医疗保障经办机构"


def number_of(case: Case) -> str:
    """Return what stands for the number of a letter: the case's, and room for the file's own."""
    return f"案件编号 {case.code}　文号：＿＿＿＿＿＿"


def letters_of(case: Case) -> Sequence[str]:
    """Return the kinds of letters of the steps that a case may go, and those that any may need."""
    from jixiao.fund.cases import load_procedure  # noqa: PLC0415 — loads the ledger
    from jixiao.fund.cases.procedure import ACCUSING_NOBODY, procedures  # noqa: PLC0415

    procedure = procedures().get(case.engine) or load_procedure()
    named = [step.letter for step in procedure.steps.values() if step.letter]
    usual = () if case.engine in ACCUSING_NOBODY else _SUPERVISION
    return [*dict.fromkeys((*named, *_EXTRA.get(case.engine, usual)))]


def facts_of(case: Case, ledger: CaseLedger | None = None) -> dict[str, str]:
    """Return the facts that a case tells its letters; what is not known is not there.

    The sum of somebody's points is known where the ledger is given.
    """
    texts = [_plain(event.text) for event in case.events if event.outcome]
    reasons = [text for text in texts if text]
    amount = case.recovered or case.counted
    facts = {
        "matter": case.title,
        "case": f"{case.subject}涉嫌{case.title}",
        "of_letter": f"{case.code} 号文书",
        "outcome": str(case.outcome or ""),
        "reason": reasons[-1] if reasons else "",
        "amount": in_yuan(amount) if amount else "",
        "found": reasons[-1] if reasons else _matter_found(case),
        "loss": in_yuan(case.counted) if case.counted else "",
        "recovered": in_yuan(case.recovered) if case.recovered else "",
        "left": in_yuan(case.counted - case.recovered),
        "count": f"{len(case.evidence)} 人（户）",
    }
    if case.due:
        day = case.due[-1].last_day
        facts["answer_by"] = f"{day.year}年{day.month}月{day.day}日"
    return facts | _of_outlook(case, facts) | _of_supervision(case, ledger)


def _matter_found(case: Case) -> str:
    """Return what was found before it was decided: of a planned visit what was told of it, else its title."""
    if case.evidence and case.evidence[0].table != PLANNED:
        return case.title
    announced = [_plain(event.text) for event in case.events if event.step == _NOTIFIED]
    return next((text for text in reversed(announced) if text), "")


def _plain(text: str) -> str:
    """Return what was said at a step without the note of when it was entered."""
    return _ENTERED_LATER.sub("", text).strip()


def _of_supervision(case: Case, ledger: CaseLedger | None) -> dict[str, str]:
    if case.engine == GRADING:
        from jixiao.fund.supervision.gradings import grading_facts  # noqa: PLC0415 — loads the wing

        return grading_facts(case)
    if case.engine == FIRM:
        from jixiao.fund.prices.firm_cases import firm_facts  # noqa: PLC0415 — loads the wing

        return firm_facts(case)
    if case.engine == POINTS and ledger is not None:
        from jixiao.fund.supervision.points_register import points_facts  # noqa: PLC0415

        return points_facts(case, ledger)
    if case.engine == TIP:
        return {
            "tip": case.evidence[0].key,
            "matter": "使用医保基金的有关问题",
            "case": f"{case.subject}涉嫌违规使用医保基金",
        }
    if case.engine == INSPECTION:
        return {"case": f"{case.subject}涉嫌违规使用医保基金"}
    return {}


def _of_outlook(case: Case, known: Mapping[str, str]) -> dict[str, str]:
    if case.engine == "warning":
        from jixiao.fund.outlook.warning_cases import facts_of as of_warning  # noqa: PLC0415

        facts = {**of_warning(case)}
        # Once it has been judged, its reason is the judgement's.
        return facts | {"reason": known["reason"] or facts["reason"]}
    if case.engine == "relief":
        return _of_relief(case)
    if case.engine == "prepayment":
        return {"amount": in_yuan(case.counted)}
    return {}


def _of_relief(case: Case) -> dict[str, str]:
    from jixiao.fund.outlook.relief_alerts import (  # noqa: PLC0415 — loads the wing
        SETTLED_AGAIN,
        list_facts,
    )

    came = [_plain(event.text) for event in case.events if event.step == SETTLED_AGAIN]
    return {**list_facts(case), "reason": came[-1] if came else ""}


def lines_of(case: Case, kind: str = "") -> list[LetterLine]:
    """Return the rows of a letter: those that a case rests on and that were not found not to hold.

    Of a warning the groups that its change comes from; of a list of persons none, for a letter is
    no safe place for them; of a tip none, for whom it names learns of no tip; a reminder of a warning
    repeats none.
    """
    if case.engine == TIP and not kind.startswith(_TO_WHO_TOLD):
        return []
    held = [row for nth, row in enumerate(case.evidence) if nth not in case.spared]
    if case.engine == "relief" or kind == _REMINDER:
        return []
    if case.engine == "warning":
        groups = enumerate(held[1:], 1)
        return shortened([_line(f"{nth}", row) for nth, row in groups])
    facts = [row for row in held if row.table != PLANNED]
    return shortened([_line(row.key, row) for row in facts])


def _line(reference: str, row: Evidence) -> LetterLine:
    names = (row.values.get(name) for name in _CALLED)
    called = next(filter(None, names), reference)
    return LetterLine(called, row.values.get("说明", ""), row.cost, row.fund)
