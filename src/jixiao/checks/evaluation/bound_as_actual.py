"""实际完成值写的是界限。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV25",
    title="实际完成值写的是界限",
    says="“{name}”的实际完成值写作“{actual}”，不是一个完成的数",
    suggests="填实际做到的数，不照抄指标值",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E10",
)
def bound_as_actual(table: TargetTable) -> Iterator[Breach]:
    """One finding for all rows: who copies one target copies them all."""
    if not table.evaluated:
        return
    rows = [
        (index, row)
        for index, row in enumerate(table.indicators)
        if row.actual and _BOUND.match(chinese.key(row.actual.text))
    ]
    if rows:
        yield Breach(
            (row.evidence for _, row in rows),
            CellPath.in_row(rows[0][0], "actual"),
            name=[row.name for _, row in rows],
            actual=[row.actual.text for _, row in rows if row.actual],
        )


_BOUND = re.compile(r"(?:[≥≤>＞<＜≧≦]|不低于|不少于|不超过|不高于|不大于|不小于)=?\d")
