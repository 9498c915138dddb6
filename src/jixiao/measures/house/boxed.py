"""业务档案装盒率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_archived


@measure(
    code="AH02",
    title="业务档案装盒率",
    says="归档 {below} 件，装盒 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    better="higher",
    words=(
        "档案 装盒|整理 率|完成率",
        "档案 归档|整理|装盒|入库 率|完成率 -合格 -及时",
        "?医保|医疗保险|医疗保障|业务|经办|归档|材料|规范|及时",
    ),
)
def boxed(archived_of_years: ir.Table) -> ir.Table:
    """Return a row for each paper of the year, with whether it stands in a box."""
    is_boxed = archived_of_years.box_no.fill_null("").strip() != ""
    return by_archived(archived_of_years, above=is_boxed)
