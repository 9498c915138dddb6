"""异地就医备案人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_filing


@measure(
    code="SE08",
    title="异地就医备案人次",
    says="异地就医备案 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "异地|跨省|省内 备案 人次|件数|数量|次数",
        "异地就医备案",
        "备案 人次|件数|人次数|数量|办理量 @异地 -率 -取消 -线上",
        "异地 备案 人次|件数|办理件数|数量 -率 -取消 -线上",
        "?就医|办理|完成|业务|登记|参保|人员|服务|住院|长期|临时|登记备案|件|转诊|转外就医|异地就医|安置|申请|转外|经办",
    ),
)
def filings_away(filed_in_period: ir.Table) -> ir.Table:
    """Return a row for each filing that begins in the period."""
    return by_filing(filed_in_period)
