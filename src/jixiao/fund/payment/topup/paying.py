"""A year of a product: each settlement of the insured in its order, what is due, and why not more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor

from jixiao.fund.payment.topup.product import WHOLE, Product

UNINSURED, WAITING, OTHER_CARE, BELOW = "不在保", "等待期内", "不属保障的医疗类别", "起付线以内"  # fmt: skip
PRIOR, CAPPED, PAID = "既往症", "到了封顶线", "应赔"


@dataclass(frozen=True, slots=True)
class Term:
    """A person's term of a product, both days included; `prior` are the diseases it says were there before."""

    begins_on: date
    ends_on: date
    renewed: bool
    prior: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bill:
    """A settlement as the product sees it: what the person bears within the scope and in whole, in fen."""

    setl_id: str
    psn_no: str
    settled_at: datetime
    med_type: str
    disease: str
    in_scope: int
    whole: int


@dataclass(frozen=True, slots=True)
class Due:
    """What is due on a bill, in fen, and why."""

    bill: Bill
    borne: int
    amount: int
    why: str


def due_of_year(
    product: Product, terms: Mapping[str, Sequence[Term]], bills: Iterable[Bill]
) -> list[Due]:
    """Return what a product owes on the bills of a year, each person's in the order of their time.

    What lies above the deductible climbs the bands over the year; what is paid adds up to the cap.
    """
    climbed: dict[str, tuple[int, int]] = {}
    dues = []
    for bill in sorted(bills, key=lambda each: (each.psn_no, each.settled_at, each.setl_id)):  # fmt: skip
        before, paid = climbed.get(bill.psn_no, (0, 0))
        due, borne = _due(product, terms.get(bill.psn_no, ()), bill, before, paid)
        climbed[bill.psn_no] = (before + borne, paid + due.amount)
        dues.append(due)
    return dues


def _due(
    product: Product, terms: Sequence[Term], bill: Bill, before: int, paid: int
) -> tuple[Due, int]:
    """Return what is due on a bill, and what it adds to the year's burden."""
    term, why_not = _term_on(product, terms, bill.settled_at.date())
    if term is None:
        return Due(bill, 0, 0, why_not), 0
    if bill.med_type not in product.med_types:
        return Due(bill, 0, 0, OTHER_CARE), 0
    borne = bill.whole if product.pays_of == WHOLE else bill.in_scope
    line = product.deductible
    above, after = max(0, before - line), max(0, before + borne - line)
    if not after:
        return Due(bill, borne, 0, BELOW), borne
    exact = product.paid_on(after) - product.paid_on(above)
    is_prior = bill.disease in term.prior
    if is_prior:
        exact *= product.prior_share
    amount = min(floor(exact + Fraction(1, 2)), product.cap - paid)
    capped = amount < floor(exact + Fraction(1, 2))
    why = CAPPED if capped else PRIOR if is_prior else PAID
    return Due(bill, borne, amount, why), borne


def _term_on(
    product: Product, terms: Sequence[Term], day: date
) -> tuple[Term | None, str]:
    held = [term for term in terms if term.begins_on <= day <= term.ends_on]
    if not held or not product.since <= day <= product.until:
        return None, UNINSURED
    term = held[0]
    waits_until = term.begins_on + timedelta(days=product.waiting_days)
    if not term.renewed and day < waits_until:
        return None, WAITING
    return term, ""
