"""The address of the API that asks the audit's rules of one order, before anything is paid."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import msgspec
from django.http import Http404, HttpRequest, HttpResponse

from jixiao.web.api.answering import answers, as_json, body_of
from jixiao.web.api.shapes import (
    AskedOrder,
    OrderAnswer,
    OrderFinding,
    OrderLine,
    RuleUnasked,
)
from jixiao.web.models import FIRST, LAST, Token, User
from jixiao.web.people.fund_access import FundPlace, fund_places
from jixiao.web.people.tokens import Refused
from jixiao.web.rooms import HOSPITALS, STAFF
from jixiao.web.work.order_asking import Answered, ask_order

_OF_VISIT = (
    "mdtrt_id", "psn_no", "fixmedins_code", "med_type", "hosp_lv", "insutype", "began", "ended",
    "gend", "brdy",
)  # fmt: skip
"""What an order says once, of the visit, and every row is asked with."""
_MOST = 1_000_000_000
"""No amount and no count of a line reaches it."""


@answers("POST", keeps=False)
def order(request: HttpRequest, token: Token) -> HttpResponse:
    """Ask the rules of one order; nothing is kept."""
    asked = body_of(request, AskedOrder)
    day = _day_of(asked.lines)
    _refuse_twins(asked.lines)
    _refuse_giants(asked.lines)
    place = _place(token.user, asked.place)
    visit = {name: getattr(asked, name) for name in _OF_VISIT}
    visit["setl_id"] = asked.mdtrt_id
    answered = ask_order(
        place.folder,
        day,
        _rows(asked.lines, visit),
        _rows(asked.diagnoses, visit),
        _rows(asked.operations, visit),
    )
    return as_json(_answer(place.organisation.name, day, answered, asked))


def _day_of(lines: Iterable[OrderLine]) -> date:
    """Return the latest day of the lines, whose points and limits are asked."""
    days = [line.fee_ocur_time.date() for line in lines]
    if min(days).year < FIRST or max(days).year > LAST:
        message = f"fee_ocur_time 的年份应在 {FIRST} 到 {LAST} 之间，请核对。"
        raise Refused(400, "bad_day", message)
    return max(days)


def _refuse_twins(lines: Sequence[OrderLine]) -> None:
    """Refuse two lines of one number: a finding could not say which of them it is of."""
    numbers = [line.bkkp_sn for line in lines]
    if len({*numbers}) < len(numbers):
        message = "两条收费的 bkkp_sn 相同。请给每条收费一个自己的流水号。"
        raise Refused(400, "same_number", message)


def _refuse_giants(lines: Iterable[OrderLine]) -> None:
    numbers = (part for line in lines for part in msgspec.structs.astuple(line))
    if any(isinstance(part, Decimal) and abs(part) >= _MOST for part in numbers):
        message = "收费里有十亿以上的数。金额以元计，请核对单位。"
        raise Refused(400, "bad_number", message)


def _place(user: User, name: str) -> FundPlace:
    """Return the place that is asked for, among those that its bureau or hospitals answer for.

    Raises:
        Http404: there is none.
    """
    roles = (*STAFF, *HOSPITALS)
    for place in fund_places(user):
        if place.allows(roles) and name in ("", place.organisation.name):
            return place
    raise Http404


def _rows(
    stated: Sequence[msgspec.Struct], visit: dict[str, object]
) -> list[dict[str, object]]:
    return [visit | msgspec.structs.asdict(row) for row in stated]


def _answer(name: str, day: date, answered: Answered, asked: AskedOrder) -> OrderAnswer:
    findings = tuple(
        OrderFinding(
            mark.rule,
            mark.title,
            mark.claim.word,
            mark.about.value,
            mark.line,
            mark.sentence,
            mark.basis,
        )
        for mark in answered.marks
    )
    unasked = tuple(
        RuleUnasked(rule.code, rule.title, rule.why) for rule in answered.unasked
    )
    return OrderAnswer(name, day, findings, unasked, tuple(_notes(asked)))


def _notes(asked: AskedOrder) -> Iterable[str]:
    """Yield what some lines leave out: rules that look at it pass over those lines."""
    for name in OrderLine.__struct_fields__:
        blank = sum(getattr(line, name) in (None, "") for line in asked.lines)
        if blank:
            yield f"{len(asked.lines)} 条收费里有 {blank} 条没有写 {name}，看它的规则略过这些条。"
    for name in _OF_VISIT:
        if getattr(asked, name) in (None, ""):
            yield f"没有写 {name}，看它的规则没有话说。"
