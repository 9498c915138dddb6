"""床位费超过住院天数。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, over_stay_days


@rule(
    code="CG07",
    title="床位费超过住院天数",
    says="住院 {below} 天以外又收的床位费 {above:元}",
    grade=Grade.CERTAIN,
    basis="国务院令第735号 第三十八条",
    about=Subject.LINE,
    facts=("ended",),
)
def bed_days(audited_lines: ir.Table, *, extra_days: int) -> ir.Table:
    """Return the lines of a stay that go over its days."""
    over = over_stay_days(audited_lines, "01", extra_days)
    return marked_lines(over, above=over.excess, below=over.days)
