"""Amounts, counts and products in prose, each with what stands before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao import chinese
from jixiao.money import SCALES, convert

NUMBER = r"\d[\d,]{0,24}(?:\.\d{1,12})?"
"""As long as any sum is: a run of digits without end would be tried from each of them."""
_COUNTED = "台|套|个|条|次|期|份|名|人次|人|家|册|张|场|天|件|项|辆|部|点|班|处|间|所"
_AMOUNT = re.compile(rf"(?P<number>{NUMBER})(?P<unit>亿元|万元|元)(?![/／])")
_COUNT = re.compile(rf"(?P<number>{NUMBER})(?P<unit>{_COUNTED})")
_CLAUSE = re.compile(r"[,，。；;、:]")
_FAR = 200
"""How far before an amount its words are looked for."""
_SENTENCE = re.compile(r"[^。；;]+")
_PRICED = re.compile(
    rf"(?P<count>{NUMBER})(?P<unit>{_COUNTED})[^,，。；;\d]{{0,12}}[,，]?"
    rf"每(?P=unit)[^\d,，。；;]{{0,8}}(?P<price>{NUMBER})(?P<price_unit>亿元|万元|元)[^\d。；;]{{0,6}}?"
    rf"(?:合计|共计|小计|共)[^\d。；;]{{0,4}}(?P<total>{NUMBER})(?P<total_unit>亿元|万元|元)"
)
_PRICE_EACH = re.compile(rf"每人每[天日次期年](?P<price>{NUMBER})元")
_TOTAL_AFTER = re.compile(
    rf"(?:共需|共计|合计|总计|约|共)[^\d。；;]{{0,8}}(?P<total>{NUMBER})(?P<unit>万元|元)"
)
_FACTOR = re.compile(rf"(?P<number>{NUMBER})(?P<unit>个|次|期|场|班|人|名|天)")


@dataclass(frozen=True, slots=True)
class Amount:
    """Money named in prose: exact yuan, as printed, and the words before it in its clause."""

    yuan: Decimal
    printed: str
    before: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Product:
    """A multiplication written out in prose: factors, their product, and what is stated."""

    factors: tuple[Decimal, ...]
    stated: Decimal
    printed: str
    start: int
    end: int

    @property
    def computed(self) -> Decimal:
        """The product of the factors."""
        result = Decimal(1)
        for factor in self.factors:
            result *= factor
        return result


def number(text: str) -> Decimal:
    """Read a printed number with thousands commas."""
    return Decimal(text.replace(",", ""))


def amounts(text: str) -> tuple[Amount, ...]:
    """Give every amount of money in a text, in order."""
    folded = chinese.key(text)
    found = []
    for match in _AMOUNT.finditer(folded):
        clause = _CLAUSE.split(folded[max(0, match.start() - _FAR) : match.start()])[-1]
        yuan = convert(number(match["number"]), match["unit"], "元")
        found.append(Amount(yuan, match[0], clause, *match.span()))
    return tuple(found)


_WHOLE = re.compile(
    r"(?:本项目|本年度|项目|年度|[上财]政|20\d{2}年)[^每占]{0,20}(?:安排|申请|需|预算|下达)[^每其]{0,12}$"
    r"|(?:项目|补助)?(?:金额|资金总额|总投资|预算)为?$|申请[^每]{0,4}$"
)


def whole_amounts(text: str) -> list[Amount]:
    """Give the amounts a text names as the project's own: 本项目本年度安排资金…, 项目金额为…."""
    return [amount for amount in amounts(text) if _WHOLE.search(amount.before)]


def priced_items(text: str) -> tuple[Product, ...]:
    """Give items written as count, price each and total: 10台每台0.7万元合计7万元. In yuan."""
    folded = chinese.key(text)
    return tuple(
        Product(
            (number(m["count"]), convert(number(m["price"]), m["price_unit"], "元")),
            convert(number(m["total"]), m["total_unit"], "元"),
            m[0],
            *m.span(),
        )
        for m in _PRICED.finditer(folded)
    )


@dataclass(frozen=True, slots=True)
class Course:
    """A run of sessions in prose: how often, how many persons, how many days, at what price."""

    times: Decimal
    persons: Decimal
    days: Decimal | None
    price: Decimal | None
    total: Decimal | None
    printed: str


def courses(text: str) -> Iterator[Course]:
    """Give trainings and the like: 15个，每次100人，每次1天，每人每天450元，共67.5万元."""
    for sentence in _SENTENCE.finditer(chinese.key(text)):
        found: dict[str, Decimal] = {}
        for factor in _FACTOR.finditer(sentence[0]):
            kind = {"人": "persons", "名": "persons", "天": "days"}.get(factor["unit"], "times")
            found.setdefault(kind, number(factor["number"]))
        if not {"times", "persons"} <= set(found) or "每" not in sentence[0]:
            continue
        price = _PRICE_EACH.search(sentence[0])
        total = _TOTAL_AFTER.search(sentence[0], price.end()) if price else None
        yield Course(
            found["times"],
            found["persons"],
            found.get("days"),
            number(price["price"]) if price else None,
            convert(number(total["total"]), total["unit"], "元") if total else None,
            sentence[0],
        )


def in_unit(yuan: Decimal, unit: str) -> Decimal:
    """Say an amount of yuan in a form's unit."""
    return convert(yuan, "元", unit if unit in SCALES else "元")


def slipped(one: Decimal, other: Decimal) -> bool:
    """Say whether two amounts differ by 元 written for 万元 and nothing else."""
    return other in (one * _SLIP, one / _SLIP)


_SLIP = 10000
_COUNT_WORDS = re.compile(r"(?:的?(?:数量|人数|次数|场次|期数|家数|台数|份数|数)|购置|采购|新增)+")
_SHORTEST = 3


def _item(name: str) -> str:
    """Give the item an indicator counts or prices: 采购复印机数量 → 复印机."""
    return _COUNT_WORDS.sub("", chinese.key(name))


def named_counts(text: str, name: str) -> list[tuple[Decimal, str, str]]:
    """Give the counts a text states of an indicator's item: 复印机10台, 10台复印机.

    Each is the number without scale, its unit, and as printed.
    """
    item, folded = _item(name), chinese.key(text)
    if len(item) < _SHORTEST:
        return []
    found: list[tuple[Decimal, str, str]] = []
    at = folded.find(item)
    while at >= 0:
        end = at + len(item)
        if after := _COUNT_AFTER.match(folded, end):
            found.append((*_scaled(after), folded[at : after.end()]))
        elif before := _COUNT_BEFORE.search(folded[max(0, at - _REACH) : at]):
            found.append((*_scaled(before), before[0] + item))
        at = folded.find(item, end)
    return found


_SCALED = rf"(?P<n>{NUMBER})(?P<scale>[万亿])?(?P<unit>{_COUNTED})"
_COUNT_AFTER = re.compile(rf"[^\d,，。；;、:：]{{0,4}}{_SCALED}")
_COUNT_BEFORE = re.compile(rf"{_SCALED}[^\d,，。；;、:：]{{0,2}}$")


def _scaled(found: re.Match[str]) -> tuple[Decimal, str]:
    scale = {None: 1, "万": 10**4, "亿": 10**8}[found["scale"]]
    return number(found["n"]) * scale, found["unit"]


def money_near(text: str, name: str) -> list[Amount]:
    """Give the amounts a text states of an item, up to the next item or the end of its sentence."""
    item = _item(name)
    if len(item) < _SHORTEST:
        return []
    folded = chinese.key(text)
    found: list[Amount] = []
    for match in re.finditer(re.escape(item), folded):
        rest = folded[match.end() :]
        stretch = re.split(r"[。；;、]|(?<=元)[,，](?=[^每共合总小单])", rest)[0]
        found += amounts(stretch[:_REACH])
    return found


_REACH = 40
