"""Find the printed labels of a form, however its lines and spaces break them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from jixiao.documents import Flow, Gap
from jixiao.targets.dialect import Dialect, Label, LabelKind
from jixiao.targets.reading.label_makes import is_value_behind

_AMONG = re.compile(r"其中:?|[*★]")
"""What may stand before a label: a part of what is above, or the mark of what must be filled in."""
_MONEY = (LabelKind.AMOUNT, LabelKind.BLOCK)
_BEFORE_VALUES = (LabelKind.FIELD, LabelKind.AMOUNT)
_UNIT_MARK = re.compile(r"\((?:金额)?(?:单位:)?(亿元|百万元|万元|千元|元)\)")
_SHORT = 2
"""Words so short are a label only with a colon: 项目：农机安全检验."""
_LONGEST_BEFORE = 8
"""So many characters before words say what they are."""
_OPENING_OF_AMOUNT = re.compile(r"[-+]?\d")


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """A label on the paper: [start, end) with its colon and unit mark."""

    start: int
    end: int
    label: Label
    unit: str | None
    column: int
    line: int

    @property
    def kind(self) -> LabelKind:
        """What the label announces."""
        return self.label.kind

    @property
    def name(self) -> str:
        """The field, the part of the money or the objective that it announces."""
        return self.label.name

    @property
    def block(self) -> str | None:
        """The block of money that its wording alone names."""
        return self.label.block

    @property
    def is_money(self) -> bool:
        """Whether an amount stands behind it."""
        return self.kind in _MONEY


class Labels:
    """The labels of a dialect, ready to be looked for."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._by_first: dict[str, list[tuple[str, Label]]] = {}
        for label in labels:
            of_letter = self._by_first.setdefault(label.words[0], [])
            of_letter.append((label.words, label))

    def only(self, *kinds: LabelKind) -> "Labels":
        """Those that announce one of `kinds`."""
        labels = chain.from_iterable(self._by_first.values())
        return Labels(label for _, label in labels if label.kind in kinds)

    def at(self, flow: Flow, start: int, end: int) -> PrintedLabel | None:
        """Find the longest label that stands apart at `start` and closes before `end`."""
        among = _AMONG.match(flow.folded, start)
        words = among.end() if among else start
        folded = flow.folded
        for wording, label in self._by_first.get(folded[words : words + 1], ()):
            if not folded.startswith(wording, words, end):
                continue
            stop = words + len(wording)
            if Gap.CELL in flow.gaps[start + 1 : stop]:
                continue
            closed, unit = _close(flow, stop, end, label.kind)
            needs_colon = len(wording) <= _SHORT and label.kind in _BEFORE_VALUES
            if needs_colon and closed and not _announces(folded, closed, unit):
                continue
            before = folded[max(0, start - _LONGEST_BEFORE) : start]
            if (
                closed
                and label.kind is LabelKind.FIELD
                and is_value_behind(wording, before)
            ):
                continue
            if closed and not self._hides_another(flow, words, stop):
                line, column = flow.line_index(start), flow.columns[start]
                return PrintedLabel(start, closed, label, unit, column, line)
        return None

    def _hides_another(self, flow: Flow, start: int, stop: int) -> bool:
        """Whether a label over lines is the end of a value and a label: …补助 / 资金 / 主管部门."""
        broken = [at for at in range(start + 1, stop) if flow.gaps[at] == Gap.LINE]
        return any(self._is_label(flow.folded[at:stop]) for at in broken)

    def _is_label(self, text: str) -> bool:
        return any(wording == text for wording, _ in self._by_first.get(text[0], ()))

    def find(self, flow: Flow, start: int, end: int) -> Iterator[PrintedLabel]:
        """Find every label of a stretch, none overlapping another."""
        behind = start
        for at in flow.positions(start, end):
            if at >= behind and (label := self.at(flow, at, end)):
                yield label
                behind = label.end


@lru_cache(maxsize=256)
def labels_of(dialect: Dialect, *kinds: LabelKind) -> Labels:
    """The labels of a dialect, of some kinds or all, made ready once."""
    labels = Labels(dialect.labels)
    return labels.only(*kinds) if kinds else labels


@lru_cache(maxsize=256)
def known_labels(dialect: Dialect) -> frozenset[Label]:
    """The labels of a dialect, to ask whether it has one."""
    return frozenset(dialect.labels)


@lru_cache(maxsize=256)
def known_wordings(dialect: Dialect) -> frozenset[str]:
    """The words of a dialect's labels, to ask whether it has them."""
    return frozenset(label.words for label in dialect.labels)


@lru_cache(maxsize=16)
def labels_of_all(dialects: tuple[Dialect, ...]) -> Labels:
    """The labels of several dialects, made ready once."""
    return Labels(label for dialect in dialects for label in dialect.labels)


def is_tabbed(flow: Flow, label: PrintedLabel) -> bool:
    """Whether the label stands in a row of cells, which a wrapped line of prose never is."""
    return "\t" in flow.lines[label.line].text


def _announces(text: str, closed: int, unit: str | None) -> bool:
    """Whether short words announce a value: by a colon, or by a unit with an amount right behind it."""
    is_amount = unit is not None and text[closed : closed + 1].isdigit()
    return is_amount or text[closed - 1] == ":"


def _close(flow: Flow, stop: int, end: int, kind: LabelKind) -> tuple[int, str | None]:
    """Take the unit mark and the colon after a label; (0, None) if the label does not end here.

    An amount may be glued to its label (年度资金总额（含本级）5), anything else stands apart.
    """
    unit = None
    is_money = kind in _MONEY
    if is_money and stop < end and (mark := _UNIT_MARK.match(flow.folded, stop, end)):
        stop, unit = mark.end(), mark[1]
    if stop < end and flow.folded[stop] == ":":
        return stop + 1, unit
    if stop >= end or flow.parted(stop):
        return stop, unit
    is_glued = is_money and _OPENING_OF_AMOUNT.match(flow.folded, stop, end)
    return (stop, unit) if is_glued else (0, None)
