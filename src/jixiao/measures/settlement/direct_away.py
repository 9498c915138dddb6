"""异地就医直接结算率：异地就医的结算里，在就医的地方直接结清的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_away, of_care


@measure(
    code="SE02",
    title="异地就医直接结算率",
    says="异地就医 {below} 笔，直接结算 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "异地|跨省 就医|住院|门诊 直接结算|结算|联网结算 率|比例 -覆盖",
        "异地|跨省 直接结算|联网结算 率|比例 -覆盖",
        "异地|跨省 直接结算|联网结算 -覆盖 -人次|人数|金额|笔数|次数|机构",
        "异地|跨省 就医|住院|门诊 直接|联网|即时|实时 结算 率|占比 -覆盖 -人次 -机构",
        "异地|跨省 直接|联网|即时 结算 率 -覆盖 -人次 -机构",
        "?就医|费用|医疗费用|异地|医疗|参保|人员|直接|联网|患者|住院患者|医药|医药费用|联网结算|直接结算|人次|实现|即时|住院|结算|备案|群众|费|刷卡",
    ),
)
def direct_away(settlements: ir.Table, *, away: str = "", care: str = "") -> ir.Table:
    """Return a row for each settlement outside the person's own area."""
    rows = of_care(of_away(settlements, away), care)
    rows = rows.filter(rows.direct.notnull())
    return by_settlement(rows, above=rows.direct)
