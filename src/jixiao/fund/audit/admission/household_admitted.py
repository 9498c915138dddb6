"""同户同日住院。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.stay_shapes import DELIVERY, marked_stays


@rule(
    code="AD18",
    title="同户同日住院",
    says="一户 {below} 人同日住进同一家机构，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条",
)
def household_admitted(
    audited_stays: ir.Table, enrolled_in_period: ir.Table, *, least_persons: int
) -> ir.Table:
    """Return the stays that several persons of a household began on one day in one institution."""
    members = enrolled_in_period.filter(enrolled_in_period.household_no.notnull())
    members = members.select("psn_no", "household_no").distinct()
    stays = audited_stays.filter(audited_stays.med_type != DELIVERY)
    rows = stays.join(members, "psn_no")
    together = ["fixmedins_code", "began", "household_no"]
    persons = rows.group_by(together).aggregate(persons=rows.psn_no.nunique())
    met = rows.join(persons.filter(persons.persons >= least_persons), together)
    return marked_stays(met, below=met.persons)
