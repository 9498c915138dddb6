"""Policies by their codes: a file's fault is its own, and what changed on the disk is seen."""

from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits import load_policies, unread_files
from tests.fund.benefits.test_reading import STATED, policy


def test_none_of_the_package_is_shipped_as_confirmed_law():
    assert "sample_2024" in load_policies()
    assert not any(shipped.confirmed for shipped in load_policies().values())


def test_a_faulty_file_stops_only_those_who_ask_for_it(tmp_path: Path):
    policy(tmp_path, '[basic."居民住院"]\nlimit = 1\n')
    good = (
        '[policy]\ncode = "good"\ntitle = "另一个"\nextends = "sample_2024"\n' + STATED
    )
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


def named(folder: Path, code: str, extends: str, name: str = "") -> Path:
    head = f'[policy]\ncode = "{code}"\ntitle = "本地"\nextends = "{extends}"\n'
    path = folder / (name or f"{code}.toml")
    path.write_text(head + STATED, "utf-8")
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


def test_each_policy_says_its_own_title_basis_state_and_days(tmp_path: Path):
    head = '[policy]\ncode = "own"\nextends = "sample_2024"\nbasis = "本局"\n'
    (tmp_path / "own.toml").write_text(head, "utf-8")
    (tmp_path / "bare.toml").write_text('[policy]\ncode = "bare"\n' + STATED, "utf-8")

    known = load_policies(tmp_path)

    assert "缺少 title、confirmed、valid_from、valid_to。" in str(known.faults["own"])
    assert '请写 extends = "base"' in str(known.faults["bare"])
