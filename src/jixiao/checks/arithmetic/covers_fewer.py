"""说全覆盖，做的却比全部少。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.amounts import COUNTED, NUMBER, read_number
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR28",
    title="说全覆盖，做的却比全部少",
    says="目标文字写“{whole}”，做的只是“{part}”，却说{everything}",
    suggests="核对总数、覆盖数和覆盖率，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V14",
)
def covers_fewer(table: TargetTable) -> Iterator[Breach]:
    """Only where the objective counts all of a thing, and fewer of the same thing."""
    for place, objective in objective_texts(table):
        text = chinese.key(objective)
        everything = _everything(text, table)
        for whole in _WHOLE.finditer(text) if everything else ():
            fewer = _fewer(text, whole)
            if fewer:
                yield Breach(
                    table.evidence.get(place),
                    place,
                    whole=whole[0],
                    part=fewer[0],
                    everything=everything,
                )
                return


def _everything(text: str, table: TargetTable) -> str | None:
    """How a table says that all are covered: 全覆盖, or a rate of coverage of 100 %."""
    if "全覆盖" in text:
        return "全覆盖"
    for row in table.indicators:
        is_all = row.target.is_everything or row.target.number == _HUNDRED
        if row.name.endswith(("覆盖率", "覆盖面")) and is_all:
            return f"“{row.name} {row.target.text}”"
    return None


def _fewer(text: str, whole: re.Match[str]) -> re.Match[str] | None:
    """Where the same thing is covered in a smaller number than that of all."""
    thing, unit = whole["thing"] or whole["ahead"], whole["unit"] or whole["behind"]
    count = whole["count"] or whole["number"]
    covered = re.compile(
        rf"(?:覆盖|惠及|完成|涉及|改造|整治|检查)(?:了|全部)?(?:{re.escape(thing)}(?P<after>{NUMBER}){unit}"
        rf"|(?P<before>{NUMBER}){unit}{re.escape(thing)})"
    )
    for match in covered.finditer(text):
        number = read_number(match["after"] or match["before"])
        if number < read_number(count):
            return match
    return None


_HUNDRED = Decimal(100)
_WHOLE = re.compile(
    rf"(?:全[省市县区州旗乡镇]|辖区|我[省市县区])(?:共有|现有|共|有)?"
    rf"(?:(?P<thing>[\u4e00-\u9fff]{{2,8}}?)(?:共有|共|有)?(?P<count>{NUMBER})(?P<unit>{COUNTED})"
    rf"|(?P<number>{NUMBER})(?P<behind>{COUNTED})(?P<ahead>[\u4e00-\u9fff]{{2,4}}))"
)
