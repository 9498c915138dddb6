"""耗材占比过高。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import share_of_charges


@rule(
    code="IN03",
    title="耗材占比过高",
    says="{above:元}，占全部收费 {below:元}",
    grade=Grade.SUSPECTED,
    basis="框架体系：统计指标；比例取自公开的审核工具",
    about=Subject.INSTITUTION,
)
def consumable_share(
    audited_lines: ir.Table,
    *,
    most_percent: int,
    over_peers: int,
    least_visits: int,
    least_peers: int,
) -> ir.Table:
    """Return the institutions of which a kind of charges makes too large a share, for their level too."""
    return share_of_charges(
        audited_lines,
        "list_type",
        ("301",),
        most_percent=most_percent,
        over_peers=over_peers,
        least_visits=least_visits,
        least_peers=least_peers,
    )
