"""先诊疗后付费患者覆盖率：住院里签了协议的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BD06",
    title="先诊疗后付费患者覆盖率",
    says="住院 {below} 人次，签了先诊疗后付费协议 {above} 人次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "先诊疗后付费|先住院后付费|先看病后付费 患者|病人|人次|住院|群众|对象 覆盖|签约|享受 率|面|比例",
        "先诊疗后付费|先住院后付费|先看病后付费 覆盖 率|面|比例 -机构|医院",
        "?服务|协议|困难|困难群众|参保|患者|病人|住院|的|全覆盖",
    ),
)
def stays_on_credit(
    inpatient_settlements: ir.Table,
    visits_on_credit: ir.Table,
    *,
    identity: str = "",
) -> ir.Table:
    """Return a row for each stay settled, of all or of an identity; above where an agreement was signed."""
    rows = inpatient_settlements.filter(~inpatient_settlements.midway)
    rows = of_codes(rows, "psn_idet_type", "identity", identity)
    signed = visits_on_credit.select(signed="mdtrt_id")
    joined = rows.left_join(signed, rows.mdtrt_id == signed.signed)
    return by_settlement(joined, above=joined.signed.notnull(), below=1)
