"""Policies are dated data; what cannot be is refused in plain words."""

from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits import load_policies
from jixiao.fund.benefits.policy import NO_LIMIT, to_fen


def policy(folder: Path, text: str, extends: str = "sample_2024") -> Path:
    head = f'[policy]\ncode = "own"\ntitle = "本地"\nextends = "{extends}"\n'
    (folder / "own.toml").write_text(head + text, "utf-8")
    return folder


def test_none_of_the_package_is_shipped_as_confirmed_law():
    assert "sample_2024" in load_policies()
    assert not any(shipped.confirmed for shipped in load_policies().values())


def test_a_file_says_only_what_differs(tmp_path: Path):
    local = load_policies(policy(tmp_path, '[basic."居民住院"]\ncap = 200000\n'))["own"]
    sample = load_policies()["sample_2024"]
    case = ("390", "50", "21", "二级", "local", "")

    assert (150_000_00, 200_000_00) == (sample.basic[case].cap, local.basic[case].cap)
    assert sample.basic[case].bands == local.basic[case].bands
    assert sample.layers.keys() == local.layers.keys()


def test_the_later_of_two_that_fit_holds():
    sample = load_policies()["sample_2024"]

    active, retired = (
        sample.basic["310", kind, "21", "二级", "local", ""] for kind in ("11", "21")
    )
    assert (((0, 8_800),), ((0, 9_200),)) == (active.bands, retired.bands)
    poor = load_policies()["sample_2024_half_start"].layers["major"]
    other, poorest = (poor["390", "50", "0", identity] for identity in ("", "7019"))
    assert (10_000_00, 5_000_00) == (other.tiers[0][0], poorest.tiers[0][0])
    assert NO_LIMIT == poorest.cap


def test_care_away_lowers_the_rate_by_points_or_by_a_factor():
    by_factor = load_policies()["sample_2024"].basic[
        "390", "50", "21", "二级", "referral", ""
    ]
    by_points = load_policies()["national_frame"].basic[
        "390", "50", "21", "二级", "referral", ""
    ]

    assert (((0, 6_375),), ((0, 6_000),)) == (by_factor.bands, by_points.bands)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[basics."居民住院"]\ncap = 1\n', "basics 不是已知的项；这里可写 policy、"),
        ("befor = 2026-01-01\n", r"policy.befor 不是已知的项；这里可写 code、title"),
        ('[basic."居民住院"]\nlimit = 1\n', "不认识的“limit”"),
        ('[basic."新项"]\naccumulator = "住院"\n', "缺少 ratio"),
        ('[basic."居民住院"]\ninsutype = ["391"]\n', "不认识的代码 391"),
        ('[basic."居民住院"]\nratio = { "二级" = 75 }\n', "应在 0 到 1 之间"),
        ('[basic."居民住院"]\nlevel = ["二级", "一级"]\nratio = { "二级" = [[9, 0.5], [3, 0.6]] }\n', "从低到高"),
        ('[layers."居民大病保险"]\ntiers = []\n', "从低到高"),
        ('[layers."新层"]\ncode = "x"\n', "缺少 field、tiers"),
        ('[layers."医疗救助"]\nidentity = ["富裕"]\n', "不认识的代码 富裕"),
        ("valid_to = 2020-01-01\n", "valid_from 晚于 valid_to"),
        ('order = ["assistance", "none"]\n', "order 里没有 none"),
        ('[basic."居民住院"]\ndisease = ["感冒"]\n', "不认识的代码 感冒"),
        ('[basic."居民住院"]\nwaived = ["富裕"]\n', "不认识的代码 富裕"),
        ('[layers."医疗救助"]\nfield = "hifp_pay"\n', "不认识的代码 hifp_pay"),
        ('[layers."医疗救助"]\ncounts = ["护工费"]\n', "不认识的代码 护工费"),
        ('[layers."医疗救助"]\ncode = "1-2"\n', "code 应是字母开头"),
        ('[account]\nscheme = "310"\n', "不认识的“scheme”"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(tmp_path: Path, text: str, message: str):
    with pytest.raises(FaultyEntry, match=message):
        load_policies(policy(tmp_path, text))


def test_yuan_become_fen_half_a_fen_upwards():
    assert [1, 100, 150_000_00] == [to_fen("0.005"), to_fen(1), to_fen(150_000)]
