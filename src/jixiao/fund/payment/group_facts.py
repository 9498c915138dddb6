"""What an expert asks of a disease group before voting on its points."""

from typing import Any

from jixiao.fund.payment.cost_structure import kept_structure
from jixiao.fund.payment.county_records import level_of, records_of
from jixiao.fund.payment.year_cases import TENTHS
from jixiao.fund.store.engine import Engine


def group_facts(engine: Engine) -> dict[str, dict[str, Any]]:
    """Return what an expert asks of each group of the history: costs in fen, levels, spread.

    `p10`, `median` and `p90` are of the costs that count, `cv` ten-thousandths, `levels` counts of
    cases, `days` the mean stay; `drugs` and `materials` are what part of the costs these are, in
    ten-thousandths, where fee lines were loaded.
    """
    records = records_of(engine)
    history = records.record("dip_history")
    counted = history.filter(history.counted, history.dip_group.notnull())
    costs = counted.medfee_sumamt
    spread = counted.group_by("dip_group").aggregate(
        mean=costs.mean().cast("int64"),
        p10=costs.quantile(0.1).cast("int64"),
        median=costs.quantile(0.5).cast("int64"),
        p90=costs.quantile(0.9).cast("int64"),
        days=counted.days.mean().round(1),
    )
    facts: dict[str, dict[str, Any]] = {
        row.pop("dip_group"): row for row in engine.fetch(spread).to_pylist()
    }
    by_level = counted.group_by("dip_group", "hosp_lv").aggregate(n=counted.count())
    for row in engine.fetch(by_level).to_pylist():
        levels = facts[row["dip_group"]].setdefault("levels", {})
        level = level_of(row["hosp_lv"])
        levels[level] = levels.get(level, 0) + row["n"]
    for row in engine.fetch(records.record("dip_groups")).to_pylist():
        if row["dip_group"] in facts:
            facts[row["dip_group"]] |= {"cv": row["cv"], "kind": row["kind"]}
    for code, structure in kept_structure(engine).items():
        if code in facts and structure.cost:
            facts[code] |= {
                "drugs": round(structure.drugs / structure.cost * TENTHS),
                "materials": round(structure.materials / structure.cost * TENTHS),
            }
    return facts
