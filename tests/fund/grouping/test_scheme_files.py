from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry, UnreadableFile
from jixiao.fund.grouping import dip
from jixiao.fund.grouping.cases import Case, cases_of
from jixiao.fund.grouping.dip.assignment import Step
from jixiao.fund.grouping.dip.building import build
from jixiao.fund.grouping.dip.catalogue import Catalogue
from jixiao.fund.grouping.scheme_files import read_rule_folder
from tests.fund.payment.terms import terms

DRAFT = Path(dip.__file__).with_name("rules_draft_3")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in DRAFT.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def newborn(grams: int, days: int = 3) -> Case:
    numbers = {"birth_weight": grams, "age_days": days, "days": 9}
    return Case(["P22.000", "P07.100"], [], 4_000_000, 2026, numbers=numbers)


@pytest.mark.parametrize(
    ("grams", "rule"),
    [(749, "AI1"), (750, "AI2"), (999, "AI2"), (1000, "AI3"), (1499, "AI3"), (1500, "AI4"),
     (1999, "AI4"), (2000, "AI5"), (2499, "AI5"), (2500, "")],
)  # fmt: skip
def test_newborns_go_by_the_bands_of_their_weight(grams: int, rule: str):
    book = read_rule_folder(DRAFT)

    place = book.first(cases_of([newborn(grams)]))[0]

    assert rule == (book.rules[place].code if place >= 0 else "")


def test_a_child_of_29_days_is_no_newborn():
    assert [-1] == [*read_rule_folder(DRAFT).first(cases_of([newborn(800, days=29)]))]


@pytest.mark.parametrize(
    ("diagnosis", "operations", "rule"),
    [
        ("E11.300x021", ["13.4100x001", "13.7100x001"], "B-E11.3"),
        ("E11.300x021", ["13.4100x001"], ""),
        ("I83.900", ["38.5903", "38.5900x010"], "B-I83"),
        ("D18.013", ["21.0302"], "B-D18.0"),
        ("I42.000", ["37.5100x001"], "AA2"),
    ],
)
def test_operations_done_as_one_go_before_combinations(
    diagnosis: str, operations: list[str], rule: str
):
    lists = Catalogue((), rules=read_rule_folder(DRAFT))
    cases = cases_of(
        [Case([diagnosis], operations, 900_000, 2026, numbers={"days": 3})]
    )

    year = build(cases, [2024, 2025, 2026], terms(dip_trimming='"不去"'), lists)

    assert rule == year.grouped.code_of(0)
    assert (Step.RULE if rule else Step.NOT_GROUPED) == year.grouped.steps[0]


def test_a_rule_without_tests_is_refused(folder: Path):
    with (folder / "rules.csv").open("a", encoding="utf-8") as file:
        file.write("ZZ,多出的\n")

    with pytest.raises(FaultyEntry, match="对不上：ZZ"):
        read_rule_folder(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("tests.csv", "asked", "question", "表头应为"),
        ("tests.csv", "749", "七百", "不小于 0 的整数"),
        ("tests.csv", "日龄", "天数", "不认识"),
        ("codes.csv", "33.6,33.6x00", "33.6,", "没有写编码表或编码"),
    ],
)
def test_tables_that_are_written_wrong_are_refused(
    folder: Path, name: str, old: str, new: str, said: str
):
    path = folder / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    with pytest.raises(FaultyEntry, match=said):
        read_rule_folder(folder)


def test_files_that_cannot_be_read_are_told(folder: Path):
    (folder / "codes.csv").write_bytes("set,code\n甲,乙".encode("gbk"))
    with pytest.raises(FaultyEntry, match="CSV UTF-8"):
        read_rule_folder(folder)
    (folder / "rules.csv").unlink()
    with pytest.raises(UnreadableFile, match=r"rules\.csv"):
        read_rule_folder(folder)
