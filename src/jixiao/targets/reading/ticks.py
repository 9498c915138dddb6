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
    """Say whether a cell is ticked, and nothing else."""
    return _TICK.fullmatch(chinese.key(text)) is not None


def read_ticks(cells: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """Give the columns that are ticked, and what is written in them instead of a tick.

    `cells` are the texts by the columns' words. A column written in counts as ticked.
    """
    marked = {word: text for word, text in cells.items() if not _BLANK.fullmatch(chinese.key(text))}
    written = [f"{word}：{text}" for word, text in marked.items() if not is_tick(text)]
    return tuple(marked), "；".join(written)


def read_choice(text: str, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Give the words one cell names: those ticked among boxes, else all it holds.

    `words` are the wordings of each word, in half width.
    """
    folded = chinese.key(text)
    # ☑有可能, and in other forms 有可能☑: what stands first tells.
    boxed = list((_BEHIND if re.match(rf"[^{_EITHER}]", folded) else _BEFORE).finditer(folded))
    if boxed:
        folded = "；".join(found["word"] for found in boxed if found["mark"] in _MARK)
    return tuple(word for word, said in words.items() if any(each in folded for each in said))
