"""前后两处车辆数不一。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA34",
    title="前后两处车辆数不一",
    says="{printed}，比共有的 {stated} 辆还多",
    suggests="核对公务用车保有量和车辆总数",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N01",
)
def vehicles_differ(dossier: Dossier) -> Iterator[Breach]:
    """Cars kept of the budget's own money may be fewer than all vehicles, never more."""
    _, paper = dossier.narrative()
    owned = list(paper.find(_OWNED))
    if len(owned) != 1:
        return
    (whole, where) = owned[0]
    for match, evidence in paper.find(_KEPT):
        if int(match["count"]) > int(whole["count"]):
            yield Breach(
                (evidence, where),
                "budget.figures",
                printed=match[0],
                stated=whole["count"],
            )


_KEPT = re.compile(r"公务用车保有量(?:为|共)?(?P<count>\d+)辆")
_OWNED = re.compile(r"共有车辆(?P<count>\d+)[辆台]")
