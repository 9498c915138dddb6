"""What groups are worth: points made of a kept catalogue's costs, kept, and read again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

import pyarrow as pa

from jixiao.fund.parameters import Terms
from jixiao.fund.payment.auxiliary import (
    AuxiliaryType,
    TypedHistory,
    auxiliary_types,
    judged_of,
)
from jixiao.fund.payment.cost_structure import keep_structure
from jixiao.fund.payment.county_records import BASIC, level_of, records_of
from jixiao.fund.payment.group_points import GroupCost, YearCost, points_of_groups
from jixiao.fund.payment.keeping import as_table, whole_numbers
from jixiao.fund.payment.kept import DIP_AUXILIARY, DIP_POINTS
from jixiao.fund.payment.year_cases import TENTHS
from jixiao.fund.store.engine import Engine

GIVEN = "规定"
"""Where points come from that are given, not calculated."""


def value_groups(engine: Engine, terms: Terms) -> Mapping[str, int]:
    """Give the groups of the kept catalogue their points, and keep them as DIP_POINTS.

    Raises:
        NotLoaded: there is no catalogue yet.
    """
    rows = engine.fetch(records_of(engine).record("dip_group_years")).to_pylist()
    years = sorted({row["year"] for row in rows})
    by_group: dict[str, dict[int, YearCost]] = {}
    for row in rows:
        of_group = by_group.setdefault(row["dip_group"], {})
        of_group[row["year"]] = YearCost(row["cases"], row["cost"])
    given = {row["dip_group"] for row in _given(engine)}
    groups = [
        GroupCost(code, tuple(of_group.get(year, YearCost(0, 0)) for year in years))
        for code, of_group in sorted(by_group.items())
        if code not in given
    ]
    points = points_of_groups(groups, terms)
    _keep_types(engine, years, terms)
    keep_structure(engine)
    alike = _same_price(engine, terms)
    cases = {group.code: group.cases for group in groups}
    keep_points(engine, points, cases, alike, "测算")
    return points


def keep_points(
    engine: Engine,
    points: Mapping[str, int],
    cases: Mapping[str, int],
    alike: frozenset[str],
    source: str,
) -> None:
    """Keep points of groups, in ten-thousandths, and where they come from."""
    rows = [
        (name, number, cases[name], name in alike, source, False)
        for name, number in sorted(points.items())
    ]
    # What is given counts alike in every hospital: its points are no mean of any.
    rows += [
        (row["dip_group"], row["points"], 0, True, GIVEN, row["per_day"])
        for row in _given(engine)
    ]
    names = ("dip_group", "points", "cases", "same_price", "source", "per_day")
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    types = (pa.string(), pa.int64(), pa.int64(), pa.bool_(), pa.string(), pa.bool_())
    DIP_POINTS.keep(engine, as_table({
        name: pa.array(list(column), kind)
        for name, column, kind in zip(names, columns, types, strict=True)
    }))  # fmt: skip


def _given(engine: Engine) -> list[dict[str, Any]]:
    """Return the groups whose points are given, not calculated; none where there is no such table."""
    kept = records_of(engine).record_if_loaded("dip_given")
    return [] if kept is None else list(engine.fetch(kept).to_pylist())


def _keep_types(engine: Engine, years: Sequence[int], terms: Terms) -> None:
    """Judge the auxiliary types of the history, and keep what came of each."""
    history = records_of(engine).record("dip_history")
    if "types" not in history.columns:
        return
    given = [row["dip_group"] for row in _given(engine)]
    counted = history.filter(history.counted, history.dip_group.notnull())
    if given:
        counted = counted.filter(counted.dip_group.notin(given))
    rows = engine.fetch(counted.select("dip_group", "year", "types", "medfee_sumamt"))
    judged = auxiliary_types(
        TypedHistory(
            rows["dip_group"].combine_chunks(),
            whole_numbers(rows["year"]),
            rows["types"].combine_chunks(),
            whole_numbers(rows["medfee_sumamt"]),
        ),
        years,
        terms,
    )
    rows = ({**asdict(each), "dip_group": each.group} for each in judged)
    DIP_AUXILIARY.keep_rows(engine, rows)


def _same_price(engine: Engine, terms: Terms) -> frozenset[str]:
    """Return the groups that mostly basic hospitals treat, at costs that do not spread far."""
    records = records_of(engine)
    history = records.record("dip_history")
    grouped = history.filter(history.dip_group.notnull())
    counts = grouped.group_by("dip_group", "hosp_lv").aggregate(cases=grouped.count())
    cases: Counter[str] = Counter()
    basic: Counter[str] = Counter()
    for row in engine.fetch(counts).to_pylist():
        cases[row["dip_group"]] += row["cases"]
        if level_of(row["hosp_lv"]) == BASIC:
            basic[row["dip_group"]] += row["cases"]
    rows = engine.fetch(records.record("dip_groups").select("dip_group", "cv"))
    spread = {row["dip_group"]: row["cv"] for row in rows.to_pylist()}
    least = terms.factor("dip.same_price_share")
    widest = terms.factor("dip.same_price_cv")
    return frozenset(
        code
        for code, count in cases.items()
        if Fraction(basic[code], count) >= least
        and Fraction(spread[code], TENTHS) <= widest
    )


@dataclass(frozen=True, slots=True)
class Proposed:
    """What experts argue about: points of groups in ten-thousandths, cases, cases by hospital."""

    points: Mapping[str, int]
    cases: Mapping[str, int]
    of_hospitals: Mapping[str, Mapping[str, int]]
    alike: frozenset[str]


def proposed_points(engine: Engine) -> Proposed:
    """Return the points that were kept, and who treats the cases of each group.

    Raises:
        NotLoaded: there are no points yet.
    """
    records = records_of(engine)
    valued = engine.fetch(records.record("dip_points")).to_pylist()
    rows = [row for row in valued if row["source"] != GIVEN]
    history = records.record("dip_history")
    counted = history.filter(history.dip_group.notnull())
    counts = counted.group_by("dip_group", "fixmedins_code").aggregate(
        n=counted.count()
    )
    of_hospitals: dict[str, dict[str, int]] = {}
    for row in engine.fetch(counts).to_pylist():
        of_hospitals.setdefault(row["dip_group"], {})[row["fixmedins_code"]] = row["n"]
    return Proposed(
        {row["dip_group"]: row["points"] for row in rows},
        {row["dip_group"]: row["cases"] for row in rows},
        of_hospitals,
        frozenset(row["dip_group"] for row in rows if row["same_price"]),
    )


@dataclass(frozen=True, slots=True)
class GroupsWorth:
    """What groups are worth as it was kept: points in ten-thousandths, the types that adjust them.

    Groups in `alike` count the same in every hospital, those `per_day` for each day of a stay.
    `types` are none where no auxiliary types were judged.
    """

    points: Mapping[str, int]
    alike: frozenset[str]
    per_day: frozenset[str]
    types: Sequence[AuxiliaryType] | None


def kept_points(engine: Engine) -> GroupsWorth:
    """Return what the kept groups are worth.

    Raises:
        NotLoaded: groups have no points yet.
    """
    records = records_of(engine)
    valued = engine.fetch(records.record("dip_points")).to_pylist()
    return GroupsWorth(
        {row["dip_group"]: row["points"] for row in valued},
        frozenset(row["dip_group"] for row in valued if row["same_price"]),
        frozenset(row["dip_group"] for row in valued if row.get("per_day")),
        kept_types(engine) if records.has("dip_auxiliary") else None,
    )


def kept_types(engine: Engine) -> list[AuxiliaryType]:
    """Return the auxiliary types that were judged; none where there is no such table."""
    kept = records_of(engine).record_if_loaded("dip_auxiliary")
    return [] if kept is None else judged_of(engine.fetch(kept).to_pylist())
