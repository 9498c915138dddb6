"""先诊疗后付费按期还款率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_instalment


@measure(
    code="BD03",
    title="先诊疗后付费还款率",
    says="期内应还 {below:元}，期末以前还了 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "先诊疗后付费|先住院后付费|先看病后付费 还款|回款|收回|付清|结清 率|比例",
        "住院|医疗 欠费 收回|清收|还款 率|比例",
        "?费用|欠费|患者|资金|按期|及时",
    ),
)
def instalments_paid(credit_instalments: ir.Table) -> ir.Table:
    """Return a row for each instalment due in the period, and what of it was paid by its end."""
    rows = credit_instalments
    return by_instalment(rows, above=rows.in_time, below=rows.due_amount)
