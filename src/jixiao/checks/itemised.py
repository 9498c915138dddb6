"""Totals in prose with the items listed before or after them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.checks.amounts import NUMBER, number
from jixiao.money import convert

_MONEY = "(?:亿元|万元|元)"
_TOTAL = re.compile(
    r"(?:以上[^,，。；;\d]{0,6}\d*[^,，。；;\d]{0,3})?(?:共计|合计|总计)[约为]*"
    rf"(?P<total>{NUMBER})(?P<total_unit>{_MONEY})"
    rf"|(?P<item>{NUMBER})(?:(?P<item_unit>{_MONEY})(?![/／])|(?=[(（一二三四五六七八九十]))"
)
_PRICED = re.compile(rf"每[^\d,，。；;]{{0,10}}{NUMBER}(?:万元|元)[,，]?$")
_EACH = re.compile(r"每[\u4e00-\u9fff]{0,8}$|不低于$|≥$")
_LEAST_ITEMS = 2


def itemised_totals(text: str) -> Iterator[tuple[list[Decimal], Decimal, str]]:
    """Give the items (in yuan), the total and its words for each total that items stand before.

    A total right behind a unit price (每台0.7万元合计7万元) is itself an item.
    """
    folded = chinese.key(text)
    items: list[Decimal] = []
    for found in _TOTAL.finditer(folded):
        before = folded[max(0, found.start() - 30) : found.start()]
        if found["total"]:
            total = convert(number(found["total"]), found["total_unit"], "元")
            if _PRICED.search(before):
                items.append(total)
            elif len(items) >= _LEAST_ITEMS:
                yield items, total, found[0]
                items = []
        elif not _EACH.search(before) and (found["item_unit"] or "." in found["item"]):
            items.append(convert(number(found["item"]), found["item_unit"] or "万元", "元"))
