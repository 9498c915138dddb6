"""县域内住院人次占比：参保人住院里，在参保的县区住的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BE13",
    title="县域内住院人次占比",
    says="住院 {below} 人次，县域内 {above} 人次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "县域内 住院 占比|比例|率|就诊率",
        "县域内 就诊率 @县域内住院",
        "县域内|县内|县域 住院 率|占比|比例|人次占比 -外",
        "县域内|县域 就诊率|就医率",
        "?占总|占|总|人次|参保|人员|患者|就医|就诊|总住院人次|住院|参保患者",
    ),
)
def within_county(inpatient_settlements: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each stay of which it is known where the person and the institution belong."""
    rows = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    rows = rows.filter(
        ~rows.midway, rows.insu_admdvs.notnull(), rows.fix_blng_admdvs.notnull()
    )
    return by_settlement(rows, above=rows.insu_admdvs == rows.fix_blng_admdvs)
