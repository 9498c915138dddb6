"""没有满意度指标。"""

from collections.abc import Iterator

from jixiao.checks import CannotCheck, check
from jixiao.findings import Breach, Severity
from jixiao.targets import Presence, TargetTable


@check(
    code="CO04",
    title="没有满意度指标",
    says="{count} 条指标里没有服务对象满意度指标",
    suggests="服务公众的项目应设满意度指标，并说明怎样调查",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I03",
    needs_all_rows=True,
)
def satisfaction_present(table: TargetTable) -> Iterator[Breach]:
    if not table.indicators:
        return
    match table.presence("满意度指标"):
        case Presence.AMONG_LINES:
            message = "表里有满意度的字样而没有读出它的行，有没有请对照原件"
            raise CannotCheck(message)
        case Presence.BLANK | Presence.NOT_SEEN:
            last = table.indicators[-1].evidence
            yield Breach(last, "indicators", count=len(table.indicators))
