"""What the pages of a fund's course share: which month, what is kept of it, what is drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from jixiao.web.work.fund_charts import Series, chart, in_whole_yuan
from jixiao.web.work.fund_pages import Entered, reading

if TYPE_CHECKING:
    from jixiao.fund.outlook.month_kept import SeenMonth

_SCHEMES_DRAWN = 2


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month of a place: what is kept of it (None: nobody looked), and the months there are."""

    month: date
    months: Sequence[date]
    seen: "SeenMonth | None"


def month_page(request: HttpRequest, entered: Entered) -> MonthPage:
    """Return the month that is asked for: named, else the newest that was looked at, else the last.

    Raises:
        JixiaoError: it is no month, or there are no records.
    """
    from jixiao.fund.outlook.history import read_month  # noqa: PLC0415 — loads the engine
    from jixiao.fund.outlook.month_kept import looked_months, seen_month  # noqa: PLC0415

    asked = request.GET.get("month") or request.POST.get("month") or ""
    with reading(entered.place.folder) as engine:
        months = looked_months(engine)
        month = read_month(asked[:7], "月份") if asked else _usual(months, entered)
        seen = seen_month(engine, month) if month in months else None
    return MonthPage(month, months, seen)


def _usual(months: Sequence[date], entered: Entered) -> date:
    from django.utils import timezone  # noqa: PLC0415 — the settings come first

    from jixiao.fund.outlook.history import shift  # noqa: PLC0415

    of_year = [month for month in months if month.year == entered.year]
    if of_year or months:
        return (of_year or [*months])[0]
    return shift(timezone.localdate().replace(day=1), -1)


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as a tile or a cell shows it, with its change against a year before in per cent."""

    title: str
    value: str
    growth: str


def shown(seen: "SeenMonth", code: str, by: str, place: str) -> Shown:
    """Return an indicator's value of the month; a dash where there is none."""
    from jixiao.fund.outlook.history import YEAR, shift  # noqa: PLC0415 — loads the engine
    from jixiao.fund.outlook.indicator import indicators  # noqa: PLC0415
    from jixiao.fund.outlook.printing import printed, printed_growth  # noqa: PLC0415

    entry = indicators()[code]
    course = seen.course(code, by, place)
    now, then = (course.get(shift(seen.month, back)) for back in (0, -YEAR))
    values = [entry.value(r["above"], r["below"]) if r else None for r in (now, then)]
    return Shown(
        f"{entry.title}（{entry.unit}）",
        printed(values[0], entry.unit),
        printed_growth(values[1], values[0]),
    )


def money_charts(
    seen: "SeenMonth", schemes: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield the chart of each fund's income and outlay, with its balance on an axis of its own."""
    for number, place in enumerate([*seen.places("OM02", "scheme")][:_SCHEMES_DRAWN]):
        courses = [seen.course(c, "scheme", place) for c in ("OM01", "OM02", "OM03")]
        months = sorted({*courses[0], *courses[1]})
        drawn = [
            in_whole_yuan(c[m]["above"] if m in c else None for m in months)
            for c in courses
        ]
        yield chart(
            f"money-{number}",
            [f"{month:%y-%m}" for month in months],
            Series("收入（元）", drawn[0]),
            Series("支出（元）", drawn[1]),
            Series("累计结余（元）", drawn[2], right=True),
        ) | {"title": schemes.get(place, place)}


def forecast_charts(
    seen: "SeenMonth", names: Mapping[str, str], most: int
) -> Iterator[dict[str, Any]]:
    """Yield the chart of each of the largest series: what was paid, and what is expected."""
    for number, (place, rows) in enumerate(seen.series()):
        if number == most:
            return
        scheme, _, care = place.partition("/")
        yield chart(
            f"forecast-{number}",
            [f"{row['month']:%y-%m}" for row in rows],
            Series("实际（元）", in_whole_yuan(row["actual"] for row in rows)),
            Series("推算（元）", in_whole_yuan(row["expected"] for row in rows)),
            Series("区间下端（元）", in_whole_yuan(row["low"] for row in rows)),
            Series("区间上端（元）", in_whole_yuan(row["high"] for row in rows)),
        ) | {"title": f"{names.get(scheme, scheme)}{care}", "said": rows[0]["said"]}
