"""再住院比例过高。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.planned_care import planned_courses
from jixiao.fund.audit.stay_shapes import follows, is_planned
from jixiao.fund.records import proven


@rule(
    code="IN05",
    title="再住院比例过高",
    says="{above} 次是出院不久又住院，全部住院 {below} 次",
    grade=Grade.SUSPECTED,
    basis="框架体系：统计指标；比例取自公开的审核工具",
    about=Subject.INSTITUTION,
)
def readmissions(
    audited_stays: ir.Table, *, within_days: int, most_percent: int, least_stays: int
) -> ir.Table:
    """Return the institutions of which too many stays follow soon after another of the person there."""
    stays = audited_stays.filter(
        ~is_planned(audited_stays.principal, planned_courses())
    )
    rows = follows(stays, ["psn_no", "fixmedins_code"])
    again = rows.gap_days.between(0, within_days).fill_null(False)
    counted = rows.group_by("fixmedins_code").aggregate(
        again=again.sum(), stays=rows.count()
    )
    over = counted.filter(
        counted["stays"] >= least_stays,
        counted.again * 100 > counted["stays"] * most_percent,
    )
    return proven(
        over,
        key=over.fixmedins_code,
        on=None,
        place=over.fixmedins_code,
        above=over.again,
        below=over["stays"],
    )
