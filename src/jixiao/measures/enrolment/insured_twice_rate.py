"""重复参保率：期末参保的人里同时参加两种，或同一种参加两次的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person
from jixiao.measures.scopes import of_codes


@measure(
    code="EN13",
    title="重复参保率",
    says="期末参保 {below} 人，其中重复参保 {above} 人",
    kind=ValueKind.RATE,
    unit="%",
    better="lower",
    words=(
        "重复参保 率|比例|占比",
        "?基本|人员|人数|治理|清理|跨省|跨统筹区|跨统筹地区|统筹地区",
    ),
    of_persons=True,
    course="stands",
)
def insured_twice_rate(enrolments: ir.Table) -> ir.Table:
    """Return a row for each person enrolled in basic insurance, above where they are so more than once."""
    rows = of_codes(enrolments, "insutype", "scheme", "基本医保")
    counted = rows.group_by("psn_no").aggregate(
        since=rows.since.max(),
        insu_admdvs=rows.insu_admdvs.min(),
        enrolments=rows.count(),
    )
    return by_person(counted, above=counted.enrolments > 1)
