"""目标写的是别的县。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import CannotCheck, check
from jixiao.checks.counties import COUNTY_OF_BUREAU
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH24",
    title="目标写的是别的县区",
    says="{own}的项目，目标写的是“{other}”",
    suggests="核对目标是不是从别处抄来的，按本地的情况改写",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="I19",
)
def another_county(table: TargetTable) -> Iterator[Breach]:
    """Asked of a county's or a district's bureau: one above it names those below by right."""
    department = table.supervising_department or table.implementing_unit or ""
    county = COUNTY_OF_BUREAU.match(chinese.key(department))
    if county is None:
        raise CannotCheck("主管部门不是县区级，目标里说到的县可能是所辖的")
    own_place = county["name"] + county["level"]
    for place, text in objective_texts(table):
        folded = chinese.key(text)
        if own_place in folded:
            continue
        other = _other_place(folded, own_place)
        if other:
            yield Breach(table.evidence.get(place), place, own=own_place, other=other)


def _other_place(text: str, own_place: str) -> str | None:
    """The first county or district that a text names and that is not the own one."""
    for pattern in (_COUNTY, _DISTRICT):
        for match in pattern.finditer(text):
            if not own_place.endswith(match["place"]):
                return match["place"]
    return None


_COUNTY = re.compile(
    r"(?<![赴到与和向学往])(?<!学习)(?<!支援)(?<!协作)(?<!对口)(?<!帮扶)(?P<place>(?![\u4e00-\u9fff]?[全本各我市区州该外邻跨一两三几省乡镇])[\u4e00-\u9fff]{2}(?<!公里)县)(?![级域城委区乡镇道际])"
)
_DISTRICT = re.compile(
    r"(?:^|[,。;、:]|(?<![认因作])为|(?<!存)在|对|给)(?P<place>(?![全本各我市该外邻跨一两三几省])[\u4e00-\u9fff](?![全本各我市县该])[\u4e00-\u9fff]"
    r"(?<![园社景辖城小山林矿牧灾校院库片地厂营街新发护范验产郊农渔垦边湖海港军战疫功服办住分病禁商行])区)(?![域级间划块委块内外分])"
)
"""Names of two characters; 园区, 社区, 景区 and the like are no places of government."""
