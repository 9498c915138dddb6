"""监督检查覆盖率：期末有协议的机构里，当期检查过的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_institution
from jixiao.measures.scopes import institutions_of


@measure(
    code="SU02",
    title="定点医药机构监督检查覆盖率",
    says="期末有协议的机构 {below} 家，检查过 {above} 家",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "检查|稽核|核查|巡查 覆盖率|覆盖面|全覆盖|覆盖",
        "基金监管|监督管理|监管 覆盖率|覆盖面|全覆盖",
        "检查|稽核|核查|巡查|监督检查|检查监管 机构 覆盖率|率 -抽查率",
        "机构 检查|稽核|核查|巡查|监督检查|现场检查 率|完成率 -合格 -整改 -发现 -问题 -上传 -查实 -报告",
        "机构 监管|监督 覆盖率|率|覆盖面|全覆盖 -智能",
        "?监督|监管|管理|定点医药机构|医药机构|两定机构|定点机构|机构|定点|基金|使用|现场|开展|全覆盖|率|工作|日常|常规|实地|对|全面|监督检查|日常监管|年度|医保|医药|医疗|基金使用|比例|面|检查|和",
    ),
    course="grows",
)
def inspection_coverage(
    institutions: ir.Table, inspections: ir.Table, *, level: str = ""
) -> ir.Table:
    """Return a row for each institution, on the day of its first inspection."""
    here = institutions_of(institutions, level).select("fixmedins_code", "since")
    first = inspections.group_by(visited=inspections.fixmedins_code).aggregate(
        first=inspections.inspected_on.min()
    )
    rows = here.left_join(first, here.fixmedins_code == first.visited)
    rows = rows.mutate(since=rows["first"].fill_null(rows.since))
    return by_institution(rows, above=rows.visited.notnull())
