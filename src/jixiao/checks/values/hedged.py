"""指标值含糊。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA08",
    title="指标值含糊",
    says="{name}用“{word}”，到时候无法判断是否达到",
    suggests="写成确定的数，或用“≥”“≤”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V15",
)
def hedged(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        hedge = words("hedges").search(row.target.text) or _ABOUT_AT_END.search(
            row.name
        )
        if hedge and row.target.number is not None:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=f"“{row.name}”",
                word=hedge[0],
            )
    text = chinese.key(objective_text(table))
    amounts = dict.fromkeys(match[0] for match in _ABOUT.finditer(text))
    if amounts:
        at = table.evidence.get("objective")
        word = "、".join(amounts)
        yield Breach(at, "objective", Severity.ADVICE, name="目标文字", word=word)


_ABOUT_AT_END = re.compile(r"约为?$")
_ABOUT = re.compile(r"(?:大约|约)为?\d[\d.,]*(?:亿|万)?(?:元|人次|人|次|家|份)")
