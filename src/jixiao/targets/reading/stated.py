"""A report that tells of each indicator in a sentence: name, target, what was achieved, points."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.clauses import TARGET_SAID, part_clause
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.shape_words import printed_fields

_SIGN = r"(?:[^,，;；。]|(?<=\d)[,，](?=\d{3}))"
"""A character of a value: a comma only where it parts thousands."""
_POINTS_WON = (
    r"(?:[,，](?:分值|满分|权重)(?:为|:|：)?(?P<weight>\d+(?:\.\d+)?)分?)?"
    r"(?:[,，](?:自评|本项|该项)?得分?(?:为|:|：)?(?P<score>\d+(?:\.\d+)?)分?)?"
    r"(?:[,，](?:(?:偏差|未完成|扣分)?原因(?:是|为|:|：)|系)(?P<reason>[^;；。]{2,60}))?[;；。]?"
)
_REASON = re.compile(
    r"(?:偏差|未完成|未达标|扣分)?原因(?:是|为|:|：)(?P<reason>.{2,120})"
)
"""A sentence behind a row's that tells why it fell short."""
_RESULT = r"(?:全年|年度|年末|截至[^,，]{2,10}末)?(?:实际(?:完成|达到|达成|为)?|已?完成)(?:值|情况|数)?(?:为|:|：)?"
"""What opens the part of a sentence that tells what was achieved."""
_STATED = re.compile(
    r"(?P<name>[^,，;；。:：]{2,40}?)(?P<parted>[,，:：])?"
    rf"{TARGET_SAID}(?:为|:|：)?(?P<value>{_SIGN}{{1,30}})"
    rf"(?:[,，]{_RESULT}(?P<actual>{_SIGN}{{1,30}}?)(?:完成)?)?" + _POINTS_WON
)
_ACHIEVED = re.compile(
    rf"(?P<promise>{_SIGN}{{3,60}})[,，]{_RESULT}"
    rf"(?P<actual>{_SIGN}{{1,30}}){_POINTS_WON}"
)
"""A row whose target stands right behind its name: 改造管网7公里，实际完成7.2公里."""
_VERB = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:了)?(?=[\d≥≤])")
_OF_MONEY = re.compile(r"(?:预算|资金|经费|拨款)(?:总额|数|安排)?(?:为|共)?\d")
"""What tells of the project's money: 年初预算85万元，全年实际支出83.3万元."""
_FIELD = re.compile(r"(?P<label>[^:：]{2,14})[:：](?P<value>[^:：]{2,40}?)[。；;]?")
_CLAUSE_END = re.compile(r"[；;。](?!\d)")
_STOP_BEFORE_TARGET = re.compile(
    r"(?<=[\u4e00-\u9fff)）])[。；;:：](?=" + TARGET_SAID + ")"
)
"""A stop between a name and its target: 培训场次。目标值为4场，…."""
_TOLD_IN_BRACKETS = re.compile(
    r"[(（](" + TARGET_SAID + r"[^()（）]{2,60}[,，][^()（）]{2,60})[)）]"
)
"""What is told of a name in brackets behind it: 检测车辆（目标值≥30万辆次，完成值31万辆次）."""
_ITEM_NUMBER = re.compile(
    r"^(?:[(（][一二三四五六七八九十\d]{1,2}[)）][、.．]?|[一二三四五六七八九十\d]{1,2}[、.．])"
)
_STATED_HEADS = (
    "二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施"
)
_SAID = ("name", "value", "actual", "weight", "score", "reason")
_LEVEL_NAMED = re.compile(r"(?:数量|质量|时效|成本|效益|满意度|影响)(?:指标|方面|情况)")
_LONGEST_LEVEL = 20
_FEWEST_STATED = 2


def told_in_sentences(lines: Sequence[Line]) -> list[Line]:
    """The lines with the sentences as rows of cells; nothing where fewer than two tell of rows."""
    rows: list[Line] = []
    first = len(lines)
    level = ""
    sentences = ((at, line) for at, line in enumerate(lines) if not _has_cells(line))
    for at, line in sentences:
        outside_brackets = _TOLD_IN_BRACKETS.sub(r"，\1", line.text)
        for clause in _CLAUSE_END.split(
            _STOP_BEFORE_TARGET.sub("，", outside_brackets)
        ):
            text = chinese.squeeze(clause)
            opening = _opening().match(text)
            if opening:
                level = opening["level"] or level
                text = text[opening.end() :]
            if not opening or not opening["level"]:
                level = _other_level(text) or level
            if parts := _parts_of(text):
                first = min(first, at)
                rows.append(Line(line.number, "\t".join([level, *parts]), line.page))
            elif rows and (why := _REASON.fullmatch(text)):
                rows[-1] = _with_reason(rows[-1], why["reason"])
    if len(rows) < _FEWEST_STATED:
        return []
    heads = Line(lines[first].number, _STATED_HEADS, lines[first].page)
    while first and _opens_level(lines[first - 1]):
        first -= 1
    above = list(_with_fields_stated(lines[:first]))
    return [*above, *_stated_fields(lines[first:]), heads, *rows]


def _with_reason(row: Line, reason: str) -> Line:
    """A row with the reason that the next sentence tells, where its own told none."""
    *cells, in_its_sentence = row.text.split("\t")
    text = "\t".join([*cells, in_its_sentence or reason])
    return Line(row.number, text, row.page)


def _other_level(text: str) -> str:
    """A short text that names a level in another way than openings do: what follows stands under it."""
    named = _LEVEL_NAMED.search(text)
    return text if named and len(text) <= _LONGEST_LEVEL and not _parts_of(text) else ""


def _opens_level(line: Line) -> bool:
    """Whether a line holds the label of a level and nothing more."""
    opening = _opening().fullmatch(chinese.squeeze(line.text).rstrip("。；;"))
    return opening is not None and opening["level"] is not None


def _has_cells(line: Line) -> bool:
    """Whether a line is a row of cells, which tells nothing in sentences."""
    return bool(line.cells) or "\t" in line.text


def _parts_of(clause: str) -> list[str]:
    """Name, target, what was achieved and points of a sentence; nothing where it tells of no row."""
    match = _STATED.fullmatch(clause)
    if match and (match["actual"] or match["parted"]):
        return [match[part] or "" for part in _SAID]
    match = _ACHIEVED.fullmatch(clause)
    if match and not _OF_MONEY.search(match["promise"]):
        actual = _without_verb(match["actual"], match["promise"])
        points = (match[part] or "" for part in _SAID[3:])
        return [*_name_and_target(match["promise"]), actual, *points]
    return []


def _without_verb(actual: str, promise: str) -> str:
    """What was achieved without the verb that its promise has too: 布设监测点≥150处，实际 | 布设152处."""
    verb = _VERB.match(actual)
    return actual[verb.end() :] if verb and verb[0] in promise else actual


def _name_and_target(promise: str) -> tuple[str, str]:
    """A name and its target; all of it is the name where no target ends it."""
    clause = part_clause(promise)
    if clause.has_target and clause.name[1] <= clause.target[0]:
        return promise[slice(*clause.name)], promise[slice(*clause.target)]
    return promise, ""


def _with_fields_stated(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines above the rows, each followed by the fields it states where it is none itself.

    A field with a number before it loses the number.
    """
    for line in lines:
        text = line.text.strip()
        fields = list(_stated_fields([line]))
        is_field = fields and _FIELD.fullmatch(_ITEM_NUMBER.sub("", text)) is not None
        if not (is_field and _ITEM_NUMBER.match(text)):
            yield line
        if not is_field or _ITEM_NUMBER.match(text):
            yield from fields


def _stated_fields(lines: Sequence[Line]) -> Iterator[Line]:
    """The fields that a report states, each on a line of its own."""
    for line in lines:
        for clause in re.split(r"[。；;]", line.text):
            match = _FIELD.fullmatch(_ITEM_NUMBER.sub("", clause.strip()))
            if match and chinese.key(match["label"]) in printed_fields():
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
        rf"{number}(?:(?P<level>{labels})(?:完成情况|方面)?(?:[(（][^()（）]{{1,12}}[)）])?(?:[:：,，]|$))?{number}"
    )
