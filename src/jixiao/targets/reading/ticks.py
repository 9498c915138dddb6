"""Columns that are ticked: 偏差原因 and 完成目标可能性 of a monitoring form."""

import re
from collections.abc import Mapping

from jixiao import chinese

_MARK = "√✓✔☑■●▲þ"
_TICK = re.compile(rf"[{_MARK}VvR]|是")
_BLANK = re.compile(r"[□☐○◯£¨\-—–/×否无]*")
_EITHER = rf"{_MARK}□☐○◯£¨"
_BEFORE = re.compile(rf"(?P<mark>[{_EITHER}])(?P<word>[^{_EITHER}]+)")
_BEHIND = re.compile(rf"(?P<word>[^{_EITHER}]+)(?P<mark>[{_EITHER}])")


def is_tick(text: str) -> bool:
    """Whether a cell is ticked, and nothing else."""
    return _TICK.fullmatch(chinese.key(text)) is not None


def read_ticks(cells: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """The columns that are ticked, and what is written in them instead of a tick.

    `cells` are the texts by the columns' words. A column written in counts as ticked.
    """
    ticked = {
        word: text
        for word, text in cells.items()
        if not _BLANK.fullmatch(chinese.key(text))
    }
    written = [f"{word}：{text}" for word, text in ticked.items() if not is_tick(text)]
    return tuple(ticked), "；".join(written)


def read_choice(text: str, wordings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words one cell names: those ticked among boxes, else all it holds.

    `wordings` are those of each word, in half width.
    """
    folded = chinese.key(text)
    boxes = list(_boxes_of(folded).finditer(folded))
    if boxes:
        folded = "；".join(box["word"] for box in boxes if box["mark"] in _MARK)
    named = (
        word for word, printed in wordings.items() if any(p in folded for p in printed)
    )
    return tuple(named)


def _boxes_of(folded: str) -> re.Pattern[str]:
    """How boxes stand to their words, by what stands first: ☑有可能, in other forms 有可能☑."""
    return _BEHIND if re.match(rf"[^{_EITHER}]", folded) else _BEFORE
