"""A map says its numbers in words too, and hatches the silent."""

from decimal import Decimal

from lxml.etree import fromstring

from jixiao.publication.writers.tile_map import Tile, tile_map


def test_every_tile_has_its_name_and_words_and_nothing_is_markup():
    drawn = tile_map(
        "率<1>", [Tile("东县", "90%", Decimal("0.9")), Tile("西县", "没有报", None)]
    )
    words = [
        text.text for text in fromstring(drawn).iter() if text.tag.endswith("text")
    ]

    assert ["率<1>", "东县", "90%", "西县", "没有报"] == words[:5]
    assert 2 == drawn.count("url(#silent)")  # the tile and its legend


def test_a_share_of_one_has_the_darkest_shade():
    whole, none = (tile_map("", [Tile("甲", "", Decimal(n))]) for n in (1, 0))

    assert 2 == whole.count("#1f5f9e")
    assert 2 == none.count("#eaf2fb")
