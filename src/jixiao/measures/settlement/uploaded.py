"""诊疗和结算信息上传率：应上传的里，已上传的。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_upload
from jixiao.measures.scopes import of_level


@measure(
    code="SE05",
    title="诊疗和结算信息上传率",
    says="应上传 {below} 条，已上传 {above} 条",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "诊疗|结算|费用 上传 率 -及时 -准确 -按时",
        "上传 率 -及时 -准确 -按时",
        "诊疗|结算|费用|就医|医疗 信息|数据|明细 上传 率 -及时 -准确 -按时 -清单",
        "?诊疗|结算|费用|医疗费用|信息|数据|相关信息|医疗|就医|明细|处方|基金|机构|定点医药机构|定点机构|两定机构|定点|医药机构|实时|药品",
    ),
)
def uploaded(
    uploads: ir.Table, institutions: ir.Table | None = None, *, level: str = ""
) -> ir.Table:
    """Return a row for each institution, day and kind of data; more than is due counts as what is due."""
    rows = of_level(uploads, institutions, level)
    return by_upload(rows, above=ibis.least(rows.uploaded, rows.due), below=rows.due)
