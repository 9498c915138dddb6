"""写的项目个数与列出的不符。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import Dossier, check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.findings import Breach, Severity
from jixiao.money import convert


@check(
    code="NA43",
    title="写的项目个数与列出的不符",
    says="写的是 {stated} 个项目，后面列出 {count} 个：{names}",
    suggests="核对项目个数和所列的项目，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N02",
)
def projects_counted(dossier: Dossier) -> Iterator[Breach]:
    """Asked where the listed amounts make the money that is stated: then all projects are listed."""
    _, paper = dossier.narrative()
    for match, evidence in paper.find(_COUNTED):
        listed = [(item["name"], _yuan(item)) for item in _ITEM.finditer(match["list"])]
        is_whole = sum(yuan for _, yuan in listed) == _yuan(match)
        are_projects = not any(
            "预算项目" in name or "基金" in name for name, _ in listed
        )
        if is_whole and are_projects and len(listed) != int(match["count"]):
            yield Breach(
                evidence,
                "budget.figures",
                stated=match["count"],
                count=len(listed),
                names=[name for name, _ in listed],
            )


def _yuan(match: re.Match[str]) -> Decimal:
    return convert(read_number(match["number"]), match["unit"], "元")


_UNIT = "亿元|万元|元"
_COUNTED = re.compile(
    r"(?:项目(?:共|有|为|数)*(?=\d+个)|(?=\d+个[\u4e00-\u9fff]{0,8}项目))(?P<count>\d+)个[^。;\d]{0,24}(?:资金|金额|经费|预算)[^。;\d]{0,6}"
    rf"(?P<number>{NUMBER})(?P<unit>{_UNIT})[。,;]?(?:其中|分别[是为]|包括|具体[是为]):?(?P<list>[^。;]+)"
)
_ITEM = re.compile(
    rf"(?P<name>[^,、;:。\d]{{2,40}}?(?:项目)?)(?:预算|资金|安排|支出)*(?P<number>{NUMBER})(?P<unit>{_UNIT})"
)
