"""What the lines of each stay add up to: charges by kind, items, and the days without care."""

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.proven import Grain

PASSIVE = ("01", "02", "07", "12", "13", "14")
"""Kinds of charges that a bed brings about by itself: bed, consultation, nursing, registration."""
EXAMS = ("03", "04")
"""Kinds of charges that are examinations and laboratory tests."""
NURSING = "07"


@record(
    title="住院的收费",
    grain=Grain("一次有收费的住院", "stay"),
    adds={
        "stay": RecordColumn("住院的结算", Unit.TEXT),
        "whole": RecordColumn("收费合计", Unit.FEN),
        "exams": RecordColumn("检查化验费", Unit.FEN),
        "late_exams": RecordColumn("第一天以后的检查化验条数", Unit.NUMBER),
        "nursing": RecordColumn("护理费条数", Unit.NUMBER),
        "unstated": RecordColumn("没有写收费类别的条数", Unit.NUMBER),
        "items": RecordColumn("项目种数", Unit.NUMBER),
        "first_item": RecordColumn("编码最小的项目", Unit.TEXT),
        "last_item": RecordColumn("编码最大的项目", Unit.TEXT),
        "idle": RecordColumn("没有诊疗的天数", Unit.NUMBER),
        "passive": RecordColumn("床位、诊察、护理收得最多的一类收了几次", Unit.NUMBER),
        "run": RecordColumn("连续没有诊疗的最长天数", Unit.NUMBER),
    },
    kept="stay_bills",
)
def stay_bills(audited_stays: ir.Table, audited_lines: ir.Table) -> ir.Table:
    """Return of each stay with lines what they add up to, and its idle days.

    Lines before the stay began or after it ended are left out. A day is idle on which nothing but
    bed, consultation and nursing was charged; the days of admission and discharge never are.
    `idle` and `run` are none where no day is.
    """
    lines = _lines_of_stays(audited_stays, audited_lines)
    bills = _added_up(lines)
    idle = _idle_days(lines)
    return bills.left_join(idle, bills.stay == idle.of_stay)


def _lines_of_stays(audited_stays: ir.Table, audited_lines: ir.Table) -> ir.Table:
    """Return the lines of each stay with its first and last day, and which day each was charged on."""
    visit = ["psn_no", "mdtrt_id"]
    spans = audited_stays.select(
        *visit, stay_began="began", stay_ended="enddate", stay="setl_id"
    )
    met = audited_lines.join(spans, visit)
    met = met.mutate(day=met.fee_ocur_time.date())
    return met.filter(met.day.between(met.stay_began, met.stay_ended))


def _added_up(lines: ir.Table) -> ir.Table:
    amount, kind = lines.det_item_fee_sumamt, lines.med_chrgitm_type
    is_exam = kind.isin(EXAMS)
    return lines.group_by("stay").aggregate(
        whole=amount.sum().cast("int64"),
        exams=ibis.ifelse(is_exam, amount, 0).sum().cast("int64"),
        late_exams=(is_exam & (lines.day > lines.stay_began)).sum(),
        nursing=(kind == NURSING).sum(),
        unstated=kind.isnull().sum(),
        items=lines.hilist_code.nunique(),
        first_item=lines.hilist_code.min(),
        last_item=lines.hilist_code.max(),
        passive=ibis.greatest(
            *(ibis.ifelse(kind == each, lines.cnt, 0).sum() for each in PASSIVE)
        ),
    )


def _idle_days(lines: ir.Table) -> ir.Table:
    """Return of each stay with idle days how many, and the longest run of them.

    A line that does not say what it is of counts as care.
    """
    is_care = ~lines.med_chrgitm_type.isin(PASSIVE).fill_null(False)
    days = lines.filter(is_care).select("stay", "day")
    spans = lines.select("stay", "stay_began", "stay_ended").distinct()
    ends = (
        spans.select("stay", day=spans.stay_began),
        spans.select("stay", day=spans.stay_ended),
    )
    busy = ibis.union(days, *ends).distinct()
    in_order = ibis.window(group_by="stay", order_by="day")
    gap = busy.day.lead().over(in_order).delta(busy.day, unit="day") - 1
    gaps = busy.mutate(gap=gap).filter(lambda row: row.gap > 0)
    return gaps.group_by(of_stay="stay").aggregate(
        idle=gaps.gap.sum().cast("int64"), run=gaps.gap.max().cast("int64")
    )
