"""增长的百分比与前后两数不合。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.amounts import COUNTED, NUMBER, read_number
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR30",
    title="增长的百分比与前后两数不合",
    says="“{printed}”：由 {before} 到 {after} 是{way} {computed}%，写作 {stated}%",
    suggests="核对前后两个数和百分比，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="V14",
)
def growth_from_to(table: TargetTable) -> Iterator[Breach]:
    """The percentage may be rounded to the last digit it prints."""
    for place, text in objective_texts(table):
        folded = chinese.key(text)
        for match in (*_AGAINST.finditer(folded), *_FROM_TO.finditer(folded)):
            before, after = read_number(match["before"]), read_number(match["after"])
            if not before or match["unit"] != match["of_unit"]:
                continue
            falls = match["way"] in _FALLING
            change = (before - after if falls else after - before) * 100 / before
            stated = read_number(match["stated"])
            _, _, decimals = match["stated"].partition(".")
            if abs(change - stated) * 10 ** len(decimals) >= 1:
                yield Breach(
                    table.evidence.get(place),
                    place,
                    printed=match[0],
                    before=f"{match['before']}{match['of_unit']}",
                    after=f"{match['after']}{match['unit']}",
                    way=match["way"],
                    computed=round(change, len(decimals) or 1),
                    stated=stated,
                )


_FALLING = ("下降", "降低", "减少", "压降")
_WAY = "(?P<way>增长|提高|增加|上升|下降|降低|减少|压降)了?"
_UNITS = rf"亿元|万元|元|[万亿]?(?:{COUNTED}|件次|起)"
_AGAINST = re.compile(
    rf"(?:达到|达|为|至|到)(?P<after>{NUMBER})(?P<unit>{_UNITS})[,，]?[比较][^\d,，。；;]{{0,6}}"
    rf"(?:20\d{{2}}年度?的?|上年度?的?)?[^\d,，。；;]{{0,6}}(?P<before>{NUMBER})(?P<of_unit>{_UNITS})"
    rf"[^\d,，。；;]{{0,4}}{_WAY}(?P<stated>{NUMBER})%"
)
_FROM_TO = re.compile(
    rf"[由从](?:20\d{{2}}年度?的?|上年度?的?)?[^\d,，。；;]{{0,4}}(?P<before>{NUMBER})(?P<of_unit>{_UNITS})"
    rf"[^\d,，。；;]{{0,4}}[到至](?P<after>{NUMBER})(?P<unit>{_UNITS})[,，]{_WAY}(?P<stated>{NUMBER})%"
)
