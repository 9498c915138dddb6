"""预算执行比时间进度慢得多。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.midyear import executed_share
from jixiao.evaluation.midyear import Alarm, alarm_of, gap, time_passed
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable

_SEVERITY = {Alarm.YELLOW: Severity.ADVICE, Alarm.RED: Severity.WARNING}


@check(
    code="MO06",
    title="预算执行落后于时间进度",
    says="执行率 {rate}%，到 {months} 月底时间过了 {time}%，慢 {behind} 个百分点",
    suggests="说明执行慢的原因；年底前花不完的，按程序调减预算并同步调整目标",
    severity=Severity.WARNING,
    basis="财预〔2019〕136号",
    rule="M04",
)
def money_behind_time(table: TargetTable) -> Iterator[Breach]:
    rate, months = executed_share(table), table.monitored_months
    if rate is None or months is None:
        return
    behind = gap(rate, months)
    if alarm := alarm_of(behind):
        yield Breach(
            table.evidence.get("funding.annual.total"),
            "budget_execution.total.executed",
            severity=_SEVERITY[alarm],
            rate=round(rate, 1),
            months=months,
            time=round(time_passed(months), 1),
            behind=round(-behind, 1),
        )
