"""工作任务按期完成率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_task_due
from jixiao.measures.scopes import of_text


@measure(
    code="WT02",
    title="工作任务按期完成率",
    says="应完成 {below} 项，按期完成 {above} 项",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "及时 完成 率 -预算 -资金 -满意 -征 -参保 -扩面 -缴费 -采购",
        "完成 及时率 -预算 -资金 -满意 -征 -参保 -扩面 -缴费 -采购",
        "任务|工作|计划 及时率 -资金 -满意 -征 -参保 -扩面 -缴费 -采购",
        "及时 完成率 -预算 -资金 -满意 -征 -参保 -扩面 -缴费 -采购",
        (
            "任务|工作|项目|计划|目标 及时|按期 完成|实施|开展|推进|落实|办结 率|完成率 -资金 -满意 -征 -参保 "
            "-扩面 -缴费 -采购 -拨付 -支付 -培训"
        ),
        "任务|工作|项目|计划|目标 完成|实施|开展|推进|落实 及时率 -资金 -满意 -征 -参保 -扩面 -缴费 -采购 -拨付 -支付",
        "?任务|工作|计划|目标|年度|重点|各项|工作任务|本年度|阶段|情况|按期|完成|落实|项目|实施|全年|绩效|各|率|完成率|及时|各项工作|开展",
    ),
)
def tasks_in_time(tasks_due: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each task due in the period."""
    rows = of_text(tasks_due, "task", item)
    return by_task_due(rows, above=rows.in_time)
