"""A fund's month for programs: what was kept of it when it was last looked at."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jixiao.web.api.fund_rooms import Asked, of_room
from jixiao.web.api.shapes import FundForecast, FundMonth, FundSignal, FundValue
from jixiao.web.people.fund_access import FundPlace
from jixiao.web.people.tokens import Refused

if TYPE_CHECKING:
    from jixiao.fund.outlook.month_kept import SeenMonth
    from jixiao.fund.store.engine import Engine


@of_room("outlook")
def month(engine: "Engine", asked: Asked) -> FundMonth:
    """Return a month of a place's fund; without `place` that of the first, without `month` the newest."""
    from jixiao.errors import JixiaoError  # noqa: PLC0415 — asked for here alone
    from jixiao.fund.outlook.history import read_month  # noqa: PLC0415 — loads the engine
    from jixiao.fund.outlook.month_kept import looked_months, seen_month  # noqa: PLC0415

    typed = asked.words.get("month", "")
    try:
        wanted = read_month(typed, "month") if typed else None
    except JixiaoError as error:
        raise Refused(400, "bad_month", str(error)) from error
    months = looked_months(engine)
    if not months or (wanted is not None and wanted not in months):
        message = "这个月还没有看过，请基金业务先在页面上看。"
        raise Refused(404, "not_looked_at", message)
    return _fund_month(asked.entered.place, seen_month(engine, wanted or months[0]))


def _fund_month(place: FundPlace, seen: "SeenMonth") -> FundMonth:
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
