"""The shapes that rules of stays share: days with care, what stays cost, a stay as a rule marks it."""

import ibis
from ibis import ir

from jixiao.fund.records import proven

PASSIVE = ("01", "02", "07", "12", "13", "14")
"""Kinds of charges that a bed brings about by itself: bed, consultation, nursing, registration."""
EXAMS = ("03", "04")
"""Kinds of charges that are examinations and laboratory tests."""
NURSING = "07"
EMERGENCY = "24"
"""A stay that began as an emergency."""
DELIVERY = "52"
_OF_STAY = ["psn_no", "mdtrt_id"]


def marked_stays(rows: ir.Table, *, below: ir.Value | int = 1) -> ir.Table:
    """Return stays as a rule marks them: what they cost above."""
    return proven(
        rows,
        key=rows.setl_id,
        on=rows.began,
        place=rows.fixmedins_code,
        above=rows.medfee_sumamt.fill_null(0),
        below=below,
    )


def is_planned(principal: ir.StringValue, codes: tuple[str, ...]) -> ir.BooleanValue:
    """Whether a principal diagnosis begins as those of planned courses do; a blank one does not."""
    begins = [principal.startswith(code) for code in codes]
    return ibis.or_(*begins).fill_null(False)


def lines_of_stays(audited_stays: ir.Table, audited_lines: ir.Table) -> ir.Table:
    """Return the lines of each stay with its first and last day, and which day each was charged on."""
    spans = audited_stays.select(
        *_OF_STAY, stay_began="began", stay_ended="enddate", stay="setl_id"
    )
    met = audited_lines.join(spans, _OF_STAY)
    met = met.mutate(day=met.fee_ocur_time.date())
    return met.filter(met.day.between(met.stay_began, met.stay_ended))


def is_care(lines: ir.Table) -> ir.BooleanValue:
    """Whether a line is of care beyond bed and nursing; one that does not say so counts as care."""
    return ~lines.med_chrgitm_type.isin(PASSIVE).fill_null(False)


def idle_days(audited_stays: ir.Table, audited_lines: ir.Table) -> ir.Table:
    """Return of each stay with lines (`stay`) its `idle` days and the longest `run` of them.

    A day is idle on which nothing but bed, consultation and nursing was charged; the days of
    admission and discharge never are.
    """
    lines = lines_of_stays(audited_stays, audited_lines)
    days = lines.filter(is_care(lines)).select("stay", "day")
    ends = (
        lines.select("stay", day=lines.stay_began),
        lines.select("stay", day=lines.stay_ended),
    )
    busy = ibis.union(days, *ends).distinct()
    in_order = ibis.window(group_by="stay", order_by="day")
    gaps = busy.mutate(
        gap=busy.day.lead().over(in_order).delta(busy.day, unit="day") - 1
    )
    gaps = gaps.filter(gaps.gap > 0)
    return gaps.group_by("stay").aggregate(
        idle=gaps.gap.sum().cast("int64"), run=gaps.gap.max().cast("int64")
    )


def follows(audited_stays: ir.Table, same: list[str]) -> ir.Table:
    """Return each stay with the one before it among those alike in `same`.

    `gap_days` from the end of the one before; `was_planned_operation` and `was_moved_on` are of it.
    """
    in_order = ibis.window(group_by=same, order_by=["began", "setl_id"])
    rows = audited_stays.mutate(
        left_on=audited_stays.enddate.lag().over(in_order),
        left_from=audited_stays.fixmedins_code.lag().over(in_order),
        was_operated=audited_stays.operated.lag().over(in_order),
        was_moved_on=audited_stays.moved_on.lag().over(in_order),
    )
    return rows.mutate(gap_days=rows.began.delta(rows.left_on, unit="day"))


def charged_of_stays(audited_stays: ir.Table, audited_lines: ir.Table) -> ir.Table:
    """Return what the lines of each stay (`stay`) add up to, and how much of it are examinations."""
    lines = lines_of_stays(audited_stays, audited_lines)
    amount = lines.det_item_fee_sumamt
    is_exam = lines.med_chrgitm_type.isin(EXAMS)
    return lines.group_by("stay").aggregate(
        whole=amount.sum().cast("int64"),
        exams=ibis.ifelse(is_exam, amount, 0).sum().cast("int64"),
        late_exams=(is_exam & (lines.day > lines.stay_began)).sum(),
        nursing=(lines.med_chrgitm_type == NURSING).sum(),
        unstated=lines.med_chrgitm_type.isnull().sum(),
        items=lines.hilist_code.nunique(),
        first_item=lines.hilist_code.min(),
        last_item=lines.hilist_code.max(),
    )
