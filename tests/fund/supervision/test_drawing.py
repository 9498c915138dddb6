"""A draw is redone by anybody who has its log."""

import hashlib

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.supervision.drawing import draw


def test_the_draw_is_the_order_of_digests_whatever_the_list_began_as():
    codes = [f"H{n}" for n in range(20)]
    by_hand = sorted(
        codes, key=lambda c: hashlib.sha256(f"20260105|{c}".encode()).hexdigest()
    )

    assert by_hand[:5] == list(draw("20260105", reversed(codes), 5).chosen)
    assert by_hand[:5] != list(draw("20260106", codes, 5).chosen)


def test_the_log_names_everybody_and_who_was_drawn():
    log = draw("7", ["H1", "H2"], 1).log

    assert 2 == sum("　H" in line for line in log)
    assert 1 == sum("抽中" in line for line in log)


@pytest.mark.parametrize(
    ("seed", "codes", "count", "message"),
    [
        (" ", ["a"], 1, "种子"),
        ("1", ["a", "a"], 1, "重复"),
        ("1", ["a"], 2, "抽不出 2 个"),
    ],
)
def test_what_is_no_draw_is_refused(
    seed: str, codes: list[str], count: int, message: str
):
    with pytest.raises(JixiaoError, match=message):
        draw(seed, codes, count)
