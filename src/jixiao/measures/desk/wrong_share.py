"""某类业务抽查差错率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_quality_check
from jixiao.measures.scopes import of_text


@measure(
    code="QK02",
    title="某类业务抽查差错率",
    says="抽查 {below} 件，有误 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    better="lower",
    words=(
        "差错率 -上传",
        "差错率 -上传 -培训",
        "?业务|抽查|复核|办理|工作|内容|质量|经办|经办业务|各项",
    ),
)
def wrong_share(quality_checks: ir.Table, *, item: str) -> ir.Table:
    """Return a row for each check of a kind of work."""
    rows = of_text(quality_checks, "subject", item)
    return by_quality_check(rows, above=rows.wrong.fill_null(0), below=rows.checked)
