"""说持平，却有增减。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.checks.statements import FALLING, RISING
from jixiao.findings import Breach, Severity


@check(
    code="NA41",
    title="说持平，却有增减",
    says="“{printed}”，持平就没有增减",
    suggests="核对两年的数，是持平还是有增减",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N05",
)
def level_yet_changed(dossier: Dossier) -> Iterator[Breach]:
    _, paper = dossier.narrative()
    for match, evidence in paper.find(_LEVEL_AND_CHANGE):
        if read_number(match["number"]):
            yield Breach(evidence, "budget.figures", printed=match[0])


_LEVEL_AND_CHANGE = re.compile(
    r"(?:与|和|同|比|较)[^,，。;；]{2,16}(?<!基本)持平[,，、(（]?"
    rf"(?:{'|'.join(RISING + FALLING)})了?(?P<number>{NUMBER})(?:亿元|万元|元|%)"
)
