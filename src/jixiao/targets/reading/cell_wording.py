"""How unlikely a stretch is as a cell of a column where the stretch itself was guessed."""

import re
from functools import cache

from jixiao import chinese
from jixiao.quantity import (
    find_row_end,
    find_values,
    is_bare_unit,
    is_figures,
    is_not_applicable,
    is_usual_wording,
    is_wording,
    read_quantities,
    wording_at_end,
)
from jixiao.targets.reading.cuts import (
    CLASS,
    HINT,
    RATIO,
    REMARK,
    SPAN_OF_TIME,
    degree_wording,
    made_label,
    weights,
    words,
)
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.wording import IMPOSSIBLE, POINTS, wording_cost

_SIGN_WITHIN = re.compile(r".[≥≤≧≦<>=]")
_ODD_OPENING = re.compile(r"[、，。；,;)）:：的%至~—–-]")
_NOTHING = frozenset(("0", "/", "-", "—", "无", "——"))
_BLANK = re.compile(r"[;；,，、和及至~到]")
_OF_A_NAME = r"(?:[-—–~至]\d{1,3})?(?:周?岁|小时|分钟|[A-Z]|级|型|号|类|及?以[上下](?=[\u4e00-\u9fff]{2}))"
_FIGURES_FIRST = re.compile(rf"\d+(?:\.\d+)?(?!\d{{0,3}}年|\d|\.|{_OF_A_NAME})")
_OPENS_A_NAME = re.compile(rf"\d{{1,4}}{_OF_A_NAME}")
"""Figures that names begin with: 65岁以上老年人…, 24小时自助…, 5A级景区…."""
_FIGURES_LAST = re.compile(r"\d$")
_LEADING_ZERO = re.compile(r"^[≥≤=-]*0\d")
_ODD_ENDING = re.compile(r"(?:[后每在于为至和及与,，]|达到|(?<![目之以])前|定[性量])$")
"""No name ends so: 到校时间每学期开学后 | 30日内."""
_NO_NAME = re.compile(
    r"方面[,，:：]|(?:确定能|有可能|完全不可能)(?:完成)?|反映(?!率)|(?:填[表报]|制表|打印)(?:人|日期|时间)|\([一二三四五六七八九十\d]{1,2}\)$"
)
"""What stands in other columns or below the rows, or numbers what follows."""
_END_OF_WORD = re.compile(r"性(?![能别质])|均(?!衡)|目(?![标录的前])|[率者们]")
"""What is left where a word is cut: 人 | 均培训费用."""
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%$")
_LARGEST_PERCENT = 200
_BRACKETED = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_BARE_NUMBER = re.compile(r"\d+(?:\.\d+)?(?=[\u4e00-\u9fff]{2})")
_STOP = re.compile(r"[;；。](?=.)")
_VALUES = frozenset(("value", "actual", "expected", "term", "area"))
_TEXTS = frozenset(("other", "explanation", "reason", "remark", "causes"))
_SIGNS = re.compile(r"定[性量](?:指标)?|文字(?:描述)?|是/否|[正反负]向(?:指标)?")
_PREFIX = re.compile(r"(?:三级)?指标(?:\d{1,2}(?=20\d{2}年)|\d{1,2})[:：]?")
_MOST = 40.0
"""A text of any length stands somewhere."""
_LONGEST_VALUE = 24
_LONGEST_NAME = 40
_LONGEST_COMPACT = 4


@cache
def _name_endings() -> tuple[str, ...]:
    return words("name_endings")


@cache
def cell_cost(text: str, kind: str, *, beside_points: bool) -> float:
    """How unlikely a text is in a kind of column; `beside_points`: the form has weights and scores."""
    if kind == "name":
        return min(_MOST, _name_cost(text))
    if kind in _VALUES:
        return min(_MOST, _value_cost(text, beside_points=beside_points))
    if kind == "sign" and _SIGNS.fullmatch(chinese.key(text)):
        # A qualitative value has no unit: the column that is left out beside it is no surprise.
        return -weights("left_out")["unit"]
    if kind == "figures":
        return _figures_cost(text)
    if kind in ("reason", "remark", "causes") and chinese.key(text) in _NOTHING:
        return 0.1
    if kind in ("weight", "score") and _LEADING_ZERO.match(text):
        return IMPOSSIBLE
    cost = wording_cost(text, kind)
    if kind in _TEXTS and cost < IMPOSSIBLE:
        key = chinese.key(text)
        cost += _figures_within(key)
        cost += weights("text")["prefix_as_text"] * bool(_PREFIX.match(key))
        cost += weights("text")["figures_last"] * bool(_FIGURES_LAST.search(key))
        cost += weights("text")["sign_within"] * bool(_SIGN_WITHIN.search(key))
    return cost


def _figures_cost(text: str) -> float:
    """How unlikely a text is in a column of figures that no row keeps."""
    if is_figures(text) or chinese.key(text) in _NOTHING:
        return 0.0
    return min(_MOST, weights("text")["no_figures"] + wording_cost(text, "value"))


def _name_cost(text: str) -> float:
    cost = weights("text")
    bare = HINT.sub("", text)
    key = chinese.key(_PREFIX.sub("", bare))
    if not key:
        return 6.0
    return (
        wording_cost(bare, "name")
        + cost["starts_oddly"] * bool(_ODD_OPENING.match(key))
        + cost["figures_first"] * bool(_FIGURES_FIRST.match(key))
        + cost["ends_in_figures"] * bool(_FIGURES_LAST.search(key))
        + cost["sign_within"] * bool(_SIGN_WITHIN.search(key))
        + cost["stop_within"] * bool(_STOP.search(key))
        + cost["usual_ending"] * _BRACKETED.sub("", key).endswith(_name_endings())
        + cost["long"] * max(0, len(key) - _LONGEST_NAME)
        + cost["loose"] * bool(degree_wording().fullmatch(key))
        + cost["starts_oddly"] * bool(REMARK.fullmatch(key))
        + cost["starts_oddly"] * bool(_NO_NAME.match(key))
        + cost["starts_oddly"] * bool(_ODD_ENDING.search(key))
        + cost["starts_oddly"] * bool(_END_OF_WORD.match(key))
        + cost["wording_first"] * bool(_degree_first().match(key))
        + cost["result_within"] * bool(_result_within().search(key))
        + cost["nothing_first"] * key.startswith("无")
        + cost["wording_last"] * (wording_at_end(key) > 0)
        + cost["row_within"] * (find_row_end(key) is not None)
        + cost["wordings_within"] * bool(_two_wordings().search(key))
        + _figures_within(key)
    )


def _figures_within(key: str) -> float:
    """Charge a name for figures in it that read like a value; a year or a bare number is usual."""
    cost = weights("text")
    charge = 0.0
    outside = _BRACKETED.sub("", key)
    for start, end in find_values(outside):
        text = outside[start:end]
        if _YEAR.fullmatch(text):
            continue
        if text.isdigit():
            inside = start > 0 and end < len(outside) and outside[start - 1] != "第"
            charge += cost["number_within"] * inside
            continue
        opens_with_date = start == 0 and (_YEAR.match(text) or _OPENS_A_NAME.match(key))
        charge += cost["date_first" if opens_with_date else "figures_within"]
    return charge


@cache
def _result_within() -> re.Pattern[str]:
    """What an evaluation says of a row, in the middle of another text."""
    results = [word for word in words("wholes") if "达成" in word or word == "已完成"]
    return re.compile(any_of(results))


@cache
def _degree_first() -> re.Pattern[str]:
    """A value of degree before more words: 有效保障 | 受益村组数量."""
    adverbs = [word for word in words("adverbs") if len(word) > 1]
    return re.compile(f"(?:{any_of(adverbs)})(?:{any_of(words('cores'))})(?=.{{3}})")


@cache
def _two_wordings() -> re.Pattern[str]:
    wording = degree_wording().pattern
    return re.compile(f"(?:{wording}){{2}}")


def _value_cost(text: str, *, beside_points: bool) -> float:
    cost = weights("text")
    key = chinese.key(text)
    if is_figures(text) or is_not_applicable(text):
        joined = max(0, len(read_quantities(text)) - 1) * (not _BLANK.search(key))
        points = cost["points_as_value"] + cost["points_beside"] * beside_points
        return (
            points * (POINTS.fullmatch(key) is not None)
            + _odd_figures(key)
            + cost["figures_joined"] * joined
        )
    if (
        SPAN_OF_TIME.fullmatch(key)
        or RATIO.fullmatch(key)
        or CLASS.fullmatch(key)
        or find_values(key) == [(0, len(key))]
    ):
        return 0.0
    if degree_wording().fullmatch(key):
        beyond = max(0, len(key) - _LONGEST_COMPACT) * (not is_wording(key))
        is_whole = key in words("wholes")
        loose = cost["transitive"] * (
            not is_whole and key.endswith(words("transitive"))
        )
        return cost["compact"] + loose + cost["long"] * beyond
    loose = cost["loose"] * is_usual_wording(text)
    loose += cost["two_wordings"] * bool(_two_wordings().search(key))
    if REMARK.fullmatch(key):
        loose += cost["bare_unit"]
    if is_bare_unit(key):
        loose += cost["bare_unit"]
    if not is_usual_wording(text) and made_label().fullmatch(key):
        loose += cost["label_as_value"]
    return (
        wording_cost(text, "value")
        + loose
        + cost["figures_beyond"] * max(0, len(find_values(key)) - 1)
        + cost["figures_joined"] * _has_bare_number_before_words(key)
        + cost["sign_within"] * bool(_SIGN_WITHIN.search(key))
        + cost["stop_within"] * bool(_STOP.search(key))
        + cost["starts_oddly"] * bool(_ODD_OPENING.match(key))
        + cost["long"] * max(0, len(key) - _LONGEST_VALUE)
    )


def _has_bare_number_before_words(key: str) -> bool:
    """Whether a number in a text goes on in words that are no unit: 22.5科目调整次数."""
    figures = set(find_values(key))
    return any(number.span() in figures for number in _BARE_NUMBER.finditer(key))


def _odd_figures(key: str) -> float:
    """Charge figures that nobody prints: 0100%, 9590%."""
    cost = weights("text")
    percent = _PERCENT.search(key)
    too_large = percent is not None and float(percent[1]) > _LARGEST_PERCENT
    return float(
        cost["leading_zero"] * bool(_LEADING_ZERO.match(key))
        + cost["percent_too_large"] * too_large
    )
