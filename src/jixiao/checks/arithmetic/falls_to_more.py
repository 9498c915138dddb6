"""“降到”比原来高，“提高到”比原来低。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR15",
    title="“降到”比原来高，“提高到”比原来低",
    says="“{printed}”：原来 {before}，{way}的却是 {after}",
    suggests="核对原来的数和目标的数，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="V14",
)
def falls_to_more(table: TargetTable) -> Iterator[Breach]:
    for place, text in objective_texts(table):
        for match in _FROM_TO.finditer(chinese.key(text)):
            before, after = read_number(match["before"]), read_number(match["after"])
            falls = match["way"][0] in _FALLING
            if before and (after >= before if falls else after <= before):
                yield Breach(
                    table.evidence.get(place),
                    place,
                    printed=match[0],
                    before=match["before"] + match["unit"],
                    after=match["after"] + match["unit"],
                    way=match["way"],
                )


_FALLING = "降下减缩压"
_FROM_TO = re.compile(
    rf"[由从](?:20\d{{2}}年度?的?|上年的?|原来的?|目前的?)?(?P<before>{NUMBER})(?P<unit>[%\u4e00-\u9fff]{{1,3}}?)"
    rf"(?P<way>下降[到至]|降低?[到至]|减少?[到至]|缩短[到至]|压[缩减][到至]|提[高升][到至]|增[加长][到至]|上升[到至])"
    rf"(?P<after>{NUMBER})(?P=unit)"
)
