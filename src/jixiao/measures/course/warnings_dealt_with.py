"""基金预警处置率：提出的预警里，已经发函、认定或决定不予处理的，没有一步逾期。"""

from ibis import ir

from jixiao.fund.outlook.kept import WARNINGS
from jixiao.measures.declaration import ValueKind, measure


@measure(
    code="FW03",
    title="基金预警处置率",
    says="提出预警 {below} 次，按期处置 {above} 次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "预警 处置|处理|响应|答复|核实|办结 率|比例|及时率",
        "?基金|风险|医保|医疗保障|运行|及时|信号",
    ),
)
def warnings_dealt_with(warnings: ir.Table) -> ir.Table:
    """Return a row for each warning that was opened in the period."""
    in_time = warnings.late.isnull() | ~warnings.late
    dealt = warnings.dealt_on.notnull() & in_time
    return WARNINGS.grain(warnings, above=dealt)
