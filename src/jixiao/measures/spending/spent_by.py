"""项目完成时间：项目最后一次验收、活动或支付的日子。"""

from functools import reduce

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_delivery, by_event, by_payment
from jixiao.measures.scopes import of_project


@measure(
    code="SP04",
    title="项目完成时间",
    says="验收、活动和支付共 {below} 次，最后一次在这一天",
    kind=ValueKind.LATEST,
    unit="日期",
    better="lower",
    words=(
        "项目|工作|任务|预算|年度|资金|经费 完成|执行|支付|使用|拨付 时间|时限|期限|完毕|截止 -参保 -系统 -采购",
        "完成 时间|时限|期限 -参保 -系统 -配备 -采购 -登记",
        (
            "项目|工作|任务|预算|资金|经费|目标 完成|执行|支付|使用|拨付|实施|结束|完工 "
            "时间|时限|期限|节点|周期|截止 -参保 -系统 -采购 -缴费 -清算 -培训 -宣传"
        ),
        "?拨付|配套|补助|专项|项目|年度|预算|资金|经费|工作|任务|使用|支付|完毕|执行|完成|各项|业务|及时|年内|按期|实施|完成时间|目标|全年|整体|时间|支出",
    ),
)
def spent_by(
    payments: ir.Table,
    deliveries: ir.Table | None = None,
    activities: ir.Table | None = None,
    *,
    project: str,
) -> ir.Table:
    """Return a row for each payment, acceptance and event of a project."""
    paid = of_project(payments, project)
    paid = paid.filter(paid.amount > 0)
    parts = [by_payment(paid)]
    if deliveries is not None:
        came = of_project(deliveries, project)
        came = came.filter(came.accepted_quantity > 0)
        parts.append(by_delivery(came))
    if activities is not None:
        held = of_project(activities, project)
        parts.append(by_event(held))
    return reduce(lambda rows, others: rows.union(others), parts)
