"""内部审计和内控评价次数：当期出具了报告的次数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_review


@measure(
    code="HC01",
    title="内部审计和内控评价次数",
    says="出具报告的内部审计和内控评价 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "内部审计|内控|内部控制 次数|报告|评价|检查|审计 -购买 -委托 -第三方 -率 -费",
        "内部审计|内控|内部控制|内审 次数|检查|评价|审计|自查 -购买 -委托 -第三方 -率 -费 -整改 -问题",
        (
            "开展|实施|进行|组织 内部审计|内审|内控评价|内控检查|内部控制评价|内部控制检查 "
            "-率 -费 -整改 -问题 -购买 -委托 -第三方"
        ),
        "?组织|开展|完成|出具|医疗保障|医保|经办|机构|建设|体系|年度|工作|和|及|检查|评价|自查|稽核|风险|制度|执行|专项",
    ),
)
def reviews(control_reviews: ir.Table) -> ir.Table:
    """Return a row for each review whose report was issued in the period."""
    return by_review(control_reviews)
