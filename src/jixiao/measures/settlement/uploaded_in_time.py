"""诊疗和结算信息及时上传率：应上传的里，按时上传的。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_upload
from jixiao.measures.scopes import of_level


@measure(
    code="SE06",
    title="诊疗和结算信息及时上传率",
    says="应上传 {below} 条，按时上传 {above} 条",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "上传 及时率|及时性|按时率",
        "及时|按时 上传 率",
        "诊疗|结算|费用|就医|医疗 信息|数据|明细 上传 及时率|及时性 -清单",
        "?诊疗|结算|费用|医疗费用|信息|数据|相关信息|医疗|及时|按时|向|系统|上传|就医|明细|处方|机构|定点医药机构|定点机构|两定机构|定点|医药机构|实时|率|当日|当天",
    ),
)
def uploaded_in_time(
    uploads: ir.Table, institutions: ir.Table | None = None, *, level: str = ""
) -> ir.Table:
    """Return a row for each institution, day and kind of data; more than is due counts as what is due."""
    rows = of_level(uploads, institutions, level)
    rows = rows.filter(rows.on_time.notnull())
    return by_upload(rows, above=ibis.least(rows.on_time, rows.due), below=rows.due)
