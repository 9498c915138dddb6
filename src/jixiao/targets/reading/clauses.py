"""A clause of prose as an indicator: its name, and its target wherever in the clause it stands."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from jixiao.documents import Span
from jixiao.quantity import find_values, wording_at_end
from jixiao.targets.reading.cuts import degree_wording

_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))|、(?=[\u4e00-\u9fff])")
"""A comma that does not part thousands, or a pause."""
_FULL_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_LEAD = re.compile(
    r"(?:通过(?:项目|本项目)(?:的)?实施,?|项目实施后,?)?(?:其中:?|并|且|同时|另外?)?"
    r"(?:(?:全年|本?年度内?|[本当]?年内?|年初|20\d{2}年)?(?:计划|预计|拟|力争|争取|确保|预期)|年初|年度内|年内)?"
)
"""What promises, before the name of what is promised: 年内计划 | 补贴农机具."""
TARGET_SAID = (
    r"(?:(?:年初|年度|预期|计划|全年)?(?:目标|指标|计划)值|(?:年初|年度|预期)?设定目标|预期目标"
    r"|(?:年初|年度|全年)(?:下达|核定|设定|分解)?的?(?:任务|计划|目标|指标|预算|安排)[数量])"
)
"""What announces a target inside a sentence: 年初任务数 | 193人."""
_NAMED_BY_PLAN = re.compile(r"[率性度]$")
"""A name that ends so has the plan in it: 计划 | 完成率 is one name."""
_TAIL = re.compile(
    rf"(?:{TARGET_SAID}(?:为|是)?|(?:年初|年度|预期|计划|全年)?(?:目标|指标|计划)(?:为|是)?|(?<=[\u4e00-\u9fff]{{2}})(?:计划|预计)|(?<![行作])为|(?<=[\u4e00-\u9fff]{{2}})是|(?<=[\u4e00-\u9fff]{{2}})(?:达到?|控制在|保持在)|[:,、]|[—–-]{{1,2}})$"
)
"""What stands between a name and its target."""
_BEFORE_DATE = re.compile(r"(?<![由对等关处位])[于在]$")
_DONE = re.compile(r"(?P<date>.*?前)(?P<what>[\u4e00-\u9fff]{2,10})")
_ALL_VALUE = re.compile(r"\([^()]{1,6}\)|以上|以下|以内|左右")
_RESULT = re.compile(r"(?:受益|到位|完成|投入使用|建成|投用|发放|覆盖|参加|参与)$")
_UNKNOWN_UNIT = re.compile(
    r"(?![前后内外])[\u4e00-\u9fff]{1,2}|/[\u4e00-\u9fffA-Za-z]{1,3}\d?"
)
"""What stands behind the figures that end a clause and is no word of what comes of them: 28 | 讲."""
_LONGEST_PROSE = 1500
_FEWEST_TOLD = 4
_MONEY = re.compile(
    r"(?:安排|下达|拨付|筹措|投入)(?:财政|项目|专项|预算)*(?:资金|经费|预算)(?:总额|数)?(?:\d|为|共)|(?:预算|执行)数(?:\d|为)"
)
"""What tells of the project's money, no indicator."""
_SHORTEST_NAME = 2
_LONGEST_NAME = 40


class Clause(NamedTuple):
    """Where in a clause its name and its target stand; the target may be empty."""

    name: Span
    target: Span

    @property
    def has_target(self) -> bool:
        """Whether a target stands in it."""
        return self.target[0] < self.target[1]


def part_clause(text: str) -> Clause:
    """Part a clause (in half width, without spaces) into name and target.

    The target is the figures that end it (改造管网7公里), a date that opens it (8月底前投入使用),
    figures with a word of what comes of them (4800人受益), or a wording at its end (明显改善).
    """
    values = find_values(text)
    if not values:
        at = _wording_start(text)
        return Clause(_name(text, 0, at), (at, len(text)))
    first, end = values[0][0], values[-1][1]
    if end < len(text) and (mark := _ALL_VALUE.match(text, end)):
        end = mark.end()
    if _UNKNOWN_UNIT.fullmatch(text, end) and not _RESULT.fullmatch(text, end):
        end = len(text)
    rest = text[end:]
    if first == 0:
        return _led_by_value(text, values[0])
    if not rest or _RESULT.fullmatch(rest):
        return Clause(_name(text, 0, first), (first, end))
    return Clause((0, len(text)), values[0])


_QUOTED = re.compile(r"[“\"《](?P<name>[^“”\"《》]{3,30})[”\"》](?:要?达到)?$")
"""A name in quotation marks right before its target."""


def _led_by_value(text: str, value: Span) -> Clause:
    """A clause that opens with its target: a date, and what is done by then."""
    done = _DONE.fullmatch(text)
    if done and value[1] >= done.end("date"):
        return Clause(done.span("what"), done.span("date"))
    return Clause((0, len(text)), value)


def _name(text: str, start: int, end: int) -> Span:
    """The name within a stretch, without the words that promise it or lead to its target.

    A name in quotation marks is what stands in them.
    """
    if quoted := _QUOTED.search(text, start, end):
        return quoted.span("name")
    if end - start < _SHORTEST_NAME:
        return start, end
    for tail in (_TAIL, _BEFORE_DATE):
        match = tail.search(text[start:end])
        if match and match.start() >= _SHORTEST_NAME:
            end = start + match.start()
    lead = _LEAD.match(text, start, end)
    if lead and end - lead.end() >= _SHORTEST_NAME:
        is_named = lead[0].endswith("计划") and _NAMED_BY_PLAN.search(text[start:end])
        start = start if is_named else lead.end()
    return start, end


def _wording_start(text: str) -> int:
    """Where the wording at the end of a text begins; its end where none is."""
    for at in range(_SHORTEST_NAME, len(text) - 1):
        if degree_wording().fullmatch(text, at):
            return at
    return len(text) - wording_at_end(text)


def clauses_at_commas(text: str) -> Iterator[Span]:
    """Cut a text at the commas behind which another indicator is told: each part has a target."""
    at = 0
    for comma in _COMMA.finditer(text):
        if is_told(text[at : comma.start()]) and is_told(_next(text, comma.end())):
            yield at, comma.start()
            at = comma.end()
    yield at, len(text)


def _next(text: str, at: int) -> str:
    """The part up to the next comma."""
    comma = _FULL_COMMA.search(text, at)
    return text[at : comma.start()] if comma else text[at:]


@cache
def is_told(text: str) -> bool:
    """Whether a text tells an indicator: a name of words and its target."""
    clause = part_clause(text)
    first, last = clause.name
    length = last - first
    is_whole = clause.name == (0, len(text)) or _MONEY.search(text) is not None
    is_name = _SHORTEST_NAME <= length <= _LONGEST_NAME
    return clause.has_target and is_name and not is_whole


def tells_in_prose(text: str) -> bool:
    """Whether a text is short, with several clauses that tell of indicators in figures."""
    if len(text) > _LONGEST_PROSE:
        return False
    clauses = (
        part[slice(*clause)]
        for part in re.split(r"[;。:]", text)
        for clause in clauses_at_commas(part)
    )
    return sum(map(_tells_figures, clauses)) >= _FEWEST_TOLD


def _tells_figures(text: str) -> bool:
    return any(map(str.isdigit, text)) and is_told(text)
