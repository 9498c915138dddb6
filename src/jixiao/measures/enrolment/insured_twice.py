"""重复参保人数：期末同时参加职工和居民两种基本医保，或同一种参加两次的人。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person
from jixiao.measures.scopes import of_codes


@measure(
    code="EN12",
    title="重复参保人数",
    says="重复参保 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    better="lower",
    words=(
        "重复参保 人数|人员|数量",
        "重复参保",
        "?清理后|治理后|仍|治理|清理|排查|全国|跨省|跨统筹区|职工|居民|和|两头|两险",
    ),
    of_persons=True,
    course="stands",
)
def insured_twice(enrolments: ir.Table) -> ir.Table:
    """Return a row for each person with more than one enrolment in basic insurance at the end."""
    rows = of_codes(enrolments, "insutype", "scheme", "基本医保")
    counted = rows.group_by("psn_no").aggregate(
        since=rows.since.max(),
        insu_admdvs=rows.insu_admdvs.min(),
        enrolments=rows.count(),
    )
    return by_person(counted.filter(counted.enrolments > 1))
