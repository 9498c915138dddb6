"""An outline: 项目, 指标值, 绩效金额 over lines that are indented by their level."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jixiao import chinese
from jixiao.documents import Line
from jixiao.quantity import find_values, is_figures, is_sign
from jixiao.targets.reading.shape_words import level_label

HEADS = "一级指标\t二级指标\t三级指标\t指标值"
"""The heads that a form told in another shape is given."""
_NUMBER = re.compile(r"\d{1,2}(?:[.．]\d{1,2}){0,2}[.．、]?")
"""The number of a label: 1.2 质量指标."""
AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")


def with_outline_as_forms(lines: Sequence[Line]) -> list[Line]:
    """The lines with each project of an outline as a form of its own; nothing where they are no outline."""
    chunks = list(_chunks(lines))
    texts = [chinese.key(chunk.text) for chunk in chunks]
    if any(text in _COLUMN_HEADS for text in texts) or not _holds_project(texts):
        return []
    restated: list[Line] = []
    unit: Line | None = None
    points_head = next((n for n, t in enumerate(texts) if t in _WEIGHTS), len(texts))
    projects = lines_of_row = 0
    at = 0
    while at < len(chunks):
        chunk = chunks[at]
        lines_of_row = 0 if _is_level(texts[at]) else lines_of_row + 1
        has_points = at > points_head
        turns = _TURNS + has_points
        in_names_turn = lines_of_row % turns == 1 or not projects
        if in_names_turn and _opens_project(*_three(texts, at)):
            projects += 1
            heads = f"{HEADS}\t分值" if has_points else HEADS
            restated += _outline_fields(chunk, unit, chunks[at + 1], heads)
            lines_of_row = 0
            at += 2
            continue
        amount_behind = bool(AMOUNT.fullmatch(_three(texts, at + 1)[0]))
        opens = at + 1 + amount_behind
        # Names and values take turns below a label; what stands in a name's turn is no value.
        if (
            in_names_turn
            and is_name(texts[at])
            and _opens_project(*_three(texts, opens))
        ):
            unit, at = chunk, opens - 1
        elif projects or texts[at] not in _OUTLINE_HEADS:
            restated.append(chunk)
        at += 1
    return restated if projects else []


def _holds_project(texts: Sequence[str]) -> bool:
    """Whether an amount stands right before a label of a level anywhere, as below a project's name."""
    return any(
        above[0].isdigit() and AMOUNT.fullmatch(above) and _is_level(text)
        for above, text in pairwise(texts)
        if above
    )


def _chunks(lines: Sequence[Line]) -> Iterator[Line]:
    """The pieces of lines that white space parts, each as a line of its own."""
    for line in lines:
        pieces = line.text.split()
        numbered = len(pieces) > 1 and _NUMBER.fullmatch(pieces[0])
        is_level = numbered and _is_level(chinese.key("".join(pieces[1:])))
        for piece in pieces[1:] if is_level else pieces:
            yield Line(line.number, piece, line.page)


def _outline_fields(
    name: Line, unit: Line | None, amount: Line, heads: str
) -> Iterator[Line]:
    """The fields of a project of an outline, and column heads for its indicators."""
    yield Line(name.number, f"项目名称\t{name.text}", name.page)
    if unit:
        yield Line(unit.number, f"实施单位\t{unit.text}", unit.page)
    yield Line(amount.number, f"年度资金总额\t{amount.text}", amount.page)
    yield Line(amount.number, heads, amount.page)


_COLUMN_HEADS = frozenset(("一级指标", "二级指标", "三级指标", "项目名称"))
_WEIGHTS = ("权重", "分值")
_SHORTEST_NAME = 4
_LEVEL_BY_ENDING = re.compile(
    r"(?!绩效|年度|本年|具体|[一二三]级)[\u4e00-\u9fff]{2,8}指标"
)
_TURNS = 2
"""A name and its value below a label; points take a turn of their own."""
_OUTLINE_HEADS = frozenset(
    ("项目", "指标", "指标值", "绩效金额", "金额", "项目/指标", "预算金额", *_WEIGHTS)
)


def _three(texts: Sequence[str], at: int) -> tuple[str, str, str]:
    first, second, third = [*texts[at : at + 3], "", "", ""][:3]
    return first, second, third


def _opens_project(name: str, amount: str, level: str) -> bool:
    """Whether a project begins: its name, its amount, then a label of the first level."""
    is_headed = AMOUNT.fullmatch(amount) and _is_level(level)
    is_named = _is_plain(name) and not (_is_value(name) or _ends_in_value(name))
    return bool(is_headed) and is_named


def is_name(text: str) -> bool:
    """Whether a text is words, no label of a level and no figures."""
    return _is_plain(text) and not is_figures(text)


def _is_value(text: str) -> bool:
    """Whether a text is nothing but a value: ≥180人次, 5月底, 浓厚."""
    is_figure = is_sign(text[:1]) or (0, len(text)) in find_values(text)
    return is_figure or is_figures(text) or len(text) < _SHORTEST_NAME


def _ends_in_value(text: str) -> bool:
    """Whether a text is an indicator with its target behind it: 更新护栏≥2400米."""
    first, last = (find_values(text) or [(0, 0)])[-1]
    return first > 0 and last == len(text) and not text.endswith("年")


def _is_plain(text: str) -> bool:
    return bool(text) and not (_is_level(text) or AMOUNT.fullmatch(text))


def _is_level(text: str) -> bool:
    """Whether a text is a label of a level that is known, or one by its ending: 投入指标."""
    return bool(level_label().fullmatch(text) or _LEVEL_BY_ENDING.fullmatch(text))
