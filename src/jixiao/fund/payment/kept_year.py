"""A county's year settled and kept: its cases, months and hospitals, and by which parameters."""

import numpy as np
import pyarrow as pa

from jixiao.fund.parameters import Standing, Terms
from jixiao.fund.payment.county import PAYERS, Priceable, keys_of, priceable
from jixiao.fund.payment.county_records import records_of
from jixiao.fund.payment.keeping import as_table
from jixiao.fund.payment.kept import DIP_CLEARED, DIP_MONTHS, DIP_PRICED, DIP_TERMS
from jixiao.fund.payment.year_settlement import (
    SettledYear,
    base_points,
    factors_of,
    settle_year,
)
from jixiao.fund.store.engine import Engine


def settle_county(
    engine: Engine, year: int, terms: Terms, fund: int | None, point_value: int | None
) -> tuple[SettledYear, Priceable]:
    """Settle a grouped year and keep it: cases, months, hospitals, the parameters used.

    Raises:
        JixiaoError: as `priceable` and `settle_year` do.
    """
    start = priceable(engine, year, terms, fund, point_value)
    settled = settle_year(start.cases, start.rules)
    keep_year(engine, settled, start.rows, year)
    return settled, start


def keep_year(engine: Engine, settled: SettledYear, rows: pa.Table, year: int) -> None:
    """Keep a settled year: cases, months, hospitals."""
    cases, rules = settled.cases, settled.rules
    payer = PAYERS[rules.terms.choice("dip.pool_payer")]
    DIP_PRICED.keep(engine, as_table({
        **{n: rows[n] for n in ("setl_id", "psn_no", "fixmedins_code", "setl_time", "year")},
        "month": pa.array(cases.months),
        "dip_group": rows["dip_group"],
        "kind": rows["kind"],
        "points": pa.array(base_points(cases, rules)),
        "coefficient": pa.array(settled.coefficients),
        "special": pa.array(
            np.zeros(len(cases), bool) if cases.by_cost is None else cases.by_cost
        ),
        "type": pa.array(cases.types or [""] * len(cases), pa.string()),
        "auxiliary": pa.array(factors_of(cases)),
        "added": pa.array(np.zeros(len(cases), np.int64) if cases.added is None else cases.added),
        "medfee_sumamt": rows["medfee_sumamt"],
        "booked": rows[payer].fill_null(0),
        "deviation": pa.array(settled.priced.kinds).cast(pa.string()),
        "case_points": pa.array(settled.priced.points),
        "fixed_points": pa.array(settled.fixed),
    }))  # fmt: skip
    months = [
        (code, n, month) for (code, n), month in settled.months.items() if month.points
    ]
    DIP_MONTHS.keep(engine, as_table({
        "fixmedins_code": pa.array([code for code, _, _ in months], pa.string()),
        "year": pa.array([year] * len(months), pa.int64()),
        "month": pa.array([n for _, n, _ in months], pa.int64()),
        **{
            name: pa.array([getattr(month, name) for _, _, month in months], pa.int64())
            for name in ("points", "value", "others", "prepaid", "retained")
        },
    }))  # fmt: skip
    _keep_clearing(engine, settled, year)


def _keep_clearing(engine: Engine, settled: SettledYear, year: int) -> None:
    cleared = settled.clearing
    hospitals = cleared.hospitals
    years = [each.year for each in hospitals]
    DIP_CLEARED.keep(engine, as_table({
        "fixmedins_code": [each.code for each in years],
        "year": [year] * len(years),
        **{
            name: [getattr(each, name) for each in years]
            for name in (
                "cases", "points", "cost", "booked", "deducted", "paid", "fixed_points",
            )
        },
        **{
            name: [getattr(each, name) for each in hospitals]
            for name in ("share", "shared", "assessed", "due")
        },
        "assessment": [str(each.assessment) for each in years],
        "budget_point_value": [settled.rules.point_value] * len(years),
        "point_value": [str(cleared.point_value)] * len(years),
        "ratio": [str(cleared.ratio)] * len(years),
        "fund": [cleared.fund] * len(years),
        "terms": [settled.rules.terms.code] * len(years),
    }))  # fmt: skip
    _keep_terms(engine, settled.rules.terms, year)


def _keep_terms(engine: Engine, terms: Terms, year: int) -> None:
    rows = [terms.row(key) for key in keys_of(terms) if key in terms]
    DIP_TERMS.keep(engine, as_table({
        "key": [row.word.key for row in rows],
        "year": [year] * len(rows),
        "line": [row.line for row in rows],
        "sample": [row.standing is Standing.SAMPLE for row in rows],
    }))  # fmt: skip


def terms_used(engine: Engine, year: int) -> list[str]:
    """Return the parameters that a year was cleared with, a line each, samples named first."""
    kept = records_of(engine).record_if_loaded("dip_terms")
    if kept is None:
        return []
    rows = engine.fetch(kept.filter(kept.year == year)).to_pylist()
    samples = [row["line"].partition("：")[0] for row in rows if row["sample"]]
    head = (
        f"注意：{len(samples)} 个参数是样例，不是任何地方的规定：{'、'.join(samples)}。"
    )
    lines = [f"  {row['key']}　{row['line']}" for row in rows]
    return [head, *lines] if samples else lines


def as_cleared(engine: Engine, year: int) -> tuple[int | None, int | None]:
    """Return the fund (fen) and the budget's point value (millionths) that a year was cleared with.

    None where it was not cleared.
    """
    kept = records_of(engine).record_if_loaded("dip_cleared")
    if kept is None or "fund" not in kept.columns:
        return None, None
    for row in engine.fetch(kept.filter(kept.year == year).limit(1)).to_pylist():
        return row["fund"], row["budget_point_value"]
    return None, None
