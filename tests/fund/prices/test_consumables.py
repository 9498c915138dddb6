"""Consumables: how many pieces a price is of, and which compare."""

from decimal import Decimal

import pytest

from jixiao.fund.prices.consumables import plain_model, read_pieces
from jixiao.fund.prices.conversion import factors_of
from jixiao.fund.prices.offers import BY_MAKER, THREE_SAME, Product, Reader
from jixiao.fund.prices.strength import UnreadStrength
from jixiao.fund.prices.wording import Wording
from tests.fund.payment.terms import terms


@pytest.mark.parametrize(
    ("pack", "sold_by", "pieces"),
    [
        ("10支/盒", "盒", 10),
        ("1个/袋×20袋/盒", "盒", 20),
        ("每盒装5个", "盒", 5),
        ("", "根", 1),
        ("６片", "包", 6),
    ],
)
def test_pieces_are_counted(pack: str, sold_by: str, pieces: int):
    assert pieces == read_pieces(pack, sold_by).count


@pytest.mark.parametrize(
    ("pack", "sold_by"), [("", "盒"), ("", ""), ("若干", "盒"), ("0个/盒", "盒")]
)
def test_what_does_not_say_how_many_is_not_guessed(pack: str, sold_by: str):
    with pytest.raises(UnreadStrength):
        read_pieces(pack, sold_by)


def test_one_model_compares_by_the_piece():
    def read(compare: str, **instead: str):
        known = {
            "generic_name": "一次性使用静脉留置针", "kind": "3", "form": "塑料", "spec": "Y型 24G",
            "pack": "10支/盒", "maker": "甲", "price_unit": "盒",
        }  # fmt: skip
        reader = Reader(compare, factors_of(terms()), Wording())
        return reader.read(Product(**(known | instead)))

    ours = read(BY_MAKER)
    single = read(BY_MAKER, spec="y型24g", pack="", price_unit="支")
    assert (ours.key, Decimal(10), Decimal(1)) == (single.key, ours.level, single.level)
    assert ours.key != read(BY_MAKER, spec="Y型 22G").key
    assert ours.key != read(BY_MAKER, maker="乙").key
    assert read(THREE_SAME).key == read(THREE_SAME, maker="乙").key
    with pytest.raises(UnreadStrength, match="没有写规格型号"):
        plain_model(" ")
