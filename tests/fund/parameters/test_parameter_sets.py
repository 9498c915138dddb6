from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.parameters import Standing, load_parameter_sets, words
from jixiao.fund.parameters.parameter_sets import lines_of

DAY = date(2026, 6, 1)


def own_set(folder: Path, body: str, name: str = "mine") -> Path:
    head = f'[set]\ncode = "{name}"\ntitle = "某县参数"\nextends = "sample"\n\n'
    (folder / f"{name}.toml").write_text(head + body, "utf-8")
    return folder


def row(key: str, value: str, since: str = "2026-01-01", rest: str = "") -> str:
    return (
        f'[[parameter]]\nkey = "{key}"\nvalue = {value}\nsince = {since}\n{rest}'
        'standing = "市县"\nbasis = "某县医保发〔2026〕1号"\n'
    )


def test_a_nearer_set_speaks_before_the_one_it_extends(tmp_path: Path):
    terms = load_parameter_sets(own_set(tmp_path, row("dip.low", "0.6")))["mine"]

    assert Fraction(3, 5) == terms.on(DAY).factor("dip.low")
    assert Standing.COUNTY == terms.on(DAY).row("dip.low").standing
    assert Fraction(1, 2) == terms.on(date(2025, 12, 31)).factor("dip.low")


def test_what_nobody_set_for_the_day_is_refused_in_words():
    terms = load_parameter_sets()["sample"].on(date(2019, 1, 1))

    with pytest.raises(JixiaoError, match="费用低于支付标准的几倍是费用过低"):
        terms.factor("dip.low")


def test_deadlines_of_clearing_follow_the_year():
    sample = load_parameter_sets()["sample"]

    assert date(2026, 5, 31) == sample.on(date(2025, 12, 31)).day_of("dip.clearing_deadline")  # fmt: skip
    assert date(2027, 4, 30) == sample.on(date(2026, 1, 1)).day_of("dip.clearing_deadline")  # fmt: skip


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (row("dip.low", '"半"'), "不小于 0 的数"),
        (row("dip.low", "true"), "不小于 0 的数"),
        (row("dip.low", "-1"), "不小于 0 的数"),
        (row("dip.core_cases", "1.5"), "不小于 0 的整数"),
        (row("dip.trimming", '"四分位"'), "分位数、优值区间、不去"),
        (row("dip.year_weights", "[]"), "一列正整数"),
        (row("dip.least_cost", "0.001"), "最多两位小数"),
        (row("dip.clearing_deadline", '"明年"'), "日期"),
        (row("dip.level_coefficients", "1"), "一组 名称 = 数"),
        (row("dip.tie_order", '["抽签"]'), "主手术相同"),
        (row("dip.lowest", "1"), "不是已知的项"),
        (row("dip.low", "0.5", since='"今年"'), "since 应为日期"),
        (row("dip.low", "0.5").replace("市县", "乡镇"), "standing 应为"),
        (row("dip.low", "0.5").replace('basis = "某县医保发〔2026〕1号"\n', ""), "缺少 basis"),
        (row("dip.low", "0.5") + row("dip.low", "0.6", since="2026-07-01"), "同一天有效"),
        ("[other]\nx = 1\n", "不是已知的项"),
    ],
)  # fmt: skip
def test_what_is_written_wrong_is_refused_with_what_may_stand(
    tmp_path: Path, body: str, said: str
):
    with pytest.raises(FaultyEntry, match=said):
        load_parameter_sets(own_set(tmp_path, body))


def test_two_values_one_after_the_other_are_taken(tmp_path: Path):
    first = row("dip.low", "0.5", rest="until = 2026-06-30\n")
    mine = load_parameter_sets(
        own_set(tmp_path, first + row("dip.low", "0.4", since="2026-07-01"))
    )["mine"]

    assert Fraction(2, 5) == mine.on(date(2026, 7, 1)).factor("dip.low")


@pytest.mark.parametrize("about", ['code = "other"\ntitle = "甲"', 'code = "mine"'])
def test_a_set_says_what_it_is(tmp_path: Path, about: str):
    (tmp_path / "mine.toml").write_text(f"[set]\n{about}\n", "utf-8")

    with pytest.raises(FaultyEntry, match=r"mine\.toml"):
        load_parameter_sets(tmp_path)


def test_what_is_printed_names_samples_first_and_doubts():
    terms = load_parameter_sets()["sample"].on(DAY)

    first, *lines = lines_of(terms, ["dip.low", "dip.elastic_base", "dip.base_group"])

    assert "样例" in first
    assert "0.5（国家" in lines[0]
    assert len(lines) == 2


def test_values_are_printed_as_people_write_them():
    terms = load_parameter_sets()["sample"].on(DAY)
    printed = {key: terms.row(key).printed for key in terms.rows}

    assert "1：2：7" == printed["dip.year_weights"]
    assert "5.00元" == printed["dip.least_cost"]
    assert (
        "三级 1.05，二级 1，一级 0.9，等级不详 1" == printed["dip.level_coefficients"]
    )
    assert "0.025" == printed["dip.trim_low"]
    assert "主手术相同、费用最近、例数最多" == printed["dip.tie_order"]


def test_a_quotient_without_a_decimal_is_kept_exactly(tmp_path: Path):
    terms = load_parameter_sets(own_set(tmp_path, row("dip.low", '"1/3"')))["mine"]

    assert Fraction(1, 3) == terms.on(DAY).factor("dip.low")
    assert "1/3" == terms.on(DAY).row("dip.low").printed


def test_every_word_is_set_by_a_set_of_the_package_or_waits_for_a_place():
    unsampled = {"dip.base_group", "dip.standard_yuan", "dip.ungrouped_share"}

    assert set(words()) - unsampled == set(load_parameter_sets()["sample"].on(DAY).rows)
