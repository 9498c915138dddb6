"""当期结余率：当期收入减支出，与收入之比。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_month
from jixiao.measures.scopes import of_codes


@measure(
    code="FU02",
    title="基金当期结余率",
    says="收入 {below:元}，结余 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    better="",
    words=(
        "当期|年度 结余 率",
        "基金 结余率",
        "当期|当年|年度|本年 结余率",
        "基金 当年|本年 结余 率 -累计 -滚存",
        "?基金|统筹|统筹基金|收支|本期|占收入|占当期收入|占基金收入|占当年收入|与收入之比|收入|占",
    ),
)
def surplus_rate(months: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each month."""
    rows = of_codes(months, "insutype", "scheme", scheme or "基本医保")
    return by_month(rows, above=rows.income - rows.outlay, below=rows.income)
