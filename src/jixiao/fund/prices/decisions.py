"""What cases of a linkage decided, as rows of PRICE_DECISION: lowered, left as it is, withdrawn."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Case, CaseLedger
from jixiao.fund.prices.case_opening import ENGINE
from jixiao.fund.records import declared_records
from jixiao.fund.records.prices import LEFT, LOWERED, WITHDRAWN

_COLUMNS = (
    "linkage_no", "listing_code", "kind", "decision", "old_price", "new_price", "decided_on",
    "effective_on", "document",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkageOrder:
    """A linkage that is published: its number and document, from which day on it holds."""

    number: str
    effective_on: date
    document: str
    withdrawn: Collection[str] = ()
    """Products whose listing ends instead, as their firms asked."""


def decision_heads() -> list[str]:
    """Return the titles of the columns, as `jixiao load` takes them."""
    columns = declared_records()["price_decisions"].columns
    return [columns[name].title for name in _COLUMNS]


def decision_rows(ledger: CaseLedger, order: LinkageOrder) -> list[tuple[str, ...]]:
    """Return the products of all decided cases of linkage, in the order of their codes.

    What a case found to hold is lowered; what it spared or refuted stays as it is.

    Raises:
        JixiaoError: no case is decided, a product stands in two of them, one that is to be withdrawn
            stands in none, or the linkage would hold before it was decided.
    """
    cases = [ledger.case(each.code) for each in ledger.cases() if each.engine == ENGINE]
    rows = [row for case in cases if case.outcome for row in _rows(case, order)]
    codes = [row[1] for row in rows]
    if not rows:
        raise JixiaoError("还没有一件价格联动的案件作出决定。请先办决定。")
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        message = f"{'、'.join(twice[:5])} 在两件案件里都有决定，不知以哪个为准。请先重开一件。"
        raise JixiaoError(message)
    if strange := sorted({*order.withdrawn} - {*codes}):
        message = (
            f"{'、'.join(strange)} 不在作出决定的案件里，不能撤网。请核对产品编码。"
        )
        raise JixiaoError(message)
    return sorted(rows, key=lambda row: row[1])


def _rows(case: Case, order: LinkageOrder) -> Iterator[tuple[str, ...]]:
    decided_on = max(e.at.date() for e in case.events if e.outcome)
    if decided_on > order.effective_on:
        message = f"{case.code} 是 {decided_on} 决定的，不能从 {order.effective_on} 起执行。请改正日期。"
        raise JixiaoError(message)
    holds = case.outcome is not None and case.outcome.is_upheld
    for nth, row in enumerate(case.evidence):
        lowered = holds and nth not in case.spared
        code, _, prices = row.key.rpartition("@")
        old, _, linked = prices.partition("→")
        decision = (
            WITHDRAWN if code in order.withdrawn else LOWERED if lowered else LEFT
        )
        new = {WITHDRAWN: "", LOWERED: linked, LEFT: old}[decision]
        yield (
            order.number, code, row.values.get("类别", ""), decision, old, new,
            decided_on.isoformat(), order.effective_on.isoformat(), order.document,
        )  # fmt: skip
