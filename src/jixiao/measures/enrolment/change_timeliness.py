"""参保登记变更及时率：按期办结、没有差错更正的办件。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_codes


@measure(
    code="EN05",
    title="参保登记、变更及时率",
    says="登记变更 {below} 件，按期准确办结 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "登记|变更 及时|按时|按期 率",
        "登记|变更 及时率|及时性",
        "?参保|信息|登记|变更|准确|人员|业务|办理|参保人员|关系|办结|基础|数据|维护",
    ),
)
def change_timeliness(changes: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each registration or change."""
    changes = of_codes(changes, "insutype", "scheme", scheme)
    due = changes.due_date.fill_null(changes.applied_on)
    done = changes.done_on.between(changes.applied_on, due) & (
        changes.corrected.fill_null("0") != "1"
    )
    return proven(
        changes,
        key=changes.change_no,
        on=changes.applied_on,
        above=done.fill_null(False),  # noqa: FBT003
    )
