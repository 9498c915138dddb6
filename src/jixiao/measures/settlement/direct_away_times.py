"""异地就医直接结算人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_away, of_care, once_a_stay


@measure(
    code="SE13",
    title="异地就医直接结算人次",
    says="异地就医直接结算 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "异地|跨省|省内 直接结算|联网结算 人次|次数 -率 -未 -覆盖",
        "异地|跨省|省内 直接|联网|即时 结算 人次|人次数|次数|数量 -率 -未 -覆盖 -机构",
        "?就医|住院|门诊|费用|医疗费用|医疗|参保|人员|直接|联网|异地|就诊|服务|即时|惠及|享受|患者|实现|结算|医保",
    ),
)
def direct_away_times(
    settlements: ir.Table, *, away: str = "", care: str = ""
) -> ir.Table:
    """Return a row for each stay and each settlement of other care away that was settled there."""
    rows = of_care(of_away(settlements, away), care)
    return by_settlement(once_a_stay(rows.filter(rows.direct)))
