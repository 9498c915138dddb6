"""What groups cost by their fee lines: drugs, materials and treatment of the history's cases."""

import pyarrow as pa

from jixiao.fund.payment.county_records import records_of
from jixiao.fund.payment.fixed_part import CostStructure
from jixiao.fund.payment.kept import DIP_STRUCTURE
from jixiao.fund.records import NotLoaded
from jixiao.fund.store.engine import Engine

_DRUGS, _MATERIALS, _TREATMENT = ("09", "10", "11"), ("08",), ("05",)
"""What kinds of charges are, by the platform's codes."""


def keep_structure(engine: Engine) -> str:
    """Add up the fee lines of the history's cases by group and keep them; say why not where it cannot.

    Raises:
        NotLoaded: there is no catalogue yet.
    """
    records = records_of(engine)
    history = records.record("dip_history")
    counted = history.filter(history.counted, history.dip_group.notnull())
    try:
        lines = records.record("fee_lines")
    except NotLoaded as missing:
        return missing.why
    stays = records.record("discharges").select("mdtrt_id", stay="setl_id")
    grouped = counted.select("setl_id", "dip_group")
    of_stay = stays.join(grouped, stays.stay == grouped.setl_id)
    of_stay = of_stay.select("dip_group", "setl_id", visit="mdtrt_id")
    charged = lines.select("mdtrt_id", "med_chrgitm_type", fen="det_item_fee_sumamt")
    rows = charged.join(of_stay, charged.mdtrt_id == of_stay.visit)

    def of_kind(kinds: tuple[str, ...]) -> object:
        chosen = rows.med_chrgitm_type.isin(kinds).fill_null(False)
        return chosen.ifelse(rows.fen, 0).sum().cast("int64")

    summed = rows.group_by("dip_group").aggregate(
        cases=rows.setl_id.nunique(),
        cost=rows.fen.sum().cast("int64"),
        drugs=of_kind(_DRUGS),
        materials=of_kind(_MATERIALS),
        treatment=of_kind(_TREATMENT),
    )
    DIP_STRUCTURE.keep(engine, summed)
    return ""


def kept_structure(engine: Engine) -> dict[str, CostStructure]:
    """Return what groups cost by their lines; nothing where no lines were loaded."""
    kept = records_of(engine).record_if_loaded("dip_structure")
    rows = pa.table({}) if kept is None else engine.fetch(kept)
    return {
        row["dip_group"]: CostStructure(row["cost"], row["drugs"], row["materials"])
        for row in rows.to_pylist()
    }
