"""A parameter as somebody assumes it, typed as a text: nobody's rule, and printed as such."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.parameters.parameter import Parameter, Standing, Word, words
from jixiao.fund.parameters.terms import Terms
from jixiao.fund.parameters.values import UnreadableValue, read_value

ASSUMED = "假设"


def assume(terms: Terms, key: str, text: str) -> Terms:
    """Return terms in which a parameter is what a text says: `0.4`, `1:2:7`, `三级 1.1，二级 1`.

    Raises:
        JixiaoError: there is no such parameter, or its value is not written so.
    """
    word = words().get(key)
    if word is None:
        message = f"没有叫 {key} 的参数。请照“所用参数”里的写法写。"
        raise JixiaoError(message)
    try:
        value = read_value(word, _READERS.get(word.kind, str)(text))
    except (UnreadableValue, InvalidOperation, ValueError) as wanted:
        message = f"参数 {key}（{word.title}）写不成“{text}”：{_wanted(word, wanted)}。"
        raise JixiaoError(message) from None
    row = Parameter(word, value, terms.day, None, Standing.SAMPLE, ASSUMED, False)
    return replace(terms, rows={**terms.rows, key: row})


def _wanted(word: Word, wanted: Exception) -> str:
    if isinstance(wanted, UnreadableValue):
        return f"应为{wanted}"
    return _WRITTEN[word.kind]


def _number(text: str) -> Decimal | str:
    return text if "/" in text else Decimal(text)


def _table(text: str) -> dict[str, Decimal | str]:
    pairs = (pair.split() for pair in text.replace("，", ",").split(","))
    return {name: _number(number) for name, number in pairs}


_READERS: Mapping[str, Callable[[str], Any]] = {
    "factor": _number,
    "count": int,
    "weights": lambda text: [int(n) for n in text.replace("：", ":").split(":")],
    "yuan": Decimal,
    "day": date.fromisoformat,
    "factors": _table,
    "names": lambda text: text.split("、"),
}
_WRITTEN = {
    "factor": "应为数，如 0.4",
    "count": "应为整数",
    "weights": "应为用冒号隔开的整数，如 1:2:7",
    "yuan": "应为元数",
    "day": "应为日期，如 2026-12-31",
    "factors": "应为用逗号隔开的名称和数，如 三级 1.1，二级 1",
}
