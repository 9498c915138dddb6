"""Column heads that a page repeats, and columns of points that have none."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache, partial
from itertools import groupby, pairwise

from jixiao import chinese
from jixiao.documents import Line
from jixiao.quantity import find_values, is_usual_wording
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.heads import SUM, head_pattern
from jixiao.targets.reading.page_numbers import running_beside_numbers
from jixiao.targets.reading.shape_words import head_words, level_label, printed_labels

_PAGE_MARK = re.compile(
    r"[-—–－_ ]*(?:第?\d{1,3}页?(?:[/,，共]+\d{1,3}页?)?)[-—–－_ ]*"
)
_TABLE_NUMBER = re.compile(
    r"(?:公开|附|附件|预算|决算)?(?:表|[件表])?\d{1,3}(?:-\d{1,3})?表?"
)
_HIGHEST = 40
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?$")
"""The time of printing at the end of the line that a system prints above each page."""
_CONTINUED = re.compile(r"[(（]?(?:续表?|续上表|接上表)[)）]?")
_TITLE = re.compile(
    r"[^:：,，。]{4,40}?表(?:[(（]续表?[)）])?(?:[(（]20\d{2}年度?[)）])?"
)
_PAGE_AT_END = re.compile(
    r"(?:\d{1,3}[/／]\d{1,3}|第\d{1,3}页(?:[,，/]?共\d{1,3}页)?|[-—–]+\d{1,3}[-—–]+)$"
)
_SIDE_BAR = re.compile(r"[\u4e00-\u9fff]{0,10}绩效(?:目标)?指标")
_FEWEST_IN_LINES = 3
_FEWEST_MARKS = 3
_FEW_ALONE = 0.6
"""The share of lines with one piece from which on a text prints one cell a line."""
_MARK_ON_PAGE = re.compile(r"[\u4e00-\u9fff()（）“”]{5,24}")
_CODES = re.compile(r"(?:三级|绩效)?(?:指标)?(?:编码|代码|编号)")
_CODE = re.compile(r"[A-Za-z0-9.\-_]*|(?:三级|绩效)?(?:指标)?(?:编码|代码|编号)")
_FEWEST_PAGES = 2
_YEAR_HEAD = re.compile(
    r"(20\d{2})年度?(?:(?P<target>(?:绩效)?(?:(?:指标|目标|计划|预期)值|目标|计划数?))"
    r"|(?P<past>实际(?:完成)?(?:值|数|情况)?|预计(?:完成)?(?:值|数|情况)?|完成(?:值|数|情况)?|基期值?))(?!\w)"
)
_LEVEL_HEAD = re.compile(r"[二三]级\s*指标|指标名称")
_OF_OTHER_YEARS = "其他年度指标值"
"""What a column is called that is not of the form's year alone."""
_YEAR_OF_FORM = re.compile(r"(?:.*表)?\s*[(（]?\s*(20\d{2})\s*年度?[)）]?\s*")
"""A title with its year, or the year alone."""
_FIRST_ROLES = ("dimension", "aspect", "name", "serial")
_OPENING = 2
_LONGEST_TITLE = 50
_POINTS = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_WHOLE = (80, 90, 100)
"""What the points of all rows add up to, without and with those of the money."""
_FEWEST_ROWS = 3
_MOST_RUNNING = 6
"""Lines that a page may print above its heads."""


def without_running_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that pages print above or below what they hold, with their number.

    They end in the number of a page and come again with another, or stand beside one alone on its
    line; heads printed again right below one are left out with it.
    """
    keys = [chinese.key(line.text) for line in lines]
    beside_numbers = running_beside_numbers(keys)
    bare = [_PAGE_AT_END.sub("", key) for key in keys]
    times = Counter(text for text, key in zip(bare, keys, strict=True) if text != key)
    remaining: list[Line] = []
    heads = ""
    was_running = False
    for line, text, key in zip(lines, bare, keys, strict=True):
        is_running = text != key and bool(text) and times[text] >= _FEWEST_PAGES
        is_running = is_running or key in beside_numbers
        are_again = was_running and bool(heads) and _key(line) == heads
        if not (is_running or are_again):
            remaining.append(line)
            heads = heads or (_key(line) if _is_heads(_key(line)) else "")
        was_running = is_running or (was_running and not key)
    return remaining


def without_watermarks(lines: Sequence[Line]) -> list[Line]:
    """The lines without words that come again and again between others: 仅供信息公开使用.

    Not in a text that prints one cell a line, where values and levels do.
    """
    alone = [line for line in lines if len(line.text.split()) == 1]
    filled = sum(bool(line.text.strip()) for line in lines)
    if len(alone) > _FEW_ALONE * filled:
        return list(lines)
    times = Counter(_key(line) for line in alone if not line.cells)
    often = {
        key
        for key, count in times.items()
        if count >= _FEWEST_MARKS
        and _MARK_ON_PAGE.fullmatch(key)
        and _stands_alone(key)
    }
    marks = often & _at_random(lines, often) if often else often
    return [line for line in lines if _key(line) not in marks] if marks else list(lines)


def _at_random(lines: Sequence[Line], often: set[str]) -> set[str]:
    """The words that stand below and above other words each time, as none of a form's own do."""
    keys = [key for key in map(_key, lines) if key]
    above, below = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for before, key, after in zip(["", *keys[:-1]], keys, [*keys[1:], ""], strict=True):
        if key in often:
            above[key].append(before)
            below[key].append(after)
    return {
        key
        for key in often
        if len(set(above[key])) == len(above[key]) == len(set(below[key]))
    }


def _stands_alone(key: str) -> bool:
    """Whether words are no label, no head and no value of a form."""
    is_known = any(key in label for label in (*printed_labels(), *head_words()))
    is_known = is_known or is_usual_wording(key)
    return not (is_known or level_label().fullmatch(key) or _is_title(key))


def without_codes_of_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines without the column of codes that stands between the levels and the names: 指标编码."""
    column: int | None = None
    remaining: list[Line] = []
    for line in lines:
        cells = line.text.split("\t")
        keys = list(map(chinese.key, cells))
        if "二级指标" in keys and not line.cells:
            column = next(
                (n for n, key in enumerate(keys) if _CODES.fullmatch(key)), None
            )
        is_coded = column is not None and column < len(cells) and not line.cells
        if column is not None and is_coded and _CODE.fullmatch(keys[column]):
            text = "\t".join((*cells[:column], *cells[column + 1 :]))
            remaining.append(Line(line.number, text, line.page))
        else:
            remaining.append(line)
    return remaining


def without_page_tops(lines: Sequence[Line]) -> list[Line]:
    """The lines without what pages print again above their title: 公开表10 over 项目支出绩效目标表."""
    keys = [chinese.key(line.text) for line in lines]
    tops = {pair for pair in pairwise(keys[:_HIGHEST]) if _is_page_top(*pair)}
    if not tops:
        return list(lines)
    remaining: list[Line] = []
    seen: set[tuple[str, str]] = set()
    for line, pair in zip(lines, [*pairwise(keys), ("", "")], strict=False):
        if pair in tops and pair in seen:
            continue
        seen.add(pair)
        remaining.append(line)
    return remaining


def _is_page_top(key: str, below: str) -> bool:
    """Whether a line is the number of an attached table above a title."""
    return _TABLE_NUMBER.fullmatch(key) is not None and _is_title(below)


def with_value_of_the_year(lines: Sequence[Line]) -> list[Line]:
    """The lines with the column of the form's year headed as its value, where each year has a column.

    Where no title says the year, it is the last one that has a target.
    """
    year: str | None = None
    restated = []
    for line in lines:
        heads = list(_YEAR_HEAD.finditer(line.text))
        targets = {head[1] for head in heads if head["target"]}
        of_form = year or max(targets, default=None)
        is_headed = len({head[1] for head in heads}) > 1 and _LEVEL_HEAD.search(
            line.text
        )
        if is_headed and of_form in targets:
            text = _YEAR_HEAD.sub(partial(_head_of_year, year=of_form), line.text)
            restated.append(Line(line.number, text, line.page, line.cells))
            continue
        title = _YEAR_OF_FORM.fullmatch(line.text)
        year = title[1] if title else year
        restated.append(line)
    return restated


def _head_of_year(head: re.Match[str], *, year: str | None) -> str:
    """What a head with a year is called in a form of one year."""
    if head[1] != year:
        return _OF_OTHER_YEARS
    return "指标值" if head["target"] else "实际完成值"


_LETTER = re.compile(r"(?![一二三四五六七八九十无是否])[\u4e00-\u9fff]\t")
"""One letter in a cell of its own, no number and no answer."""
_FEWEST_LETTERS = 3
_BLOCK_TITLE = re.compile(
    r"(?:(?P<term>中?长期|中期|实施期|[三五]年|总体|周期)|(?P<year>本?年度|当年|本年))(?:绩效)?(?:目标|指标)"
)
"""What stands alone above heads where a term's and a year's indicators have tables of their own."""
_FEWEST_BLOCKS = 2


def without_side_bars(lines: Sequence[Line]) -> list[Line]:
    """The lines with blanks for what a side bar prints in a column of its own: 绩效类型 over 区本级绩效指标."""
    lines = _without_bar_of_letters(lines)
    remaining: list[Line] = []
    has_bar = False
    sidebars, heads = set(dialects()[BASE].sidebars), _roles_of_heads()
    for line in lines:
        first, tab, others = line.text.partition("\t")
        if tab and ("指标" in first or "绩效" in first):
            key = chinese.key(first)
            if key in sidebars or key in heads:
                has_bar = key in sidebars and _is_heads(_key(line))
            elif has_bar and _SIDE_BAR.fullmatch(key):
                remaining.append(
                    Line(line.number, f"\t{others}", line.page, line.cells)
                )
                continue
        remaining.append(line)
    return remaining


def without_term_block(lines: Sequence[Line]) -> list[Line]:
    """The lines without the rows of a whole term that stand below heads of their own above the year's.

    The term's targets are not kept, whether they stand in a column or in a table of their own.
    """
    keys = list(map(_key, lines))
    titles = [
        at
        for at, (key, below) in enumerate(pairwise([*keys, ""]))
        if _BLOCK_TITLE.fullmatch(key) and _is_heads(below)
    ]
    if len(titles) != _FEWEST_BLOCKS:
        return list(lines)
    term, year = titles
    is_year = _BLOCK_TITLE.fullmatch(keys[year])
    is_term = _BLOCK_TITLE.fullmatch(keys[term])
    if not (is_term and is_term["term"] and is_year and is_year["year"]):
        return list(lines)
    return [*lines[:term], *lines[year:]]


def _without_bar_of_letters(lines: Sequence[Line]) -> list[Line]:
    """The lines with blanks for the letters of a bar down their first column: 基 | 项目名称 over 本 | 主管部门."""
    letters = [_LETTER.match(line.text) is not None for line in lines]
    runs = list(_runs(letters))
    remaining = list(lines)
    for first, last in runs:
        if last - first < _FEWEST_LETTERS:
            continue
        for at in range(first, last):
            line = lines[at]
            remaining[at] = Line(line.number, line.text[1:], line.page, line.cells)
    return remaining


def _runs(marks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where marks stand in a row, from the first to behind the last."""
    first = 0
    for is_marked, run in groupby(marks):
        last = first + sum(1 for _ in run)
        if is_marked:
            yield first, last
        first = last


def without_repeated_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines without the title that says it is continued, 续表, and the heads printed again below it."""
    lines = _without_heads_one_a_line(lines)
    keys = list(map(_key, lines))
    place = next((n for n, key in enumerate(keys) if _is_heads(key)), None)
    if place is None:
        return _without_heads_run_together(lines, keys)
    titles = {
        _CONTINUED.sub("", key)
        for key in keys[:place]
        if _is_title(key) or _CLOCK.search(key)
    }
    remaining = list(lines[: place + 1])
    above: list[Line] = []
    """The parts of the objective that stand between the rows, each above its own."""
    furniture: list[Line] = []
    for line, key in zip(lines[place + 1 :], keys[place + 1 :], strict=True):
        is_furniture = _PAGE_MARK.fullmatch(key) or _CONTINUED.sub("", key) in titles
        is_again = bool(furniture) and _CLOCK.search(_key(furniture[-1])) is not None
        goes_on = any(_CONTINUED.search(chinese.key(above.text)) for above in furniture)
        is_new_page = _is_page_end(furniture) or _is_page_end(furniture[:1])
        if key == keys[place] and (goes_on or is_again or is_new_page):
            furniture = []
        elif key == keys[place] and not furniture and _goes_on_below(remaining):
            above.append(remaining.pop())
        elif is_furniture or (furniture and _may_be_running(furniture, line)):
            furniture.append(line)
        else:
            remaining += [*furniture, line]
            furniture = []
    return [*remaining[:place], *above, *remaining[place:], *furniture]


def _may_be_running(furniture: Sequence[Line], line: Line) -> bool:
    """Whether a line may be what a page prints at its top, below the number of the page before."""
    is_near = len(furniture) <= _MOST_RUNNING and _is_page_end(furniture[:1])
    key = _key(line)
    if not is_near or len(key) > _LONGEST_TITLE or "\t" in line.text or line.cells:
        return False
    # A field opens another form; a label of a level or a value belongs to the rows.
    is_field = any(key.startswith(label) for label in printed_labels())
    is_row = level_label().match(key) is not None or bool(find_values(key[4:]))
    return not is_field and (not is_row or _is_title(key) or _is_year(key))


def _is_year(key: str) -> bool:
    """Whether words are a title's year, or a body's with its budget: 柏树乡人民政府2024年部门预算."""
    return re.search(r"20\d{2}年", key) is not None


def _goes_on_below(lines: Sequence[Line]) -> bool:
    """Whether one line without cells, no title and no field, stands between a row and heads printed again."""
    if len(lines) < _OPENING or "\t" in lines[-1].text or "\t" not in lines[-2].text:
        return False
    key = _key(lines[-1])
    is_field = any(key.startswith(label) for label in printed_labels())
    return bool(key) and not (_is_title(key) or is_field or _BLOCK_TITLE.fullmatch(key))


def _without_heads_one_a_line(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without heads printed again one a line, and the number of the page above them."""
    filled = [(at, key) for at, line in enumerate(lines) if (key := _key(line))]
    keys = [key for _, key in filled]
    heads = _first_heads_in_lines(keys)
    if not heads:
        return lines
    first = keys.index(heads[0]) + len(heads)
    dropped: set[int] = set()
    for begin in range(first, len(keys) - len(heads) + 1):
        if keys[begin : begin + len(heads)] == heads:
            is_page = _PAGE_MARK.fullmatch(keys[begin - 1]) is not None
            again = range(begin - is_page, begin + len(heads))
            dropped |= {filled[n][0] for n in again}
    return [line for at, line in enumerate(lines) if at not in dropped]


def _first_heads_in_lines(keys: Sequence[str]) -> list[str]:
    """The first run of lines that are heads, one a line; none where they head no rows."""
    roles = _roles_of_heads()
    run: list[str] = []
    for key in [*keys, ""]:
        if key in roles:
            run.append(key)
            continue
        held = {roles[head] for head in run}
        if len(run) >= _FEWEST_IN_LINES and {"aspect", "value"} <= held:
            return run
        run = []
    return []


@cache
def _roles_of_heads() -> dict[str, str]:
    heads = dialects()[BASE].heads
    return {word: role for role, words in heads.items() for word in words}


def _is_page_end(furniture: Sequence[Line]) -> bool:
    """Whether the number of a page was printed last, where a page may begin anew."""
    return bool(furniture) and _PAGE_MARK.fullmatch(_key(furniture[-1])) is not None


def _without_heads_run_together(
    lines: Sequence[Line], keys: Sequence[str]
) -> list[Line]:
    """The lines of text without separators, those that open with title and heads again without them."""
    heads = head_pattern(dialects()[BASE])
    first = next((n for n, key in enumerate(keys) if heads.search(key)), len(lines))
    return [*lines[: first + 1], *map(_behind_heads, lines[first + 1 :])]


@lru_cache(maxsize=4096)
def _is_heads(key: str) -> bool:
    """Whether a line is a row of heads; few open as one does, which is asked first."""
    is_opened = key[:_OPENING] in _openings()
    return is_opened and head_pattern(dialects()[BASE]).fullmatch(key) is not None


@cache
def _openings() -> frozenset[str]:
    """The first characters of what may open a row of heads."""
    base = dialects()[BASE]
    words = [*base.sidebars, *(w for role in _FIRST_ROLES for w in base.heads[role])]
    return frozenset(word[:_OPENING] for word in words)


def _is_title(key: str) -> bool:
    is_short = 0 < len(key) <= _LONGEST_TITLE
    return is_short and _titles().search(key) is not None


@cache
def _titles() -> re.Pattern[str]:
    return dialects()[BASE].title_pattern


def _behind_heads(line: Line) -> Line:
    """What stands behind a title and heads that are run together with it; else the line."""
    key = chinese.key(line.text)
    title = _TITLE.match(key)
    heads = title and head_pattern(dialects()[BASE]).match(key, title.end())
    if line.cells or "\t" in line.text or not heads or heads.end() == len(key):
        return line
    places = [n for n, char in enumerate(line.text) if not char.isspace()]
    return Line(line.number, line.text[places[heads.end()] :], line.page)


def with_heads_of_points(lines: Sequence[Line]) -> list[Line]:
    """The lines with heads of their own over one or two columns of points that have none.

    Points are known by what they add up to; those won are never more than those there are.
    """
    place = next(
        (
            n
            for n, line in enumerate(lines)
            if "\t" in line.text and not line.cells and _is_heads(_key(line))
        ),
        None,
    )
    if place is None:
        return list(lines)
    heads = [cell for cell in lines[place].text.split("\t") if cell.strip()]
    columns = _points_behind(lines[place + 1 :], len(heads))
    if not columns or {*map(chinese.key, heads)} & _points_heads():
        return list(lines)
    words = ("分值", "得分")[: len(columns)]
    text = "\t".join((*heads, *words))
    first = Line(lines[place].number, text, lines[place].page)
    return [*lines[:place], first, *lines[place + 1 :]]


def _key(line: Line) -> str:
    return chinese.key(line.text.replace("\t", ""))


@cache
def _points_heads() -> frozenset[str]:
    heads = dialects()[BASE].heads
    return frozenset((*heads["weight"], *heads["score"]))


def _points_behind(lines: Sequence[Line], width: int) -> list[list[Decimal]]:
    """The columns of points behind so many others; none where they are no points."""
    rows = []
    for line in lines:
        cells = line.text.split("\t")
        if (
            len(cells) <= width
            or SUM.match(chinese.key(cells[0]))
            or cells[0] == "小计"
        ):
            continue
        rows.append([cell.strip() for cell in cells[width:] if cell.strip()])
    widths = {len(row) for row in rows}
    texts = [cell for row in rows for cell in row]
    if len(rows) < _FEWEST_ROWS or widths not in ({1}, {2}):
        return []
    if not all(map(_POINTS.fullmatch, texts)):
        return []
    columns = [list(map(Decimal, column)) for column in zip(*rows, strict=True)]
    won = all(len(row) == 1 or Decimal(row[1]) <= Decimal(row[0]) for row in rows)
    return columns if won and sum(columns[0]) in _WHOLE else []
