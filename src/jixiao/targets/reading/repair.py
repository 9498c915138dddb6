"""Put back second-level labels that a form's export slid by a row.

Merged cells of the first columns are exported a row too early in some forms (`labels_slide`).
A row at the edge of a group goes back to the group before it only on evidence of its own: what it
measures, what its value is, and the cost row that bears its name. Inner rows are never moved, no
group is emptied, and every move is a note.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from jixiao import chinese
from jixiao.documents import Flow
from jixiao.evidence import Note
from jixiao.quantity import TargetValue, read_value
from jixiao.targets.reading.levels import IndicatorGroup, IndicatorRow

_QUANTITY, _COST = "数量指标", "成本指标"
_MONEY_NAME = re.compile(r"成本|费用|资金|支出|投入|经费|金额|补助|标准")
_TIME_NAME = re.compile(r"时间|时限|及时|时效|响应|进度|期限|按期|按时|时段|周期|日期")
_MONEY_UNIT = re.compile(r"元")
_TIME_UNIT = re.compile(r"^(?:分钟|小时|秒|天|日|个?工作日|周|个?月|年)$")
_SAME_NAME = 0.75
_ANY_YEAR = 2000


@dataclass(frozen=True, slots=True)
class _ReadRow:
    """A row with its texts, as the evidence looks at it."""

    row: IndicatorRow
    name: str
    value: TargetValue

    @property
    def group(self) -> IndicatorGroup:
        return self.row.group

    @property
    def aspect(self) -> str | None:
        return self.group.aspect

    def is_cost(self) -> bool:
        if self.value.number is None:
            return bool(_MONEY_NAME.search(self.name))
        return bool(_MONEY_UNIT.search(self.value.unit or ""))

    def is_timing(self) -> bool:
        is_timed = self.value.deadline or _TIME_UNIT.match(self.value.unit or "")
        return bool(is_timed or _TIME_NAME.search(self.name))


def repair_slid_labels(
    flow: Flow, rows: Sequence[IndicatorRow]
) -> tuple[list[IndicatorRow], list[Note]]:
    """Move the first row of a group to the group before it where the evidence says so."""
    read = [_read(flow, row) for row in rows]
    notes = []
    for index in range(len(read) - 1, 0, -1):
        reason = _reason_to_move(read, index) if _opens_group(read, index) else None
        if reason:
            here, group = read[index], read[index - 1].group
            read[index] = replace(here, row=replace(here.row, group=group))
            text = (
                f"“{here.name}”印在{here.group.aspect_label}一行，{reason}，"
                f"标签印高了一行，归入{group.aspect}"
            )
            evidence = flow.evidence(here.row.start, here.row.end)
            notes.append(Note(code="label_slid", text=text, evidence=evidence))
    return [each.row for each in read], notes[::-1]


def _read(flow: Flow, row: IndicatorRow) -> _ReadRow:
    value, _ = read_value(flow.join(row.value), _ANY_YEAR)
    return _ReadRow(row, flow.join(row.name), value)


def _opens_group(rows: Sequence[_ReadRow], index: int) -> bool:
    """Whether a row is the first of a group that has more than one."""
    group = rows[index].group
    has_more = index + 1 < len(rows) and rows[index + 1].group is group
    return has_more and rows[index - 1].group is not group


def _reason_to_move(rows: Sequence[_ReadRow], index: int) -> str | None:
    """Why the row does not belong to the group whose label it bears, or None."""
    above, here = rows[index - 1], rows[index]
    match above.aspect, here.aspect:
        case "数量指标", "质量指标":
            return "与同名的成本行成对" if _is_priced_by_name(here, rows) else None
        case "数量指标" | "质量指标", "时效指标":
            may_stay = here.is_timing() or not here.value.qualitative
            return None if may_stay else "所列内容与时间无关"
        case "数量指标" | "质量指标" | "时效指标", "成本指标":
            if here.is_cost():
                return None
            return "所列是时间而非金额" if here.is_timing() else "所列内容与成本无关"
        case _:
            return None


def _is_priced_by_name(row: _ReadRow, rows: Sequence[_ReadRow]) -> bool:
    """Whether a cost row bears the row's name, and most quantities have one of theirs.

    One quantity alone may be named twice; a list of them priced one by one is a pattern.
    """
    costs = [other.name for other in rows if other.aspect == _COST]
    quantities = [other.name for other in rows if other.aspect == _QUANTITY]
    priced = sum(_is_among(name, costs) for name in quantities)
    return _is_among(row.name, costs) and 2 * priced > len(quantities)


def _is_among(name: str, others: Sequence[str]) -> bool:
    return any(_is_same_name(name, other) for other in others)


def _is_same_name(name: str, other: str) -> bool:
    left, right = chinese.key(name), chinese.key(other)
    return left == right or SequenceMatcher(None, left, right).ratio() >= _SAME_NAME
