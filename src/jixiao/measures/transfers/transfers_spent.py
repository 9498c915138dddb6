"""转移支付执行率：从外面收到和本级安排的资金里，支出了的。"""

from ibis import ir

from jixiao.fund.records.divisions import SPENT
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_transfer


@measure(
    code="TF02",
    title="转移支付执行率",
    says="收到和安排 {below:元}，支出 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "转移支付|上级补助 执行率|支出率|支出进度",
        "?资金|中央|自治区|财政|预算|项目",
    ),
    course="grows",
)
def transfers_spent(transfers_in_and_out: ir.Table) -> ir.Table:
    """Return a row for each spending above, and one for what came from outside or was provided below."""
    rows = transfers_in_and_out
    is_spent = rows.step == SPENT
    return by_transfer(
        rows,
        above=is_spent.ifelse(rows.amount, 0),
        below=is_spent.ifelse(0, rows.amount),
    )
