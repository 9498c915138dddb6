"""Figures that were run together are parted by what they say of each other."""

from decimal import Decimal

import pytest

from jixiao.targets.reading.spent_figures import pair_of_rate, part_figures

ROLES = ["budget", "executed", "weight", "rate", "score"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("808010100%10", ["80", "80", "10", "100%", "10"]),
        ("12.5101080%8", ["12.5", "10", "10", "80%", "8"]),
        ("353510100.00%10", ["35", "35", "10", "100.00%", "10"]),
        ("某局", ["某局"]),
    ],
)
def test_figures_part_by_their_arithmetic(text, expected):
    assert expected == list(part_figures(text, ROLES))


def test_a_rate_without_its_sign_parts_where_points_prove_it():
    roles = ["initial", "budget", "executed", "weight", "rate", "score"]

    parted = part_figures("26026024710959.5", roles)

    assert ["260", "260", "247", "10", "95", "9.5"] == list(parted)


def test_without_heads_only_an_amount_printed_again_parts():
    assert ["49.5", "49.5", "49.5", "100%"] == list(
        part_figures("49.549.549.5100%", [])
    )


def test_an_amount_whose_halves_are_alike_is_one():
    assert ["55"] == list(part_figures("55", []))
    assert ["1212"] == list(part_figures("1212", []))


ALL = ["initial", "budget", "executed", "weight", "rate", "score"]


@pytest.mark.parametrize(
    ("cells", "roles"),
    [
        (["520", "312.5", "60.1%", "520"], ["initial", "executed", "rate", "expected"]),
        (["1,250,000.00", "1,180,000.00", "1,062,000.00", "10", "90.00%", "9.00"], ALL),
        (["27.1", "27.1", "27.1", "10", "100.00%", "10"], ALL),
        (["128", "128", "121.6", "-", "95%", "-"], ALL),
        (["44", "44", "44", "100%"], ["initial", "budget", "executed", "rate"]),
        (["73.2", "65.88", "90%", "18"], ["budget", "executed", "rate", "score"]),
        (["72", "70.44", "97.83%"], ["budget", "executed", "rate"]),
        (["82.5", "70.1", "85%"], ["initial", "budget", "executed", "rate"]),
    ],
)
def test_a_row_parts_where_only_one_way_agrees(cells: list[str], roles: list[str]):
    assert cells == list(part_figures("".join(cells), roles))


def test_a_row_that_several_ways_agree_with_stays_whole():
    text = "751.9650.587%"
    blank = "7270.4497.83%"

    assert [text] == list(part_figures(text, ["budget", "executed", "rate"]))
    assert [blank] == list(
        part_figures(blank, ["initial", "budget", "executed", "rate"])
    )


@pytest.mark.parametrize(
    ("amounts", "rate", "pair"),
    [
        (["210", "200", "190"], "95", (1, 2)),
        (["51", "49.5", "47.52"], "96", (1, 2)),
        (["80", "80", "80"], "100", (0, 1)),
        (["80", "75", "60"], "90", None),
    ],
)
def test_a_rate_says_which_amounts_belong_together(amounts, rate, pair):
    assert pair == pair_of_rate(list(map(Decimal, amounts)), Decimal(rate))
