"""Forms told in another shape are given the shape of a form: outlines, tables of projects, reports in prose.

A line keeps the number it has on the paper, wherever it is put.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise

import msgspec

from jixiao import chinese
from jixiao.documents import Document, Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.aligned_cells import with_aligned_cells_as_rows
from jixiao.targets.reading.blank_columns import with_joined_heads, with_whole_cells
from jixiao.targets.reading.bracketed import with_levels_in_brackets
from jixiao.targets.reading.broken_labels import with_whole_labels
from jixiao.targets.reading.closed_rows import with_closed_rows
from jixiao.targets.reading.comma_cells import with_commas_as_cells
from jixiao.targets.reading.cut_lines import with_cut_lines_joined
from jixiao.targets.reading.dumped_columns import with_dumped_columns_as_rows
from jixiao.targets.reading.glued_areas import with_area_values_apart
from jixiao.targets.reading.glued_points import with_glued_points_as_rows
from jixiao.targets.reading.head_wording import role_by_make
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.heads_by_place import with_heads_by_place
from jixiao.targets.reading.level_columns import with_kinds_as_forms
from jixiao.targets.reading.listed_items import (
    with_chains_as_rows,
    with_listed_items_as_rows,
)
from jixiao.targets.reading.lying_tables import with_lying_tables_upright
from jixiao.targets.reading.marked_blocks import with_the_year_of_marked_heads
from jixiao.targets.reading.outlines import with_outline_as_forms
from jixiao.targets.reading.paired_levels import with_paired_levels_apart
from jixiao.targets.reading.parted_heads import with_heads_on_lines_of_their_own
from jixiao.targets.reading.points_of_levels import (
    with_points_of_levels_in_labels,
)
from jixiao.targets.reading.printed_heads import (
    with_heads_of_points,
    with_value_of_the_year,
    without_codes_of_rows,
    without_page_tops,
    without_repeated_heads,
    without_running_lines,
    without_side_bars,
    without_term_block,
    without_watermarks,
)
from jixiao.targets.reading.project_rows import with_projects_as_forms
from jixiao.targets.reading.quoted_names import with_quoted_names_as_rows
from jixiao.targets.reading.records import with_records_as_rows
from jixiao.targets.reading.shape_words import (
    head_words,
    level_label,
    printed_fields,
    printed_labels,
    printed_objectives,
)
from jixiao.targets.reading.side_pages import with_side_pages_below
from jixiao.targets.reading.stated import told_in_sentences
from jixiao.targets.reading.tiered_heads import with_tiers_joined
from jixiao.targets.reading.two_blocks import with_the_year_of_two_blocks
from jixiao.targets.reading.wrapped_fields import with_whole_fields
from jixiao.targets.reading.wrapped_names import with_wrapped_names

_NUMBER_ALONE = re.compile(
    r"\s*(?:[(（][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十\d]{1,2}[、.．])\s*(?P<label>\S{4,8})\s*"
)
"""A label with its number, alone on a line: 一、项目名称."""
_SENTENCE_FIELD = re.compile(r"(?<=[。；;])(?=\s*(?P<label>[^:：。；;\s]{3,14})[:：])")
_FULL_STOP = re.compile(r"。")
"""What a value of a field above the indicators never holds."""
_NUMBERED = re.compile(
    r"\s*[(（]?[一二三四五六七八九十\d]{1,2}[)）]?[、.．]?\s*(?P<label>[^:：\s]{2,14})\s*[:：]"
)
_FIELD_OPENS = re.compile(r"\s*(?P<label>[^:：。；;\s]{3,14})[:：]")
_UNIT_MARK = re.compile(r"\((?:单位:)?(?:亿元|万元|元)\)$")
_SHORTEST_WITHIN = 4
_BOTH_LEVELS = 2
_FEWEST_BROKEN = 2
_MOST_HEADS = 10
_OTHER_SHAPES = (
    with_lying_tables_upright,
    with_dumped_columns_as_rows,
    with_projects_as_forms,
    with_kinds_as_forms,
    with_records_as_rows,
    with_outline_as_forms,
    with_levels_in_brackets,
    with_quoted_names_as_rows,
    told_in_sentences,
    with_listed_items_as_rows,
    with_whole_cells,
)
"""What gives a form another shape; each gives nothing where the form is not told so."""


def restate(document: Document) -> Document:
    """The document with its forms in the usual shape; as it is where they have it."""
    rows = with_aligned_cells_as_rows(with_commas_as_cells(document.lines))
    rows = with_closed_rows(rows)
    rows = with_heads_on_lines_of_their_own(rows)
    joined = list(with_cut_lines_joined(with_side_pages_below(rows)))
    printed = _without_bullets(without_running_lines(joined))
    printed = without_term_block(without_page_tops(without_side_bars(printed)))
    printed = with_glued_points_as_rows(with_heads_by_place(printed))
    printed = with_points_of_levels_in_labels(printed)
    printed = with_the_year_of_two_blocks(with_tiers_joined(printed))
    printed = with_the_year_of_marked_heads(printed)
    printed = without_watermarks(without_codes_of_rows(printed))
    printed = with_chains_as_rows(without_repeated_heads(printed))
    printed = with_paired_levels_apart(with_value_of_the_year(printed))
    printed = list(_fields_apart(with_heads_of_points(with_whole_fields(printed))))
    printed = with_area_values_apart(printed)
    printed = list(map(_without_objective_before_levels, printed))
    for ways in _OTHER_SHAPES:
        if lines := ways(printed):
            return msgspec.structs.replace(document, lines=tuple(lines))
    lines = list(_with_whole_heads(list(with_joined_heads(printed))))
    lines = list(_with_missing_levels(list(map(_without_number, lines))))
    lines = with_whole_labels(lines)
    lines = with_wrapped_names(lines)
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
    broken = [piece for piece in pieces if chinese.key(piece) not in head_words()]
    parted = upper.cells or "\t" in upper.text
    if parted or len(broken) < _FEWEST_BROKEN or len(pieces) > _MOST_HEADS:
        return ""
    ways = [
        (how_many, whole)
        for places in combinations(range(len(pieces)), len(ends))
        if ends
        for whole in [_with_ends(pieces, places, ends)]
        if (how_many := _count_heads(whole))
    ]
    return " ".join(max(ways, key=lambda way: way[0])[1]) if ways else ""


def _with_ends(
    pieces: Sequence[str], places: Sequence[int], ends: Sequence[str]
) -> list[str]:
    """The pieces of the upper line with those of the lower one behind some of them."""
    whole = list(pieces)
    for at, end in zip(places, ends, strict=True):
        whole[at] += end
    return whole


def _count_heads(words: Sequence[str]) -> int:
    """How many words are heads that a list names; none where one is no head by its make either."""
    keys = list(map(chinese.key, words))
    known = [key for key in keys if key in head_words()]
    made = [key for key in keys if key not in known]
    are_heads = all(role_by_make(key) != "other" for key in made)
    return len(known) if are_heads and _names_columns(known) else 0


def _names_columns(known: Sequence[str]) -> bool:
    """Whether some heads name the columns of indicators: two levels or names at least."""
    first = {*_level_heads(), *dialects()[BASE].heads["name"]}
    return sum(word in first for word in known) >= _FEWEST_BROKEN


def _without_objective_before_levels(line: Line) -> Line:
    """A row of both levels without the objective's label before it, whose cell the rows stand in."""
    first, tab, others = line.text.partition("\t")
    if line.cells or not tab:
        return line
    labels = list(map(chinese.key, others.split("\t")[:_BOTH_LEVELS]))
    are_levels = all(map(level_label().fullmatch, labels))
    is_objective = chinese.key(first).lstrip("*") in printed_objectives()
    if not (is_objective and are_levels and len(labels) == _BOTH_LEVELS):
        return line
    return Line(line.number, others, line.page)


def _without_number(line: Line) -> Line:
    """A line that numbers a field of the form, without the number: 一、项目名称：…."""
    alone = _NUMBER_ALONE.fullmatch(line.text)
    if not line.cells and alone and chinese.key(alone["label"]) in printed_labels():
        return Line(line.number, alone["label"], line.page)
    match = _NUMBERED.match(line.text)
    if (
        line.cells
        or match is None
        or chinese.key(match["label"]) not in printed_fields()
    ):
        return line
    text = line.text[match.start("label") :].rstrip("。；;")
    return Line(line.number, text, line.page)


_BULLET = re.compile(
    r"^\s*(?:[◆■●○▲△◇□※►▶▪•·\-–—*]|\d{1,2}(?:[.．]\d{1,2}){1,3}[、.．]?)\s+(?=[^\d\s])"
)
_DASH = re.compile(
    r"^\s*[◆■●○▲△◇▪•·\-–—]{1,2}\s*(?P<label>[^:：\s]{2,16})(?:[:：].*|\s*)$"
)
"""A mark right before a label that stands alone on its line, or opens a sentence."""
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
    is_level = dash and level_label().fullmatch(chinese.key(dash["label"]))
    return dash.start("label") if dash and is_level else None


def _fields_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with fields that one tells after another each on a line: 项目名称：…。主管部门：…。"""
    for line in lines:
        ends = [] if line.cells else _field_ends(line.text)
        if not ends:
            yield line
            continue
        for first, last in pairwise([0, *ends, len(line.text)]):
            text = line.text[first:last].strip().rstrip("；;")
            yield Line(line.number, text, line.page)


def _field_ends(text: str) -> list[int]:
    """Where the value of a field ends at a full stop, and where another field opens behind one."""
    opens = _NUMBERED.match(text) or _FIELD_OPENS.match(text)
    if opens is None or not _is_field(opens["label"]):
        return []
    stop = _FULL_STOP.search(text, opens.end())
    ends = {stop.end()} if stop and text[stop.end() :].strip() else set()
    ends |= {
        match.start()
        for match in _SENTENCE_FIELD.finditer(text)
        if chinese.key(match["label"]) in printed_fields()
    }
    ends |= {match.start() for match in _field_within().finditer(text, opens.end() + 1)}
    return sorted(ends)


def _is_field(label: str) -> bool:
    """Whether words are the label of a field or an amount, its unit of money aside."""
    key = _UNIT_MARK.sub("", chinese.key(label))
    return key in printed_fields()


@cache
def _field_within() -> re.Pattern[str]:
    """A field's label with its colon, glued to the value before it: …中心年度资金：303.7万元."""
    labels = (words for words in printed_fields() if len(words) >= _SHORTEST_WITHIN)
    unit = r"(?:[(（](?:单位[:：])?(?:亿元|万元|元)[)）])?"
    return re.compile(
        rf"(?<![\s、和与及(（:：其中])(?:{any_of(labels)}){unit}\s*[:：](?=\s*\S)"
    )


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
        if is_short and not level_label().fullmatch(chinese.key(cells[0])):
            yield Line(line.number, "\t" + line.text, line.page)
            continue
        yield line


@cache
def _level_heads() -> dict[str, str]:
    base = dialects()[BASE]
    roles = ("dimension", "aspect", "name", "value")
    return {word: role for role in roles for word in base.heads[role]}
