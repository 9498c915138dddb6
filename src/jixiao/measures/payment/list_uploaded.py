"""结算清单上传率，不问早晚。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="PD12",
    title="结算清单上传率",
    says="出院病例 {below} 例，上传清单 {above} 例",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "结算清单|清单 上传 率 -及时 -按时 -质控 -合格 -准确",
        "上传 结算清单|清单 率 -及时 -按时 -质控 -合格 -准确",
        "结算清单|清单 上传|报送|提交 率|完成率|覆盖率 -及时 -按时 -质控 -合格 -准确",
        "?出院后|费用|医疗费用|医保|医疗保障|基金|住院|病例|出院|机构|定点医疗机构|医疗机构|数据|质量",
    ),
)
def list_uploaded(discharge_uploads: ir.Table, discharge_lists: ir.Table) -> ir.Table:
    """Return a row for each discharge; none where no list at all tells when it was uploaded."""
    del discharge_lists  # without lists nobody says when
    rows = discharge_uploads.filter(discharge_uploads.discharged_on.notnull())
    rows = rows.mutate(is_told=rows.uploaded_at.notnull().any().over(ibis.window()))
    rows = rows.filter(rows.is_told)
    return proven(
        rows,
        key=rows.setl_id,
        on=rows.discharged_on,
        place=rows.fixmedins_code,
        above=rows.uploaded_at.notnull(),
    )
