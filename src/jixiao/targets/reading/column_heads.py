"""The column heads of a form however they are printed: over two lines, with marks, with heads unknown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from jixiao.documents import Flow, Gap, Span
from jixiao.quantity import is_figures
from jixiao.targets.dialect import Dialect, dialects
from jixiao.targets.reading.areas import Areas, find_areas
from jixiao.targets.reading.column_contents import with_roles_by_contents
from jixiao.targets.reading.head_columns import HeadColumn
from jixiao.targets.reading.head_wording import holds_figures, role_by_make
from jixiao.targets.reading.heads import LEVELS, any_of

_LONGEST_UNKNOWN = 16
"""Characters of a head that no list names."""
_LONGEST_MADE = 8
"""Characters of one that stands glued between known heads."""
_LONGEST_BETWEEN = 45
"""Characters between two known heads of one row of heads."""
_FEWEST = 2
_LONGEST_MARK = 4
_LONGEST_TAIL = 60
"""Characters between the last known head and the first level label."""
_MARK = re.compile(r"\(?[AB]\)?$|^\*|^[、,:]+$|^[)）]$")
_POINTS_ONLY = re.compile(r"\(\d{1,3}(?:-\d{1,3})?\)?分?\)?")
_POINTS = re.compile(r"\d{1,3}(?:分|%)?")
_POINTS_BEHIND = re.compile(r"\(\d{1,3}分?\)$")
_FRAGMENTS = frozenset(
    (
        "年度",
        "实际",
        "年初",
        "全年",
        "计划",
        "预期",
        "目标",
        "自评",
        "一级",
        "二级",
        "三级",
    )
)
"""First lines of heads that a narrow column broke in two."""
_BEHIND = re.compile(r"\([AB]\)?|\)")
_GOES_ON = re.compile(r"[及和与]")
"""What opens the second line of a head."""
_NUMBER = re.compile(r"\d[、.]$")
_AREA_NAME = re.compile(
    r"全[国省市县区州盟旗]|合计|总计|小计|[\u4e00-\u9fff]{1,6}?(?:镇|乡|县|区|市|街道|本级|村|社区)"
)
_EXPLAINS = re.compile(r"解释|说明|描述|内容|依据|公式|备注内容|标准")
_STANDARD = re.compile(r"(?:绩效|目标|指标|考核|年度)?(?:标准|目标|任务|要求|计划)")
"""What heads the values where nothing else does."""
_END_OF_HEAD = re.compile(r"(?<=[\u4e00-\u9fff]{3}值)(?=[\u4e00-\u9fff]{3,}[值分])")
"""Where one unknown head ends that another is glued to: 三年目标值 | 本年目标值."""
_BETTER = r"(?:正向|反向|逆向|定[性量])(?:指标)?"
_SIGN_PRINTED = r"(?:[≥≤><=≧≦]|[大小]于(?:等于)?|等于)"
_SIGN_PAIRS = (
    re.compile(_SIGN_PRINTED + _BETTER),
    re.compile(_BETTER + _SIGN_PRINTED),
)
"""The sign in the first of two columns, and in the second."""
_IDEOGRAPHS = re.compile(r"[\u4e00-\u9fff]+")
_VALUES = ("value", "actual", "term", "area")
_OF_FIGURES = (*_VALUES, "expected", "weight", "score", "figures")
_OF_TEXT = ("explanation", "reason", "remark", "figures")
"""Columns of which a form may have several."""
_PERIOD = re.compile(r"(?:[上下]?半年|全年|[一二三四1-4]季度)(?:\(程\)|度)?")
_CONTENT = "指标内容"
_NAME = "name"


_KEPT = {
    "value", "sign", "unit", "actual", "expected", "weight", "score", "reason", "remark",
}  # fmt: skip
"""What columns hold that a row keeps, beside its levels and its name."""


@dataclass(frozen=True, slots=True)
class ColumnHeads:
    """A row of heads: where it is printed, and its columns from left to right."""

    span: Span
    columns: tuple[HeadColumn, ...]
    areas: Areas | None = None
    """What the heads say of values for areas."""

    @property
    def roles(self) -> tuple[str, ...]:
        """What the columns hold, from left to right."""
        return tuple(column.role for column in self.columns)

    def made_at(self, start: int) -> HeadColumn | None:
        """The head that begins there, where no list names it and its words say what it holds."""
        for column in self.columns:
            if column.span[0] == start and column.unknown and column.role in _KEPT:
                return column
        return None


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of heads, compiled: any of them, and the role of each."""

    pattern: re.Pattern[str]
    roles: dict[str, str]
    levels: re.Pattern[str]
    firsts: frozenset[str]
    """The labels of the first level: none of them is a head."""


@cache
def _words_of(code: str) -> _Words:
    return _compile(dialects()[code])


def _words(dialect: Dialect) -> _Words:
    return _words_of(dialect.code) if dialect.code in dialects() else _compile(dialect)


def _compile(dialect: Dialect) -> _Words:
    roles: dict[str, str] = {}
    for role, words in dialect.heads.items():
        for word in words:
            roles.setdefault(word, role)
    for word in dialect.sidebars:
        roles[word] = "sidebar"
    framework = dialect.framework
    levels = [
        word
        for word in (*framework.dimension_words, *framework.aspect_words)
        if word.endswith("指标")
    ]
    firsts = frozenset(framework.dimension_words)
    return _Words(re.compile(any_of(roles)), roles, re.compile(any_of(levels)), firsts)


@dataclass(frozen=True, slots=True)
class _Known:
    start: int
    end: int
    role: str


def find_heads(
    flow: Flow, dialect: Dialect, start: int, end: int
) -> Iterator[ColumnHeads]:
    """Find every row of column heads of a stretch, in order."""
    words = _words(dialect)
    cluster: list[_Known] = []
    for known in _known(flow, words, start, end):
        if cluster and not _goes_on(flow, words, cluster[-1].end, known.start):
            if heads := _heads(flow, words, cluster, end):
                yield heads
            cluster = []
        cluster.append(known)
    if cluster and (heads := _heads(flow, words, cluster, end)):
        yield heads


def _known(flow: Flow, words: _Words, start: int, end: int) -> Iterator[_Known]:
    behind = -1
    for match in words.pattern.finditer(flow.folded, start, end):
        at, role = match.start(), words.roles[match[0]]
        apart = flow.parted(at) or flow.folded[at - 1] == "*"
        if apart and role not in LEVELS and _is_longer(flow, words, match):
            continue
        goes_on = at == behind or _is_made_between(flow, behind, at)
        if apart or goes_on or role in LEVELS or match[0] == "三级指标":
            yield from _parts_of_head(flow, words, at, match.end())
            behind = match.end()


def _is_made_between(flow: Flow, behind: int, at: int) -> bool:
    """Whether a head that no list names stands glued between two that are known: 分值 | 实际值 | 得分."""
    if not 0 < behind < at <= behind + _LONGEST_MADE or any(flow.gaps[behind : at + 1]):
        return False
    return role_by_make(flow.folded[behind:at]) != "other"


def _parts_of_head(flow: Flow, words: _Words, start: int, end: int) -> Iterator[_Known]:
    """A known head; two where a gap parts it into heads of two kinds that are known: 指标值 | 单位."""
    gap = next((at for at in range(start + 1, end) if flow.gaps[at]), end)
    first = words.roles.get(flow.folded[start:gap])
    second = words.roles.get(flow.folded[gap:end])
    if first and second and first != second:
        yield _Known(start, gap, first)
        yield _Known(gap, end, second)
        return
    yield _Known(start, end, words.roles[flow.folded[start:end]])


def _is_longer(flow: Flow, words: _Words, match: re.Match[str]) -> bool:
    """Whether a known head is the beginning of another: 指标值设定依据."""
    start, end = match.span()
    stop = next(flow.split(start, len(flow)), (start, end))[1]
    rest = flow.folded[end:stop]
    if not rest or stop - start > _LONGEST_UNKNOWN or not _IDEOGRAPHS.fullmatch(rest):
        return False
    return words.pattern.match(rest) is None and words.levels.match(rest) is None


def _goes_on(flow: Flow, words: _Words, stop: int, start: int) -> bool:
    """Whether what stands between two known heads may be heads too."""
    between = flow.folded[stop:start]
    if len(between) > _LONGEST_BETWEEN or words.levels.search(between):
        return False
    pieces = list(flow.split(stop, start))
    return all(last - first <= _LONGEST_UNKNOWN for first, last in pieces)


def _heads(
    flow: Flow, words: _Words, cluster: list[_Known], end: int
) -> ColumnHeads | None:
    """The heads of a run of known words; None where it names no columns of indicators."""
    cluster = _from_levels(cluster)
    roles = {known.role for known in cluster}
    names = roles & {"aspect", "name"}
    values = roles & {*_VALUES, "sign", "score", "weight"}
    if not names or not (values or {"dimension", "aspect"} <= roles):
        return None
    last = _end_of_zone(flow, words, cluster, end)
    columns = list(_with_periods(flow, list(_columns(flow, cluster, last))))
    columns = _made_of_words(flow, _with_two_lines(flow, columns))
    columns, areas = _with_areas(flow, _settled(columns, flow))
    if below := find_areas(flow, cluster[-1].end, end) or find_areas(flow, last, end):
        areas = _beside_value(columns, below)
        last = max(last, areas.end)
        columns = list(_over_areas(columns, areas))
    columns = _with_only_value(flow, columns)
    columns = with_roles_by_contents(flow, columns, last, end)
    columns = _with_one_sign(columns, flow.folded[last:end])
    held = {column.role for column in columns}
    if not held & {*_VALUES, "area 0"} and not {"name", "score"} <= held:
        return None
    return ColumnHeads((cluster[0].start, last), tuple(columns), areas)


def _with_periods(flow: Flow, columns: list[HeadColumn]) -> Iterator[HeadColumn]:
    """The columns with the period that a space parts from the head it belongs to: 半年(程) 指标值."""
    at = 0
    while at < len(columns):
        column = columns[at]
        behind = columns[at + 1] if at + 1 < len(columns) else column
        span = (column.span[0], behind.span[1])
        is_period = column.unknown and _PERIOD.fullmatch(flow.text(*column.span))
        on_line = flow.gaps[behind.span[0]] == Gap.SPACE
        if is_period and on_line and behind.role in ("value", "actual"):
            role = role_by_make(flow.folded[slice(*span)])
            yield replace(column, role=role, span=span)
            at += 1
        else:
            yield column
        at += 1


def _with_only_value(flow: Flow, columns: list[HeadColumn]) -> list[HeadColumn]:
    """The columns with the only one behind the names taken for the value, however it is headed.

    So is one beside others that the standards of a form are printed in, where none is the value's.
    """
    names = [at for at, column in enumerate(columns) if column.role == _NAME]
    behind = names[0] + 1 if names else len(columns)
    if len(names) != 1 or behind >= len(columns):
        return columns
    column = columns[behind]
    is_last = behind == len(columns) - 1 and column.unknown
    has_value = any(column.role in ("value", "term", "area 0") for column in columns)
    is_standard = _STANDARD.fullmatch(flow.folded[slice(*column.span)]) is not None
    if not is_last and (has_value or not is_standard):
        return columns
    return [*columns[:behind], replace(column, role="value"), *columns[behind + 1 :]]


def _with_one_sign(columns: list[HeadColumn], body: str) -> list[HeadColumn]:
    """The columns with one for the sign, where two heads announce it and one holds what is better: 正向 | 大于等于."""
    signs = [at for at, column in enumerate(columns) if column.role == "sign"]
    if len(signs) != len(_SIGN_PAIRS):
        return columns
    counts = [len(pair.findall(body)) for pair in _SIGN_PAIRS]
    if counts[0] == counts[1]:
        return columns
    other = signs[counts.index(min(counts))]
    return [
        replace(column, role="other") if at == other else column
        for at, column in enumerate(columns)
    ]


def _from_levels(cluster: list[_Known]) -> list[_Known]:
    """The heads from the first level on, with a side bar or a number's head right before it."""
    levels = [at for at, known in enumerate(cluster) if known.role in LEVELS]
    names = [at for at, known in enumerate(cluster) if known.role == _NAME]
    first = min(levels or names, default=len(cluster))
    while first and cluster[first - 1].role in ("sidebar", "serial"):
        first -= 1
    return cluster[first:]


def _end_of_zone(flow: Flow, words: _Words, cluster: list[_Known], end: int) -> int:
    """Where the heads end: at the first level label close behind the last known head."""
    stop = cluster[-1].end
    if mark := _BEHIND.match(flow.folded, stop):
        stop = mark.end()
    label = words.levels.search(flow.folded, stop, min(end, stop + _LONGEST_TAIL))
    at = label.start() if label else _end_of_line(flow, stop, end)
    if label is None and at == stop:
        return stop
    if number := _NUMBER.search(flow.folded[:at], stop):
        at = number.start()
    pieces = list(flow.split(stop, at)) if stop < at else []
    while pieces and _POINTS_ONLY.fullmatch(flow.folded, *pieces[-1]):
        at = pieces.pop()[0]
    if pieces and cluster[0].role == "serial" and _is_number(flow, pieces[-1]):
        at = pieces.pop()[0]
    one_a_line = all(flow.gaps[known.start] == Gap.LINE for known in cluster[1:])
    for first, last in pieces:
        if _POINTS_BEHIND.sub("", flow.folded[first:last]) in words.firsts:
            return first
        if not _may_be_head(flow, first, last, one_a_line=one_a_line):
            return first
    return at


def _end_of_line(flow: Flow, stop: int, end: int) -> int:
    """Where the line of heads ends that no known label of a level follows."""
    parted = stop < end and flow.parted(stop) and flow.gaps[stop] != Gap.LINE
    return min(flow.line_end(stop), end) if parted else stop


def _may_be_head(flow: Flow, first: int, last: int, *, one_a_line: bool) -> bool:
    """Whether a piece behind the last known head may be one too."""
    text = flow.folded[first:last]
    if _POINTS.fullmatch(text):
        return True
    if last - first > _LONGEST_UNKNOWN or is_figures(text):
        return False
    if flow.gaps[first] == Gap.NONE:
        return _may_be_areas(text) or role_by_make(text) != "other"
    return one_a_line or flow.gaps[first] != Gap.LINE


def _is_number(flow: Flow, piece: Span) -> bool:
    """Whether a piece is the number of a row."""
    return flow.folded[slice(*piece)].isdigit()


def _may_be_areas(text: str) -> bool:
    return re.search(r"[镇乡县区市]", text) is not None


def _columns(flow: Flow, cluster: list[_Known], last: int) -> Iterator[HeadColumn]:
    """Known heads and, between them, unknown ones that stand apart."""
    at = cluster[0].start
    for known in [*cluster, _Known(last, last, "")]:
        yield from _unknown(flow, at, known.start)
        if known.role and known.role != "sidebar":
            place = flow.columns[known.start]
            yield HeadColumn(known.role, (known.start, known.end), place)
        at = known.end


def _unknown(flow: Flow, start: int, end: int) -> Iterator[HeadColumn]:
    for first, last in _unknown_pieces(flow, start, end):
        text = flow.folded[first:last]
        if _MARK.search(text) and len(text) <= _LONGEST_MARK:
            continue
        if first == start and text[0] == "(" and not flow.gaps[first]:
            # A bracket that never closes: 三级指标(具体内容.
            continue
        role = "points" if _POINTS.fullmatch(text) else "other"
        yield HeadColumn(role, (first, last), flow.columns[first], unknown=True)


def _unknown_pieces(flow: Flow, start: int, end: int) -> Iterator[Span]:
    """The pieces of a stretch between gaps, and between heads of values glued to each other."""
    for first, last in flow.split(start, end) if start < end else ():
        ends = (end.start() for end in _END_OF_HEAD.finditer(flow.folded, first, last))
        yield from pairwise([first, *(at for at in ends if at > first), last])


def _with_two_lines(flow: Flow, columns: list[HeadColumn]) -> list[HeadColumn]:
    """Join heads broken over two lines: 年度 | 实际 over 指标值 | 完成值."""
    first_line = flow.line_index(columns[0].span[0])
    upper = [c for c in columns if flow.line_index(c.span[0]) == first_line]
    lower = [c for c in columns if flow.line_index(c.span[0]) > first_line]
    broken = [
        c for c in upper if c.unknown and flow.folded[slice(*c.span)] in _FRAGMENTS
    ]
    if not broken or len(broken) > len(lower):
        return columns
    ends = lower[: len(broken)]
    joined = dict(zip(broken, ends, strict=True))
    whole = [replace(joined[c], place=c.place) if c in joined else c for c in columns]
    for column in ends:
        whole.reverse()
        whole.remove(column)
        whole.reverse()
    return whole


def _made_of_words(flow: Flow, columns: list[HeadColumn]) -> list[HeadColumn]:
    """The columns with those that no list names known by their words, where nothing else is that."""
    roles = {column.role for column in columns}
    made: list[HeadColumn] = []
    for column in columns:
        text = flow.folded[slice(*column.span)]
        role = column.role
        if column.unknown and role == "other":
            role = role_by_make(text)
            again = role in roles and role not in _OF_TEXT
            role = ("figures" if role in _OF_FIGURES else "other") if again else role
        elif role == "other" and holds_figures(text):
            role = "figures"
        roles.add(role)
        made.append(replace(column, role=role))
    return made


def _settled(columns: list[HeadColumn], flow: Flow) -> list[HeadColumn]:
    """Settle heads that mean one thing beside one and another beside another."""
    roles = [column.role for column in columns]
    settled = []
    names = [flow.folded[slice(*c.span)] for c in columns if c.role == _NAME]
    for index, column in enumerate(columns):
        role = column.role
        text = flow.folded[slice(*column.span)]
        if role == _NAME and text == _CONTENT and len(set(names)) > 1:
            role = "other"
        if role == "points":
            role = "score" if "actual" in roles and "score" not in roles else "weight"
            role = "other" if role in roles else role
        if role == "dimension" and index and "dimension" in roles[:index]:
            role = "other" if {"aspect"} & set(roles) else "aspect"
        if role == "other" and _EXPLAINS.search(text) and "备注" not in text:
            role = "explanation"
        if column.unknown and _GOES_ON.match(text):
            continue
        settled.append(replace(column, role=role))
    return settled


def _beside_value(columns: Sequence[HeadColumn], areas: Areas) -> Areas:
    """The areas, none of them the whole where the value has a column of its own left of them."""
    values = [column.place for column in columns if column.role == "value"]
    is_beside = bool(values) and max(values) < min(areas.columns)
    return replace(areas, whole=None) if is_beside else areas


def _over_areas(columns: list[HeadColumn], areas: Areas) -> Iterator[HeadColumn]:
    """The columns with those of the areas in the place of the value that stands over them."""
    first = min(areas.columns)
    for column in columns:
        is_area = column.unknown and column.role not in _VALUES
        if is_area and column.place >= first:
            continue
        if column.role != "value" or areas.whole is None:
            yield column
            continue
        for role, place in zip(areas.roles, areas.columns, strict=True):
            yield replace(column, role=role, place=place)
    if areas.whole is None:
        at = columns[-1].span
        for role, place in zip(areas.roles, areas.columns, strict=True):
            yield HeadColumn(role, at, place)


def _with_areas(
    flow: Flow, columns: list[HeadColumn]
) -> tuple[list[HeadColumn], Areas | None]:
    """Take an unknown head that is names of areas run together for columns of values.

    The value's own head, where there is one, stands over them.
    """
    for index, column in enumerate(columns):
        text = flow.folded[slice(*column.span)]
        names = _AREA_NAME.findall(text) if column.unknown else []
        if column.role != "other" or len(names) < _FEWEST or "".join(names) != text:
            continue
        areas = Areas(tuple(names), (column.place,) * len(names), 0, column.span[1])
        each = [replace(column, role=role) for role in areas.roles]
        others = [c for c in columns[:index] if c.role != "value"]
        return [*others, *each, *columns[index + 1 :]], areas
    return columns, None
