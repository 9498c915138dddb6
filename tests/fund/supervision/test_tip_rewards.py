"""Rewards against the published worked answers, floors and caps."""

from datetime import date
from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.supervision.tip_rewards import claim_by, read_tariffs, reward, tariffs


@pytest.mark.parametrize(
    ("code", "proven", "earned"),
    [
        ("hefei_person", 8_000, 800),
        ("hefei_person", 3_000, 500),
        ("hefei_person", 10_000, 1_000),
        ("hefei_person", 20_000, 2_500),
        ("hefei_institution", 20_000, 500),
        ("hefei_institution", 300_000, 6_000),
        ("hefei_institution", 500_000, 10_000),
        ("hefei_institution", 600_000, 24_000),
        ("hefei_institution_marginal", 600_000, 14_000),
        ("hefei_institution", 6_000_000, 200_000),
        ("provincial_first", 0, 400),
    ],
)  # fmt: skip
def test_a_tip_earns_what_its_tariff_says(code: str, proven: int, earned: int):
    assert earned * 100 == reward(tariffs()[code], proven * 100)


def test_an_insider_earns_a_fifth_more_and_an_offender_nothing():
    tariff = tariffs()["provincial_first"]

    assert 3_600_00 == reward(tariff, 100_000_00, insider=True)
    assert 0 == reward(tariff, 100_000_00, is_offender=True)


@pytest.mark.parametrize(
    ("noticed", "last"),
    [
        (date(2026, 3, 15), date(2026, 5, 15)),
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2026, 11, 30), date(2027, 1, 30)),
    ],
)
def test_a_reward_is_claimed_within_two_months(noticed: date, last: date):
    assert last == claim_by(noticed)


def test_bands_rise_and_the_last_has_no_end(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text(
        '[x]\ntitle = "x"\nreading = "全额"\nfloor = 0\ncap = 1\ninsider = 1\nstanding = "样例"\n'
        'basis = "x"\nconfirmed = false\nband = [{ up_to = 5, rate = 0.1 }]\n',
        "utf-8",
    )

    with pytest.raises(FaultyEntry, match="只有最后一段不写 up_to"):
        read_tariffs(path)
