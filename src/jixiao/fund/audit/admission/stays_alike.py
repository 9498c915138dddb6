"""聚集住院。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import proven


@rule(
    code="AD11",
    title="聚集住院",
    says="{below} 人同日入院、同日出院、同一病种，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条",
)
def stays_alike(stays: ir.Table, *, least_persons: int) -> ir.Table:
    """Return the stays that many persons share the institution, both days and the disease of."""
    alike = ["fixmedins_code", "began", "enddate", "dise_no"]
    rows = stays.filter(stays.dise_no.notnull(), stays.enddate.notnull())
    persons = rows.group_by(alike).aggregate(persons=rows.psn_no.nunique())
    many = persons.filter(persons.persons >= least_persons)
    met = rows.join(many, alike)
    return proven(
        met,
        key=met.setl_id,
        on=met.began,
        place=met.fixmedins_code,
        above=met.medfee_sumamt.fill_null(0),
        below=met.persons,
    )
