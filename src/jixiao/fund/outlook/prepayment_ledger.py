"""Prepayments as cases: what was agreed with whom, what was paid, repaid, and is still out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Case, CaseLedger, Evidence
from jixiao.fund.outlook.history import YEAR, shift
from jixiao.fund.outlook.place_names import PlaceNames
from jixiao.fund.outlook.prepayment import Verdict
from jixiao.fund.outlook.warning_cases import Hand
from jixiao.fund.parameters import Terms
from jixiao.fund.records import Records
from jixiao.money import in_yuan

ENGINE = "prepayment"
AGREED = "预付协议"
_PAID = "拨付"


@dataclass(frozen=True, slots=True)
class Allotment:
    """What about a month of an institution's payments comes to, in fen, and its last grading."""

    institution: str
    name: str
    amount: int
    grading: str


def allotments(
    records: Records, month: date, scheme: str, terms: Terms, ledger: CaseLedger
) -> list[Allotment]:
    """Return the institutions that a scheme paid in the twelve months, largest first.

    Raises:
        NotLoaded: no settlements were loaded.
    """
    cells = records.record("care_months")
    first = shift(month, 1 - YEAR)
    cells = cells.filter(cells.month.between(first, month), cells.insutype == scheme)
    added = cells.group_by("fixmedins_code").aggregate(fen=cells.pooled.sum())
    gradings = _gradings(ledger)
    names = PlaceNames.of_records(records).institutions
    share = terms.factor("prepay.months") / YEAR
    allotted = [
        Allotment(
            code := row["fixmedins_code"],
            name := names.get(code, ""),
            int(share * int(row["fen"])),
            gradings.get(code) or gradings.get(name, "没有评定"),
        )
        for row in records.engine.fetch(added).to_pylist()
    ]
    return sorted(allotted, key=lambda each: (-each.amount, each.institution))


def _gradings(ledger: CaseLedger) -> Mapping[str, str]:
    return {c.subject: c.title for c in ledger.cases() if c.engine == "grading"}


def open_prepayment(
    ledger: CaseLedger,
    verdict: Verdict,
    allotted: Sequence[Allotment],
    month: date,
    hand: Hand,
) -> list[str]:
    """Open a case for each institution that is to be prepaid in a year; return the new codes.

    Raises:
        JixiaoError: the fund may not prepay, or nobody can tell whether it may.
    """
    if verdict.allowed is not True:
        unmet = [c for c in verdict.conditions if c.met is not True]
        reasons = "；".join(f"{c.title}：{c.says}" for c in unmet)
        message = f"险种 {verdict.scheme} 不能预付，或判断不了：{reasons}。"
        raise JixiaoError(message)
    opened = []
    for each in allotted:
        key = f"{month.year}/{verdict.scheme}/{each.institution}"
        said = f"{month.year} 年险种 {verdict.scheme}，约 1 个月支付额；评定：{each.grading}"
        code = ledger.open_case(
            engine=ENGINE,
            rule=f"{ENGINE}/{verdict.scheme}",
            title=f"{month.year} 年预付金（险种 {verdict.scheme}）",
            subject=each.name or each.institution,
            evidence=[Evidence(AGREED, key, {"说明": said}, 0, each.amount)],
            by=hand.by,
            at=hand.at,
        )
        if code is not None:
            opened.append(code)
    return opened


@dataclass(frozen=True, slots=True)
class PrepaymentRow:
    """One prepayment, in fen: agreed, paid (nothing before it is), repaid, and still out."""

    case: str
    subject: str
    title: str
    state: str
    agreed: int
    paid: int
    repaid: int
    due: date | None

    @property
    def left(self) -> int:
        """What is paid and not repaid."""
        return self.paid - self.repaid


def prepayment_rows(ledger: CaseLedger) -> list[PrepaymentRow]:
    """Return the ledger's prepayments, in the order in which they were opened."""
    return [_row(case) for case in ledger.cases() if case.engine == ENGINE]


def _row(case: Case) -> PrepaymentRow:
    is_paid = any(event.step == _PAID for event in case.events)
    return PrepaymentRow(
        case.code,
        case.subject,
        case.title,
        case.state,
        case.fund,
        case.fund if is_paid else 0,
        case.recovered,
        case.due[0].last_day if case.due else None,
    )


def prepayment_line(row: PrepaymentRow) -> str:
    """Return a prepayment in one line."""
    term = f"，{row.due} 止" if row.due else ""
    return (
        f"{row.case}　{row.subject}　{row.title}　{row.state}{term}　协议 {in_yuan(row.agreed)}、"
        f"拨付 {in_yuan(row.paid)}、收回 {in_yuan(row.repaid)}、还在外 {in_yuan(row.left)} 元"
    )
