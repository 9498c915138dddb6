"""风险预警推送人数，一人只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import first_of_persons


@measure(
    code="AL02",
    title="风险预警推送人数",
    says="推送 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    better="",
    words=(
        "预警|高额费用 推送 人数",
        "推送 预警|高额费用|返贫|致贫 人数",
        "监测预警|预警 人数 @返贫|致贫|高额费用 -处置 -基金",
        "?防止|因病返贫致贫|返贫致贫|信息|数据|高额费用|高额|医疗费用|因病|因病返贫|因病致贫|风险|监测|对象|人员|预警|返贫|致贫|名单|费用|向|部门|困难群众|推送|监测预警|大额|防贫",
    ),
    of_persons=True,
)
def persons_alerted(risk_alerts: ir.Table) -> ir.Table:
    """Return a row for each person, on the first day of an alert."""
    rows = risk_alerts.filter(risk_alerts.psn_no.notnull())
    return first_of_persons(rows, "pushed_on")
