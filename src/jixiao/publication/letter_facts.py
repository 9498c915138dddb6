"""What the letters of a case are told: by its engine's own words, its term, outcome and money."""

from collections.abc import Mapping, Sequence

from jixiao.fund.cases import Case, Evidence
from jixiao.fund.records.marking import MarkingEntry
from jixiao.money import in_yuan
from jixiao.publication.letters import LetterLine, shortened

_EXTRA = {"inspection": ("commitment", "interview"), "prepayment": ("late_payment",)}
"""Letters of an engine's cases that no step asks for."""
_SUPERVISION = ("talk",)


def basis_of(case: Case) -> str:
    """Return the basis of what a case was opened by; its code where no library knows it."""
    entry: MarkingEntry | None
    if case.engine in ("relief", "warning"):
        from jixiao.fund.outlook import library as signals  # noqa: PLC0415 — loads the engine
        from jixiao.fund.outlook.rollcall import roll_calls  # noqa: PLC0415

        entry = signals().get(case.rule) or roll_calls().get(case.rule)
    else:
        from jixiao.fund.audit import library as rules  # noqa: PLC0415 — as above

        entry = rules().get(case.rule)
    return entry.basis if entry else case.rule


def letters_of(case: Case) -> Sequence[str]:
    """Return the kinds of letters of the steps that a case may go, and those that any may need."""
    from jixiao.fund.cases import load_procedure  # noqa: PLC0415 — loads the ledger
    from jixiao.fund.cases.procedure import ACCUSING_NOBODY, procedures  # noqa: PLC0415

    procedure = procedures().get(case.engine) or load_procedure()
    named = [step.letter for step in procedure.steps.values() if step.letter]
    usual = () if case.engine in ACCUSING_NOBODY else _SUPERVISION
    return [*dict.fromkeys((*named, *_EXTRA.get(case.engine, usual)))]


def facts_of(case: Case) -> dict[str, str]:
    """Return the facts that a case tells its letters; what is not known is not there."""
    reasons = [event.text for event in case.events if event.outcome and event.text]
    facts = {
        "matter": case.title,
        "case": f"{case.subject}涉嫌{case.title}",
        "of_letter": f"{case.code} 号文书",
        "outcome": str(case.outcome or ""),
        "reason": reasons[-1] if reasons else "",
        "amount": in_yuan(case.recovered or case.counted),
        "left": in_yuan(case.counted - case.recovered),
        "count": f"{len(case.evidence)} 人（户）",
    }
    if case.due:
        day = case.due[-1].last_day
        facts["answer_by"] = f"{day.year}年{day.month}月{day.day}日"
    return facts | _of_outlook(case, facts)


def _of_outlook(case: Case, known: Mapping[str, str]) -> dict[str, str]:
    if case.engine == "warning":
        from jixiao.fund.outlook.warning_cases import facts_of as of_warning  # noqa: PLC0415

        told = {**of_warning(case)}
        # Once it has been judged, its reason is the judgement's.
        return told | {"reason": known["reason"] or told["reason"]}
    if case.engine == "prepayment":
        return {"amount": in_yuan(case.counted)}
    return {}


def lines_of(case: Case) -> list[LetterLine]:
    """Return the rows of a letter: those that a case rests on and that were not found not to hold.

    Of a warning the groups that its change comes from; of a list of persons none, for a letter is
    no safe place for them.
    """
    held = [row for nth, row in enumerate(case.evidence) if nth not in case.spared]
    if case.engine == "relief":
        return []
    if case.engine == "warning":
        groups = enumerate(held[1:], 1)
        return shortened([_line(f"{nth}", row) for nth, row in groups])
    return shortened([_line(row.key, row) for row in held])


def _line(reference: str, row: Evidence) -> LetterLine:
    return LetterLine(reference, row.values.get("说明", ""), row.cost, row.fund)
