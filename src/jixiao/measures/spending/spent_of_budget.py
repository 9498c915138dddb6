"""项目预算执行率（成本控制率）。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_budget, by_payment
from jixiao.measures.scopes import of_project


@measure(
    code="SP05",
    title="项目预算执行率（成本控制率）",
    says="预算 {below:元}，支付 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    better="",
    words=(
        "预算|资金 执行率",
        "成本|经费|预算 控制率|控制比例",
        "资金|预算|经费 支付|支出|执行 进度",
        "成本 控制 预算内",
        "预算|资金|经费 执行率|支出率|使用率|完成率 -基金 -转移 -收入 -征",
        "预算|资金|经费|项目 支出|支付|执行|使用 率|进度|完成率|完成比例 -基金 -转移 -收入 -征 -及时 -合规 -规范",
        "成本|费用 控制 率|比例|有效率 -节约",
        "?本项目|项目|资金|预算|经费|年度|支出|总|成本|财政|全年|执行|支付|使用|专项|本年|预算资金|项目资金|部门|年初|总体|医保|资金支出|进度",
    ),
    course="grows",
)
def spent_of_budget(
    payments: ir.Table, project_budgets: ir.Table, *, project: str
) -> ir.Table:
    """Return a row for each payment above, and one for each budget given or changed below."""
    paid = of_project(payments, project)
    budgets = of_project(project_budgets, project)
    return by_payment(paid, above=paid.amount, below=0).union(
        by_budget(budgets, above=0, below=budgets.amount)
    )
