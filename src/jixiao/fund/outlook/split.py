"""What a split is: an entry that says what is counted, and by what groups a change is taken apart."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import ibis
from ibis import ir

from jixiao.entry import Entry, read_parameters
from jixiao.fund.outlook.change import (
    ChangePart,
    Counted,
    by_price_and_volume,
    by_structure,
)
from jixiao.fund.outlook.history import month_end, shift
from jixiao.fund.outlook.indicator import (
    DIMENSIONS,
    Only,
    finely,
    narrowed,
)
from jixiao.fund.records import ProvenRows, Records
from jixiao.fund.records.marking import sources
from jixiao.library import Library
from jixiao.period import Period

Look = Callable[..., ir.Table]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Entry):
    """One split: `look` returns rows with the number of cases below, the amount above.

    `group` is what cases are grouped by (a name of DIMENSIONS); empty where only number and mean
    are told apart.
    """

    group: str

    def prove(self, records: Records, by: str, only: Only | None = None) -> ProvenRows:
        """Return its rows; `place` is what it is looked at by, and `group` before it, parted by a tab."""
        asked = finely(self.sources, (by, self.group, *(only or {})))
        (care_months,) = (narrowed(t, only or {}) for t in records.give(asked))
        return ProvenRows(records.engine, self.look(care_months, by=self._place(by)))

    def _place(self, by: str) -> Callable[[ir.Table], ir.Value]:
        column = DIMENSIONS[by][1]
        group = DIMENSIONS[self.group][1] if self.group else ""

        def place(rows: ir.Table) -> ir.Value:
            grouped = rows[group] if group else ibis.literal("")
            return rows[column] + "\t" + grouped

        return place


@dataclass(frozen=True, slots=True)
class SplitChange:
    """The change of a place from one span of months to another; `parts` none where there is no mean."""

    place: str
    before: Counted
    after: Counted
    parts: list[ChangePart] | None


def split(
    *, code: str, title: str, says: str, group: str = "", basis: str = ""
) -> Callable[[Look], Split]:
    """Declare a split over a function of the months of care that takes, as `by`, how rows are placed.

    Raises:
        FaultyEntry: a parameter names no record.
    """

    def declare(look: Look) -> Split:
        parameters = read_parameters(look, code, sources=sources(), scopes=("by",))
        return Split(
            code=code,
            title=title,
            says=says,
            basis=basis,
            group=group,
            sources=parameters.sources,
            limits=parameters.limits,
            look=look,
            page=parameters.page,
        )

    return declare


@cache
def splits() -> Library[Split]:
    """Walk the folder once, when first asked."""
    return Library("jixiao.fund.outlook", Split)


def spans(month: date, months: int) -> tuple[Period, Period]:
    """Return the `months` months a year before those that end with `month`, and those themselves."""
    first = shift(month, 1 - months)
    before = Period(shift(first, -12), month_end(shift(month, -12)))
    return before, Period(first, month_end(month))


def changes(proof: ProvenRows, before: Period, after: Period) -> list[SplitChange]:
    """Take apart the change of each place, largest change first."""
    then, now = _counted(proof, before), _counted(proof, after)
    places = sorted({*then, *now})
    taken = [_taken_apart(place, then[place], now[place]) for place in places]
    return sorted(
        taken,
        key=lambda change: (
            -abs(change.after.amount - change.before.amount),
            change.place,
        ),
    )


Groups = Mapping[str, Counted]


def _taken_apart(place: str, then: Groups, now: Groups) -> SplitChange:
    before, after = _sum(then), _sum(now)
    is_grouped = bool({*then, *now} - {""})
    parts = (
        by_structure(then, now) if is_grouped else by_price_and_volume(before, after)
    )
    return SplitChange(place, before, after, parts)


def _sum(groups: Groups) -> Counted:
    counted = groups.values()
    return Counted(sum(each.volume for each in counted), sum(e.amount for e in counted))


def _counted(proof: ProvenRows, period: Period) -> Mapping[str, dict[str, Counted]]:
    rows = proof.rows
    rows = rows.filter(rows.on.between(period.first, period.last))
    added = rows.group_by("place").aggregate(
        volume=rows.below.sum(), amount=rows.above.sum()
    )
    by_place: Mapping[str, dict[str, Counted]] = defaultdict(dict)
    for row in proof.engine.fetch(added).to_pylist():
        place, _, group = row["place"].partition("\t")
        by_place[place][group] = Counted(int(row["volume"]), int(row["amount"]))
    return by_place
