"""界限的符号与文字相反。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA34",
    title="界限的符号与文字相反",
    says="“{name}”的指标值“{stated}”，前面是“{sign}”，后面是“{words}”，不知是上限还是下限",
    suggests="只留一种写法：下限写“≥”，上限写“≤”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V08",
)
def sign_against_words(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        match = _OPPOSITE.search(chinese.key(row.target.text))
        if match:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
                sign=match["ceiling"] or match["floor"],
                words=match["above"] or match["below"],
            )


_NUMBER = r"\d[\d,.]*[^\d,，。；;、]{0,6}?"
_OPPOSITE = re.compile(
    rf"(?P<ceiling>≤|<=|＜|<|不超过|不高于|不多于|控制在){_NUMBER}(?P<above>以上|及以上)"
    rf"|(?P<floor>≥|>=|＞|>|不低于|不少于){_NUMBER}(?P<below>以下|及以下|以内|之内)"
)
