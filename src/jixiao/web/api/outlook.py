"""A fund's month for programs: what was kept of it when it was last looked at."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse

from jixiao.web.api.answering import answers, as_json
from jixiao.web.api.shapes import FundForecast, FundMonth, FundSignal, FundValue
from jixiao.web.models import Token
from jixiao.web.people.fund_access import FundPlace, fund_places
from jixiao.web.people.tokens import Refused
from jixiao.web.request_values import whole_number
from jixiao.web.rooms import room_at
from jixiao.web.work.fund_pages import reading

if TYPE_CHECKING:
    from jixiao.fund.outlook.month_kept import SeenMonth


@answers("GET")
def month(request: HttpRequest, token: Token) -> HttpResponse:
    """Return a month of a place's fund; without `place` that of the first, without `month` the newest."""
    from jixiao.errors import JixiaoError  # noqa: PLC0415 — asked for here alone
    from jixiao.fund.outlook.history import read_month  # noqa: PLC0415 — loads the engine
    from jixiao.fund.outlook.month_kept import looked_months, seen_month  # noqa: PLC0415

    place = _place(token, request.GET.get("place", ""))
    asked = request.GET.get("month", "")
    try:
        wanted = read_month(asked, "month") if asked else None
    except JixiaoError as error:
        raise Refused(400, "bad_month", str(error)) from error
    with reading(place.folder) as engine:
        months = looked_months(engine)
        if not months or (wanted is not None and wanted not in months):
            raise Refused(
                404, "not_looked_at", "这个月还没有看过，请基金业务先在页面上看。"
            )
        seen = seen_month(engine, wanted or months[0])
    return as_json(_told(place, seen))


def _place(token: Token, asked: str) -> FundPlace:
    """Return the place that is asked for, where its fund is the caller's to see."""
    room = room_at("outlook")
    places = [p for p in fund_places(token.user) if p.allows(room.roles)]
    number = whole_number(asked) if asked else None
    chosen = [p for p in places if not asked or p.organisation.pk == number]
    if not chosen:
        raise Http404
    return chosen[0]


def _told(place: FundPlace, seen: "SeenMonth") -> FundMonth:
    return FundMonth(
        place=place.organisation.pk,
        name=place.organisation.name,
        month=seen.month,
        stale=seen.is_stale,
        signals=tuple(
            FundSignal(r["code"], r["place"], r["since"], r["level"], r["said"], r["comes_from"])
            for r in seen.signals
        ),
        values=tuple(_values(seen)),
        forecasts=tuple(
            FundForecast(r["place"], r["month"], r["actual"], r["expected"], r["low"], r["high"])
            for r in seen.forecasts
        ),
        unknown=tuple(seen.unknown),
    )  # fmt: skip


def _values(seen: "SeenMonth") -> Iterator[FundValue]:
    from jixiao.fund.outlook.indicator import indicators  # noqa: PLC0415 — loads the engine
    from jixiao.fund.outlook.printing import rounded  # noqa: PLC0415

    for row in seen.values:
        value = indicators()[row["code"]].value(row["above"], row["below"])
        yield FundValue(
            row["code"],
            row["by"],
            row["place"],
            row["month"],
            row["above"],
            row["below"],
            None if value is None else rounded(value),
        )
