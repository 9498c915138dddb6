"""Codes of a set as cells write them, compared whole: expressions of SQL."""

from collections import Counter
from collections.abc import Iterable, Mapping

from jixiao.fund.store.sql import literal
from jixiao.fund.tables import Column, codes, open_forms

_MOST_LISTED = 6
"""A set of so many codes is listed where a cell has none of them."""


def quick_code(column: Column, raw: str) -> str:
    """Return a code that is written as it should be; null where it is not."""
    return f"CASE WHEN {_is_code(column, raw)} THEN {raw} END"


def mended_code(column: Column, text: str) -> str:
    """Return a code, or the one whose meaning is written; null for what is none."""
    whole = f"regexp_replace({text}, '^([0-9]+)[.]0+$', '\\1')"
    whens = " ".join(
        f"WHEN {literal(meaning)} THEN {literal(code)}"
        for code, meaning in _told_apart(_meanings(column)).items()
    )
    return f"CASE WHEN {_is_code(column, whole)} THEN {whole} ELSE CASE {text} {whens} END END"


def is_unknown(column: Column, name: str) -> str:
    """Return the test for a code that was taken and is not listed."""
    return f"{name} NOT IN ({_listed(_meanings(column))})"


def wrong_codes(column: Column, text: str) -> list[tuple[str, str]]:
    """Return the tests for a cell that holds no code of its set, each with the reason."""
    meanings = _meanings(column)
    lost = f"{column.name} IS NULL AND {text} IS NOT NULL"
    width = min(map(len, meanings))
    padded = f"length({text}) < {width} AND lpad({text}, {width}, '0') IN ({_listed(meanings)})"
    short = f"{lost} AND regexp_full_match({text}, '[0-9]+') AND {padded}"
    few = "、".join(f"{code}（{meaning}）" for code, meaning in meanings.items())
    choice = f"，应为 {few}" if len(meanings) <= _MOST_LISTED else ""
    return [
        (
            short,
            f"不是{column.title}的代码，像是丢了前面的 0；请在 Excel 里设为文本后重新导出",
        ),
        (lost, f"不是{column.title}的代码{choice}"),
    ]


def _meanings(column: Column) -> Mapping[str, str]:
    return codes()[str(column.codes)]


def _is_code(column: Column, text: str) -> str:
    listed = f"{text} IN ({_listed(_meanings(column))})"
    form = open_forms().get(str(column.codes))
    return f"({listed} OR regexp_full_match({text}, '{form}'))" if form else listed


def _told_apart(meanings: Mapping[str, str]) -> dict[str, str]:
    """Return the meanings that only one code has."""
    times = Counter(meanings.values())
    return {code: meaning for code, meaning in meanings.items() if times[meaning] == 1}


def _listed(values: Iterable[str]) -> str:
    """Return texts as SQL lists them."""
    return ", ".join(map(literal, values))
