"""死亡后就诊。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import proven


@rule(
    code="AD06",
    title="死亡后就诊",
    says="死亡 {below} 天以后结算，涉及费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国务院令第735号 第三十八条",
)
def after_death(audited_claims: ir.Table, visits: ir.Table) -> ir.Table:
    """Return the claims that begin after the day on which a visit says the person died."""
    deaths = visits.filter(visits.die_date.notnull())
    deaths = deaths.group_by("psn_no").aggregate(died=deaths.die_date.max())
    met = audited_claims.join(deaths, "psn_no")
    met = met.mutate(late=met.began.delta(met.died, unit="day")).filter(
        lambda row: row.late > 0
    )
    return proven(
        met,
        key=met.setl_id,
        on=met.began,
        place=met.fixmedins_code,
        above=met.medfee_sumamt.fill_null(0),
        below=met.late,
    )
