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

QUANTITY, QUALITY, TIMELINESS, COST = "数量指标", "质量指标", "时效指标", "成本指标"
_MONEY_NAME = re.compile(r"成本|费用|资金|支出|投入|经费|金额|补助|标准")
_TIME_NAME = re.compile(r"时间|时限|及时|时效|响应|进度|期限|按期|按时|时段|周期|日期")
_MONEY_UNIT = re.compile(r"元")
_TIME_UNIT = re.compile(r"^(?:分钟|小时|秒|天|日|个?工作日|周|个?月|年)$")
_SAME_ITEM = 0.75


@dataclass(frozen=True, slots=True)
class _Seen:
    """A row with its texts, as the evidence looks at it."""

    row: IndicatorRow
    name: str
    value: TargetValue

    @property
    def aspect(self) -> str | None:
        return self.row.group.aspect

    def is_cost(self) -> bool:
        unit = self.value.unit or ""
        figures = self.value.number is not None
        return bool(_MONEY_UNIT.search(unit) if figures else _MONEY_NAME.search(self.name))

    def is_timing(self) -> bool:
        timed = bool(self.value.deadline or _TIME_UNIT.match(self.value.unit or ""))
        return timed or bool(_TIME_NAME.search(self.name))


def repair_slid_labels(
    flow: Flow, rows: Sequence[IndicatorRow]
) -> tuple[list[IndicatorRow], list[Note]]:
    """Move the first row of a group to the group before it where the evidence says so."""
    seen = [_see(flow, row) for row in rows]
    notes = []
    for index in range(len(seen) - 1, 0, -1):
        above, here = seen[index - 1], seen[index]
        opens = above.row.group is not here.row.group
        if not opens or here.row.group is not _group_at(seen, index + 1):
            continue
        reason = _slid(seen, index)
        if reason:
            group = above.row.group
            seen[index] = replace(here, row=replace(here.row, group=group))
            text = (
                f"“{here.name}”印在{here.row.group.aspect_label}一行，{reason}，"
                f"标签印高了一行，归入{group.aspect}"
            )
            evidence = flow.evidence(here.row.start, here.row.end)
            notes.append(Note(code="label_slid", text=text, evidence=evidence))
    return [item.row for item in seen], notes[::-1]


def _group_at(seen: list[_Seen], index: int) -> IndicatorGroup | None:
    return seen[index].row.group if index < len(seen) else None


def _see(flow: Flow, row: IndicatorRow) -> _Seen:
    name = flow.join(row.name)
    value, _ = read_value(flow.join(row.value), 2000)
    return _Seen(row, name, value)


def _slid(seen: list[_Seen], index: int) -> str | None:
    """Say why the row does not belong to the group whose label it bears, or None."""
    above, here = seen[index - 1], seen[index]
    match above.aspect, here.aspect:
        case "数量指标", "质量指标":
            costs = [s.name for s in seen if s.aspect == COST]
            items = [s.name for s in seen if s.aspect == QUANTITY]
            paired = [name for name in items if any(_same_item(name, cost) for cost in costs)]
            # One item alone may be named twice; a list of items priced one by one is a pattern.
            priced = 2 * len(paired) > len(items)
            same = any(_same_item(here.name, cost) for cost in costs)
            return "与同名的成本行成对" if same and priced else None
        case "数量指标" | "质量指标", "时效指标":
            if here.is_timing() or not here.value.qualitative:
                return None
            return "所列内容与时间无关"
        case "数量指标" | "质量指标" | "时效指标", "成本指标":
            if here.is_cost():
                return None
            return "所列是时间而非金额" if here.is_timing() else "所列内容与成本无关"
        case _:
            return None


def _same_item(one: str, other: str) -> bool:
    left, right = chinese.key(one), chinese.key(other)
    return left == right or SequenceMatcher(None, left, right).ratio() >= _SAME_ITEM
