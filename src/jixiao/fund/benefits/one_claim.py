"""One claim settled after what its person's year has used: the same function, as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jixiao.fund.benefits import year
from jixiao.fund.benefits.claim import AMOUNTS, ITEM, OPTIONAL, State
from jixiao.fund.benefits.entry import Case
from jixiao.fund.benefits.law import Decision, LawBook
from jixiao.fund.benefits.words import HERE


@dataclass(frozen=True, slots=True)
class Settled:
    """A claim settled: what it is paid in fen, what the year has used after it, and how it came out.

    `workings` is the row that `year.settle_claim` wrote, `decision` what the policies say of the case;
    where its `reason` is none of `UNPAID` nobody knows what the claim is paid.
    """

    payments: Mapping[str, int]
    state: State
    workings: list[int]
    decision: Decision


_NUMBERS = ("age", "insured_years", "insured_days")


def case_of(claim: Mapping[str, Any]) -> Case:
    """Return what of a claim decides what is said of it."""
    return Case(
        insutype=claim["insutype"] or "",
        psn_type=claim["psn_type"] or "",
        psn_idet_type=claim["psn_idet_type"] or "",
        med_type=claim["med_type"] or "",
        hosp_lv=claim["hosp_lv"] or "",
        filing=claim["filing"] or "",
        dise_no=claim.get("dise_no") or "",
        cvlserv_flag="1" if claim.get("cvlserv_flag") == "1" else "0",
        area=claim.get("area") or (HERE if claim["filing"] == "local" else ""),
        **{name: _as_text(claim.get(name)) for name in _NUMBERS},
        third_party="1" if claim.get("third_party") == "1" else "0",
        carried=_carried(claim),
    )


def _carried(claim: Mapping[str, Any]) -> str:
    """Say whether what is claimed is of one year: see `Case`."""
    if claim.get("carried") == "1":
        return "1"
    if claim.get("began") is None:
        return ""
    ended = claim.get("care_day") or claim["setl_time"].date()
    return "2" if claim["began"].year < ended.year else "0"


def _as_text(number: int | None) -> str:
    return "" if number is None else str(number)


def decide(book: LawBook, claim: Mapping[str, Any]) -> Decision:
    """Return what the policies say of a claim's case on its day."""
    return book.decide(book.place_on(day_of(book, claim)), case_of(claim))


def day_of(book: LawBook, claim: Mapping[str, Any]) -> date:
    """Return the day whose policy, month and year a claim is of."""
    settled: date = claim["setl_time"].date()
    return (claim.get("care_day") or settled) if book.goes_by_discharge else settled


def settle_claim(book: LawBook, state: State, claim: Mapping[str, Any]) -> Settled:
    """Settle a claim (of the shape `CLAIM` and what `OPTIONAL` adds, amounts in fen)."""
    decision = decide(book, claim)
    workings = [0] * workings_width(book)
    used = dict(state)
    if decision.number == year.NOTHING:
        workings[year.PERSON] = workings[year.CASH] = claim["medfee_sumamt"]
    else:
        slots = [used.get(name, 0) for name in book.slots]
        row = _claim_row(book, claim, decision)
        row += [claim.get(f"{ITEM}{name}") or 0 for name in book.items]
        year.settle_claim(row, book.law, slots, workings)
        used |= dict(zip(book.slots, slots, strict=True))
    return Settled(
        payments=payments_of(book, workings),
        state={name: amount for name, amount in used.items() if amount},
        workings=workings,
        decision=decision,
    )


def granted_by(
    book: LawBook, decision: Decision, claim: Mapping[str, Any]
) -> dict[str, int]:
    """Return the limits that a claim's own rules grant, by the names of the state."""
    if decision.benefit is None:
        return {}
    law = book.law
    benefit, _, *layers = law.cases[decision.number]
    basic = law.rules[benefit]
    rules = [benefit, *range(basic[year.FIRST_ITEM], basic[year.AFTER_ITEMS])]
    if decision.benefit.further:
        rules += layers
    names = list(book.slots)
    row = _claim_row(book, claim, decision)
    granted: dict[str, int] = {}
    for rule in (law.rules[number] for number in rules if number != year.NOTHING):
        for limit in law.limits[rule[year.FIRST_LIMIT] : rule[year.AFTER_LIMITS]]:
            place = year.period_place(limit, row)
            granted[names[limit[year.GRANTED] + place]] = limit[year.MOST]
    return granted


def _claim_row(
    book: LawBook, claim: Mapping[str, Any], decision: Decision
) -> list[int]:
    day = day_of(book, claim)
    accounts = (claim.get(name) or 0 for name in ("acct_balc", "acct_mulaid_balc"))
    cost, alone, over_price, first_share, inside = (claim[name] for name in AMOUNTS)
    return [
        decision.number,
        day.month - 1,
        day.timetuple().tm_yday - 1,
        int(claim.get("transfer", OPTIONAL["transfer"]) == "1"),
        cost, inside, first_share, over_price, alone,
        *accounts,
    ]  # fmt: skip


def workings_width(book: LawBook) -> int:
    """How many numbers the workings of a claim are."""
    return year.WORKINGS_BASIC + year.WORKINGS_WIDTH * (2 + len(book.fields))


def payment_places(book: LawBook) -> dict[str, list[int]]:
    """Return the places of the workings whose sum is each payment, by the payment's column."""
    at = year.WORKINGS_BASIC
    places = {
        "dedc_std": [year.LINE],
        "act_pay_dedc": [year.DEDUCTION],
        "hifp_pay": [at + year.PAYMENT],
    }
    for field in book.fields.values():
        at += year.WORKINGS_WIDTH
        places.setdefault(field, []).append(at + year.PAYMENT)
    places |= {"fund_pay_sumamt": [year.FUND], "psn_pay": [year.PERSON]}
    if any(policy.account for policy in book.policies):
        places |= {
            "acct_pay": [year.ACCOUNT_PAID],
            "acct_mulaid_pay": [year.FAMILY_PAID],
            "cash_payamt": [year.CASH],
        }
    return places


def payments_of(book: LawBook, workings: list[int]) -> dict[str, int]:
    """Return what a claim is paid by column, in fen."""
    return {
        name: sum(workings[place] for place in places)
        for name, places in payment_places(book).items()
    }
