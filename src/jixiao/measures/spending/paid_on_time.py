"""资金支付及时率：有应付日期的支付里，按期支付的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_payment
from jixiao.measures.scopes import of_project, of_text


@measure(
    code="SP03",
    title="资金支付及时率",
    says="应付的支付 {below} 笔，按期 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "资金|经费|费用|补助|款项 支付|拨付|到位|下达|兑付|发放 及时率|按时率|及时",
        "资金 及时 到位|支付|拨付|下达 率",
        "支付|拨付|到位 及时 率",
        "发放|支付|拨付|兑付 及时率 -基金 -清算 -结算",
        (
            "资金|经费|费用|补助|款项|工资|补贴|奖励|报酬|薪酬|劳务费|服务费|救助金|待遇|津贴 "
            "支付|拨付|到位|下达|兑付|发放|到账|拨付到位|结算|使用 及时率 -基金 -清算 -货款"
        ),
        "及时|按期 支付|拨付|下达|发放|兑付 率 -基金 -清算 -货款 -医疗费用 -机构",
        "资金|经费|工资|补助|补贴 及时|按期 支付|拨付|到位|下达|发放|兑付 率 -基金 -清算",
        "资金|经费|费用|补助|工资|补贴|奖励|报酬|津贴 按月|足额 支付|拨付|发放|兑付 率 -基金 -清算 -货款",
        "资金|经费|费用|款项 支出|使用 及时率 -基金 -清算 -货款 -医疗",
        "?参保|参保工作|资金|项目|财政|补助|专项|配套|经费|款项|费用|率|性|上级|足额|中央|省级|市级|县级|配套资金|补助资金|项目资金|按月|合同|使用|及时|各级|预算",
    ),
)
def paid_on_time(payments: ir.Table, *, project: str = "", item: str = "") -> ir.Table:
    """Return a row for each payment that was due on some day; what came back is none."""
    rows = of_text(of_project(payments, project), "purpose", item)
    rows = rows.filter(rows.amount > 0, rows.due_date.notnull())
    return by_payment(rows, above=rows.paid_date <= rows.due_date)
