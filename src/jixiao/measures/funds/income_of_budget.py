"""基金收入预算完成率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import beside_budget
from jixiao.measures.scopes import of_codes


@measure(
    code="FU11",
    title="基金收入预算完成率",
    says="预算 {below:元}，收入 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "基金 收入 完成率|预算完成率 -偏差 -进度",
        "基金 收入 预算 完成率|执行率 -偏差 -进度",
        "基金 收入|征收 预算|计划|任务 完成|执行 率 -偏差 -进度 -支出",
        "?预算|收入|年度|当期|总|任务|计划|统筹|统筹基金",
    ),
    course="grows",
)
def income_of_budget(
    months: ir.Table, fund_budgets: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each month above, and for each year's budget below."""
    rows = of_codes(months, "insutype", "scheme", scheme or "基本医保")
    return beside_budget(rows, fund_budgets, "income")
