"""聚集住院。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.stay_shapes import marked_stays


@rule(
    code="AD11",
    title="聚集住院",
    says="{below} 人同日入院、同日出院、同一病种，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条",
)
def stays_alike(audited_stays: ir.Table, *, least_persons: int) -> ir.Table:
    """Return the stays that many persons share the institution, both days and the disease of."""
    alike = ["fixmedins_code", "began", "enddate", "disease"]
    rows = audited_stays.filter(
        audited_stays.disease.notnull(), audited_stays.enddate.notnull()
    )
    persons = rows.group_by(alike).aggregate(persons=rows.psn_no.nunique())
    many = persons.filter(persons.persons >= least_persons)
    met = rows.join(many, alike)
    return marked_stays(met, below=met.persons)
