"""Find the printed labels of a form, however its lines and spaces break them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.documents import Flow, Gap
from jixiao.targets.dialect import Kind, Label

_AMONG = "其中:"
_UNIT_MARK = re.compile(r"\((?:金额)?(?:单位:)?(亿元|百万元|万元|千元|元)\)")
_OPENING_OF_AMOUNT = re.compile(r"[-+]?\d")


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """A label found on the paper: [start, end) with its colon and unit mark."""

    start: int
    end: int
    label: Label
    unit: str | None
    column: int
    line: int


class Labels:
    """The labels of a dialect, ready to be looked for."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._by_first: dict[str, list[Label]] = {}
        for label in labels:
            self._by_first.setdefault(label.words[0], []).append(label)

    def only(self, *kinds: Kind) -> "Labels":
        """Give those that announce one of `kinds`."""
        return Labels(x for xs in self._by_first.values() for x in xs if x.kind in kinds)

    def at(self, flow: Flow, start: int, end: int) -> PrintedLabel | None:
        """Find the longest label that stands apart at `start` and closes before `end`."""
        words = start
        if flow.folded.startswith(_AMONG, start):
            words = start + len(_AMONG)
        for label in self._by_first.get(flow.folded[words : words + 1], ()):
            stop = words + len(label.words)
            if stop > end or not flow.folded.startswith(label.words, words):
                continue
            if Gap.CELL in flow.gaps[start + 1 : stop]:
                continue
            closed, unit = _close(flow, stop, end, label.kind)
            if closed and not self._hides_another(flow, words, stop):
                line = flow.line_index(start)
                return PrintedLabel(start, closed, label, unit, flow.columns[start], line)
        return None

    def _hides_another(self, flow: Flow, start: int, stop: int) -> bool:
        """Say whether a label over lines is the end of a value and a label: …补助 / 资金 / 主管部门."""
        broken = (at for at in range(start + 1, stop) if flow.gaps[at] == Gap.LINE)
        return any(
            label.words == flow.folded[at:stop]
            for at in broken
            for label in self._by_first.get(flow.folded[at], ())
        )

    def find(self, flow: Flow, start: int, end: int) -> Iterator[PrintedLabel]:
        """Find every label of a stretch, none overlapping another."""
        after = start
        for at in flow.positions(start, end):
            if at >= after and (hit := self.at(flow, at, end)):
                yield hit
                after = hit.end


def _close(flow: Flow, stop: int, end: int, kind: Kind) -> tuple[int, str | None]:
    """Take the unit mark and the colon after a label; (0, None) if the label does not end here.

    An amount may be glued to its label (年度资金总额（含本级）5), anything else stands apart.
    """
    unit = None
    money = kind in (Kind.AMOUNT, Kind.BLOCK)
    if money and stop < end and (mark := _UNIT_MARK.match(flow.folded, stop, end)):
        stop, unit = mark.end(), mark[1]
    if stop < end and flow.folded[stop] == ":":
        return stop + 1, unit
    if stop >= end or flow.parted(stop):
        return stop, unit
    if money and _OPENING_OF_AMOUNT.match(flow.folded, stop, end):
        return stop, unit
    return 0, None
