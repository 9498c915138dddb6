"""某类业务抽查准确率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_quality_check
from jixiao.measures.scopes import of_text


@measure(
    code="QK01",
    title="某类业务抽查准确率",
    says="抽查 {below} 件，无误 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "准确率 -培训 -上传",
        "核准率|规范率|符合率 -满意",
        "准确率|核准率|无误率 -培训 -上传 -划入 -计入 -清算 -认定 -智能",
        "?业务|抽查|复核|办理|工作|内容|质量|经办|及|经办业务|各项|率",
    ),
)
def right_share(quality_checks: ir.Table, *, item: str) -> ir.Table:
    """Return a row for each check of a kind of work."""
    rows = of_text(quality_checks, "subject", item)
    wrong = rows.wrong.fill_null(0)
    return by_quality_check(rows, above=rows.checked - wrong, below=rows.checked)
