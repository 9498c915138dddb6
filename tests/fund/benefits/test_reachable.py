"""What is written and could never pay is refused; what a file replaces of another is not."""

from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits import load_policies
from tests.fund.benefits.test_reading import policy

ENTRY = """[basic."{0}"]
accumulator = "住院"
ratio = 0.5
{1}
"""
LAYER = """[layers."{0}"]
code = "{1}"
field = "maf_pay"
tiers = [[0, 0.5]]
{2}
"""


def entries(*conditions: str) -> str:
    return "".join(ENTRY.format(f"甲{n}", said) for n, said in enumerate(conditions))


@pytest.mark.parametrize(
    "text",
    [
        entries('insutype = ["390"]', ""),
        entries('med_type = ["21"]\nage = [65, 80]', 'med_type = ["21", "22"]\nage = [60, 150]'),
        '[level]\n"三甲" = ["02"]\n' + entries('level = ["三甲"]', 'level = ["三级"]'),
        '[disease]\n"甲病" = ["M1"]\n' + entries('disease = ["甲病"]', 'disease = ["甲病"]'),
    ],
)  # fmt: skip
def test_an_entry_before_one_that_is_for_all_its_cases_is_refused(
    tmp_path: Path, text: str
):
    with pytest.raises(FaultyEntry, match=r"甲0\"\] 用不到：后面的“甲1”"):
        load_policies(policy(tmp_path, text, "base"))["own"]


@pytest.mark.parametrize(
    "text",
    [
        entries("", 'insutype = ["390"]'),
        entries("age = [1, 60]", "age = [59, 150]"),
        '[level]\n"三甲" = ["02"]\n' + entries('level = ["三级"]', 'level = ["三甲"]'),
        '[disease]\n"甲病" = ["M1"]\n' + entries('disease = ["甲病"]', ""),
        LAYER.format("一", "a", 'insutype = ["390"]') + LAYER.format("二", "b", ""),
    ],
)  # fmt: skip
def test_entries_that_each_have_cases_are_taken(tmp_path: Path, text: str):
    assert load_policies(policy(tmp_path, text, "base"))["own"]


def test_a_layer_before_one_for_all_is_refused(tmp_path: Path):
    text = LAYER.format("一", "a", 'insutype = ["390"]') + LAYER.format("二", "a", "")
    with pytest.raises(FaultyEntry, match="“一”移到“二”之后"):
        load_policies(policy(tmp_path, text, "base"))["own"]


def test_a_wider_entry_may_replace_those_of_the_file_it_extends(tmp_path: Path):
    text = entries("")

    assert "甲0" in load_policies(policy(tmp_path, text))["own"].basic


def test_a_layer_above_a_limit_that_there_is_not_is_refused(tmp_path: Path):
    above = LAYER.format("大额", "large", 'base = "超限额"\ninsutype = ["310"]')
    unlimited = entries(
        'insutype = ["310"]\ncap = "不封顶"', 'insutype = ["390"]\ncap = 9'
    )

    with pytest.raises(FaultyEntry, match="都没有写年度限额 cap，这一层永远不付"):
        load_policies(policy(tmp_path, unlimited + above, "base"))["own"]
    limited = unlimited.replace('"不封顶"', "9")
    assert load_policies(policy(tmp_path, limited + above, "base"))["own"]
