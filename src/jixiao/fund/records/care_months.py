"""Months of care: settlements added up once, by what analyses look at them by."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.proven import Grain
from jixiao.library import load_toml

OTHER_CARE = "其他"
UNKNOWN = "不详"
_AGES = ((18, "18岁以下"), (45, "18至44岁"), (60, "45至59岁"), (75, "60至74岁"))
_OLDEST = "75岁及以上"
_POOLING = 4
"""How many signs of an area's code name the pooling area."""
_CATEGORY = 3
"""How many signs of a diagnosis name its category."""
_OUTSIDE = ("3", "4")
BY = (
    "insutype", "med_type", "care", "fixmedins_code", "hosp_lv", "fix_blng_admdvs",
    "insu_admdvs", "away",
)  # fmt: skip
"""What a cell of the months of care is of."""
OF_GROUPS = ("age_band", "disease")
"""What a cell of the groups of care is of besides; there may be as many as settlements."""


@cache
def care_kinds() -> Mapping[str, list[str]]:
    """Return the codes of each kind of care, by its name."""
    kinds: Mapping[str, list[str]] = load_toml(
        Path(__file__).with_name("care_kinds.toml")
    )["kinds"]
    return kinds


_CELL = {
    "cell": RecordColumn("险种、医疗类别、机构和月份", Unit.TEXT),
    "month": RecordColumn("结算的月份", Unit.DAY),
    "insutype": RecordColumn("险种", Unit.CODE),
    "med_type": RecordColumn("医疗类别", Unit.CODE),
    "care": RecordColumn("类别（住院、普通门诊等）", Unit.TEXT),
    "fixmedins_code": RecordColumn("定点医药机构编号", Unit.TEXT),
    "hosp_lv": RecordColumn("医院等级", Unit.CODE),
    "fix_blng_admdvs": RecordColumn("机构所在的医保区划", Unit.TEXT),
    "insu_admdvs": RecordColumn("参保的医保区划", Unit.TEXT),
    "away": RecordColumn("在统筹地区以外；说不清的为空", Unit.FLAG),
    "settlements": RecordColumn("结算笔数", Unit.NUMBER),
    "visits": RecordColumn("人次（中途结算不计）", Unit.NUMBER),
    "days": RecordColumn("住院天数", Unit.NUMBER),
    "fees": RecordColumn("医疗费总额", Unit.FEN),
    "squares": RecordColumn("住院医疗费的平方和（看随机波动用）", Unit.NUMBER),
    "fund_squares": RecordColumn("基金支付的平方和（看随机波动用）", Unit.NUMBER),
    "in_scope": RecordColumn("符合政策范围金额", Unit.FEN),
    "outside": RecordColumn("目录外（全自费）金额", Unit.FEN),
    "fees_with_outside": RecordColumn("写明了目录外金额的医疗费", Unit.FEN),
    "fund": RecordColumn("基金支付总额", Unit.FEN),
    "pooled": RecordColumn("统筹基金支出", Unit.FEN),
    "major_disease": RecordColumn("大病保险支出", Unit.FEN),
    "assistance": RecordColumn("医疗救助支出", Unit.FEN),
    "account": RecordColumn("个人账户支出", Unit.FEN),
}


@record(
    title="就医月度汇总",
    grain=Grain("一个月里各项都相同的结算的合计", "cell", "month", "fixmedins_code"),
    adds=_CELL,
    kept="care_months_of_period",
)
def care_months(settlements: ir.Table) -> ir.Table:
    """Add up the settlements that stand, by month and BY; refunds lower the month of their settlement."""
    return _added_up(_narrow(settlements), BY)


@record(
    title="就医月度汇总，分年龄和病种",
    grain=Grain("一个月里各项都相同的结算的合计", "cell", "month", "fixmedins_code"),
    adds={
        **_CELL,
        "age_band": RecordColumn("结算时的年龄段", Unit.TEXT),
        "disease": RecordColumn("病种编号，没有的为住院主诊断的类目", Unit.TEXT),
    },
    kept="care_groups_of_period",
)
def care_groups(
    settlements: ir.Table,
    visits: ir.Table | None = None,
    births: ir.Table | None = None,
) -> ir.Table:
    """Add up the settlements that stand, by month, BY and OF_GROUPS."""
    rows = _narrow(settlements)
    rows = _with_disease(rows, visits)
    rows = _with_age(rows, births)
    cells = _added_up(rows, (*BY, *OF_GROUPS))
    return cells.mutate(cell=cells.cell + "/" + cells.disease)


def _added_up(rows: ir.Table, by: Sequence[str]) -> ir.Table:
    cells = rows.group_by("month", *by).aggregate(
        settlements=rows.count(),
        visits=(~rows.midway).cast("int64").sum(),
        days=rows.days.sum(),
        fees=rows.fees.sum(),
        squares=rows.square.sum(),
        fund_squares=rows.fund_square.sum(),
        in_scope=rows.in_scope.sum(),
        outside=rows.outside.fill_null(0).sum(),
        fees_with_outside=rows.outside.isnull().ifelse(0, rows.fees).sum(),
        fund=rows.fund.sum(),
        pooled=rows.pooled.sum(),
        major_disease=rows.major_disease.sum(),
        assistance=rows.assistance.sum(),
        account=rows.account.sum(),
    )
    month = cells.month.strftime("%Y-%m")
    named = (cells.insutype, cells.med_type, cells.fixmedins_code, month)
    cell = named[0]
    for part in named[1:]:
        cell = cell + "/" + part
    return cells.mutate(cell=cell)


def _narrow(settlements: ir.Table) -> ir.Table:
    """Take of the settlements what is added up, and what it is added up by."""
    rows = settlements
    begun = rows.begndate.cast("date")
    stayed = (rows.enddate.cast("date") - begun).cast("int64")
    is_stay = rows.med_type.isin(care_kinds()["住院"])
    return rows.select(
        "mdtrt_id", "psn_no", "insutype", "med_type", "fixmedins_code",
        "midway", "dise_no",
        month=rows.setl_time.truncate("M").cast("date"),
        settled_on=rows.setl_time.cast("date"),
        care=_care(rows.med_type),
        is_stay=is_stay,
        days=is_stay.ifelse(stayed.fill_null(0), 0),
        hosp_lv=rows.hosp_lv.fill_null(UNKNOWN),
        fix_blng_admdvs=rows.fix_blng_admdvs.fill_null(UNKNOWN),
        insu_admdvs=rows.insu_admdvs.fill_null(UNKNOWN),
        away=_away(rows),
        fees=rows.medfee_sumamt,
        square=is_stay.ifelse(rows.medfee_sumamt.cast("float64") ** 2, 0.0),
        fund_square=rows.fund_pay_sumamt.cast("float64") ** 2,
        in_scope=rows.inscp_amt,
        outside=rows.fulamt_ownpay_amt,
        fund=rows.fund_pay_sumamt,
        pooled=rows.hifp_pay,
        major_disease=rows.hifmi_pay,
        assistance=rows.maf_pay,
        account=rows.acct_pay.fill_null(0),
    )  # fmt: skip


def _care(med_type: ir.Value) -> ir.Value:
    kinds = [(med_type.isin(codes), kind) for kind, codes in care_kinds().items()]
    return ibis.cases(*kinds, else_=OTHER_CARE)


def _away(rows: ir.Table) -> ir.Value:
    """Whether care was outside the pooling area: by the two areas, else by where it was settled."""
    here = rows.insu_admdvs.substr(0, _POOLING)
    there = rows.fix_blng_admdvs.substr(0, _POOLING)
    settled_away = rows.pay_loc.isin(_OUTSIDE)
    return ibis.cases(
        (here.notnull() & there.notnull(), here != there),
        (rows.pay_loc.notnull() & (rows.pay_loc != "1"), settled_away),
        else_=None,
    )


def _with_disease(rows: ir.Table, visits: ir.Table | None) -> ir.Table:
    """Name the disease: as settled, else by the category of a stay's main diagnosis."""
    named = rows.dise_no.nullif("")
    if visits is None:
        return rows.mutate(disease=named.fill_null(UNKNOWN))
    stays = visits.filter(visits.med_type.isin(care_kinds()["住院"]))
    stays = stays.group_by("mdtrt_id").aggregate(
        diagnosis=stays.dscg_maindiag_code.min()
    )
    joined = rows.left_join(stays, "mdtrt_id")
    category: Any = joined.diagnosis.substr(0, _CATEGORY).nullif("")
    disease = joined.dise_no.nullif("").fill_null(category).fill_null(UNKNOWN)
    return joined.mutate(disease=disease)


def _with_age(rows: ir.Table, births: ir.Table | None) -> ir.Table:
    """Add the band of the age on the day of settlement: whole years, a birthday counted from its day."""
    if births is None:
        return rows.mutate(age_band=ibis.literal(UNKNOWN))
    born = births.select("psn_no", "brdy")
    joined = rows.left_join(born, "psn_no")
    day, birth = joined.settled_on, joined.brdy
    years = day.year() - birth.year()
    day_of_year = day.month() * 100 + day.day()
    birthday = birth.month() * 100 + birth.day()
    age = years - (day_of_year < birthday).cast("int64")
    bands = [(age < limit, band) for limit, band in _AGES]
    return joined.mutate(
        age_band=ibis.cases((age.isnull(), UNKNOWN), *bands, else_=_OLDEST)
    )
