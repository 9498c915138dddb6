"""结算清单上传及时率：出院后几天内上传清单的。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="PD01",
    title="结算清单上传及时率",
    says="出院病例 {below} 例，按时上传清单 {above} 例",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "结算清单|清单 上传 及时率|按时率|及时性",
        "及时|按时 上传 结算清单|清单 率",
        "结算清单|清单 上传|报送|提交 及时率",
        "及时|按期 上传|报送 结算清单|清单 率",
        "结算清单|清单 及时|按期 上传|报送 率",
        "?出院|出院后|费用|医疗费用|医保|医疗保障|基金|住院|医疗机构|定点医疗机构|机构|医疗保障基金|DIP|DRG|数据|病例",
    ),
)
def list_upload(
    discharge_uploads: ir.Table, discharge_lists: ir.Table, *, upload_days: int
) -> ir.Table:
    """Return a row for each discharge; none where no list at all tells when it was uploaded."""
    del discharge_lists  # without lists nobody says when
    rows = discharge_uploads.filter(discharge_uploads.discharged_on.notnull())
    rows = rows.mutate(is_told=rows.uploaded_at.notnull().any().over(ibis.window()))
    rows = rows.filter(rows.is_told)
    days = rows.uploaded_at.date().delta(rows.discharged_on, unit="day")
    return proven(
        rows,
        key=rows.setl_id,
        on=rows.discharged_on,
        place=rows.fixmedins_code,
        above=(days <= upload_days).fill_null(False),  # noqa: FBT003 — Ibis takes it so
    )
