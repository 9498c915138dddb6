"""差比价: how the price of one pack tells that of another of the same drug.

The factors of 发改价格〔2011〕2452号 are parameters; each says K = base^log2 X. A pack's level is the
product of its factors against one mg (IU) in one plain tablet, so that K(a→b) = level(b) ÷ level(a):
it is transitive, and K(a→b) · K(b→a) = 1, by construction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from jixiao.fund.parameters import Terms
from jixiao.fund.prices.strength import Strength
from jixiao.fund.prices.wording import SUGAR_FREE, Form

KEYS = (
    "prices.content_base",
    "prices.volume_base",
    "prices.count_base",
    "prices.other_count_base",
    "prices.count_rule",
    "prices.form_factors",
    "prices.digits",
)
_BY_PIECE = "按最小单位"
_EXACT = Context(prec=40, rounding=ROUND_HALF_EVEN)
_KEPT = Decimal("1e-20")
_TWO = Fraction(2)


@dataclass(frozen=True, slots=True)
class Factors:
    """The bases and factors of a day; prices are rounded to `digits` of a yuan."""

    content: Fraction
    volume: Fraction
    oral_count: Fraction
    other_count: Fraction
    by_piece: bool
    forms: Mapping[str, Fraction]
    digits: int

    def converts(self, form: Form) -> bool:
        """Whether a form has a factor against others."""
        return form.name in self.forms

    def level(self, strength: Strength, form: Form) -> Decimal:
        """Return the level of a pack: prices of two packs compare as their levels do.

        Where a volume is printed the content counts as a concentration, so that packs of one
        concentration differ by their volumes alone.
        """
        factor = self.forms.get(form.name, Fraction(1))
        if form.sugar_free:
            factor *= self.forms.get(SUGAR_FREE, Fraction(1))
        parts = [_decimal(factor), self._of_count(strength.count, form)]
        content = strength.contents[0] if strength.contents else None
        if strength.volume is not None:
            parts.append(_power(self.volume, strength.volume))
            content = content and content / strength.volume
        if content is not None:
            parts.append(_power(self.content, content))
        level = Decimal(1)
        for part in parts:
            level = _EXACT.multiply(level, part)
        return level

    def _of_count(self, count: int, form: Form) -> Decimal:
        if self.by_piece:
            return Decimal(count)
        base = self.oral_count if form.oral else self.other_count
        return _power(base, Fraction(count))

    def converted(self, price: Decimal, of: Decimal, to: Decimal) -> Decimal:
        """Return what a price of a pack of one level is for a pack of another, unrounded."""
        return _EXACT.multiply(price, _EXACT.divide(to, of))

    def rounded(self, price: Decimal) -> Decimal:
        """Round a price half up to the rule's digits, once."""
        exact = price.quantize(_KEPT, ROUND_HALF_EVEN, _EXACT)
        return exact.quantize(Decimal(1).scaleb(-self.digits), ROUND_HALF_UP)


def factors_of(terms: Terms) -> Factors:
    """Return the factors that hold on a day.

    Raises:
        JixiaoError: a parameter is not set for the day.
    """
    return Factors(
        terms.factor("prices.content_base"),
        terms.factor("prices.volume_base"),
        terms.factor("prices.count_base"),
        terms.factor("prices.other_count_base"),
        terms.choice("prices.count_rule") == _BY_PIECE,
        terms.factors("prices.form_factors"),
        terms.count("prices.digits"),
    )


def _decimal(number: Fraction) -> Decimal:
    return _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))


@lru_cache(maxsize=4096)
def _power(base: Fraction, ratio: Fraction) -> Decimal:
    """base^log2(ratio)."""
    exponent = _EXACT.divide(_logarithm(ratio), _logarithm(_TWO))
    return _EXACT.exp(_EXACT.multiply(exponent, _logarithm(base)))


@lru_cache(maxsize=4096)
def _logarithm(number: Fraction) -> Decimal:
    return _EXACT.ln(_decimal(number))
