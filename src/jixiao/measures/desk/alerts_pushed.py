"""风险预警推送条数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_alert


@measure(
    code="AL01",
    title="风险预警推送条数",
    says="推送 {above} 条",
    kind=ValueKind.TOTAL,
    unit="条",
    better="",
    words=(
        "预警|高额费用|返贫|致贫 推送 条数|人次|件数|数|次数",
        "推送 预警|高额费用|返贫|致贫 条数|人次|件数|数|信息|人数",
        "预警|监测 信息|数据|对象|名单 推送 条数|人次|件数|数|次数 -及时",
        "推送 预警|监测 信息|数据|名单|对象 -及时 -率",
        "?信息|数据|高额费用|高额|医疗费用|因病|因病返贫|因病致贫|风险|监测|对象|人员|预警|返贫|致贫|名单|费用|向|部门|困难群众|防贫|返贫监测|监测预警|大额|医保|因病致贫返贫|乡村振兴|次",
    ),
)
def alerts_pushed(risk_alerts: ir.Table) -> ir.Table:
    """Return a row for each alert."""
    return by_alert(risk_alerts)
