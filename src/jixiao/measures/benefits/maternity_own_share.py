"""生育医疗费用个人负担比例。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_care


@measure(
    code="BE26",
    title="生育医疗费用个人负担比例",
    says="生育医疗费 {below:元}，个人负担 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    better="lower",
    words=(
        "生育 个人负担|个人自付|个人自负|自付 比例|率",
        "?医疗|医疗费用|费用|住院|分娩|参保|人员|保险|待遇|负担",
    ),
)
def maternity_own_share(settlements: ir.Table) -> ir.Table:
    """Return a row for each settlement of maternity care of which the person's part is told."""
    rows = of_care(settlements, "生育")
    rows = rows.filter(rows.psn_pay.notnull())
    return by_settlement(rows, above=rows.psn_pay, below=rows.medfee_sumamt)
