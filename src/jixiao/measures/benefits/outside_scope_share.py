"""住院政策范围外费用占比。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BE33",
    title="住院政策范围外费用占比",
    says="住院总费用 {below:元}，政策范围外 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    better="lower",
    words=(
        "住院 政策范围外|目录外|自费 费用 率 -控制 -自付",
        "住院 政策范围外|目录外|自费 率 -控制 -自付",
        "政策范围外|目录外 费用 率 @住院 -控制 -门诊",
        "住院 自费|目录外|政策范围外|政策外 率|费用率|费用占比|占比 -控制 -自付",
        "自费|目录外|政策范围外 住院 率|费用率|占比 -控制 -自付",
        "?费用|医疗|医疗费用|医药费用|总|占|参保|人员|患者|个人|总费用|医药|总医疗费用|医疗总费用|率|占比|药品|中|费用中",
    ),
)
def outside_scope_share(
    inpatient_settlements: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each settlement of a stay."""
    rows = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    rows = rows.filter(rows.inscp_amt.notnull())
    outside = rows.medfee_sumamt - rows.inscp_amt
    return by_settlement(rows, above=outside, below=rows.medfee_sumamt)
