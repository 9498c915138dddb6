"""Listed offers made comparable: each way of writing a pack read once, and given a key and a level."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jixiao.fund.prices.consumables import plain_model, read_pieces
from jixiao.fund.prices.conversion import Factors
from jixiao.fund.prices.strength import Strength, UnreadStrength, read_strength
from jixiao.fund.prices.wording import GENERIC, MAKER, Form, Wording, plain_name
from jixiao.fund.records.prices import CONSUMABLE

WESTERN, PATENT = "1", "2"
_BY_PIECES = "耗材按规格型号比，几件一包的按件数折算"
FOUR_SAME, THREE_SAME = "四同", "三同"
BY_MAKER, BY_ANY = "同企业差比价", "不分企业差比价"
_OF_ONE_MAKER = (FOUR_SAME, BY_MAKER)
_CONVERTED = (BY_MAKER, BY_ANY)
_CONVERTIBLE = "可换算剂型"


@dataclass(frozen=True, slots=True)
class Product:
    """How a listed product is written: what decides with which others it compares."""

    generic_name: str
    kind: str
    form: str
    spec: str
    pack: str
    maker: str
    price_unit: str


@dataclass(frozen=True, slots=True)
class Comparable:
    """A product that was read: products of one `key` compare as their levels do; `note` is a doubt."""

    key: str
    level: Decimal
    strength: Strength
    note: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads products by a rule of comparison, a day's factors and the reviewed names."""

    compare: str
    factors: Factors
    wording: Wording

    def read(self, product: Product) -> Comparable:
        """Return a product with its key and level.

        Raises:
            UnreadStrength: its strength, pack or form was not understood.
        """
        if product.kind == CONSUMABLE:
            return self._consumable(product)
        strength = _strength(product.spec, product.pack, product.price_unit)
        form = self.wording.form(product.form)
        if form is None:
            message = (
                f"剂型“{product.form}”不认识，请在价格名称对照表里写明采用哪个剂型"
            )
            raise UnreadStrength(message)
        converts, note = self._converts(product)
        names = [self.wording.name(GENERIC, product.generic_name)]
        if self.compare in _OF_ONE_MAKER:
            names.append(self.wording.name(MAKER, product.maker))
        alike = converts and self.factors.converts(form)
        names += [_CONVERTIBLE if alike else _named(form), strength.unit]
        names += _proportions(strength) if converts else _contents(strength)
        return Comparable("|".join(names), self.factors.level(strength, form), strength, note)  # fmt: skip

    def _consumable(self, product: Product) -> Comparable:
        """Return a consumable: by name, model and (where the rule says so) maker, its level its pieces."""
        pieces = read_pieces(product.pack, product.price_unit)
        names = ["耗材", self.wording.name(GENERIC, product.generic_name)]
        if self.compare in _OF_ONE_MAKER:
            names.append(self.wording.name(MAKER, product.maker))
        key = "|".join([*names, plain_name(product.form), plain_model(product.spec)])
        return Comparable(key, Decimal(pieces.count), pieces, _BY_PIECES)

    def _converts(self, product: Product) -> tuple[bool, str]:
        """Whether strengths convert; where they might but it cannot be known, a note says so."""
        if self.compare not in _CONVERTED:
            return False, ""
        if product.kind == WESTERN:
            return True, ""
        if product.kind == PATENT:
            return False, "中成药按日治疗量比价，没有换算，只比同规格"
        return False, "没有写药品类别，没有换算，只比同规格"

    def read_all(
        self, products: Iterable[Product]
    ) -> tuple[Mapping[Product, Comparable], Mapping[Product, str]]:
        """Return the products that were read, and why each other one was not."""
        read: dict[Product, Comparable] = {}
        unread: dict[Product, str] = {}
        for product in products:
            try:
                read[product] = self.read(product)
            except UnreadStrength as why:
                unread[product] = str(why)
        return read, unread


@lru_cache(maxsize=65_536)
def _strength(spec: str, pack: str, price_unit: str) -> Strength:
    return read_strength(spec, pack, price_unit)


def _named(form: Form) -> str:
    return f"{form.name}（无糖）" if form.sugar_free else form.name


def _proportions(strength: Strength) -> list[str]:
    """What packs share whose strengths convert: the proportion of their substances."""
    proportion = strength.proportion if strength.contents else ()
    return [":".join(map(str, proportion)), "有容量" if strength.volume is not None else ""]  # fmt: skip


def _contents(strength: Strength) -> list[str]:
    """What packs share whose strengths do not convert: contents and volume."""
    return ["+".join(map(str, strength.contents)), str(strength.volume or "")]
