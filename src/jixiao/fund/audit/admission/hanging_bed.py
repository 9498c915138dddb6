"""挂床住院。"""

from collections.abc import Iterable

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.stay_shapes import marked_stays
from jixiao.fund.records import is_stay


@rule(
    code="AD14",
    title="挂床住院",
    says="挂床的迹象有 {below} 样，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条；各地协议所列的迹象",
)
def hanging_bed(
    audited_stays: ir.Table,
    stay_bills: ir.Table,
    audited_claims: ir.Table,
    *,
    least_signs: int,
    idle_percent: int,
    least_nights: int,
) -> ir.Table:
    """Return the stays with several signs that nobody was in the bed.

    The signs: idle days for which a bed, consultation or nursing was charged; another settlement on
    an inner day; no nursing; examinations on the first day alone. The last two alone say nothing of
    where somebody was.
    """
    stays = audited_stays.filter(audited_stays.nights >= least_nights)
    others = _other_settlements(stays, audited_claims)
    rows = stays.join(stay_bills, stays.setl_id == stay_bills.stay).drop("stay")
    rows = rows.left_join(others, rows.setl_id == others.stay).drop("stay")
    is_stated = rows.unstated == 0
    is_idle = rows.idle * 100 >= rows.nights * idle_percent
    absent = (is_idle & (rows.passive >= rows.idle), rows.others > 0)
    careless = (
        is_stated & (rows.nursing == 0),
        is_stated & (rows.exams > 0) & (rows.late_exams == 0),
    )
    rows = rows.mutate(absent=_counted(absent), careless=_counted(careless))
    rows = rows.mutate(signs=rows.absent + rows.careless)
    marked = rows.filter(rows.absent > 0, rows.signs >= least_signs)
    return marked_stays(marked, below=marked.signs)


def _counted(signs: Iterable[ir.BooleanValue]) -> ir.IntegerValue:
    counted: ir.IntegerValue = ibis.literal(0, "int64")
    for sign in signs:
        counted = counted + sign.fill_null(False).cast("int64")
    return counted


def _other_settlements(stays: ir.Table, audited_claims: ir.Table) -> ir.Table:
    """Return how many settlements of other visits each stay has on its inner days."""
    spans = stays.select("psn_no", "enddate", stay="setl_id", since="began")
    others = audited_claims.filter(~is_stay(audited_claims)).select(
        "psn_no", day="began"
    )
    met = spans.join(others, "psn_no")
    met = met.filter(met.day > met.since, met.day < met.enddate)
    return met.group_by("stay").aggregate(others=met.count())
