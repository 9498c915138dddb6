"""缺少产出或效益指标。"""

from collections.abc import Iterator

from jixiao.checks import CannotCheck, check
from jixiao.findings import Breach, Severity
from jixiao.targets import Presence, TargetTable


@check(
    code="CO02",
    title="缺少产出或效益指标",
    says="没有{name}",
    suggests="补充{name}：每个项目都应说明做什么、带来什么",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="I01",
    needs_all_rows=True,
)
def dimensions_present(table: TargetTable) -> Iterator[Breach]:
    if not table.indicators:
        return
    if all(row.dimension is None for row in table.indicators):
        raise CannotCheck("表上没有印一级指标，各条属于哪一类请对照原件")
    not_read = []
    for name in ("产出指标", "效益指标"):
        match table.presence(name):
            case Presence.AMONG_LINES:
                not_read.append(name)
            case Presence.BLANK | Presence.NOT_SEEN:
                yield Breach(table.indicators[0].evidence, "indicators", name=name)
    if not_read:
        message = f"表里有{'、'.join(not_read)}的字样而没有读出它的行，有没有请对照原件"
        raise CannotCheck(message)
