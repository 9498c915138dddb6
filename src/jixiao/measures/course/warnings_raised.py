"""基金风险预警次数：立案的预警。"""

from ibis import ir

from jixiao.fund.outlook.kept import WARNINGS
from jixiao.measures.declaration import ValueKind, measure


@measure(
    code="FW02",
    title="基金风险预警次数",
    says="提出预警 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    better="",
    words=(
        "预警 次数|频次|条数|件数|数量",
        "?基金|风险|医保|医疗保障|运行|发布|发出|提出|开展",
    ),
)
def warnings_raised(warnings: ir.Table) -> ir.Table:
    """Return a row for each warning that was opened in the period."""
    return WARNINGS.grain(warnings)
