"""增长、下降没有说与什么比。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="VA25",
    title="增长、下降没有说与什么比",
    says="“{name} {stated}”没有说比哪一年、原来是多少",
    suggests="写明基数，例如“比上年（1200 人次）增长 15% 以上”",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="V05",
    once=True,
)
def growth_needs_base(table: TargetTable) -> Iterator[Breach]:
    objective = chinese.key(objective_text(table))
    for index, row in enumerate(table.indicators):
        if not _is_change(row) or _BASE.search(chinese.key(row.name + row.target.text)):
            continue
        if _BASE.search(objective) and chinese.key(row.name)[:_SUBJECT] in objective:
            continue
        place = CellPath.in_row(index, "target")
        yield Breach(row.evidence, place, name=row.name, stated=row.target.text)


_SUBJECT = 4
"""The characters of a name by which an objective speaks of it."""
_CHANGES = re.compile(r"(?:增长|增幅|增加|提高|下降|降低|减少|降幅)(?:率|比例|幅度)?$")
_CHANGED_BY = re.compile(r"^(?:增长|增加|提高|上升|下降|降低|减少)[^\d]{0,3}\d[\d.]*%")
_BASE = re.compile(r"[较比与]|上年|去年|同期|同比|20\d{2}|基数|由\d|从\d|原")


def _is_change(row: Indicator) -> bool:
    """Whether a row promises a change in percent: 增长率 ≥15%, or 下降30%."""
    if row.not_applicable:
        return False
    by_name = row.target.unit == "%" and _CHANGES.search(chinese.key(row.name))
    return bool(by_name or _CHANGED_BY.search(chinese.key(row.target.text)))
