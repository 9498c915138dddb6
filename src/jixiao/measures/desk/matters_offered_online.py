"""事项网上可办率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_service_item
from jixiao.measures.scopes import of_words


@measure(
    code="SI02",
    title="事项网上可办率",
    says="可办 {below} 项，网上可办 {above} 项",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "网上|线上|掌上|网 可办 率",
        "网上|线上|掌上 可办理 率",
        "事项 网上|线上|掌上 可办|通办|开通|覆盖 率",
        "可网办率|网上可办|网办事项",
        "网上|线上|掌上 可办|能办 事项 率|占比 -件",
        "?事项|业务|服务|政务|政务服务|医保|经办|公共|高频|可|办|一网通办|通办|可网办|全程网办|网上可办|率|占比|覆盖",
    ),
    course="stands",
)
def matters_offered_online(service_items: ir.Table, *, office: str = "") -> ir.Table:
    """Return a row for each matter and level of which it is told."""
    rows = (
        of_words(service_items, "office", "office", office) if office else service_items
    )
    rows = rows.filter(rows.online.notnull())
    return by_service_item(rows, above=rows.online == "1")
