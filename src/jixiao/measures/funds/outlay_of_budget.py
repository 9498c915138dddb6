"""基金支出预算执行率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import beside_budget
from jixiao.measures.scopes import of_codes


@measure(
    code="FU12",
    title="基金支出预算执行率",
    says="预算 {below:元}，支出 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    better="",
    words=(
        "基金 支出 完成率|执行率|预算执行率 -偏差 -进度",
        "基金 支出 预算 完成率|执行率 -偏差 -进度",
        "基金 支出 预算|计划 完成|执行 率 -偏差 -进度 -收入",
        "?预算|支出|年度|当期|总|统筹|统筹基金|待遇",
    ),
    course="grows",
)
def outlay_of_budget(
    months: ir.Table, fund_budgets: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each month above, and for each year's budget below."""
    rows = of_codes(months, "insutype", "scheme", scheme or "基本医保")
    return beside_budget(rows, fund_budgets, "outlay")
