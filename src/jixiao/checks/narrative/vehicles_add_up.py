"""车辆数分项之和不等于总数。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA29",
    title="车辆数分项之和不等于总数",
    says="共有车辆 {stated} 辆，其中各项之和 {computed} 辆",
    suggests="核对车辆总数和各类车辆数",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N02",
)
def vehicles_add_up(dossier: Dossier) -> Iterator[Breach]:
    """Kinds that come to less than the whole may not be all of them: a warning."""
    _, paper = dossier.narrative()
    for match, evidence in paper.find(_VEHICLES):
        stated = int(match["whole"])
        computed = sum(int(count) for count in _KIND.findall(match["kinds"]))
        if computed != stated:
            yield Breach(
                evidence,
                "budget",
                None if computed > stated else Severity.WARNING,
                stated=stated,
                computed=computed,
            )


_EACH_KIND = r"[^\d。;]{2,24}?\d+辆[,、及和]?"
_VEHICLES = re.compile(
    rf"(?:车辆|公务用车)(?:保有量)?(?:共|合计|总数)?(?:为)?(?P<whole>\d+)(?:辆|台|\(辆\))[,;:(]?其中[:,]?(?P<kinds>(?:{_EACH_KIND})+)"
)
_KIND = re.compile(r"(\d+)辆")
