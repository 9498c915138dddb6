"""Policies are dated data; what cannot be is refused in plain words."""

from fractions import Fraction
from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits import load_policies
from jixiao.fund.benefits.entry import Case
from jixiao.fund.benefits.policy import refuse_days_in_common
from jixiao.fund.benefits.values import to_fen
from jixiao.fund.benefits.year import NO_LIMIT
from tests.drawn import drawn

STATED = """basis = "本局"
confirmed = false
valid_from = 2024-01-01
valid_to = 2026-12-31
"""


def policy(folder: Path, text: str, extends: str = "sample_2024") -> Path:
    head = f'[policy]\ncode = "own"\ntitle = "本地"\nextends = "{extends}"\n'
    unsaid = [
        line for line in STATED.splitlines() if line.split()[0] not in text.split()
    ]
    (folder / "own.toml").write_text(
        "\n".join([head + "\n".join(unsaid), text]), "utf-8"
    )
    return folder


def case(**said: str) -> Case:
    resident = Case("390", "50", "", "21", "05", "local")
    return resident._replace(**said)


@pytest.mark.slow
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


@drawn(one_of=4)
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
        ('[basic."居民住院"]\nratio = { "二级" = nan }\n', "应为不加引号的比例"),
        ('[basic."居民住院"]\nratio = { "二级" = inf }\n', "应为有尽头的数"),
        ('[basic."居民住院"]\ncap = nan\n', "应为不加引号的元数"),
        ('[basic."居民住院"]\ninsutype = []\n', "空着就谁也不给"),
        ('[basic."居民住院"]\npsn_type = []\n', "空着就谁也不给"),
        ('[layers."居民大病保险"]\nidentity = []\n', "空着就谁也不给"),
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
        ('[basic."居民住院"]\ncap = "没有"\n', "cap 写的是 “没有”，应为不加引号的元数，如 15000，或 .不封顶."),
        ('[basic."居民住院"]\nmonth_cap = 200000\n', "month_cap 大于 cap，永远用不到"),
        ('[basic."居民住院"]\nday_cap = 9\nmonth_cap = 8\n', "day_cap 大于 month_cap"),
        ('[basic."居民住院"]\nratio = 0.1234567\n', "最多六位小数的比例"),
        ('[layers."医疗救助"]\ntiers = [[0, "1/999983"], [9, "1/999979"]]\n', "几段合起来算不精确"),
        ('[identity]\n"困难" = ["7131", "7019"]\n[basic."居民住院"]\nidentity = { "特困" = 0.05, "困难" = 0.02 }\n',
         "identity 里 特困、困难 都有代码 7131，写的数不同"),
        ('[identity]\n"省外" = ["7131"]\n', "省外 是就医地或异地备案状态的名称"),
        ('[items]\n"甲" = ["C2"]\n"乙" = ["C2"]\n[basic."居民住院"]\nitems = { "甲" = {ratio=1}, "乙" = {ratio=0} }\n',
         "甲 和 乙 都有目录代码 C2，同一笔费用会算两次"),
        ('[items]\n"耗材" = ["C1"]\n[basic."离休人员和伤残军人".items."耗材"]\nratio = 0.5\ncap = 9000\n',
         "items 一节之后的各项都算这个项目的"),
        ('[items]\n"甲" = ["C1"]\n[basic."居民住院"]\nfirst_paid = { local = 1 }\nitems = { "甲" = { ratio = 1 } }\n',
         "同时写了 first_paid 和 items"),
        ('[disease]\n"甲" = ["M1"]\n"乙" = ["M1"]\n[basic."居民住院"]\ndisease = ["乙"]\naccumulator = "{disease}"\n',
         "甲、乙 都有代码 M1"),
        ('[layers."医疗救助"]\nbase = "保底"\n', '按每次住院算；请写明 tiers_by = "每次"'),
        ('[layers."医疗救助"]\nbase = "保底"\ntiers_by = "每次"\nbefore_identity = "补足"\n',
         "不能全年补足"),
        ('year_of = "分年"\n', "必须写 carried_line（再付、不再付 之一"),
        ('carried_line = "再付"\n', "不写 分年 时不能写"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(tmp_path: Path, text: str, message: str):
    with pytest.raises(FaultyEntry, match=message):
        load_policies(policy(tmp_path, text))["own"]


def test_yuan_become_fen_half_a_fen_upwards():
    assert [1, 100, 150_000_00] == [to_fen("0.005"), to_fen(1), to_fen(150_000)]


def test_policies_in_force_on_the_same_days_are_not_settled_by_together():
    known = load_policies()
    with pytest.raises(
        FaultyEntry, match=r"sample_2024 和 national_frame .*2024-01-01 至 2026-12-31"
    ):
        refuse_days_in_common([known["sample_2024"], known["national_frame"]])
