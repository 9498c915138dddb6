"""门诊统筹、门诊慢特病及时结算率：就诊结束后几天内（当日）在就医的地方直接结清的。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_care

_EVERY = "门诊统筹和门诊慢特病"


@measure(
    code="SE04",
    title="门诊统筹和门诊慢特病及时结算率",
    says="门诊 {below} 笔，及时结算 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "门诊统筹|门诊大病|门诊慢特病|门诊慢性病|慢特病|门诊 及时结算|即时结算|及时报销|结算及时 率",
        "门诊统筹|门诊大病|门诊慢特病|门诊慢性病|慢特病|普通门诊|门诊 即时|及时|实时|直接 结算 率 -异地 -跨省",
        "门诊统筹|门诊慢特病|慢特病|门诊 即时结算|及时报销 率 -异地 -跨省",
        "?待遇|医疗|费用|医疗费用|医药费用|参保|人员|普通门诊|大病|就医|统筹|联网|服务|职工|居民|慢特病|患者|参保患者",
    ),
)
def outpatient_timely(
    settlements: ir.Table, *, care: str = _EVERY, scheme: str = "", within_days: int
) -> ir.Table:
    """Return a row for each outpatient settlement of which its end and where it was settled are told."""
    rows = of_care(settlements, care or _EVERY, scheme)
    rows = rows.filter(rows.enddate.notnull(), rows.direct.notnull())
    paid = rows.setl_time.cast("date")
    timely = (paid <= rows.enddate + ibis.interval(days=within_days)) & rows.direct
    return by_settlement(rows, above=timely)
