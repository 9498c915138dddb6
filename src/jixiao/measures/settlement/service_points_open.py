"""医保服务点数：期末在用的服务点。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_words

_POINT = "2"


@measure(
    code="SE15",
    title="医保服务点数",
    says="医保服务点 {above} 个",
    kind=ValueKind.TOTAL,
    unit="个",
    words=(
        "医保服务点|医保服务站|医疗保障服务站|医疗保障服务点 数|数量|个数|总数",
        "建成|设立|建设 医保服务点|医保服务站|医疗保障服务站 -补助 -费",
        "医保|医疗保障 服务站|服务点|服务站点|服务网点|经办点|便民服务点 数|数量|个数|总数|建设数 -补助 -费 -率 -覆盖",
        "医保服务|医疗保障服务|基层医保 站点|网点|点 数|数量|个数 -补助 -费 -率",
        "医保|医疗保障 服务室|服务窗口|工作站|便民点 数|数量|个数|建设数 -补助 -费 -率 -覆盖",
        "?医保|医疗保障|经办|建成|设立|建设|个|便民|规范化|标准化|示范|打造|下沉|延伸|服务|便民服务|规范|新增建设",
    ),
    course="stands",
)
def service_points_open(service_points: ir.Table, *, office: str = "") -> ir.Table:
    """Return a row for each point of service in use; of a level of offices, by what its name says."""
    rows = service_points.filter(service_points.kind == _POINT)
    if office:
        rows = of_words(rows, "name", "office", office)
    return proven(rows, key=rows.point_no, on=rows.opened_on)
