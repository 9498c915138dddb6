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
        "定点|医药机构|医疗机构|药店 数量|家数|个数 -检查 -核查 -稽核",
        "卫生室|卫生院 数量|个数 -设备",
    ),
    course="stands",
)
def institutions(institutions: ir.Table, *, level: str = "") -> ir.Table:
    """Return a row for each institution."""
    rows = institutions_of(institutions, level)
    return by_institution(rows)
