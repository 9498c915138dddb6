"""What somebody wants to try, read from lines of `名称=值`: the fund, a point value, points, rules …"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms, assume
from jixiao.fund.parameters.typed import scaled
from jixiao.fund.payment.what_if import Change

WORDS: Mapping[str, str] = {
    "基金": "基金=元",
    "年初点值": "年初点值=元",
    "分值": "分值:病种=分",
    "并入": "并入:病种=另一病种",
    "系数": "系数:机构=数",
    "考核": "考核:机构=数",
    "参数": "参数:名称=值，或 参数=另一套的代码",
    "去掉": "去掉=机构",
    "加入": "加入:新机构=像哪家机构",
}
"""How a line is written, by its first word."""
_TENTHS = 10_000


def change_of(
    lines: Sequence[str], terms: Terms, of_set: Callable[[str], Terms]
) -> Change:
    """Return the change that lines describe; parameters are laid over `terms`.

    Raises:
        JixiaoError: a line is none of WORDS, or its value is not written so.
    """
    change = Change()
    for line in lines:
        name, _, value = line.replace("＝", "=").rpartition("=")
        word, _, about = name.replace("：", ":").strip().partition(":")
        change = _with(change, word, about, value.strip(), (line, terms, of_set))
    return change


_Context = tuple[str, Terms, Callable[[str], Terms]]


def _with(
    change: Change, word: str, about: str, value: str, context: _Context
) -> Change:
    line, terms, of_set = context
    match word, bool(about):
        case "基金", False:
            return replace(change, fund=scaled(word, value, 2))
        case "年初点值", False:
            return replace(change, point_value=scaled(word, value, 6))
        case "分值" | "并入" | "系数" | "考核" | "加入", True:
            return _with_entry(change, word, about, value)
        case "参数", _:
            before = change.terms or terms
            after = assume(before, about, value) if about else of_set(value)
            return replace(change, terms=after)
        case "去掉", False:
            return replace(change, without=change.without | {value})
    message = f"“{line}”不认识；可写 {'；'.join(WORDS.values())}。"
    raise JixiaoError(message)


def _with_entry(change: Change, word: str, about: str, value: str) -> Change:
    place = f"{word}:{about}"
    match word:
        case "分值":
            points = {**(change.points or {}), about: scaled(place, value, 4)}
            return replace(change, points=points)
        case "系数":
            number = scaled(place, value, 4)
            return replace(
                change, coefficients={**(change.coefficients or {}), about: number}
            )
        case "考核":
            judged = Fraction(scaled(place, value, 4), _TENTHS)
            return replace(
                change, assessments={**(change.assessments or {}), about: judged}
            )
        case "并入":
            return replace(change, merged={**(change.merged or {}), about: value})
    return replace(change, joining={**(change.joining or {}), about: value})
