"""次均住院费用高于同级。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import level_of
from jixiao.fund.records import proven


@rule(
    code="IN07",
    title="次均住院费用高于同级",
    says="次均 {above:元}，同级机构平均 {below:元}",
    grade=Grade.SUSPECTED,
    basis="框架体系：统计指标（水位）",
    about=Subject.INSTITUTION,
)
def cost_over_peers(
    audited_stays: ir.Table, *, most_percent: int, least_stays: int, least_peers: int
) -> ir.Table:
    """Return the institutions whose mean stay costs too much beside the mean of their level."""
    stays = audited_stays.mutate(level=level_of(audited_stays.hosp_lv))
    counted = stays.group_by("fixmedins_code", "level").aggregate(
        cost=stays.medfee_sumamt.fill_null(0).mean(), stays=stays.count()
    )
    enough = counted.filter(counted.level.notnull(), counted["stays"] >= least_stays)
    peers = ibis.window(group_by="level")
    rows = enough.mutate(
        peers=enough.count().over(peers), usual=enough.cost.mean().over(peers)
    )
    over = rows.filter(
        rows.peers >= least_peers, rows.cost * 100 > rows.usual * most_percent
    )
    return proven(
        over,
        key=over.fixmedins_code,
        on=None,
        place=over.fixmedins_code,
        above=over.cost.round(),
        below=over.usual.round(),
    )
