"""先诊疗后付费免押金落实率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_agreement


@measure(
    code="BD05",
    title="先诊疗后付费免押金落实率",
    says="写明免收押金的协议 {below} 份，没有收的 {above} 份",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "先诊疗后付费|先住院后付费|先看病后付费 落实|执行|实施 率|比例 -覆盖",
        "免押金|零押金|免收押金|免交押金 落实|执行|住院 率|比例 -覆盖",
        "?先诊疗后付费|住院|免押金|政策|困难群众|患者|押金|协议|服务|的",
    ),
)
def deposits_waived(credit_agreements: ir.Table) -> ir.Table:
    """Return a row for each agreement that takes no deposit; above where none was taken."""
    rows = credit_agreements.filter(credit_agreements.deposit_free == "1")
    return by_agreement(rows, above=rows.deposit.fill_null(0) == 0)
