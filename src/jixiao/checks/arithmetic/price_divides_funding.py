"""按标准算不出人数。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.amounts import read_number
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.money import convert
from jixiao.targets import Indicator, TargetTable


@check(
    code="AR14",
    title="按标准算不出人数",
    says="资金总额 {total}{unit}，按每人 {price} 元合 {count} 人，不是整数，也没有写明人数",
    suggests="写明按多少人、什么标准安排；四舍五入的说明",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="C10",
)
def price_divides_funding(table: TargetTable) -> Iterator[Breach]:
    """Only where one standard for each person is stated and nothing counts the persons."""
    rows = [row for row in table.indicators if _EACH_NAME.search(chinese.key(row.name))]
    prices = _prices_in(objective_text(table)) | _prices_of(rows)
    total = table.funding.annual.total or table.funding.project_total
    if len(prices) != 1 or not total or _counts_persons(table):
        return
    price = prices.pop()
    count = convert(total, str(table.money_unit), "元") / price
    if count != count.to_integral_value():
        yield Breach(
            [
                table.evidence.get("funding.annual.total"),
                *(row.evidence for row in rows),
            ],
            "funding.annual.total",
            total=total,
            unit=table.money_unit,
            price=price,
            count=count.quantize(Decimal("0.01")),
        )


_EACH = re.compile(r"每人(?:每年|补贴|补助)*(?P<price>\d+(?:\.\d+)?)元")
_EACH_NAME = re.compile(r"每人(?:每年)?$|每人每年")
_PERSON_UNITS = ("人", "人次", "名", "户")


def _prices_in(text: str) -> set[Decimal]:
    return {read_number(match["price"]) for match in _EACH.finditer(chinese.key(text))}


def _prices_of(rows: list[Indicator]) -> set[Decimal]:
    targets = [row.target for row in rows if row.target.unit == "元"]
    return {target.number for target in targets if target.number}


def _counts_persons(table: TargetTable) -> bool:
    return any(
        (row.target.unit or "").endswith(_PERSON_UNITS) for row in table.indicators
    )
