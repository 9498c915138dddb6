"""Policies are dated data; what cannot be is refused in plain words."""

from fractions import Fraction
from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits import load_policies, unread_files
from jixiao.fund.benefits.entry import Case
from jixiao.fund.benefits.policy import refuse_days_in_common
from jixiao.fund.benefits.values import to_fen
from jixiao.fund.benefits.year import NO_LIMIT

OWN = """basis = "本局"
confirmed = false
valid_from = 2024-01-01
valid_to = 2026-12-31
"""


def policy(folder: Path, text: str, extends: str = "sample_2024") -> Path:
    head = f'[policy]\ncode = "own"\ntitle = "本地"\nextends = "{extends}"\n'
    own = [line for line in OWN.splitlines() if line.split()[0] not in text.split()]
    (folder / "own.toml").write_text("\n".join([head + "\n".join(own), text]), "utf-8")
    return folder


def test_none_of_the_package_is_shipped_as_confirmed_law():
    assert "sample_2024" in load_policies()
    assert not any(shipped.confirmed for shipped in load_policies().values())


def case(**said: str) -> Case:
    resident = Case("390", "50", "", "21", "05", "local")
    return resident._replace(**said)


def test_a_file_says_only_what_differs(tmp_path: Path):
    local = load_policies(policy(tmp_path, '[basic."居民住院"]\ncap = 200000\n'))["own"]
    sample = load_policies()["sample_2024"]
    known, changed = (p.basic["居民住院"] for p in (sample, local))

    assert (150_000_00, 200_000_00) == (known.caps.year, changed.caps.year)
    assert known.steps == changed.steps
    assert sample.layers == local.layers


def test_the_later_of_two_that_fit_holds():
    sample = load_policies()["sample_2024"]

    active, retired = (
        sample.basic_of(case(insutype="310", psn_type=kind)) for kind in ("11", "21")
    )
    assert ("职工住院", "退休职工住院") == (active.name, retired.name)
    half_start = load_policies()["sample_2024_half_start"]
    other, poorest = (
        half_start.layer_of("major", case(psn_idet_type=code)) for code in ("", "7019")
    )
    assert (10_000_00, 5_000_00) == (other.steps[0][0], poorest.steps[0][0])
    assert NO_LIMIT == poorest.caps.year


def test_care_away_lowers_the_rate_by_points_or_by_a_factor():
    rates = []
    for code in ("sample_2024", "national_frame"):
        entry = load_policies()[code].basic["居民住院"]
        ((_, rate),) = entry.steps["二级"]
        rates.append(entry.adjustment.rate(rate, case(filing="referral")))

    assert [Fraction("0.6375"), Fraction("0.60")] == rates


def test_a_faulty_file_stops_only_those_who_ask_for_it(tmp_path: Path):
    policy(tmp_path, '[basic."居民住院"]\nlimit = 1\n')
    good = '[policy]\ncode = "good"\ntitle = "另一个"\nextends = "sample_2024"\n' + OWN
    (tmp_path / "good.toml").write_text(good, "utf-8")
    (tmp_path / "upon.toml").write_text(
        good.replace("good", "upon").replace("sample_2024", "broken"), "utf-8"
    )
    (tmp_path / "broken.toml").write_text("[policy\n", "utf-8")

    known = load_policies(tmp_path)

    assert "good" in list(known)
    assert {"own", "broken", "upon"} == set(known.faults)
    with pytest.raises(
        FaultyEntry, match=r"upon\.toml 以 broken 为底，而 broken\.toml"
    ):
        known["upon"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[basics."居民住院"]\ncap = 1\n', "不认识的“basics”；这里可写 policy、"),
        ("befor = 2026-01-01\n", "不认识的“befor”；这里可写 code、title"),
        ('[basic."居民住院"]\nlimit = 1\n', "不认识的“limit”"),
        ('[basic."新项"]\naccumulator = "住院"\n', "缺少 ratio"),
        ('[basic."居民住院"]\ninsutype = ["391"]\n', "不认识的代码或名称 391"),
        ('[basic."居民住院"]\nratio = { "二级" = 75 }\n', "应为 0 到 1 之间的比例，如 75% 写 0.75"),
        ('[basic."居民住院"]\nlevel = ["二级", "一级"]\nratio = { "二级" = [[9, 0.5], [3, 0.6]] }\n', "从低到高"),
        ('[layers."居民大病保险"]\ntiers = []\n', "从低到高"),
        ('[layers."新层"]\ncode = "x"\n', "缺少 field、tiers"),
        ('[layers."医疗救助"]\nidentity = ["富裕"]\n', "不认识的代码或名称 富裕"),
        ("valid_to = 2020-01-01\n", "valid_from 晚于 valid_to"),
        ('order = ["assistance", "none"]\n', "order 里有不认识的代码或名称 none"),
        ('[basic."居民住院"]\ndisease = ["感冒"]\n', "不认识的代码或名称 感冒"),
        ('[basic."居民住院"]\nwaived = ["富裕"]\n', "不认识的代码或名称 富裕"),
        ('[layers."医疗救助"]\nfield = "hifp_pay"\n', "不认识的代码或名称 hifp_pay"),
        ('[layers."医疗救助"]\ncounts = ["护工费"]\n', "不认识的代码或名称 护工费"),
        ('[layers."医疗救助"]\ncode = "1-2"\n', "应为字母开头的代码"),
        ('[account]\nscheme = "310"\n', "不认识的“scheme”"),
        ('[layer."大病"]\ncap = 1\n', "不认识的“layer”；这里可写 .*layers"),
        ('[accounts]\ninsutype = ["310"]\n', "不认识的“accounts”"),
        ('[basic."居民住院"]\nratio = { "三级医院" = 0.6 }\n', "ratio 里有不认识的代码或名称 三级医院；可写 三级"),
        ('[basic."居民住院"]\ndeductible = { "三甲" = [7] }\n', "deductible 里有不认识的代码或名称 三甲"),
        ('[basic."居民住院"]\ncase_cap = { "一级" = 30 }\n', "没有写 三级、二级 的 case_cap"),
        ('[basic."居民住院"]\nfiling_factor = { transfer = 0.9 }\n', "transfer；可写 local"),
        ('[basic."居民住院"]\nratio = { "三级" = "60%", "二级" = 1, "一级" = 1 }\n', "“60%”，应为不加引号的比例"),
        ('[basic."居民住院"]\ndeductible = { "三级" = [-7] }\n', "应为不小于 0"),
        ('[basic."居民住院"]\ndeductible = { "三级" = [] }\n', "没有起付线写"),
        ('[basic."居民住院"]\ncap = "15万"\n', "cap 写的是 “15万”，应为不加引号的元数"),
        ('[basic."居民住院"]\nfurther = "false"\n', "further 写的是 “false”，应为 true 或 false"),
        ('[basic."居民住院"]\naccumulator = "住院{dise}"\n', "只有 .disease. 和 .level. 会被换掉"),
        ('[basic."居民住院"]\ninsutype = "390"\n', "insutype 写的是 “390”，应为加引号、放在方括号里"),
        ('[basic."居民住院"]\nratio = 0.6\nfiling = { referral = 0.7 }\n', r"算成 110\.5%"),
        ('[basic."居民住院"]\nannual_deductible = 300\n', "同时写了 deductible 和 annual_deductible"),
        ('[basic."居民住院"]\nratio = [[0, 0.6], [9, 0.7]]\n', "没有写 bands_from；.*起付线以上、第一元"),
        ('[basic."居民住院"]\nlike = "居民门诊"\n', "like 里有不认识的代码或名称 居民门诊"),
        ('[basic."居民住院"]\nage = [65]\n', "从几到几的两个整数"),
        ('[layers."另一大额"]\ncode = "large"\nfield = "hifob_pay"\ntiers = [[0, 0.9]]\n', "没有写 base"),
        ('[layers."另一大额"]\ncode = "large"\nfield = "hifmi_pay"\ntiers = [[0, 0.9]]\n', "各条目记入不同的列"),
        ('[layers."另一大额"]\nlike = "职工大额医疗费用补助"\nbase = "超限额"\n', "各条目 base 不同"),
        ('[level]\n"三甲" = ["01"]\n"三乙" = ["01"]\n', "把 01 写在了两个等级里"),
        ('[basic."居民住院"]\nratio = [[9, 0.50], [3, 0.60]]\n', r"写的是 \[\[9, 0\.50\], \[3, 0\.60\]\]，"),
        ('[basic."居民住院"]\ncap = true\n', "写的是 true，"),
        ('[basic."居民住院"]\ncap = inf\n', "写的是 inf，"),
        ('[basic."居民住院"]\ncap = 1e30\n', r"写的是 1e\+30，"),
        ('[insurance]\nlapsed = "不报"\n', "不付、照付 之一"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(tmp_path: Path, text: str, message: str):
    with pytest.raises(FaultyEntry, match=message):
        load_policies(policy(tmp_path, text))["own"]


def test_yuan_become_fen_half_a_fen_upwards():
    assert [1, 100, 150_000_00] == [to_fen("0.005"), to_fen(1), to_fen(150_000)]


def named(folder: Path, code: str, extends: str, name: str = "") -> Path:
    head = f'[policy]\ncode = "{code}"\ntitle = "本地"\nextends = "{extends}"\n'
    path = folder / (name or f"{code}.toml")
    path.write_text(head + OWN, "utf-8")
    return path


def test_files_that_extend_each_other_in_a_circle_are_refused(tmp_path: Path):
    circle = {"self": "self", "a": "b", "b": "a", "c": "d", "d": "e", "e": "c"}
    for code, extends in {**circle, "above": "a", "good": "sample_2024"}.items():
        named(tmp_path, code, extends)

    known = load_policies(tmp_path)

    assert {*circle, "above"} == set(known.faults)
    assert "good" in list(known)
    with pytest.raises(FaultyEntry, match="c → d → e → c"):
        known["c"]


@pytest.mark.parametrize("extends", ["base", "national_frame"])
def test_a_file_with_the_name_of_a_shipped_one_is_refused_alone(
    tmp_path: Path, extends: str
):
    for code in ("base", "sample_2024"):
        named(tmp_path, code, extends)
    named(tmp_path, "good", "sample_2024")

    known = load_policies(tmp_path)

    assert {"base", "sample_2024"} == set(known.faults)
    assert load_policies()["sample_2024"].basic == known["good"].basic
    half_start = "sample_2024_half_start"
    assert load_policies()[half_start] == known[half_start]
    with pytest.raises(FaultyEntry, match=r"与随程序附带的政策同名.*请换一个名称"):
        known["sample_2024"]


def test_what_a_file_extends_must_be_there(tmp_path: Path):
    named(tmp_path, "own", "bsae")

    with pytest.raises(
        FaultyEntry, match=r"own\.toml .*bsae，没有这个政策；可写 base、"
    ):
        load_policies(tmp_path)["own"]


def test_a_file_corrected_or_added_later_is_seen(tmp_path: Path):
    path = named(tmp_path, "own", "sample_2024")
    assert load_policies(tmp_path) is load_policies(tmp_path)
    path.write_text(path.read_text("utf-8").replace("本地", "更正过"), "utf-8")
    named(tmp_path, "later", "sample_2024", "later.TOML")

    known = load_policies(tmp_path)

    assert "更正过" == known["own"].title
    assert "later" in list(known)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(FaultyEntry, match=r"没有文件夹 .*none"):
        load_policies(tmp_path / "none")


def test_what_looks_like_a_policy_and_is_not_read_is_named(tmp_path: Path):
    below = tmp_path / "2025"
    below.mkdir()
    named(below, "deep", "sample_2024")
    named(tmp_path, "own", "sample_2024")
    named(tmp_path, "own", "sample_2024", "own.toml.txt")

    assert [below / "deep.toml", tmp_path / "own.toml.txt"] == unread_files(tmp_path)


def test_policies_in_force_on_the_same_days_are_not_settled_by_together():
    known = load_policies()
    with pytest.raises(
        FaultyEntry, match=r"sample_2024 和 national_frame .*2024-01-01 至 2026-12-31"
    ):
        refuse_days_in_common([known["sample_2024"], known["national_frame"]])


def test_each_policy_says_its_own_title_basis_state_and_days(tmp_path: Path):
    head = '[policy]\ncode = "own"\nextends = "sample_2024"\nbasis = "本局"\n'
    (tmp_path / "own.toml").write_text(head, "utf-8")
    (tmp_path / "bare.toml").write_text('[policy]\ncode = "bare"\n' + OWN, "utf-8")

    known = load_policies(tmp_path)

    assert "缺少 title、confirmed、valid_from、valid_to。" in str(known.faults["own"])
    assert '请写 extends = "base"' in str(known.faults["bare"])
