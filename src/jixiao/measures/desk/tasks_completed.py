"""工作任务完成率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_task_due
from jixiao.measures.scopes import of_text


@measure(
    code="WT01",
    title="工作任务完成率",
    says="应完成 {below} 项，已完成 {above} 项",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "任务|工作|计划 完成率 -及时 -按时 -按期 -限时 -预算 -满意 -征 -参保 -扩面 -缴费 -采购",
        "完成率 -整改 -问题 -及时 -按时 -按期 -限时 -预算 -满意 -征 -参保 -扩面 -缴费 -采购",
        (
            "目标|任务|工作|计划|项目|重点 完成|达成|落实 率|完成率 -及时 -按期 -预算 -满意 -征 -参保 -扩面 "
            "-缴费 -采购 -资金 -验收 -培训 -考核 -整改"
        ),
        "?任务|工作|计划|目标|年度|重点|各项|工作任务|本年度|阶段|情况|按期|完成|落实|绩效|各|全年|重点工作|各项工作|年度工作|项目|实施|绩效目标|总体|既定",
    ),
)
def tasks_completed(tasks_due: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each task due in the period."""
    rows = of_text(tasks_due, "task", item)
    return by_task_due(rows, above=rows.done)
