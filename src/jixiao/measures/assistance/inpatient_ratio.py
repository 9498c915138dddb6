"""年度限额内住院救助比例：救助对象住院，政策范围内个人自付里医疗救助付的。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import before_assistance, of_care, of_identity, words

_FEN = 100
_LOOKED_AT = (
    "setl_id",
    "setl_time",
    "fixmedins_code",
    "med_type",
    "psn_idet_type",
    "within",
    "inscp_amt",
    "fund_pay_sumamt",
    "maf_pay",
)
"""Columns carried along would be computed for all measures."""


@measure(
    code="AS03",
    title="年度限额内住院救助比例",
    says="政策范围内个人自付（救助前）{below:元}，医疗救助支付 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "住院 救助 比例|率",
        "救助 住院 比例|率",
        "住院 救助 率|比例|水平 -门诊 -覆盖 -及时 -人次",
        "自付 救助 比例|率 -门诊 -自付比 -自付占 -自付率 -负担",
        "?符合规定的|符合规定|政策范围内|个人|自付|年度|限额内|年度限额内|救助限额内|费用|医疗|医疗费用|合规|住院|自负|医疗救助|政策|个人负担|限额|重点|政策内|个人自付|救助",
    ),
)
def inpatient_ratio(
    settlements_of_year: ir.Table, *, identity: str = "重点救助对象", annual_limit: int
) -> ir.Table:
    """Return a row for each stay of the poor within the year's limit.

    A stay on which the limit is used up, and those after it, are left out.
    """
    year = ibis.window(
        group_by=["psn_no", ibis._.setl_time.year()],
        order_by=["setl_time", "setl_id"],
        preceding=None,
        following=0,
    )
    is_stay = settlements_of_year.med_type.isin(list(words()["care"]["住院"]))
    rows = settlements_of_year.filter(is_stay | (settlements_of_year.maf_pay != 0))
    rows = rows.select(*_LOOKED_AT, of_year=rows.maf_pay.sum().over(year))
    rows = rows.filter(rows.of_year < annual_limit * _FEN)
    rows = of_identity(of_care(rows, "住院"), identity or "重点救助对象")
    rows = rows.filter(rows.within, rows.inscp_amt.notnull())
    return by_settlement(rows, above=rows.maf_pay, below=before_assistance(rows))
