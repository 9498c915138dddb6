"""Where cells may end: at gaps, and inside text that lost its gaps at labels, figures and wordings."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from jixiao.documents import Flow, Gap, Span
from jixiao.library import load_toml
from jixiao.quantity import (
    GLUED_SIGNS,
    find_values,
    is_bare_unit,
    is_figures,
    unit_at_end,
)
from jixiao.targets.dialect import Dialect
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.joined_figures import (
    RUN,
    is_no_figure,
    repeated_words,
    ways_to_part,
)
from jixiao.targets.reading.row_kinds import kind_changes


@cache
def _tables() -> dict[str, Any]:
    return load_toml(Path(__file__).with_name("decoding.toml"))


@cache
def words(kind: str) -> tuple[str, ...]:
    """A list of words of the decoder, as `decoding.toml` has it."""
    return tuple(_tables()["words"][kind])


@cache
def weights(kind: str) -> dict[str, float]:
    """What each trait of a kind costs, as `decoding.toml` has it."""
    return {trait: float(cost) for trait, cost in _tables()[kind].items()}


@cache
def degree_wording() -> re.Pattern[str]:
    """Qualitative values of the usual make: a word of degree and what it is a degree of."""
    adverb, core = any_of(words("adverbs")), any_of(words("cores"))
    return re.compile(
        rf"(?:{any_of(words('wholes'))})|(?:{adverb}){{1,2}}(?:{core}){{1,2}}"
    )


@cache
def _whole_wordings() -> re.Pattern[str]:
    """Qualitative values that are never cut inside."""
    long = [word for word in words("wholes") if len(word) > _SHORT_LABEL]
    return re.compile(any_of(long))


@cache
def _any_wording() -> re.Pattern[str]:
    """Qualitative values wherever they may begin, even inside of each other."""
    return re.compile(f"(?=({degree_wording().pattern}))")


@cache
def _degree_of_what() -> re.Pattern[str]:
    """A word of degree right before what it is a degree of, which has no object: 明显 | 改善."""
    cores = [word for word in words("cores") if word not in words("transitive")]
    return re.compile(f"({any_of(words('adverbs'))})(?:{any_of(cores)})")


def is_within_degree(text: str, at: int) -> bool:
    """Whether a place parts a word of degree from what it is a degree of: 明显 | 提高."""
    around = _degree_of_what().finditer(
        text, max(0, at - _LONGEST_DEGREE), at + _LONGEST_DEGREE
    )
    return any(match.end(1) == at for match in around)


HINT = re.compile(r"[(（]\s*[≥≤<>=≧≦]*\s*\*+[^()（）]{0,8}[)）]")
"""What a template leaves in a name: (≥**人)."""
_BRACKETS = re.compile(r"\([^()]{1,24}\)")
_DIGITS = re.compile(r"\d{2,}(?:\.\d+)?")
_ONE_DECIMAL = re.compile(r"\d{2}\.\d")
"""Points as they are printed, one figure: 22.5."""
_STUB = re.compile(
    r"(?<!预期)(?<!年度)(?:三级)?指标(?:\d{1,2}(?=20\d{2}年)|\d{1,2}(?![\d.]|分钟|小时|[天年岁]|公里|%|周岁))[:：]?|…+|\.{3,}"
)
FOOT = re.compile(
    r"(?:填表人|填报人|制表人|负责人|联系人|联系电话|填报日期|填表日期|注|备注|说明|评价结论|自评结论|自评等级|存在问题|填表说明|偏差大或目标未完成原因分析|改进措施及结果应用方案)[:：]?(?=.)"
)
"""What opens a line of signatures or remarks below the rows."""
REMARK = re.compile(
    r"(?:计划|行业|历史|市场|国家|地方|其他)标准|定[性量]指标|[正反负]向指标"
)
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
SPAN_OF_TIME = re.compile(
    r"(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}日)?(?:--?|[—–~至到]{1,2})(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}日)?底?前?"
    r"|20\d{2}[.-]\d{1,2}(?:[.-]\d{1,2})?(?:--?|[—–~至到]{1,2})20\d{2}[.-]\d{1,2}(?:[.-]\d{1,2})?"
)
RATIO = re.compile(r"(?<![\d:])\d+(?:\.\d+)?:\d+(?:\.\d+)?(?![\d:])")
"""Shares of two: 1:1.5."""
CLASS = re.compile(
    r"(?:不低于|优于|达到|保持|稳定在|达)?(?:I{1,3}|IV|V|[Ⅰ-Ⅴ])(?:类|级)(?:水质|标准|水)?(?:及?以[上内])?"
)
"""A class of water or soil as a value: 不低于Ⅲ类."""
COPULA = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?<![行作])为(?=[\d≥≤<>=])")
"""What may stand between a name and its figures: 补助标准 | 为 | 1200元."""
_EACH = re.compile(r"\d[^\d每]{1,6}(?=每)")
_DATE = re.compile(r"(?:19|20)\d{2}年|\d{1,2}月")
"""What has no unit before it: 到位时间 | 2024年11月."""
_SIGN_WORDS = re.compile(
    r"定[性量](?:指标)?|文字描述|(?<=[\u4e00-\u9fff]{2})文字(?=[\u4e00-\u9fff]{2})"
)
"""What stands in the column of signs where a value has none."""
_EXPLAINS = re.compile(
    r"(?<=[\u4e00-\u9fff]{3})(?:反映|考核(?!合格)|主要指|是指)(?=[\u4e00-\u9fff]{2})"
)
"""What opens the explanation of an indicator."""
_LIKELIHOOD = re.compile(r"完全不可能|确定能|有可能")
_PAGE_BUTTON = re.compile(r"【[^【】]{2,8}】")
_SHORT_LABEL = 3
_LONGEST_DEGREE = 5
LENGTHS_OF_OWN = 3, 4, 6
"""The shortest, usual and longest of the labels that bureaus make themselves: 任务完成, 管理效率."""
_SHORTEST_OWN, _USUAL_LABEL, _LONGEST_OWN = LENGTHS_OF_OWN
_NAME_BEHIND = re.compile(r"[\u4e00-\u9fff]{3}")
_LONGEST_UNIT = 5
_WAYS = 3
"""Ways to part figures that touch which are weighed."""
_STOPS = ";。;"
_OPENS_WITH_LETTERS = re.compile(r"\d{0,2}[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Cuts:
    """Places of a stretch where a cell may begin or end, with what each costs.

    `cutting[i]` is the cost of ending a cell at `places[i]`, `passing[i]` of going on over it.
    """

    places: tuple[int, ...]
    cutting: tuple[float, ...]
    passing: tuple[float, ...]

    def index(self, place: int) -> int:
        """The index of a place, or of the first one behind it."""
        return bisect_left(self.places, place)


def find_cuts(
    flow: Flow,
    dialect: Dialect,
    span: Span,
    roles: Sequence[str],
    *,
    lined: bool,
    whole: bool = False,
    own_levels: bool = False,
    again: re.Pattern[str] | None = None,
) -> Cuts:
    """Find the places of a stretch at which cells may be cut.

    `roles` are the columns; `lined`: a line holds a row; `whole`: cells stand apart, so that
    hardly any is cut inside; `own_levels`: labels of levels that nobody knows are glued to names;
    `again`: the heads, where they stand between the rows once more.
    """
    texts_beside = "explanation" in roles
    unit_first = "unit" in roles and "value" in roles[roles.index("unit") :]
    start, end = span
    cost = weights("cuts")
    folded = flow.folded
    cutting: dict[int, float] = {start: 0.0, end: 0.0}
    passing: dict[int, float] = {}
    by_gap = {
        Gap.SPACE: cost["pass_space"] + cost["pass_space_apart"] * (whole and lined),
        Gap.CELL: cost["pass_cell"],
        Gap.LINE: cost["pass_line_of_rows"] if lined else cost["pass_line_of_cells"],
    }
    closed = _inside_brackets(flow, start, end)
    inside = cost["cut_inside"] if whole else 0.0

    def offer(at: int, cut: float, over: float = 0.0) -> None:
        if start < at < end and at not in closed:
            cut += 0.0 if flow.gaps[at] else inside
            cutting[at] = min(cut, cutting.get(at, cut))
            passing[at] = max(over, passing.get(at, 0.0))

    for at in flow.positions(start + 1, end):
        gap = Gap(flow.gaps[at])
        if at in closed and gap != Gap.CELL:
            continue
        cutting[at] = 0.0
        passing[at] = by_gap[gap]
        if gap == Gap.SPACE and _is_beside_letters(folded, at):
            passing[at] = cost["pass_beside_letters"]
            continue
        if folded[at].isdigit() and (
            folded[at - 1].isdigit() or folded[at - 1] in "%‰"
        ):
            passing[at] += cost["pass_between_figures"]
    _part_figures(flow, start, end, passing)
    framework = dialect.framework
    labels = (*framework.dimension_words, *framework.aspect_words)
    for match in _levels(dialect.numbering, labels).finditer(folded, start, end):
        strong = len(match[0]) > _SHORT_LABEL
        if match[0].endswith("指标"):
            closed.update(range(match.start() + 1, match.end()))
        over = cost["pass_label"] if strong else 0.0
        offer(match.start(), 0.0 if strong else cost["cut_short_label"], over)
        offer(match.end(), 0.0 if strong else cost["cut_short_label"], over)
    for match in _STUB.finditer(folded, start, end):
        offer(match.start(), 0.0, cost["pass_prefix"])
    for first, last in values_of(flow, start, end):
        signed = folded[first] in GLUED_SIGNS
        offer(
            first,
            0.0 if signed else cost["cut_figures"],
            cost["pass_sign"] if signed else 0.0,
        )
        if COPULA.match(folded, first - 1):
            offer(first - 1, cost["cut_figures"])
        for at in _between_parts(folded, first, last, roles):
            offer(at, cost["cut_figures"])
        bare = folded[last - 1].isdigit() and _IDEOGRAPH.match(folded, last)
        offer(last, cost["cut_before_unit"] if bare else cost["cut_behind_figures"])
        if bare:
            offer(last + 1, cost["cut_behind_unit"])
    figures = [span for span in flow.split(start, end) if _is_one_figure(flow, span)]
    in_figures = {at for span in figures for at in range(*span)}
    for match in _DIGITS.finditer(folded, start, end):
        if match.start() in in_figures:
            continue
        for at in range(match.start() + 1, match.end()):
            if folded[at] != "." and folded[at - 1] != ".":
                dear = _ONE_DECIMAL.fullmatch(match[0]) is not None
                offer(at, cost["cut_digits"] * (2 if dear else 1))
    for at, cut, over in _between_joined_figures(flow, span, roles):
        if at not in in_figures:
            offer(at, cut, over)
    for match in _any_wording().finditer(folded, start, end):
        offer(match.start(), cost["cut_wording"])
        offer(match.end(1), cost["cut_wording"])
    for match in _degree_of_what().finditer(folded, start, end):
        at = match.end(1)
        if cutting.get(at, 0.0) and not flow.gaps[at]:
            cutting[at] += cost["cut_degree"]
    if unit_first:
        for first, last in values_of(flow, start, end):
            if flow.gaps[first] or _DATE.match(folded, first, last):
                continue
            begin = max(start, first - _LONGEST_UNIT)
            if unit := unit_at_end(f"指{folded[begin:first]}"):
                offer(first - unit, cost["cut_figures"])
    if texts_beside:
        for match in _EXPLAINS.finditer(folded, start, end):
            offer(match.start(), cost["cut_figures"], cost["pass_explains"])
        for match in _name_end().finditer(folded, start, end):
            offer(match.end(), cost["cut_name_end"])
    for match in FOOT.finditer(folded, start, end):
        offer(match.start(), 0.0, cost["pass_foot"] * match[0].endswith(":"))
    for match in again.finditer(folded, start, end) if again else ():
        offer(match.start(), 0.0, cost["pass_label"])
        offer(match.end(), 0.0, cost["pass_label"])
    for match in REMARK.finditer(folded, start, end):
        offer(match.start(), 0.0, cost["pass_remark"])
        offer(match.end(), 0.0, cost["pass_remark"])
    for match in CLASS.finditer(folded, start, end):
        offer(match.start(), cost["cut_figures"])
        offer(match.end(), cost["cut_figures"])
    for match in _EACH.finditer(folded, start, end):
        offer(match.end(), cost["cut_figures"])
    if "sign" in roles:
        for match in _SIGN_WORDS.finditer(folded, start, end):
            offer(match.start(), cost["cut_figures"])
            offer(match.end(), cost["cut_figures"])
    if "likelihood" in roles:
        for match in _LIKELIHOOD.finditer(folded, start, end):
            offer(match.start(), 0.0, cost["pass_remark"])
            offer(match.end(), 0.0, cost["pass_remark"])
    for match in _PAGE_BUTTON.finditer(folded, start, end):
        offer(match.start(), 0.0, cost["pass_prefix"])
        offer(match.end(), 0.0, cost["pass_prefix"])
    for at in range(start, end):
        if folded[at] in _STOPS:
            offer(at, 0.0, cost["pass_stop"])
            offer(at + 1, 0.0, cost["pass_stop"])
        elif folded[at] in GLUED_SIGNS and folded[at - 1] not in GLUED_SIGNS:
            offer(at, 0.0, cost["pass_sign"])
        elif folded[at] in "定是否无":
            offer(at, cost["cut_wording"])
            if folded[at] in "是否无":
                offer(at + 1, cost["cut_wording"])
        elif folded[at] == ")" or folded[at] == ":":
            offer(at + 1, cost["cut_bracket"])
        elif folded[at] == ",":
            offer(at, cost["cut_comma"])
            offer(at + 1, 0.0)
    if own_levels:
        behind = [last for _, last in values_of(flow, start, end)]
        behind += [match.end() for match in CLASS.finditer(folded, start, end)]
        behind += [
            match.end(1) for match in _any_wording().finditer(folded, start, end)
        ]
        for at in behind:
            if any(made_labels(folded, at, end)):
                offer(at, cost["cut_own_level"], cost["pass_own_level"])
        for at in kind_changes(folded, values_of(flow, start, end), end):
            offer(at, cost["cut_own_level"], cost["pass_own_level"])
            offer(at + _USUAL_LABEL, cost["cut_own_level"])
        for match in _levels(dialect.numbering, labels).finditer(folded, start, end):
            offer(match.end() + _USUAL_LABEL, cost["cut_own_level"])
        for at in _ends_of_own_levels(folded, cutting, end):
            offer(at, cost["cut_own_level"])
    places = tuple(sorted(cutting))
    return Cuts(
        places,
        tuple(cutting[at] for at in places),
        tuple(passing.get(at, 0.0) for at in places),
    )


def _between_parts(
    text: str, first: int, last: int, roles: Sequence[str]
) -> Iterator[int]:
    """Where sign, number and unit meet that have columns of their own: ≥ | 90 | %."""
    number = first + (text[first] in GLUED_SIGNS)
    if "sign" in roles and number > first:
        yield number
    unit = unit_at_end(text[number:last]) if "unit" in roles else 0
    if unit:
        yield last - unit


def _is_beside_letters(text: str, at: int) -> bool:
    """Whether a gap sets off letters from the characters beside them: 建设 | VOCs | 在线监测站."""
    behind = _OPENS_WITH_LETTERS.match(text, at) is not None
    before = text[at - 1].isascii() and text[at - 1].isalpha()
    return (before and not text[at].isascii()) or (
        behind and not text[at - 1].isascii()
    )


def _between_joined_figures(
    flow: Flow, span: Span, roles: Sequence[str]
) -> Iterator[tuple[int, float, float]]:
    """Where figures of several columns that touch are parted, and words that stand twice beside them.

    With each place what it costs to cut there, and to go on over it.
    """
    cost = weights("cuts")
    easy, over = cost["cut_joined"], cost["pass_joined"]
    values = {last: first for first, last in values_of(flow, *span)}
    ends = {first: last for last, first in values.items()}
    values |= {m.end(1): m.start() for m in _any_wording().finditer(flow.folded, *span)}
    if "actual" in roles:
        for first, last in repeated_words(flow.folded, *span):
            values[last], values[2 * last - first] = first, last
            yield first, easy, 0.0
            yield last, easy, over
            yield 2 * last - first, easy, 0.0
    for run in RUN.finditer(flow.folded, *span):
        start, end = run.span()
        has_unit = ends.get(start, end) > end and not is_no_figure(run[0])
        if flow.gaps[start]:
            # It stands apart: one figure.
            continue
        first = values.get(start, start)
        behind = "actual" if first in values else "value"
        if first == start:
            behind = "name"
        ways = ways_to_part(run[0], tuple(roles), flow.folded[first:start], behind)
        for way in ways[:_WAYS] if ways and ways[0].places else ():
            dearer = way.cost - ways[0].cost + cost["cut_before_unit"] * has_unit
            passing = over * (way is ways[0] and not has_unit)
            for at in (start, *(start + place for place in way.places), end):
                yield at, easy + dearer, passing * (start < at < end)


def _ends_of_own_levels(text: str, begins: Iterable[int], end: int) -> Iterator[int]:
    """Where labels of a bureau's own may end that begin at some places, and those right behind them."""
    left, known = list(begins), set(begins)
    while left:
        at = left.pop()
        ends = set(made_labels(text, at, end))
        if ends and at + _USUAL_LABEL < end:
            ends |= {stop + _USUAL_LABEL for stop in ends if stop + _USUAL_LABEL < end}
        yield from ends
        left += ends - known
        known |= ends


@cache
def made_label() -> re.Pattern[str]:
    """A label of the usual make: what it is about, and a word of what levels are about."""
    kinds = ("first_level_words", "second_level_words", "either_level_words")
    endings = any_of(word for kind in kinds for word in words(kind))
    return re.compile(rf"[\u4e00-\u9fff]{{1,4}}(?:{endings})")


def made_labels(text: str, at: int, end: int) -> Iterator[int]:
    """Where labels of the usual make end that begin at a place."""
    wording = degree_wording().match(text, at, end)
    if wording and wording.end() - at >= _SHORTEST_OWN:
        return
    longest = min(at + _LONGEST_OWN, end)
    for stop in range(at + _SHORTEST_OWN, longest + 1):
        is_made = made_label().fullmatch(text, at, stop)
        if is_made and _NAME_BEHIND.match(text, stop):
            yield stop


def _is_one_figure(flow: Flow, span: Span) -> bool:
    """Whether a run without gaps is one figure and nothing else."""
    text = flow.folded[slice(*span)]
    return len(find_values(text)) == 1 and is_figures(text)


def _part_figures(flow: Flow, start: int, end: int, passing: dict[int, float]) -> None:
    """Make it dear to go on over the gap beside a figure; a unit may stand apart from its number."""
    cost = weights("cuts")["pass_beside_figures"]
    chunks = list(flow.split(start, end))
    for (first, middle), (_, last) in pairwise(chunks):
        before, behind = flow.folded[first:middle], flow.folded[middle:last]
        is_unit = before[-1].isdigit() and is_bare_unit(behind)
        if (
            middle in passing
            and not is_unit
            and is_figures(before) | is_figures(behind)
        ):
            passing[middle] += cost


@cache
def _name_end() -> re.Pattern[str]:
    """Where a name may end inside of a text."""
    endings = any_of(words("name_endings"))
    return re.compile(
        rf"(?<=[\u4e00-\u9fff]{{2}})(?:{endings})(?=[\u4e00-\u9fff])(?![的及和与率数量性度])"
    )


@cache
def _levels(numbering: str, labels: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{numbering}|\([一二三四五六七八九十\d]{{1,2}}\)[、.]?)?(?:{any_of(labels)})(?:\((?:\d[\d-]*\)?分?\)?|[^()]{{1,20}}\)))?"
    )


def _inside_brackets(flow: Flow, start: int, end: int) -> set[int]:
    """Places inside of brackets or spans of time, where no cell ends; a hint and the space before it.

    So are those inside a wording that stands in one run: 效果 | 明显 over a gap is two cells.
    """
    folded = flow.folded
    inside: set[int] = set()
    for match in _whole_wordings().finditer(folded, start, end):
        within = range(match.start() + 1, match.end())
        if not any(flow.gaps[at] for at in within):
            inside.update(within)
    for first, last in flow.split(start, end):
        if degree_wording().fullmatch(folded, first, last):
            inside.update(range(first + 1, last))
    for match in SPAN_OF_TIME.finditer(folded, start, end):
        inside.update(range(match.start() + 1, match.end()))
    for match in RATIO.finditer(folded, start, end):
        inside.update(range(match.start() + 1, match.end()))
    for match in _BRACKETS.finditer(folded, start, end):
        inside.update(range(match.start() + 1, match.end()))
    for match in HINT.finditer(folded, start, end):
        inside.update(range(match.start(), match.end()))
    return inside


def values_of(flow: Flow, start: int, end: int) -> list[Span]:
    """The figures of a stretch, within each of its runs without gaps."""
    values = []
    for first, last in flow.split(start, end):
        text = flow.folded[first:last]
        values += [(first + a, first + b) for a, b in find_values(text)]
    return values
