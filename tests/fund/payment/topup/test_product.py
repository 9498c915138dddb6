from fractions import Fraction
from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.payment.topup.product import SAMPLE, load_product


def test_bands_are_climbed_from_the_line_on():
    product = load_product()

    assert 0 == product.paid_on(0)
    assert Fraction(2_500_000) == product.paid_on(5_000_000)
    assert Fraction(2_500_060) == product.paid_on(5_000_100)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[0, 0.5], [50000, 0.6]]", "[[1, 0.5]]"),
        ("[[0, 0.5], [50000, 0.6]]", "[[0, 1.1]]"),
        ("[[0, 0.5], [50000, 0.6]]", "[[0, 0.5], [0, 0.6], [0, 0.5]]"),
        ("cap            = 1000000\n", ""),
        ("cap            =", "top ="),
        ('"政策范围内个人负担"', '"全部"'),
    ],
)
def test_what_is_written_wrong_is_refused(tmp_path: Path, before: str, after: str):
    text = SAMPLE.read_text("utf-8")
    assert before in text
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(before, after), "utf-8")

    with pytest.raises(FaultyEntry, match=r"mine\.toml"):
        load_product(path)
