"""定量指标的完成值没有数。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.quantity import TargetValue, is_not_applicable
from jixiao.targets import TargetTable

_FIGURES = re.compile(r"[0-9一二三四五六七八九十百千万零〇两]")
_IN_TIME = re.compile(r"按[时期]|如期|及时|准时")
_ALL = Decimal(100)


@check(
    code="EV14",
    title="定量指标的完成值没有数",
    says="“{name}”指标值 {target}，实际完成值只写“{actual}”",
    suggests="把“{name}”的实际完成值填成数，与指标值同一单位",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E10",
)
def number_in_words(table: TargetTable) -> Iterator[Breach]:
    """Not asked halfway through a year: what is surveyed at its end has no number yet."""
    if table.monitored:
        return
    for place, row in enumerate(table.indicators):
        if row.actual is None or not row.target.number or row.actual.deadline:
            continue
        if not _states_a_number(row.actual, row.target):
            yield Breach(
                row.evidence,
                CellPath.in_row(place, "actual"),
                name=row.name,
                target=row.target.text,
                actual=row.actual.text,
            )


def _states_a_number(actual: TargetValue, target: TargetValue) -> bool:
    """Whether a value holds a figure or a numeral, or 全 of a whole; 不涉及 needs no number.

    按时 answers a span of time.
    """
    text = chinese.key(actual.text)
    if _IN_TIME.search(text) and words("time").search(target.text):
        return True
    if actual.number is not None or _FIGURES.search(text) or is_not_applicable(text):
        return True
    is_whole = target.number == _ALL and target.unit == "%"
    return is_whole and "全" in text
