"""Auxiliary types: which of them a group's costs bear out, and what each multiplies a case's points by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.case_points import Array
from jixiao.fund.payment.group_points import YearCost, weighted_mean

KEYS = (
    "dip.auxiliary_cases",
    "dip.auxiliary_typed",
    "dip.auxiliary_cv",
    "dip.auxiliary_drop",
)
TENTHS = 10_000
_SEPARATOR, _MARK = "|", "\t"
_BY_CASES = "病例"


@dataclass(frozen=True, slots=True)
class AuxiliaryType:
    """A type among a group's cases of the last year, and whether it counts.

    `trigger` and `adjustment` are ten-thousandths: the type's mean cost against the group's, of the
    last year and of all years weighted. `cv` before and after typing are ten-thousandths.
    """

    group: str
    type: str
    cases: int
    typed: int
    cv: int
    cv_after: int
    trigger: int
    adjustment: int
    counts: bool


@dataclass(frozen=True, slots=True)
class TypedHistory:
    """Cases whose costs count: group, year and types of each, costs in fen."""

    groups: pa.Array
    years: Array
    types: pa.Array
    costs: Array


def auxiliary_types(
    history: TypedHistory, years: Sequence[int], terms: Terms
) -> list[AuxiliaryType]:
    """Judge each type of each group by the costs of the last year.

    A type counts where group and type have cases enough, costs spread enough without it, and spread
    less with it: `cv_after` is the mean of the two parts' CV, weighted by their cases.
    """
    groups = history.groups.dictionary_encode()
    place = _whole(groups.indices)
    names = groups.dictionary.to_pylist()
    exploded = _exploded(history.types)
    owners, kinds = exploded
    encoded = kinds.dictionary_encode()
    types = encoded.dictionary.to_pylist()
    width = max(len(types), 1)
    pair = place[owners] * width + _whole(encoded.indices)
    last = years[-1]
    is_last = history.years == last
    whole = _Sums.of(place[is_last], history.costs[is_last])
    typed_last = is_last[owners]
    typed = _Sums.of(pair[typed_last], history.costs[owners][typed_last])
    by_year = [
        (_costs(place, history, history.years == year),
         _costs_of_pairs(pair, owners, history, year))
        for year in years
    ]  # fmt: skip
    judged = []
    for number in typed.keys:
        group, kind = divmod(int(number), width)
        costs = [
            (of_groups.get(group, _NONE), of_pairs.get(int(number), _NONE))
            for of_groups, of_pairs in by_year
        ]
        judged.append(
            _judged(
                (names[group], types[kind]),
                whole.at(group),
                typed.at(int(number)),
                costs,
                terms,
            )
        )
    return judged


_NONE = YearCost(0, 0)
_Three = tuple[int, float, float]
"""How many cases, the sum of their costs, the sum of the costs' squares."""


@dataclass(frozen=True, slots=True)
class _Sums:
    keys: Array
    counts: Array
    sums: Array
    squares: Array

    @classmethod
    def of(cls, keys: Array, costs: Array) -> "_Sums":
        known, place = np.unique(keys, return_inverse=True)
        values = costs.astype(np.float64)
        return cls(
            known,
            np.bincount(place, minlength=len(known)),
            np.bincount(place, values, minlength=len(known)),
            np.bincount(place, values**2, minlength=len(known)),
        )

    def at(self, key: int) -> _Three:
        n = int(np.searchsorted(self.keys, key))
        if n == len(self.keys) or self.keys[n] != key:
            return 0, 0.0, 0.0
        return int(self.counts[n]), float(self.sums[n]), float(self.squares[n])


def _cv(part: _Three) -> float:
    count, total, squares = part
    if not count or not total:
        return 0.0
    mean = total / count
    return float(np.sqrt(max(squares / count - mean**2, 0.0)) / mean)


def _judged(
    name: tuple[str, str],
    whole: _Three,
    typed: _Three,
    years: Sequence[tuple[YearCost, YearCost]],
    terms: Terms,
) -> AuxiliaryType:
    rest = (whole[0] - typed[0], whole[1] - typed[1], whole[2] - typed[2])
    before = _cv(whole)
    after = (typed[0] * _cv(typed) + rest[0] * _cv(rest)) / whole[0] if whole[0] else 0
    trigger = (typed[1] / typed[0]) / (whole[1] / whole[0]) if whole[1] else 0.0
    adjustment = _adjustment(years, terms)
    counts = (
        adjustment is not None
        and whole[0] > terms.count("dip.auxiliary_cases")
        and typed[0] > terms.count("dip.auxiliary_typed")
        and before >= terms.factor("dip.auxiliary_cv")
        and before - after >= terms.factor("dip.auxiliary_drop") * before
    )
    return AuxiliaryType(
        *name, whole[0], typed[0], round(before * TENTHS), round(after * TENTHS),
        round(trigger * TENTHS), adjustment or TENTHS, counts,
    )  # fmt: skip


def _adjustment(years: Sequence[tuple[YearCost, YearCost]], terms: Terms) -> int | None:
    weights = terms.weights("dip.year_weights")[-len(years) :]
    by_cases = terms.choice("dip.year_weighting") == _BY_CASES
    whole = weighted_mean([w for w, _ in years], weights, by_cases=by_cases)
    typed = weighted_mean([t for _, t in years], weights, by_cases=by_cases)
    return rounded(Fraction(typed) / whole * TENTHS) if whole and typed else None


def _costs(place: Array, history: TypedHistory, chosen: Array) -> dict[int, YearCost]:
    return _year_costs(place[chosen], history.costs[chosen])


def _costs_of_pairs(
    pair: Array, owners: Array, history: TypedHistory, year: int
) -> dict[int, YearCost]:
    chosen = (history.years == year)[owners]
    return _year_costs(pair[chosen], history.costs[owners][chosen])


def _year_costs(keys: Array, costs: Array) -> dict[int, YearCost]:
    known, place = np.unique(keys, return_inverse=True)
    sums = np.zeros(len(known), np.int64)
    np.add.at(sums, place, costs)
    counts = np.bincount(place, minlength=len(known))
    rows = zip(known.tolist(), counts.tolist(), sums.tolist(), strict=True)
    return {key: YearCost(count, total) for key, count, total in rows}


def _exploded(types: pa.Array) -> tuple[Array, pa.Array]:
    """Return the place of the case and the type, for each type of each case."""
    listed = pc.split_pattern(pc.fill_null(types, ""), _SEPARATOR)
    owners, kinds = pc.list_parent_indices(listed), pc.list_flatten(listed)
    there = pc.not_equal(kinds, "")
    return _whole(owners.filter(there)), kinds.filter(there)


def _whole(column: pa.Array) -> Array:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class ChosenTypes:
    """The type by which each case is paid ('' for none), and its factor in ten-thousandths."""

    types: Sequence[str]
    factors: Array


def chosen_types(
    groups: pa.Array, types: pa.Array, judged: Sequence[AuxiliaryType]
) -> ChosenTypes:
    """Choose each case's type: of those that count for its group, the one of the highest trigger."""
    size = len(groups)
    factors = np.full(size, TENTHS, np.int64)
    names = np.full(size, "", dtype=object)
    counting = [each for each in judged if each.counts]
    if counting:
        keys = pa.array([f"{each.group}{_MARK}{each.type}" for each in counting])
        owners, kinds = _exploded(types)
        owner_groups = pc.fill_null(groups, "").take(pa.array(owners))
        asked = pc.binary_join_element_wise(owner_groups, kinds, _MARK)
        position = pc.fill_null(pc.index_in(asked, value_set=keys), -1)
        place = _whole(position)
        there = place >= 0
        owners, place = owners[there], place[there]
        trigger = np.array([each.trigger for each in counting])[place]
        order = np.lexsort((-place, trigger, owners))
        adjustments = np.array([each.adjustment for each in counting])
        factors[owners[order]] = adjustments[place[order]]
        titles = np.array([each.type for each in counting], dtype=object)
        names[owners[order]] = titles[place[order]]
    return ChosenTypes(names.tolist(), factors)


def judged_of(rows: Sequence[Mapping[str, object]]) -> list[AuxiliaryType]:
    """Return types as they were kept."""
    return [
        AuxiliaryType(**{name: row[_COLUMN.get(name, name)] for name in _FIELDS})  # type: ignore[arg-type]
        for row in rows
    ]


_FIELDS = tuple(AuxiliaryType.__dataclass_fields__)
_COLUMN = {"group": "dip_group"}
