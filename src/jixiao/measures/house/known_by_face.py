"""身份核验一致率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_face_check


@measure(
    code="AH03",
    title="身份核验一致率",
    says="比对 {below} 次，一致 {above} 次",
    kind=ValueKind.RATE,
    unit="%",
    better="higher",
    words=(
        "人脸|身份 核验|识别|认证|比对 一致率|通过率|成功率",
        "?就医|参保|人员|住院|系统|通过|认定|人证|核验",
    ),
)
def known_by_face(face_checks: ir.Table) -> ir.Table:
    """Return a row for each comparison of two faces, with whether they were one."""
    rows = face_checks.filter(face_checks.result.isin(("1", "2")))
    return by_face_check(rows, above=rows.result == "1")
