"""定点医药机构数量：期末有协议的机构。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_institution
from jixiao.measures.scopes import institutions_of


@measure(
    code="SU01",
    title="定点医药机构数量",
    says="期末有协议的机构 {above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    better="",
    words=(
        "定点医药机构|定点医疗机构|定点机构|定点零售药店|定点药店|两定机构 数量|家数|个数|总数|数 -检查 -核查 -稽核",
        "卫生室|卫生院 数量|个数|家数 -设备",
        (
            "定点 机构 数|数量|家数|总数 -检查 -核查 -稽核 -考核 -新增 -处罚 -违规 -约谈 -异地 -跨省 -查 -长护 "
            "-护理 -双通道 -协议变 -暂停 -解除"
        ),
        "两定机构|协议机构 数|数量|家数 -检查 -核查 -稽核 -考核 -新增 -处罚 -违规 -约谈 -查",
        "?村|乡镇|协议|定点|签订|纳入|管理|协议管理|总|服务|医保|全部|医药|签约|纳入协议管理|在网|现有",
    ),
    course="stands",
)
def institutions(institutions: ir.Table, *, level: str = "") -> ir.Table:
    """Return a row for each institution."""
    rows = institutions_of(institutions, level)
    return by_institution(rows)
