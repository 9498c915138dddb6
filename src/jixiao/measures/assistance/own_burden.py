"""救助对象住院个人负担比例：救助对象住院总费用里个人支付的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_identity


@measure(
    code="AS06",
    title="救助对象住院个人负担比例",
    says="救助对象住院总费用 {below:元}，个人支付 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    better="lower",
    words=(
        "救助对象|困难群众|特困|低保|低收入|困难人员 住院 个人负担|个人自负|自负 比例|率",
        "<identity> 住院 个人负担|个人自负|自负|自付|个人自付|负担 率 -救助比例 -门诊",
        "<identity> 自付|自负|个人自付|个人负担 占比|比例|率 @住院 -救助比例 -门诊",
        "?政策范围内|负担|费用|医疗费用|总费用|医疗|人员|对象|人口|个人|费|医疗费|家庭|政策|政策内",
    ),
)
def own_burden(
    inpatient_settlements: ir.Table, *, identity: str = "困难群众"
) -> ir.Table:
    """Return a row for each settlement of a stay of the poor of which it is told what they paid."""
    rows = of_identity(inpatient_settlements, identity or "困难群众")
    rows = rows.filter(rows.psn_pay.notnull())
    return by_settlement(rows, above=rows.psn_pay, below=rows.medfee_sumamt)
