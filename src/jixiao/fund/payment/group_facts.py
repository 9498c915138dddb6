"""What an expert asks of a disease group before voting on its points."""

from collections.abc import Mapping, Sequence
from typing import Any

from jixiao.fund.payment.cost_structure import kept_structure
from jixiao.fund.payment.county_records import level_of, records_of
from jixiao.fund.payment.year_cases import TENTHS
from jixiao.fund.store.engine import Engine


def group_facts(engine: Engine) -> dict[str, dict[str, Any]]:
    """Return what an expert asks of each group of the history: costs in fen, levels, spread.

    `p10`, `median` and `p90` are of the costs that count, `cv` ten-thousandths, `levels` counts of
    cases, `days` the mean stay; `drugs` and `materials` are what part of the costs these are, in
    ten-thousandths, where fee lines were loaded. `near` are the most frequent groups of the same
    diagnosis, or of the same main operation, with their mean costs.
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
    groups = engine.fetch(records.record("dip_groups")).to_pylist()
    known = [row for row in groups if row["dip_group"] in facts]
    near = neighbours(known)
    for row in known:
        code = row["dip_group"]
        facts[code] |= {"cv": row["cv"], "kind": row["kind"]}
        facts[code]["near"] = [
            {"group": other, "shared": shared, "mean": facts[other]["mean"]}
            for other, shared in near[code]
        ]
    for code, structure in kept_structure(engine).items():
        if code in facts and structure.cost:
            facts[code] |= {
                "drugs": round(structure.drugs / structure.cost * TENTHS),
                "materials": round(structure.materials / structure.cost * TENTHS),
            }
    return facts


_NEAR = 3
"""How many neighbours of a kind are shown: the most frequent."""
SAME_DIAGNOSIS, SAME_OPERATION = "同诊断", "同主手术"


def neighbours(groups: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """Return, by code, the groups of the same diagnosis and of the same main operation.

    Each comes with what is shared; of each kind the most frequent, at most three.
    """
    ordered = sorted(groups, key=lambda row: (-row["cases"], row["dip_group"]))
    by_shared: dict[tuple[str, str], list[str]] = {}
    for row in ordered:
        for shared in _shared(row):
            by_shared.setdefault(shared, []).append(row["dip_group"])
    near: dict[str, list[tuple[str, str]]] = {}
    for row in ordered:
        code = row["dip_group"]
        near[code] = [
            (other, kind)
            for kind, value in _shared(row)
            for other in [each for each in by_shared[kind, value] if each != code][
                :_NEAR
            ]
        ]
    return near


def _shared(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs = [(SAME_DIAGNOSIS, row["diagnosis"]), (SAME_OPERATION, row["main"])]
    return [(kind, value) for kind, value in pairs if value]
