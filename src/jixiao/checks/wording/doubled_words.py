"""重复的字词或标点。"""

import re
from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO03",
    title="重复的字词或标点",
    says="“{text}”里“{doubled}”重复",
    suggests="删去重复的字词或标点",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="N13",
)
def doubled_words(table: TargetTable) -> Iterator[Breach]:
    texts: list[tuple[CellPath | str, str, Evidence | None]] = []
    for index, row in enumerate(table.indicators):
        texts.append((CellPath.in_row(index, "name"), row.name, row.evidence))
    if table.objective:
        texts.append(
            ("objective", table.objective.text, table.evidence.get("objective"))
        )
    for place, text, evidence in texts:
        for match in _DOUBLED.finditer(text):
            around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
            yield Breach(evidence, place, text=around, doubled=match[0])


_AROUND = 4
"""How many characters are shown on either side."""
_DOUBLED = re.compile(
    r"([，。、；：])\1|([\u4e00-\u9fff]{2})\2|额额|的的|了了|是是"
    r"|([\u4e00-\u9fff]{4})(?:[^和与及或对到至，。、；：\d]{1,3})\3"
)
