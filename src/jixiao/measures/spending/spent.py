"""项目支出：项目当期支付的金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_payment
from jixiao.measures.scopes import of_project


@measure(
    code="SP01",
    title="项目支出金额",
    says="支付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "资金|经费|项目|成本 投入|控制|总额",
        "投入 资金|数",
        "成本 控制|总额",
        "业务经费|工作经费|补助资金|配套资金|专项资金",
        "项目 总成本|总支出|总投资|成本 -率",
        "预算|项目|经费|资金|成本 控制数|总成本|总投入|总支出|总金额|总额|总费用 -率 -人均",
        "项目 支出|费用|资金|经费 -率 -人均 -每",
        "总成本|支出总额|总支出|总费用|总投入|成本总额|总金额 -人均 -基金 -救助 -率",
        "?项目|年度|总|控制|支出|成本|资金|投入|数|在|内|预算|安排|县级|市级|省级|中央|财政|配套|补助|经费|工作|业务|正常|稽核|医疗救助|本|全年|预算内|金额|预算金额|预算数|支出额|总投入|数额|医保|部门|范围内|不超|超过|整体|额",
    ),
)
def spent(payments: ir.Table, *, project: str) -> ir.Table:
    """Return a row for each payment of a project."""
    rows = of_project(payments, project)
    return by_payment(rows, above=rows.amount)
