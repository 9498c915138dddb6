"""持证上岗率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_staff
from jixiao.measures.scopes import of_words


@measure(
    code="SF02",
    title="持证上岗率",
    says="在岗 {below} 人，持证 {above} 人",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "持证上岗|持证 率",
        "?上岗|人员|经办|经办人员|业务|工作|窗口|岗位|检查|执法|医保|考核|执证|资格|队伍",
    ),
    course="stands",
)
def certified(staff_in_post: ir.Table, *, post: str = "", office: str = "") -> ir.Table:
    """Return a row for each person in a post."""
    rows = of_words(staff_in_post, "post", "post", post) if post else staff_in_post
    rows = of_words(rows, "office", "office", office) if office else rows
    rows = rows.filter(rows.certified.notnull())
    return by_staff(rows, above=rows.certified == "1")
