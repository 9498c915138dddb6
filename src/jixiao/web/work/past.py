"""A case's past as it was written: its ledger, and what its row repeats of it, compared on every read."""

from decimal import Decimal

from jixiao import cycle
from jixiao.web.models import Case, Entry
from jixiao.web.sealing import Tampered, check_rows

_COLUMNS = ("target", "publication", "monitoring", "evaluation")


def check_case(case: Case) -> list[cycle.Event]:
    """The ledger of a case, once nothing of it and of what repeats it was changed.

    Raises:
        BrokenLedger, Tampered: something was; the message says what.
    """
    entries = list(Entry.objects.filter(case=case).order_by("number"))
    ledger = [entry.event for entry in entries]
    cycle.verify(ledger)
    check_rows("entry", entries)
    if fault := _differs(case, ledger):
        # Somebody may have moved it between two questions: ask both again before saying so.
        fresh = Case.objects.get(pk=case.pk)
        ledger = [
            entry.event for entry in Entry.objects.filter(case=case).order_by("number")
        ]
        fault = _differs(fresh, ledger)
        if fault:
            message = f"{fresh} 的{fault}与办理记录不符，有人在数据库里改过。请停止使用，从备份核对。"
            raise Tampered(message)
    return ledger


def _differs(case: Case, ledger: list[cycle.Event]) -> str:
    """What a case's row says otherwise than its ledger; "" for nothing."""
    if not ledger:
        return "办理记录"
    state, published_budget = cycle.Case(""), None
    for event in ledger:
        before = state.published
        state = cycle.apply(state, event)
        if state.in_force and state.published != before:
            published_budget = state.in_force.budget
    for track, stage in state.stages.items():
        if track in _COLUMNS and getattr(case, track) != stage:
            return f"{case.rules().stage_title(track, stage)}一栏的状态"
    in_force = state.in_force.digest if state.in_force else None
    if case.in_force_id != in_force:
        return "批复的表"
    if (case.published_id, case.result_id) != (state.published, state.result):
        return "公开的表"
    budget = state.in_force.budget if state.in_force else None
    if state.in_force and not _same(case.budget, budget):
        return "预算"
    if state.published and not _same(case.public_budget, published_budget):
        return "公开的预算"
    return ""


def _same(kept: Decimal | None, said: Decimal | None) -> bool:
    """Whether a column holds what the ledger says; columns hold hundredths."""
    if kept is None or said is None:
        return kept is None and said is None
    return abs(kept - said) < Decimal("0.01")
