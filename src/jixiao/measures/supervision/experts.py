"""抽调专家人次：各次检查的专家人次之和。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_inspection


@measure(
    code="SU05",
    title="检查抽调专家人次",
    says="检查抽调专家 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    words=(
        "抽调 专家 @检查|稽核|核查|打击|欺诈|监管|飞检",
        "检查|稽核|核查 专家 人次|人数|人员",
        "抽调|聘请|邀请 专家 @检查|稽核|核查|打击|欺诈|监管|飞检 -费 -劳务",
        "抽调|聘请|邀请 专家|人员 人次 @检查|稽核|核查|打击|欺诈|监管|飞检 -费 -劳务",
        "?检查|稽核|核查|抽调|专家|监督|聘请|参与|医疗|医学|临床|行业|专业|人次|人数|第三方|第三方机构|飞行检查|飞行",
    ),
)
def experts(inspections: ir.Table) -> ir.Table:
    """Return a row for each inspection of which it is told how many came."""
    rows = inspections.filter(inspections.experts.notnull())
    return by_inspection(rows, above=rows.experts)
