"""升降几个百分点，算不到所写的数。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR21",
    title="升降几个百分点，算不到所写的数",
    says="“{printed}”：{before}% {way} {change} 个百分点是 {computed}%，写作 {stated}%",
    suggests="核对原来的数、升降的百分点和目标的数",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="V14",
)
def points_from_to(table: TargetTable) -> Iterator[Breach]:
    for place, text in objective_texts(table):
        for match in _FROM_BY_TO.finditer(chinese.key(text)):
            before, change = read_number(match["before"]), read_number(match["change"])
            falls = match["way"] in _FALLING
            computed = before - change if falls else before + change
            stated = read_number(match["after"])
            if computed != stated:
                yield Breach(
                    table.evidence.get(place),
                    place,
                    printed=match[0],
                    before=before,
                    way=match["way"],
                    change=change,
                    computed=computed,
                    stated=stated,
                )


_FALLING = ("下降", "降低", "减少", "压降")
_FROM_BY_TO = re.compile(
    rf"[由从在](?:20\d{{2}}年度?的?|上年度?的?|原来的?|目前的?)?(?P<before>{NUMBER})%(?:的基础上)?[,，]?"
    rf"(?P<way>下降|降低|减少|压降|提高|提升|上升|增加|增长)(?:了)?(?P<change>{NUMBER})个百分点[,，]?"
    rf"(?:以上)?(?:达?到|至|降[到至]|达)[^\d,，。；;]{{0,4}}(?P<after>{NUMBER})%"
)
