"""期数乘每期人数不等于人次。"""

import re
from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="AR23",
    title="期数乘每期人数不等于人次",
    says="“{first}”乘“{second}”是 {computed}，“{name}”写作 {stated}",
    suggests="核对这三条指标，改正写错的一条",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V13 V14",
)
def rows_multiply(table: TargetTable) -> Iterator[Breach]:
    """Only where one row says how many come each time, one how often, and one the product."""
    for each in table.indicators:
        match = _EACH.search(each.name)
        if match is None or each.target.unit not in _PERSONS:
            continue
        often = _only(
            row for row in table.indicators if row.target.unit == match["unit"]
        )
        product = _only(
            row
            for row in table.indicators
            if row.target.unit == "人次" and row is not each
        )
        if often and product:
            yield from _compare(table, often, each, product)


_EACH = re.compile(r"每(?P<unit>期|场|次|班|批)[^每]{0,6}(?:人数|人次|规模)")
_PERSONS = ("人", "人次", "名")


def _only(rows: Iterator[Indicator]) -> Indicator | None:
    """The one row with a number; None where there is none or more than one."""
    counted = [row for row in rows if row.target.number is not None]
    return counted[0] if len(counted) == 1 else None


def _compare(
    table: TargetTable, often: Indicator, each: Indicator, product: Indicator
) -> Iterator[Breach]:
    times, persons, stated = (row.target.number for row in (often, each, product))
    if times is None or persons is None or times * persons == stated:
        return
    yield Breach(
        (product.evidence, often.evidence, each.evidence),
        CellPath.in_row(table.indicators.index(product), "target"),
        first=f"{often.name} {often.target.text}",
        second=f"{each.name} {each.target.text}",
        computed=f"{times * persons} 人次",
        name=product.name,
        stated=product.target.text,
    )
