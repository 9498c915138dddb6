"""What a year will bring of a measure: by the year before where it is known, else by its months so far."""

from dataclasses import dataclass

from jixiao.evaluation.forecasting import (
    Claim,
    Forecast,
    forecast_level,
    forecast_share,
    forecast_total,
)
from jixiao.evaluation.midyear import standards
from jixiao.evaluation.widths import claim_of
from jixiao.measures.declaration import Measure, ValueKind, library
from jixiao.measures.last_year import LastCourse, by_months
from jixiao.measures.measuring import Measured
from jixiao.period import Period


def shape_of(measure: Measure) -> str:
    """How a value moves through a year: as a sum, a share of sums, or a level."""
    if measure.course == "stands":
        return "level"
    is_sum = measure.kind is ValueKind.TOTAL or measure.course == "grows"
    return "total" if is_sum else "share"


def width_of(measure: Measure) -> str:
    """By what the width of an interval goes: as `shape_of`, but a share of amounts has large bills."""
    shape = shape_of(measure)
    return "amounts" if shape == "share" and ":元}" in measure.says else shape


@dataclass(frozen=True, slots=True)
class Months:
    """What the months of a year added above and below, from its first, or what stood at their ends."""

    above: tuple[float, ...] = ()
    below: tuple[float, ...] = ()
    levels: tuple[float, ...] = ()

    def first(self, count: int) -> "Months":
        """Return its first months, so many."""
        return Months(self.above[:count], self.below[:count], self.levels[:count])


def foresee(
    measured: Measured, measure: Measure, period: Period, last: LastCourse | None
) -> Forecast | None:
    """Forecast the year from the months of a period; one without rows counts as nothing."""
    return forecast_year(
        measure, months_of(measured, period, last), before_of(last) if last else None
    )


def months_of(
    measured: Measured, period: Period, last: LastCourse | None = None
) -> Months:
    """Return the months of a period, with the levels that stand beside last year's."""
    above, below = by_months(measured, period)
    if library()[measured.code].kind is not ValueKind.TOTAL:
        # What stood before the period (a count of who should be) belongs to its first month.
        first = str(period.first)[:7]
        earlier = [part for part in measured.months if part.name < first]
        above[0] += sum(part.above for part in earlier)
        below[0] += sum(part.below for part in earlier)
    return Months(tuple(above), tuple(below), last.levels_now if last else ())


def before_of(last: LastCourse) -> Months:
    """Return the months of the year before."""
    whole = months_of(last.measured, last.period)
    return Months(whole.above, whole.below, last.levels)


def forecast_year(
    measure: Measure, now: Months, before: Months | None
) -> Forecast | None:
    """Forecast a year from its months so far, with an interval as wide as back-tests ask."""
    likely, kind = float(standards()["limits"]["likely"]), width_of(measure)
    count = len(now.levels if kind == "level" else now.above)
    for by_last_year in (True, False):
        claim = claim_of(kind, count, likely, by_last_year=by_last_year)
        forecast = forecast_by(claim, measure, now, before)
        if forecast is None or forecast.by_last_year or not by_last_year:
            return forecast
    return None


def forecast_by(
    claim: Claim, measure: Measure, now: Months, before: Months | None
) -> Forecast | None:
    """Forecast a year whose interval claims to hold so many of a hundred."""
    if measure.course == "stands":
        if before is None or not before.levels:
            return None
        return forecast_level(now.levels, claim, before.levels)
    sums = before.above if before else None
    if measure.kind is ValueKind.TOTAL:
        return forecast_total(now.above, claim, sums)
    if measure.course == "grows":
        return forecast_total(now.above, claim, sums).over(sum(now.below))
    both = (before.above, before.below) if before else None
    return forecast_share(now.above, now.below, claim, both)
