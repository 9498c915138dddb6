"""门诊救助比例：救助对象门诊，政策范围内个人自付里医疗救助付的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import before_assistance, of_care, of_identity


@measure(
    code="AS04",
    title="门诊救助比例",
    says="政策范围内个人自付（救助前）{below:元}，医疗救助支付 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "门诊 救助 比例|率",
        "门诊|慢特病 救助 率|比例|水平 -住院 -覆盖 -及时 -人次",
        "?政策范围内|个人|自付|年度|限额内|费用|医疗|医疗费用|合规|医疗救助|政策|慢特病|对象|救助|特殊|大病",
    ),
)
def outpatient_ratio(
    settlements: ir.Table, *, identity: str = "重点救助对象"
) -> ir.Table:
    """Return a row for each outpatient settlement of the poor."""
    rows = of_identity(of_care(settlements, "门诊"), identity or "重点救助对象")
    rows = rows.filter(rows.inscp_amt.notnull())
    return by_settlement(rows, above=rows.maf_pay, below=before_assistance(rows))
