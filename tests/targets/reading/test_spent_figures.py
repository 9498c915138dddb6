"""Figures that were run together are parted by what they say of each other."""

import pytest

from jixiao.targets.reading.spent_figures import part_figures

ROLES = ["budget", "executed", "weight", "rate", "score"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("808010100%10", ["80", "80", "10", "100%", "10"]),
        ("12.5101080%8", ["12.5", "10", "10", "80%", "8"]),
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
