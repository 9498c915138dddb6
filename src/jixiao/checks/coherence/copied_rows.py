"""不同项目的指标相同。"""

from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations, product

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CH04",
    title="不同项目的指标相同",
    says="“{one}”与“{other}”有 {count} 条指标名称相近、指标值相同：{names}",
    suggests="按项目各自的内容重写指标，不要照搬",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="P01",
)
def copied_rows(dossier: Dossier, *, least: int, alike: Decimal) -> Iterator[Breach]:
    telling = [(table, _telling_rows(table)) for table in dossier.tables]
    for (first, rows_of_first), (second, rows_of_second) in combinations(telling, 2):
        if chinese.key(first.project_name or "") == chinese.key(
            second.project_name or "-"
        ):
            continue
        pairs = _alike_pairs(rows_of_first, rows_of_second, alike)
        if len(pairs) >= least:
            pairs.sort(key=lambda pair: first.indicators.index(pair[0]))
            yield Breach(
                (row.evidence for pair in pairs for row in pair),
                "tables",
                one=first.project_name,
                other=second.project_name,
                count=len(pairs),
                names=[row.name for row, _ in pairs][:_MOST_NAMES],
            )


_LEAST_NAME = 6
_MOST_NAMES = 4
_RowsByValue = dict[str, list[tuple[str, Indicator]]]


def _telling_rows(table: TargetTable) -> _RowsByValue:
    """The rows that could only be alike by copying, by value, each with its plain name.

    Dates, satisfaction, 无 and names too short to tell are left out.
    """
    by_value: _RowsByValue = {}
    for row in table.indicators:
        name = chinese.key(row.name)
        common = (
            row.not_applicable or row.dimension == "满意度指标" or row.target.deadline
        )
        if not common and len(name) >= _LEAST_NAME:
            value = chinese.key(row.target.text)
            by_value.setdefault(value, []).append((name, row))
    return by_value


def _alike_pairs(
    left: _RowsByValue, right: _RowsByValue, alike: Decimal
) -> list[tuple[Indicator, Indicator]]:
    """The rows of two tables whose values are the same and whose names are alike."""
    pairs: list[tuple[Indicator, Indicator]] = []
    for value in left.keys() & right.keys():
        for (left_name, left_row), (right_name, right_row) in product(
            left[value], right[value]
        ):
            if SequenceMatcher(None, left_name, right_name).ratio() >= alike:
                pairs.append((left_row, right_row))
    return pairs
