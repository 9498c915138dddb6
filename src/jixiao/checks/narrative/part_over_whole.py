"""情况说明的其中大于总数。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.findings import Breach, Severity
from jixiao.money import convert


@check(
    code="NA53",
    title="情况说明的其中大于总数",
    says="“{printed}”：其中的{name} {part}{part_unit}，比总的 {whole}{unit} 还多",
    suggests="核对总数和其中的数，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N02",
)
def part_over_whole(dossier: Dossier) -> Iterator[Breach]:
    """The first part behind 其中 alone; lists that must come to their whole are asked by NA23."""
    _, paper = dossier.narrative()
    for match, evidence in paper.find(_PART_OF):
        whole = convert(read_number(match["whole"]), match["unit"], "元")
        part = convert(read_number(match["part"]), match["part_unit"], "元")
        if part > whole:
            yield Breach(
                evidence,
                "budget.figures",
                printed=evidence.quote,
                name=match["name"],
                part=match["part"],
                part_unit=match["part_unit"],
                whole=match["whole"],
                unit=match["unit"],
            )


_UNIT = "亿元|万元|元"
_PART_OF = re.compile(
    rf"(?P<whole>{NUMBER})(?P<unit>{_UNIT})(?:,占[^,。;\d]{{0,20}}{NUMBER}%)?[,;(]其中:?,?"
    rf"(?P<name>[^,。;:\d()]{{2,20}}?)(?P<part>{NUMBER})(?P<part_unit>{_UNIT})"
)
