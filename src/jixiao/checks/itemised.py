"""Totals in prose with the items listed before or after them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.money import convert

_MONEY = "(?:亿元|万元|元)"
_TOTAL_OR_ITEM = re.compile(
    r"(?:以上[^,，。；;\d]{0,6}\d*[^,，。；;\d]{0,3})?(?:共计|合计|总计)[约为]*"
    rf"(?P<total>{NUMBER})(?P<total_unit>{_MONEY})"
    rf"|(?P<item>{NUMBER})(?:(?P<item_unit>{_MONEY})(?![/／])|(?=[(（一二三四五六七八九十]))"
)
_UNIT_PRICE_BEFORE = re.compile(rf"每[^\d,，。；;]{{0,10}}{NUMBER}(?:万元|元)[,，]?$")
_NO_ITEM_BEFORE = re.compile(r"每[\u4e00-\u9fff]{0,8}$|不低于$|≥$")
"""A price for each of something, or a floor, is no item of the total."""
_REACH = 30
"""How far before an amount its words are looked for."""
_LEAST_ITEMS = 2


def itemised_totals(text: str) -> Iterator[tuple[list[Decimal], Decimal, str]]:
    """Each total that items stand before: the items and the total in yuan, and its words.

    A total right behind a unit price (每台0.7万元合计7万元) is itself an item.
    """
    folded = chinese.key(text)
    items: list[Decimal] = []
    for match in _TOTAL_OR_ITEM.finditer(folded):
        before = folded[max(0, match.start() - _REACH) : match.start()]
        if not match["total"]:
            items.extend(_item(match, before))
            continue
        total = convert(read_number(match["total"]), match["total_unit"], "元")
        if _UNIT_PRICE_BEFORE.search(before):
            items.append(total)
        elif len(items) >= _LEAST_ITEMS:
            yield items, total, match[0]
            items = []


def _item(match: re.Match[str], before: str) -> list[Decimal]:
    """The amount of an item in yuan; empty where the number is none. 12.5(… is in 万元."""
    is_amount = match["item_unit"] or "." in match["item"]
    if not is_amount or _NO_ITEM_BEFORE.search(before):
        return []
    return [convert(read_number(match["item"]), match["item_unit"] or "万元", "元")]
