"""Malignant cases of high cost: most of it treatment, or most of it drugs, by their fee lines."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jixiao.fund.grouping.cases import UNKNOWN, Array, Cases
from jixiao.fund.grouping.dip.assignment import GroupedCases
from jixiao.fund.grouping.dip.catalogue import DiseaseGroup
from jixiao.fund.parameters import Terms
from jixiao.fund.records import NotLoaded, Records
from jixiao.fund.store.engine import Engine

KEYS = ("dip.high_cost_times", "dip.high_cost_share")
TREATED, MEDICATED = "高费用Ⅰ型", "高费用Ⅱ型"
_TREATMENT, _DRUGS = ("05",), ("09", "10", "11")
"""Treatment without operations, and drugs, by the platform's kinds of charges."""


def high_costs(
    engine: Engine, cases: Cases, grouped: GroupedCases, terms: Terms
) -> Array:
    """Return the type of high cost of each case, '' for those of none; nothing without fee lines.

    The cost is compared with the mean of the group's cases that costs are counted of.
    """
    named = np.full(len(cases), "", dtype=object)
    dear = np.flatnonzero(_dear(cases, grouped, terms))
    if not len(dear):
        return named
    keys = [cases.keys[n] for n in dear.tolist()]
    try:
        treatment, drugs = _charged(engine, keys)
    except NotLoaded:
        return named
    share = terms.factor("dip.high_cost_share")
    costs = cases.costs[dear] * share.numerator
    named[dear[drugs * share.denominator >= costs]] = MEDICATED
    named[dear[treatment * share.denominator >= costs]] = TREATED
    return named


def _dear(cases: Cases, grouped: GroupedCases, terms: Terms) -> Array:
    """Flag the malignant cases that cost so many times their group's mean."""
    principal = cases.diagnoses.main
    letters = np.array([name[:1] == "C" for name in cases.diagnoses.names] or [False])
    malignant = letters[principal] & (principal != UNKNOWN)
    times = terms.factor("dip.high_cost_times")
    means = np.array([*map(_mean, grouped.groups), 0], np.int64)[grouped.places]
    reached = cases.costs * times.denominator >= means * times.numerator
    return np.asarray(malignant & (means > 0) & reached)


def _mean(group: DiseaseGroup) -> int:
    counted = sum(year.cases for year in group.years)
    return sum(year.cost for year in group.years) // counted if counted else 0


def _charged(engine: Engine, keys: Sequence[str]) -> tuple[Array, Array]:
    """Return what cases were charged for treatment and for drugs, in fen, in the order of their keys."""
    records = Records(engine, keeping=True)
    lines, stays = records.record("fee_lines"), records.record("discharges")
    chosen = stays.filter(stays.setl_id.isin(keys)).select("setl_id", visit="mdtrt_id")
    rows = lines.join(chosen, lines.mdtrt_id == chosen.visit)
    rows = rows.filter(rows.med_chrgitm_type.isin([*_TREATMENT, *_DRUGS]))
    summed = rows.group_by("setl_id", "med_chrgitm_type").aggregate(
        fen=rows.det_item_fee_sumamt.sum().cast("int64")
    )
    charged = engine.fetch(summed)
    place = pc.index_in(charged["setl_id"], value_set=pa.array(keys, pa.string()))
    owners = np.asarray(place.to_numpy(), dtype=np.int64)
    fen = np.asarray(charged["fen"].to_numpy(), dtype=np.int64)
    kinds = np.array(charged["med_chrgitm_type"].to_pylist(), dtype=object)

    def summed_of(wanted: Sequence[str]) -> Array:
        among = np.isin(kinds, wanted) if len(kinds) else np.zeros(0, bool)
        sums = np.zeros(len(keys), np.int64)
        np.add.at(sums, owners[among], fen[among])
        return sums

    return summed_of(_TREATMENT), summed_of(_DRUGS)
