"""Who goes where: care away from each area to each, by the level of the hospital, and the net."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ibis import ir

from jixiao.fund.payment.county_records import level_of
from jixiao.fund.records import Records
from jixiao.fund.records.away import REFUND_MARK
from jixiao.fund.store.engine import Engine
from jixiao.period import Period

UNKNOWN = "不详"
_SUMMED = ("visits", "fees", "fund")


@dataclass(frozen=True, slots=True)
class FlowCell:
    """Care from one area to another at hospitals of a level; money in fen."""

    origin: str
    destination: str
    level: str
    visits: int
    fees: int
    fund: int


@dataclass(frozen=True, slots=True)
class FlowSums:
    """What goes out of an area, what comes in, and the difference (in less out); money in fen."""

    area: str
    visits_out: int
    visits_in: int
    fees_out: int
    fees_in: int
    fund_out: int
    fund_in: int

    @property
    def net_fund(self) -> int:
        """What the area's hospitals get of others less what its fund pays to others."""
        return self.fund_in - self.fund_out


@dataclass(frozen=True, slots=True)
class FlowMatrix:
    """Flows between the areas of a closed set: what goes out of all comes into all."""

    cells: tuple[FlowCell, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """Every area that something comes from or goes to."""
        named = {c.origin for c in self.cells} | {c.destination for c in self.cells}
        return tuple(sorted(named))

    @property
    def sums(self) -> tuple[FlowSums, ...]:
        """What goes out of each area and comes in, those that lose most first."""
        sums = (FlowSums(area, *self._of(area)) for area in self.areas)
        return tuple(sorted(sums, key=lambda each: (each.net_fund, each.area)))

    def _of(self, area: str) -> list[int]:
        return [
            sum(getattr(c, name) for c in self.cells if getattr(c, end) == area)
            for name in _SUMMED
            for end in ("origin", "destination")
        ]

    def between(self, origin: str, destination: str, of: str = "visits") -> int:
        """What goes from one area to another at all levels."""
        return sum(
            getattr(cell, of)
            for cell in self.cells
            if (cell.origin, cell.destination) == (origin, destination)
        )


def matrix(rows: Iterable[tuple[str, str, str, int, int, int]]) -> FlowMatrix:
    """Add up rows of origin, destination, level, visits, fees and fund; blank areas are 不详."""
    sums: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for origin, destination, level, *amounts in rows:
        cell = sums[(origin or UNKNOWN, destination or UNKNOWN, level)]
        for n, amount in enumerate(amounts):
            cell[n] += amount
    return FlowMatrix(
        tuple(FlowCell(*ends, *sums[ends]) for ends in sorted(sums) if any(sums[ends]))
    )


def flows(engine: Engine, period: Period) -> FlowMatrix:
    """Return the flows of a period: the insured treated elsewhere, and others treated here.

    The others are those of our own clearing file whose care lay in an area of our insured.

    Raises:
        NotLoaded: there are no settlements.
    """
    records = Records(engine, period)
    away = records.record("care_away")
    outward = _summed(away, "insu_admdvs", "fix_blng_admdvs")
    rows = [*_rows(engine, outward)]
    inward = _inward(records, period)
    if inward is not None:
        rows += _rows(engine, _summed(inward, "insu_admdvs", "care_admdvs"))
    return matrix(rows)


def _inward(records: Records, period: Period) -> ir.Table | None:
    lines = records.record_if_loaded("outarea_lines")
    home = records.record_if_loaded("insured_areas")
    if lines is None or home is None:
        return None
    lines = lines.filter(lines.ours, lines.month.between(period.first, period.last))
    lines = lines.semi_join(home.select(care_admdvs="area"), "care_admdvs")
    lines = lines.anti_join(home.select(insu_admdvs="area"), "insu_admdvs")
    original = lines.matched_as.replace(REFUND_MARK, "")
    whole = lines.group_by(
        "insu_admdvs", "care_admdvs", "hosp_lv", bill=original
    ).aggregate(
        medfee_sumamt=lines.medfee_sumamt.sum(),
        fund_pay_sumamt=lines.fund_pay_sumamt.sum(),
    )
    return whole.filter((whole.medfee_sumamt != 0) | (whole.fund_pay_sumamt != 0))


def _summed(rows: ir.Table, origin: str, destination: str) -> ir.Table:
    return rows.group_by(
        origin=rows[origin].fill_null(UNKNOWN),
        destination=rows[destination].fill_null(UNKNOWN),
        level="hosp_lv",
    ).aggregate(
        visits=rows.count(),
        fees=rows.medfee_sumamt.sum(),
        fund=rows.fund_pay_sumamt.sum(),
    )


def _rows(
    engine: Engine, summed: ir.Table
) -> Sequence[tuple[str, str, str, int, int, int]]:
    listed: list[dict[str, Any]] = engine.fetch(summed).to_pylist()
    return [
        (
            row["origin"], row["destination"], level_of(row["level"]),
            row["visits"], int(row["fees"] or 0), int(row["fund"] or 0),
        )
        for row in listed
    ]  # fmt: skip
