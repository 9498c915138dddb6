"""商业健康大病保险参保人数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="TU01",
    title="商业健康大病保险参保人数",
    says="期内在保 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    of_persons=True,
    words=(
        "商业健康大病保险|商业健康保险|健康大病商业保险|惠民保|普惠型商业健康保险 参保|投保 人数|数量|人次",
        "惠民保|商业健康保险|补充医疗保险|商业补充|商业补充保险|商业补充医疗保险 参保|投保 人数|人次|率|数",
        "?参保|投保|人员|居民|城乡|补充|普惠型|商业",
    ),
    course="stands",
)
def insured(topup_enrolments: ir.Table) -> ir.Table:
    """Return a row for each person insured on some day of the period, on the first of them."""
    rows = topup_enrolments
    persons = rows.group_by("psn_no").aggregate(first=rows.since.min())
    return proven(persons, key=persons.psn_no, on=persons["first"])
