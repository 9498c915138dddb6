"""Forms told in another shape are given the shape of a form: outlines, tables of projects, reports in prose.

A line keeps the number it has on the paper, wherever it is put.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from jixiao import chinese
from jixiao.documents import Document, Line
from jixiao.quantity import find_values, is_figures, is_sign, wording_at_end
from jixiao.targets.dialect import BASE, LabelKind, dialects
from jixiao.targets.reading.blank_columns import with_joined_heads, with_whole_cells
from jixiao.targets.reading.cut_lines import with_cut_lines_joined
from jixiao.targets.reading.cuts import degree_wording
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.printed_heads import (
    with_heads_of_points,
    with_value_of_the_year,
    without_page_tops,
    without_repeated_heads,
    without_running_lines,
)

_HEADS = "一级指标\t二级指标\t三级指标\t指标值"
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SIGN = r"(?:[^,，;；。]|(?<=\d)[,，](?=\d{3}))"
"""A character of a value: a comma only where it parts thousands."""
_POINTS_WON = (
    r"(?:[,，](?:分值|满分|权重)(?:为|:|：)?(?P<weight>\d+(?:\.\d+)?)分?)?"
    r"(?:[,，](?:自评)?得分?(?:为|:|：)?(?P<score>\d+(?:\.\d+)?)分?)?"
    r"(?:[,，](?:(?:偏差|未完成|扣分)?原因(?:是|为|:|：)|系)(?P<reason>[^;；。]{2,60}))?[;；。]?"
)
_STATED = re.compile(
    r"(?P<name>[^,，;；。:：]{2,40}?)(?P<parted>[,，:：])?"
    rf"(?:年初|年度|预期|计划)?(?:(?:目标|指标|计划)值|设定目标|预期目标)(?:为|:|：)?(?P<value>{_SIGN}{{1,30}})"
    rf"(?:[,，](?:全年)?实际(?:完成)?(?:值|情况)?(?:为|:|：)?(?P<actual>{_SIGN}{{1,30}}?)(?:完成)?)?"
    + _POINTS_WON
)
_ACHIEVED = re.compile(
    rf"(?P<promise>{_SIGN}{{3,60}})[,，](?:全年)?实际(?:完成|达到)(?:值|情况)?(?:为|:|：)?"
    rf"(?P<actual>{_SIGN}{{1,30}}){_POINTS_WON}"
)
"""A row whose target stands right behind its name: 改造管网7公里，实际完成7.2公里."""
_NUMBER_ALONE = re.compile(
    r"\s*(?:[(（][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十\d]{1,2}[、.．])\s*(?P<label>\S{4,8})\s*"
)
"""A label with its number, alone on a line: 一、项目名称."""
_SENTENCE_FIELD = re.compile(r"(?<=[。；;])(?=\s*(?P<label>[^:：。；;\s]{3,14})[:：])")
_NUMBERED = re.compile(
    r"\s*[(（]?[一二三四五六七八九十\d]{1,2}[)）]?[、.．]?\s*(?P<label>[^:：\s]{2,14})\s*[:：]"
)
_FIELD_OPENS = re.compile(r"\s*(?P<label>[^:：。；;\s]{3,14})[:：]")
_FIELD = re.compile(r"(?P<label>[^:：]{2,14})[:：](?P<value>[^:：]{2,40}?)[。；;]?")
_CLAUSE_END = re.compile(r"[；;。](?!\d)")
_ITEM_NUMBER = re.compile(
    r"^(?:[(（][一二三四五六七八九十\d]{1,2}[)）][、.．]?|[一二三四五六七八九十\d]{1,2}[、.．])"
)
_STATED_HEADS = (
    "二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施"
)
_SAID = ("name", "value", "actual", "weight", "score", "reason")
_FEWEST_STATED = 2
_FEWEST_BROKEN = 2
_PROJECT_HEADS = {
    "项目名称": "项目名称", "单位名称": "实施单位", "预算单位": "实施单位", "项目单位": "实施单位",
    "主管部门": "主管部门", "部门名称": "主管部门", "预算数": "年度资金总额", "预算金额": "年度资金总额",
    "资金总额": "年度资金总额", "年度预算": "年度资金总额", "项目金额": "年度资金总额", "金额": "年度资金总额",
    "年度目标": "年度总体目标", "绩效目标": "年度总体目标", "年度绩效目标": "年度总体目标",
    "总体目标": "年度总体目标", "年度总体目标": "年度总体目标", "项目绩效目标": "年度总体目标",
}  # fmt: skip
"""What the columns before the levels are called in a form of one project."""


def restate(document: Document) -> Document:
    """The document with its forms in the usual shape; as it is where they have it."""
    joined = list(with_cut_lines_joined(document.lines))
    printed = _without_bullets(without_running_lines(joined))
    printed = without_repeated_heads(without_page_tops(printed))
    printed = with_value_of_the_year(printed)
    printed = list(_fields_apart(with_heads_of_points(printed)))
    for ways in (_projects_in_rows, _outline, _bracketed, _stated, with_whole_cells):
        if lines := ways(printed):
            return msgspec.structs.replace(document, lines=tuple(lines))
    lines = list(_with_whole_heads(list(with_joined_heads(printed))))
    lines = list(_with_missing_levels(list(map(_without_number, lines))))
    if lines == list(document.lines):
        return document
    return msgspec.structs.replace(document, lines=tuple(lines))


def _with_whole_heads(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with heads that narrow columns broke over two lines on one: 一级 年度 over 指标 指标值."""
    at = 0
    while at < len(lines):
        whole = _whole_heads(lines[at], lines[at + 1]) if at + 1 < len(lines) else ""
        line = lines[at]
        yield Line(line.number, whole, line.page) if whole else line
        at += 2 if whole else 1


def _whole_heads(upper: Line, lower: Line) -> str:
    """The heads of two lines as one line; nothing where they are no heads, or stand apart already."""
    pieces, ends = upper.text.split(), lower.text.split()
    heads = _head_words()
    broken = [at for at, piece in enumerate(pieces) if chinese.key(piece) not in heads]
    parted = upper.cells or "\t" in upper.text
    if parted or len(broken) < _FEWEST_BROKEN or len(broken) != len(ends):
        return ""
    for at, end in zip(broken, ends, strict=True):
        pieces[at] += end
    are_heads = all(chinese.key(piece) in heads for piece in pieces)
    return " ".join(pieces) if are_heads else ""


@cache
def _head_words() -> frozenset[str]:
    base = dialects()[BASE]
    words = [word for words in base.heads.values() for word in words]
    return frozenset((*words, *base.sidebars))


def _without_number(line: Line) -> Line:
    """A line that numbers a field of the form, without the number: 一、项目名称：…."""
    alone = _NUMBER_ALONE.fullmatch(line.text)
    if not line.cells and alone and chinese.key(alone["label"]) in _labels():
        return Line(line.number, alone["label"], line.page)
    match = _NUMBERED.match(line.text)
    if line.cells or match is None or chinese.key(match["label"]) not in _fields():
        return line
    text = line.text[match.start("label") :].rstrip("。；;")
    return Line(line.number, text, line.page)


_BULLET = re.compile(
    r"^\s*(?:[◆■●○▲△◇□※►▶▪•·\-–—*]|\d{1,2}(?:[.．]\d{1,2}){1,3}[、.．]?)\s+(?=[^\d\s])"
)
_DASH = re.compile(r"^\s*[◆■●○▲△◇▪•·\-–—]{1,2}\s*(?P<label>[^:：\s]{2,16})[:：]?\s*$")
"""A mark right before a label that stands alone on its line."""
_FEWEST_BULLETS = 5
_FEWEST_DASHES = 2


def _without_bullets(lines: Sequence[Line]) -> list[Line]:
    """The lines without the bullets before them, where several have one."""
    bullets = [None if line.cells else _BULLET.match(line.text) for line in lines]
    dashes = [None if line.cells else _dash_before_level(line.text) for line in lines]
    are_many = sum(map(bool, bullets)) >= _FEWEST_BULLETS
    if not are_many and sum(dash is not None for dash in dashes) < _FEWEST_DASHES:
        return list(lines)
    bare = []
    for line, bullet, dash in zip(lines, bullets, dashes, strict=True):
        at = bullet.end() if bullet and are_many else dash or 0
        bare.append(Line(line.number, line.text[at:], line.page) if at else line)
    return bare


def _dash_before_level(text: str) -> int | None:
    """Where the label of a level begins behind a dash; None where none does."""
    dash = _DASH.match(text)
    is_level = dash and _level().fullmatch(chinese.key(dash["label"]))
    return dash.start("label") if dash and is_level else None


def _fields_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with fields that one tells after another each on a line: 项目名称：…。主管部门：…。"""
    for line in lines:
        ends = [] if line.cells else _field_ends(line.text)
        if not ends:
            yield line
            continue
        for first, last in pairwise([0, *ends, len(line.text)]):
            text = line.text[first:last].strip().rstrip("。；;")
            yield Line(line.number, text, line.page)


def _field_ends(text: str) -> list[int]:
    """Where a field of the form opens behind the full stop of another."""
    opens = _NUMBERED.match(text) or _FIELD_OPENS.match(text)
    if opens is None or chinese.key(opens["label"]) not in _fields():
        return []
    return [
        match.start()
        for match in _SENTENCE_FIELD.finditer(text)
        if chinese.key(match["label"]) in _fields()
    ]


def _with_missing_levels(lines: Sequence[Line]) -> Iterator[Line]:
    """Rows below heads of two levels, a name and a value that leave the first level out, with a blank for it.

    A row of three cells whose first is no level that is known has the second level in it.
    """
    width = 0
    for line in lines:
        cells = line.text.rstrip("\t").split("\t")
        filled = [cell for cell in cells if cell.strip()]
        roles = [_level_heads().get(chinese.key(cell)) for cell in filled]
        if roles == ["dimension", "aspect", "name", "value"] and not line.cells:
            width = len(roles)
        elif "\t" not in line.text:
            width = 0
        is_short = len(filled) == len(cells) == width - 1
        if is_short and not _level().fullmatch(chinese.key(cells[0])):
            yield Line(line.number, "\t" + line.text, line.page)
            continue
        yield line


@cache
def _level_heads() -> dict[str, str]:
    base = dialects()[BASE]
    roles = ("dimension", "aspect", "name", "value")
    return {word: role for role in roles for word in base.heads[role]}


@cache
def _labels() -> frozenset[str]:
    return frozenset(label.words for label in dialects()[BASE].labels)


@cache
def _fields() -> frozenset[str]:
    kinds = (LabelKind.FIELD, LabelKind.AMOUNT)
    return frozenset(
        label.words for label in dialects()[BASE].labels if label.kind in kinds
    )


@cache
def _level() -> re.Pattern[str]:
    framework = dialects()[BASE].framework
    labels = any_of([*framework.dimension_words, *framework.aspect_words])
    return re.compile(rf"(?:[\d一二三四五][、.．])?(?:{labels})(?:\([^()]{{1,14}}\))?")


@cache
def _dimension() -> re.Pattern[str]:
    labels = any_of(dialects()[BASE].framework.dimension_words)
    return re.compile(rf"(?:\d[、.])?(?:{labels})(?:\([^()]{{1,14}}\))?")


# One table of several projects: columns for the project before those of its indicators.


def _projects_in_rows(lines: Sequence[Line]) -> list[Line]:
    place = next(
        (at for at, line in enumerate(lines) if _heads_projects(line.text)), None
    )
    if place is None:
        return []
    heads = lines[place].text.split("\t")
    keys = [chinese.key(head) for head in heads]
    first = keys.index("一级指标")
    fields = [key for key in keys[:first] if key]
    restated = list(lines[:place])
    projects = 0
    for line in lines[place + 1 :]:
        cells = line.text.split("\t")
        level = next(
            (
                n
                for n, cell in enumerate(cells)
                if _dimension().fullmatch(chinese.key(cell))
            ),
            None,
        )
        if level is None and projects and _goes_on_with_project(cells, first):
            restated.append(_part(line, cells, first))
            continue
        before = [cell for cell in cells[:level] if cell.strip()]
        if level is None:
            restated += [] if before else [line]
            continue
        if before and len(before) <= len(fields):
            projects += 1
            values = zip(reversed(fields), reversed(before), strict=False)
            restated += _project(line, dict(values))
            restated.append(_part(lines[place], heads, first))
        restated.append(_part(line, cells, level))
    return restated if projects else []


def _goes_on_with_project(cells: Sequence[str], first: int) -> bool:
    """Whether a row has nothing in the columns of its project and its indicator in those behind."""
    return not any(map(str.strip, cells[:first])) and any(cells[first + 1 : first + 3])


def _heads_projects(text: str) -> bool:
    keys = [chinese.key(cell) for cell in text.split("\t")]
    if "项目名称" not in keys or "一级指标" not in keys:
        return False
    return keys.index("项目名称") < keys.index("一级指标")


def _project(line: Line, values: dict[str, str]) -> Iterator[Line]:
    """The fields of a project, each on a line of its own, its name first."""
    named = sorted(values.items(), key=lambda pair: pair[0] != "项目名称")
    for head, value in named:
        label = _PROJECT_HEADS.get(head, head)
        yield Line(line.number, f"{label}\t{value.strip()}", line.page)


def _part(line: Line, cells: Sequence[str], first: int) -> Line:
    """A line from one of its cells on."""
    return Line(line.number, "\t".join(cells[first:]), line.page, line.cells[first:])


# An outline: 项目, 指标值, 绩效金额 over lines that are indented by their level.


def _outline(lines: Sequence[Line]) -> list[Line]:
    chunks = list(_chunks(lines))
    texts = [chinese.key(chunk.text) for chunk in chunks]
    if any(text in _COLUMN_HEADS for text in texts) or not _holds_project(texts):
        return []
    restated: list[Line] = []
    unit: Line | None = None
    points_head = next((n for n, t in enumerate(texts) if t in _WEIGHTS), len(texts))
    projects = told = 0
    at = 0
    while at < len(chunks):
        chunk = chunks[at]
        told = 0 if _level().fullmatch(texts[at]) else told + 1
        has_points = at > points_head
        turns = _TURNS + has_points
        in_names_turn = told % turns == 1 or not projects
        if in_names_turn and _opens_project(*_three(texts, at)):
            projects += 1
            heads = f"{_HEADS}\t分值" if has_points else _HEADS
            restated += _outline_fields(chunk, unit, chunks[at + 1], heads)
            told = 0
            at += 2
            continue
        amount_behind = bool(_AMOUNT.fullmatch(_three(texts, at + 1)[0]))
        opens = at + 1 + amount_behind
        # Names and values take turns below a label; what stands in a name's turn is no value.
        if (
            in_names_turn
            and _is_name(texts[at])
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
        above[0].isdigit() and _AMOUNT.fullmatch(above) and _level().fullmatch(text)
        for above, text in pairwise(texts)
        if above
    )


def _chunks(lines: Sequence[Line]) -> Iterator[Line]:
    """The pieces of lines that white space parts, each as a line of its own."""
    for line in lines:
        for piece in line.text.split():
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
    is_headed = _AMOUNT.fullmatch(amount) and _level().fullmatch(level)
    return bool(is_headed) and _is_plain(name) and not _is_value(name)


def _is_name(text: str) -> bool:
    return _is_plain(text) and not is_figures(text)


def _is_value(text: str) -> bool:
    """Whether a text is nothing but a value: ≥180人次, 5月底, 浓厚."""
    is_figure = is_sign(text[:1]) or (0, len(text)) in find_values(text)
    return is_figure or is_figures(text) or len(text) < _SHORTEST_NAME


def _is_plain(text: str) -> bool:
    return bool(text) and not (_level().fullmatch(text) or _AMOUNT.fullmatch(text))


# Levels in brackets, each above its indicators: 【产出指标-数量指标】, 指标1：名称（值）.


_BRACKETS = re.compile(
    r"\s*【(?P<first>[^【】\-—－]{2,12})(?:[-—－](?P<second>[^【】]{2,16}))?】[:：]?(?P<rest>.*)"
)
_BRACKETED_ROW = re.compile(
    r"\s*(?:指标\s*\d{1,2}\s*[:：、.])?(?P<name>\S.{1,40}?)[(（](?P<value>[^()（）]{1,30}(?:[(（][^()（）]{1,10}[)）][^()（）]{0,10})?)[)）][;；。]?\s*"
)


def _bracketed(lines: Sequence[Line]) -> list[Line]:
    """A form whose levels stand in brackets above the indicators, as rows of cells."""
    restated: list[Line] = []
    levels: tuple[str, str] | None = None
    heads_at = 0
    rows = 0
    for line in lines:
        opening = _BRACKETS.fullmatch(line.text)
        is_level = opening and _dimension().fullmatch(chinese.key(opening["first"]))
        row = _BRACKETED_ROW.fullmatch(line.text) if levels else None
        if is_level and opening:
            heads_at = heads_at if rows or levels else len(restated)
            levels = opening["first"], opening["second"] or ""
        elif row and levels:
            rows += 1
            cells = (*levels, row["name"], row["value"])
            restated.append(Line(line.number, "\t".join(cells), line.page))
        elif line.text.strip():
            levels = None if opening else levels
            restated.append(_bracketed_objective(line, opening))
    if rows < _FEWEST_STATED:
        return []
    first = restated[heads_at]
    heads = Line(first.number, _HEADS, first.page)
    fields = _project_above(restated[:heads_at])
    return [*fields, *restated[:heads_at], heads, *restated[heads_at:]]


def _bracketed_objective(line: Line, opening: re.Match[str] | None) -> Line:
    """A line, the label of an objective without its brackets."""
    if opening is None or "目标" not in opening["first"]:
        return line
    text = f"年度总体目标\t{opening['rest']}".rstrip("\t")
    return Line(line.number, text, line.page)


def _project_above(lines: Sequence[Line]) -> Iterator[Line]:
    """The project's name that stands above its amount, right before what is said of it."""
    for name, amount, below in zip(lines, lines[1:], lines[2:], strict=False):
        if (
            _BRACKETS.match(below.text)
            and _AMOUNT.fullmatch(amount.text.strip())
            and _is_name(chinese.key(name.text))
        ):
            yield Line(name.number, f"项目名称\t{name.text.strip()}", name.page)
            return


# A report that tells of each indicator in a sentence: name, target, what was achieved, points.


def _stated(lines: Sequence[Line]) -> list[Line]:
    rows: list[Line] = []
    first = len(lines)
    level = ""
    sentences = ((at, line) for at, line in enumerate(lines) if not _has_cells(line))
    for at, line in sentences:
        for clause in _CLAUSE_END.split(line.text):
            text = chinese.squeeze(clause)
            opening = _opening().match(text)
            if opening:
                level = opening["level"] or level
                text = text[opening.end() :]
            if parts := _parts_of(text):
                first = min(first, at)
                rows.append(Line(line.number, "\t".join([level, *parts]), line.page))
    if len(rows) < _FEWEST_STATED:
        return []
    heads = Line(lines[first].number, _STATED_HEADS, lines[first].page)
    return [*lines[:first], *_stated_fields(lines), heads, *rows]


def _has_cells(line: Line) -> bool:
    """Whether a line is a row of cells, which tells nothing in sentences."""
    return bool(line.cells) or "\t" in line.text


def _parts_of(clause: str) -> list[str]:
    """Name, target, what was achieved and points of a sentence; nothing where it tells of no row."""
    match = _STATED.fullmatch(clause)
    if match and (match["actual"] or match["parted"]):
        return [match[part] or "" for part in _SAID]
    if match := _ACHIEVED.fullmatch(clause):
        return [
            *_name_and_target(match["promise"]),
            *(match[part] or "" for part in _SAID[2:]),
        ]
    return []


def _name_and_target(promise: str) -> tuple[str, str]:
    """A name and the figures or the wording at its end; no target where neither ends it."""
    values = [span for span in find_values(promise) if span[1] == len(promise)]
    at = values[-1][0] if values else 0
    at = at or len(promise) - wording_at_end(promise)
    is_target = bool(values) or degree_wording().fullmatch(promise, at)
    return (promise[:at], promise[at:]) if at and is_target else (promise, "")


def _stated_fields(lines: Sequence[Line]) -> Iterator[Line]:
    """The fields that a report states, each on a line of its own."""
    for line in lines:
        for clause in re.split(r"[。；;]", line.text):
            match = _FIELD.fullmatch(_ITEM_NUMBER.sub("", clause.strip()))
            if match and chinese.key(match["label"]) in _fields():
                text = f"{match['label']}\t{match['value']}"
                yield Line(line.number, text, line.page)


@cache
def _opening() -> re.Pattern[str]:
    """What stands before the name of an indicator in a sentence: its number, its level."""
    framework = dialects()[BASE].framework
    labels = any_of(
        word
        for word in (*framework.aspect_words, *framework.dimension_words)
        if word.endswith("指标")
    )
    number = r"(?:[(（][一二三四五六七八九十\d]{1,2}[)）][、.．]?|[一二三四五六七八九十\d]{1,2}[、.．](?!\d))?"
    return re.compile(
        rf"{number}(?:(?P<level>{labels})(?:完成情况)?(?:[:：,，]|$))?{number}"
    )
