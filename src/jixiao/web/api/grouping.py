"""The address of the API that groups one case."""

from decimal import ROUND_HALF_UP, Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from jixiao.web.api.answering import answers, as_json, body_of
from jixiao.web.api.shapes import AskedCase, CaseGroups, GroupOfCase
from jixiao.web.models import Token, User
from jixiao.web.people.fund_access import FundPlace, fund_places
from jixiao.web.people.tokens import Refused
from jixiao.web.rooms import room_at
from jixiao.web.work.case_grouping import group_one, written_case
from jixiao.web.work.fund_pages import usual_set
from jixiao.web.work.fund_terms import sets_at, terms_at

_KEYS = ("dip.tie_order",)
_NUMBERS = (
    "sex", "age", "age_days", "birth_weight", "days", "way", "ventilated", "icu_days",
)  # fmt: skip
_FEN, _MOST = 100, 100_000_000


@answers("POST", keeps=False)
def group(request: HttpRequest, token: Token) -> HttpResponse:
    """Group one case, with the step that decided; nothing is kept."""
    from jixiao.fund.parameters.parameter_sets import lines_of  # noqa: PLC0415

    asked = body_of(request, AskedCase)
    if not 0 <= asked.cost <= _MOST:
        raise Refused(400, "bad_cost", "cost 应是不小于 0、不超过一亿的元数。")
    place = _place(token.user, asked.place)
    year = asked.year or timezone.localdate().year
    terms = terms_at(place.folder, usual_set(sets_at(place.folder)), year)
    fen = int((asked.cost * _FEN).quantize(Decimal(1), ROUND_HALF_UP))
    numbers = {name: getattr(asked, name) for name in _NUMBERS}
    given_numbers = {
        name: value for name, value in numbers.items() if value is not None
    }
    case = written_case(asked.diagnoses, asked.operations, fen, year, given_numbers)
    grouped = group_one(place.folder, terms, case)
    by_drg = (
        GroupOfCase(grouped.drg, grouped.drg_status or "", tuple(grouped.drg_why))
        if grouped.drg
        else None
    )
    return as_json(
        CaseGroups(
            place.organisation.name,
            year,
            GroupOfCase(grouped.group, grouped.step, tuple(grouped.why)),
            by_drg,
            grouped.scheme,
            tuple(lines_of(terms, _KEYS)),
        )
    )


def _place(user: User, name: str) -> FundPlace:
    """Return the place that is asked for, among those whose cases somebody may look at.

    Raises:
        Http404: there is none.
    """
    roles = room_at("dip_case").roles
    places = [place for place in fund_places(user) if place.allows(roles)]
    for place in places:
        if name in ("", place.organisation.name):
            return place
    raise Http404
