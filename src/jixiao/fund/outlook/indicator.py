"""What an indicator is: an entry whose rows make a value of each month, by what it is looked at by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache

from ibis import ir

from jixiao.entry import Entry, Overrides, read_parameters
from jixiao.errors import JixiaoError
from jixiao.fund.records import ProvenRows, Records
from jixiao.fund.records.marking import sources
from jixiao.library import Library

Look = Callable[..., ir.Table]
Only = Mapping[str, Sequence[str]]
"""What rows are narrowed to: allowed values by the name of a dimension."""
DIMENSIONS: Mapping[str, tuple[str, str]] = {
    "scheme": ("险种", "insutype"),
    "care": ("类别", "care"),
    "kind": ("医疗类别", "med_type"),
    "institution": ("机构", "fixmedins_code"),
    "level": ("机构等级", "hosp_lv"),
    "area": ("就医地区", "fix_blng_admdvs"),
    "home": ("参保地区", "insu_admdvs"),
    "age": ("年龄", "age_band"),
    "disease": ("病种", "disease"),
}
"""What values can be looked at by: what officials call it, and the column of the records."""
_OF_MONTHS = ("scheme",)
_OF_GROUPS = ("age", "disease")
"""What the months of care are not added up by; the groups of care are."""
_FEN = 100
_PERCENT = 100


class IndicatorKind(StrEnum):
    """How a month's rows make its value.

    TOTAL: the sum of above; SHARE: above ÷ below in per cent; MEAN: above ÷ below in the unit.
    """

    TOTAL = "total"
    SHARE = "share"
    MEAN = "mean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Entry):
    """One indicator. `stands` is one whose months are not added up: a balance, or months left."""

    kind: IndicatorKind
    unit: str
    stands: bool

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What it can be looked at by."""
        return _OF_MONTHS if "months" in self.sources else tuple(DIMENSIONS)

    def prove(
        self,
        records: Records,
        by: str = "scheme",
        only: Only | None = None,
        overrides: Overrides | None = None,
    ) -> ProvenRows:
        """Return the rows behind its values, `place` being what it is looked at `by`.

        Raises:
            JixiaoError: it cannot be looked at by that, or narrowed so.
            NotLoaded: a table that it needs was not loaded.
        """
        narrowed_to = {by: (), **(only or {})}
        check_dimensions(self, narrowed_to)
        asked = finely(self.sources, narrowed_to)
        tables = [narrowed(table, narrowed_to) for table in records.give(asked)]
        named = {"by": DIMENSIONS[by][1]} | self.limit_values(overrides)
        return ProvenRows(records.engine, self.look(*tables, **named))

    def value(self, above: int, below: int) -> Fraction | None:
        """Divide once; none where nothing stands below. A total of fen is in yuan."""
        scale = _FEN if self.unit.startswith("元") else 1
        if self.kind is IndicatorKind.TOTAL:
            return Fraction(above, scale)
        if below == 0:
            return None
        share = Fraction(above, below)
        return share * _PERCENT if self.kind is IndicatorKind.SHARE else share / scale


@dataclass(frozen=True, slots=True)
class MonthValue:
    """An indicator's value of one month and place, and what it is made of."""

    place: str
    month: date
    above: int
    below: int
    rows: int
    value: Fraction | None


def indicator(
    *,
    code: str,
    title: str,
    says: str,
    kind: IndicatorKind,
    unit: str,
    basis: str = "",
    stands: bool = False,
) -> Callable[[Look], Indicator]:
    """Declare an indicator over a function of records that takes, as `by`, the column of its place.

    Raises:
        FaultyEntry: a parameter names no record, or the limits are not those of the page.
    """

    def declare(look: Look) -> Indicator:
        parameters = read_parameters(look, code, sources=sources(), scopes=("by",))
        return Indicator(
            code=code,
            title=title,
            says=says,
            basis=basis,
            kind=kind,
            unit=unit,
            stands=stands,
            sources=parameters.sources,
            limits=parameters.limits,
            look=look,
            page=parameters.page,
        )

    return declare


@cache
def indicators() -> Library[Indicator]:
    """Walk the folder once, when first asked."""
    return Library("jixiao.fund.outlook", Indicator)


def month_values(entry: Indicator, proof: ProvenRows) -> list[MonthValue]:
    """Return the values of each place and month, in that order.

    A month without rows has no value: it is not there.
    """
    rows = proof.rows
    added = rows.group_by(
        "place", year=rows.on.year(), number=rows.on.month()
    ).aggregate(above=rows.above.sum(), below=rows.below.sum(), rows=rows.count())
    fetched = proof.engine.fetch(added).to_pylist()
    values = [
        MonthValue(
            row["place"] or "",
            date(row["year"], row["number"], 1),
            int(row["above"]),
            int(row["below"]),
            row["rows"],
            entry.value(int(row["above"]), int(row["below"])),
        )
        for row in fetched
    ]
    return sorted(values, key=lambda value: (value.place, value.month))


def finely(
    sources: Mapping[str, bool], dimensions: Iterable[str]
) -> Mapping[str, bool]:
    """Return sources by which dimensions can be told: the groups of care for ages and diseases."""
    if not {*dimensions} & {*_OF_GROUPS}:
        return sources
    finer = {"care_months": "care_groups"}
    return {finer.get(name, name): needed for name, needed in sources.items()}


def check_dimensions(entry: Indicator, names: Iterable[str]) -> None:
    """Refuse what an entry cannot be looked at by.

    Raises:
        JixiaoError: the message says what it can be.
    """
    for name in names:
        if name not in DIMENSIONS:
            message = f"没有“{name}”这种看法；可用 {'、'.join(DIMENSIONS)}。"
            raise JixiaoError(message)
        if name not in entry.dimensions:
            choice = "、".join(entry.dimensions)
            message = (
                f"{entry.code} {entry.title}不能按{DIMENSIONS[name][0]}看；"
                f"可按 {choice}。"
            )
            raise JixiaoError(message)


def narrowed(table: ir.Table | None, only: Only) -> ir.Table | None:
    """Return the rows of the values that are asked for; of a dimension without values, all."""
    for name, allowed in only.items():
        if table is not None and allowed:
            table = table.filter(table[DIMENSIONS[name][1]].isin(list(allowed)))
    return table
