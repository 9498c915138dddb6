"""费用离群。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.shapes import level_of
from jixiao.fund.audit.stay_shapes import marked_stays

_ALIKE = 1e-9
"""What sums of equal costs may differ by where they are rounded."""


@rule(
    code="AD20",
    title="费用离群",
    says="同级同病种住院的均值是 {below:元}，这一次 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：统计指标；公开审核工具的三倍标准差",
)
def cost_outlier(
    audited_stays: ir.Table, *, deviations: int, least_peers: int
) -> ir.Table:
    """Return the stays that cost more than some standard deviations above their peers' mean.

    Peers are the stays of one disease at institutions of one level, itself among them. Costs are
    compared by their logarithms: those of stays are skewed, and by the plain ones two in a hundred
    sound stays would stand out.
    """
    rows = audited_stays.filter(
        audited_stays.disease.notnull(),
        level_of(audited_stays.hosp_lv).notnull(),
        audited_stays.medfee_sumamt > 0,
    )
    rows = rows.mutate(level=level_of(rows.hosp_lv), cost=rows.medfee_sumamt)
    rows = rows.mutate(magnitude=rows.cost.ln())
    peers = ibis.window(group_by=["disease", "level"])
    rows = rows.mutate(
        peers=rows.count().over(peers),
        mean=rows.cost.mean().over(peers),
        usual=rows.magnitude.mean().over(peers),
        deviation=rows.magnitude.std(how="pop").over(peers),
    )
    over = rows.filter(
        rows.peers >= least_peers,
        rows.magnitude > rows.usual + rows.deviation * deviations + _ALIKE,
    )
    return marked_stays(over, below=over["mean"].round())
