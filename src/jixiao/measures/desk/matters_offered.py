"""可办经办事项数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_service_item
from jixiao.measures.scopes import of_words


@measure(
    code="SI01",
    title="可办经办事项数",
    says="期末可办 {above} 项",
    kind=ValueKind.TOTAL,
    unit="项",
    words=(
        "可办|可办理|能办|下放|下沉|开办|办理|受理|服务|经办 事项 -率 -网 -线上 -满意",
        "事项 数 -率 -网 -线上 -满意",
        "下沉|下放|可办|能办|通办|受理 事项|服务事项|业务 数|项数|数量|种类 -率 -网 -线上 -满意 -件",
        "?经办|服务|医保|政务|业务|可|办理|可办|下放|下沉|至|到|公共|高频|实现|可办理|承接|通办|服务事项|高频事项|基层经办|便民|数量|能|种类|镇村|就近",
    ),
    course="stands",
)
def matters_offered(service_items: ir.Table, *, office: str = "") -> ir.Table:
    """Return a row for each matter and level."""
    rows = (
        of_words(service_items, "office", "office", office) if office else service_items
    )
    return by_service_item(rows)
