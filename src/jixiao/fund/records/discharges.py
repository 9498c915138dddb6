"""Discharges: stays with the patient of the day, their list's diagnoses and operations, and codes."""

import ibis
from ibis import ir

from jixiao.fund.records.claims import last_settlements
from jixiao.fund.records.claims import stays as stays_of_claims
from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.proven import Grain
from jixiao.fund.records.settlements import INPATIENT
from jixiao.period import Period

_WESTERN = "1"
_PATIENT = {
    "gend": RecordColumn("性别", Unit.CODE),
    "brdy": RecordColumn("出生日期", Unit.DAY),
    "age": RecordColumn("入院时的周岁", Unit.NUMBER),
    "age_days": RecordColumn("入院时的日龄", Unit.NUMBER),
    "days": RecordColumn("住院天数", Unit.NUMBER),
    "discharged_on": RecordColumn("出院日期", Unit.DAY),
    "dscg_way": RecordColumn("离院方式", Unit.CODE),
    "dscg_dept_name": RecordColumn("出院科室名称", Unit.TEXT),
    "birth_weight": RecordColumn("出生体重，克", Unit.NUMBER),
    "ventilated": RecordColumn("呼吸机小时", Unit.NUMBER),
    "icu_days": RecordColumn("重症监护天数", Unit.NUMBER),
    "uploaded_at": RecordColumn("清单上传时间", Unit.TIME),
}

_ORDERED = {
    "stay": RecordColumn("住院的结算ID", Unit.TEXT),
    "place": RecordColumn("次序，主要的为 0", Unit.NUMBER),
}


@record(
    title="结算清单",
    grain=Grain("一次结算的最近一版清单", "setl_id", "uploaded_at", "fixmedins_code"),
    of="SETL_LIST_D",
)
def discharge_lists(setl_list_d: ir.Table) -> ir.Table:
    """Return the last version of each settlement's list; the others are kept in the table."""
    newest_first = ibis.window(
        group_by="setl_id",
        order_by=[
            ibis.desc(setl_list_d.list_version.fill_null(0)),
            ibis.desc("uploaded_at"),
            ibis.desc("setl_list_id"),
        ],
    )
    rows = setl_list_d.mutate(place=ibis.row_number().over(newest_first))
    return rows.filter(rows.place == 0)


@record(
    title="首版清单",
    grain=Grain(
        "有几版的一次结算的首版清单", "setl_id", "uploaded_at", "fixmedins_code"
    ),
    of="SETL_LIST_D",
)
def first_lists(setl_list_d: ir.Table, discharge_lists: ir.Table) -> ir.Table:
    """Return the first version of the lists that were sent again."""
    oldest_first = ibis.window(
        group_by="setl_id",
        order_by=[
            setl_list_d.list_version.fill_null(0),
            "uploaded_at",
            "setl_list_id",
        ],
    )
    rows = setl_list_d.mutate(place=ibis.row_number().over(oldest_first))
    return rows.filter(rows.place == 0).anti_join(discharge_lists, "setl_list_id")


@record(
    title="出院病例",
    grain=Grain("一次住院，中途结算合并", "setl_id", "setl_time", "fixmedins_code"),
    of=stays_of_claims,
    adds=_PATIENT,
    kept="discharged_stays",
)
def discharges(
    stays: ir.Table,
    visits: ir.Table | None = None,
    discharge_lists: ir.Table | None = None,
) -> ir.Table:
    """Return the stays with who the patient was and what the list says besides codes.

    A stay that ends on the day it began counts one day.
    """
    rows = _with_visit(stays, visits)
    rows = _with_list(rows, discharge_lists)
    rows = rows.mutate(discharged_on=rows.enddate.fill_null(rows.of_visit_end))
    nights = rows.discharged_on.delta(rows.began, unit="day").cast("int64")
    born = rows.brdy
    before = (rows.began.month() * 100 + rows.began.day()) < (
        born.month() * 100 + born.day()
    )
    years = rows.began.year() - born.year() - before.cast("int64")
    return rows.mutate(
        days=ibis.ifelse(nights == 0, 1, nights).cast("int64"),
        age=years.cast("int64"),
        age_days=rows.began.delta(born, unit="day").cast("int64"),
    )


def _with_visit(rows: ir.Table, visits: ir.Table | None) -> ir.Table:
    if visits is None:
        none = ibis.null("string")
        day = ibis.null("date")
        return rows.mutate(
            gend=none, brdy=day, dscg_way=none, dscg_dept_name=none, of_visit_end=day
        )
    of_visit = visits.select(
        "gend", "brdy", "dscg_way", "dscg_dept_name",
        visit="mdtrt_id", of_visit_end=visits.endtime.date(),
    )  # fmt: skip
    return rows.left_join(of_visit, rows.mdtrt_id == of_visit.visit).drop("visit")


def _with_list(rows: ir.Table, lists: ir.Table | None) -> ir.Table:
    whole = ("birth_weight", "ventilated", "icu_days")
    if lists is None:
        none = ibis.null("int64")
        return rows.mutate(
            birth_weight=none,
            ventilated=none,
            icu_days=none,
            uploaded_at=ibis.null("timestamp"),
        )
    of_list = lists.select(
        "icu_days", "uploaded_at",
        of_list="setl_id", birth_weight="nwb_bir_wt", ventilated="vent_used_hours",
    )  # fmt: skip
    joined = rows.left_join(of_list, rows.setl_id == of_list.of_list).drop("of_list")
    return joined.mutate(**{name: joined[name].cast("int64") for name in whole})


@record(
    title="出院病例的清单上传",
    grain=Grain("一次住院，中途结算合并", "setl_id", "setl_time", "fixmedins_code"),
    adds={
        name: stays_of_claims.columns[name]
        for name in ("setl_id", "setl_time", "fixmedins_code")
    }
    | {name: _PATIENT[name] for name in ("discharged_on", "uploaded_at")},
    costly=True,
)
def discharge_uploads(
    settlements: ir.Table,
    visits: ir.Table | None = None,
    discharge_lists: ir.Table | None = None,
) -> ir.Table:
    """Return of each stay when it ended and when its list was uploaded, as `discharges` does.

    Nothing else of the stay is looked at, which takes a tenth of the time.
    """
    rows = settlements.select(
        "setl_id", "setl_time", "psn_no", "mdtrt_id", "fixmedins_code",
        "med_type", "enddate", "midway",
    )  # fmt: skip
    rows = last_settlements(rows)
    rows = rows.filter(rows.med_type.isin(INPATIENT))
    rows = _with_list(_with_visit(rows, visits), discharge_lists)
    return rows.mutate(discharged_on=rows.enddate.fill_null(rows.of_visit_end))


@record(
    title="出院诊断",
    grain=Grain("一次住院的一个西医诊断", "setl_list_diag_id"),
    of="SETL_LIST_DIAG_D",
    adds=_ORDERED,
    kept="discharged_diagnoses",
)
def discharge_diagnoses(
    setl_list_diag_d: ir.Table,
    discharges: ir.Table,
    setl_list_d: ir.Table | None = None,
    discharge_lists: ir.Table | None = None,
) -> ir.Table:
    """Return the western diagnoses of stays, each code once, those marked as main first.

    Codes of a version of the list that another replaced are left out.
    """
    rows = _western(setl_list_diag_d)
    rows = _of_stays(_of_last(rows, setl_list_d, discharge_lists), discharges)
    return _in_order(rows, "diag_code", "maindiag_flag", "setl_list_diag_id")


@record(
    title="出院手术操作",
    grain=Grain("一次住院的一个手术操作", "setl_list_oprn_id"),
    of="SETL_LIST_OPRN_D",
    adds=_ORDERED,
    kept="discharged_operations",
)
def discharge_operations(
    setl_list_oprn_d: ir.Table,
    discharges: ir.Table,
    setl_list_d: ir.Table | None = None,
    discharge_lists: ir.Table | None = None,
) -> ir.Table:
    """Return the operations of stays, each code once, those marked as main first.

    Codes of a version of the list that another replaced are left out.
    """
    rows = _of_last(setl_list_oprn_d, setl_list_d, discharge_lists)
    rows = _of_stays(rows, discharges)
    return _in_order(rows, "oprn_oprt_code", "main_oprn_flag", "setl_list_oprn_id")


@record(
    title="首版清单的诊断",
    grain=Grain("首版清单的一个西医诊断", "setl_list_diag_id"),
    of="SETL_LIST_DIAG_D",
    adds=_ORDERED,
)
def first_diagnoses(
    setl_list_diag_d: ir.Table, first_lists: ir.Table, discharges: ir.Table
) -> ir.Table:
    """Return the western diagnoses that the first versions of lists gave."""
    rows = _western(setl_list_diag_d).semi_join(first_lists, "setl_list_id")
    rows = _of_stays(rows, discharges)
    return _in_order(rows, "diag_code", "maindiag_flag", "setl_list_diag_id")


@record(
    title="首版清单的手术操作",
    grain=Grain("首版清单的一个手术操作", "setl_list_oprn_id"),
    of="SETL_LIST_OPRN_D",
    adds=_ORDERED,
)
def first_operations(
    setl_list_oprn_d: ir.Table, first_lists: ir.Table, discharges: ir.Table
) -> ir.Table:
    """Return the operations that the first versions of lists gave."""
    rows = setl_list_oprn_d.semi_join(first_lists, "setl_list_id")
    rows = _of_stays(rows, discharges)
    return _in_order(rows, "oprn_oprt_code", "main_oprn_flag", "setl_list_oprn_id")


def _western(rows: ir.Table) -> ir.Table:
    return rows.filter(rows.diag_type.isnull() | (rows.diag_type == _WESTERN))


def _of_last(rows: ir.Table, lists: ir.Table | None, last: ir.Table | None) -> ir.Table:
    """Return the rows without those of a version of the list that another replaced."""
    if lists is None or last is None:
        return rows
    return rows.anti_join(lists.anti_join(last, "setl_list_id"), "setl_list_id")


def _of_stays(rows: ir.Table, stays: ir.Table) -> ir.Table:
    """Return the rows of stays: those of the settlement that ends it, else all of the visit."""
    named = stays.select(stay="setl_id", visit="mdtrt_id")
    joined = rows.join(named, rows.mdtrt_id == named.visit).drop("visit")
    of_stay = ibis.window(group_by="stay")
    joined = joined.mutate(same=joined.setl_id == joined.stay)
    joined = joined.mutate(any_same=joined.same.any().over(of_stay))
    return joined.filter(joined.same | ~joined.any_same)


def _in_order(rows: ir.Table, code: str, flag: str, key: str) -> ir.Table:
    rows = rows.mutate(is_main=rows[flag].fill_null("0"))
    order = [ibis.desc("is_main"), key]
    alike = ibis.window(group_by=["stay", code], order_by=order)
    rows = rows.mutate(again=ibis.row_number().over(alike))
    rows = rows.filter(rows.again == 0)
    of_stay = ibis.window(group_by="stay", order_by=order)
    return rows.mutate(place=ibis.row_number().over(of_stay))


@record(
    title="手术操作编码",
    grain=Grain("一个手术操作编码", "oprn_oprt_code"),
    of="OPRN_B",
)
def operation_codes(oprn_b: ir.Table) -> ir.Table:
    """Return the codes of operations that were loaded."""
    return oprn_b


@record(
    title="清单诊断原样",
    grain=Grain("清单上的一行西医诊断", "setl_list_diag_id"),
    of="SETL_LIST_DIAG_D",
)
def listed_diagnoses(setl_list_diag_d: ir.Table) -> ir.Table:
    """Return the western diagnoses as lists print them, one that is named twice both times."""
    kind = setl_list_diag_d.diag_type.fill_null(_WESTERN)
    return setl_list_diag_d.filter(kind == _WESTERN)


@record(title="疾病诊断编码", grain=Grain("一个诊断编码", "diag_code"), of="DIAG_B")
def diagnosis_codes(diag_b: ir.Table) -> ir.Table:
    """Return the codes of diagnoses that were loaded."""
    return diag_b


@record(
    title="互相排斥的诊断",
    grain=Grain("一对诊断", "diag_code"),
    of="DIAG_EXCL_B",
)
def excluding_diagnoses(diag_excl_b: ir.Table) -> ir.Table:
    """Return the pairs of diagnoses that a list should not hold together."""
    return diag_excl_b


@record(
    title="诊断的治疗项目",
    grain=Grain("一个诊断的一个治疗项目", "diag_code"),
    of="DIAG_CARE_B",
)
def care_of_diagnoses(diag_care_b: ir.Table) -> ir.Table:
    """Return the items of which at least one is charged where a diagnosis was treated."""
    return diag_care_b


@record(
    title="病种付费机构台账",
    grain=Grain("一家机构的一个年度", "fixmedins_code", place="fixmedins_code"),
    of="DIP_ACCOUNT",
)
def dip_accounts(dip_account: ir.Table) -> ir.Table:
    """Return what the bureau keeps of each hospital's year."""
    return dip_account


@record(title="病种付费年度基金", grain=Grain("一个年度", "pay_year"), of="DIP_FUND")
def dip_funds(dip_fund: ir.Table) -> ir.Table:
    """Return the fund of each year that is paid by disease."""
    return dip_fund


@record(
    title="支付方式改革试点",
    grain=Grain("一个地区的一种付费方式", "pilot", place="pilot_area"),
    of="PAY_PILOT",
    adds={"pilot": RecordColumn("地区和付费方式", Unit.TEXT)},
)
def payment_pilots(pay_pilot: ir.Table, period: Period | None = None) -> ir.Table:
    """Return the ways of paying that areas simulate or pay by, and since when.

    What begins after the period has not begun.
    """
    rows = pay_pilot.mutate(pilot=pay_pilot.pilot_area + "/" + pay_pilot.pay_method)
    if period is None:
        return rows
    return rows.mutate(
        **{
            name: ibis.ifelse(rows[name] <= period.last, rows[name], ibis.null("date"))
            for name in ("simulated_on", "paid_on")
        }
    )
