"""Score sheets: identities, vetoes, what does not apply, what would have changed the grade."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import jixiao.fund.supervision as wing
from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.supervision.score_sheet import grade, load_score_sheet

SHEET_FILE = Path(wing.__file__).with_name("sample_sheet.toml")
SHEET = load_score_sheet(SHEET_FILE)
SOUND = {
    "upload": 90,
    "satisfaction": 85,
    "upheld": 3,
    "trace": 95,
    "fraud": 0,
    "deeds": 2,
}


def values(**changed: object) -> dict[str, Decimal | str | None]:
    said = SOUND | changed
    return {n: Decimal(v) if isinstance(v, int) else v for n, v in said.items()}  # type: ignore[misc]


def test_each_kind_of_item_by_hand():
    grading = grade(SHEET, values())

    earned = {s.item.code: s.earned for s in grading.scores}
    assert {"upload": 15, "satisfaction": 15, "upheld": 34, "trace": 15, "fraud": 0, "deeds": 2} == earned  # fmt: skip
    assert (Decimal("81.00"), "B") == (grading.score, grading.grade)


def test_what_does_not_apply_is_re_scaled_to_a_hundred():
    full = values(upload=100, satisfaction=95, upheld=0, trace="不适用", deeds=0)
    some = values(upload=94, trace="不适用", deeds=0)

    assert Decimal("100.00") == grade(SHEET, full).score
    assert Decimal("82.50") == grade(SHEET, some).score


def test_a_veto_is_stronger_than_any_bonus():
    best = values(upload=100, satisfaction=95, upheld=0, trace=100, fraud=1, deeds=9)

    grading = grade(SHEET, best)

    assert ("D", ["欺诈骗保（件）"]) == (grading.grade, grading.would_change)


def test_an_occurrence_never_goes_under_its_floor():
    scores = {s.item.code: s.earned for s in grade(SHEET, values(upheld=50)).scores}

    assert 0 == scores["upheld"]


@pytest.mark.parametrize(("upload", "reached"), [(88, "B"), (87, "C")])
def test_both_sides_of_a_grade(upload: int, reached: str):
    assert reached == grade(SHEET, values(upload=upload)).grade


def test_the_fewest_items_that_would_have_changed_the_grade():
    assert ["查实的审核案件（件）", "结算清单按时上传率（%）"] == list(
        grade(SHEET, values()).would_change
    )


def test_what_nobody_has_said_is_asked_for():
    with pytest.raises(JixiaoError, match=r"还没有 追溯码扫码率（%） 的数据，不能评定"):
        grade(SHEET, values(trace=None))


@given(st.integers(0, 100), st.integers(0, 20), st.integers(0, 100))
def test_worse_data_never_raises_the_mark(upload: int, upheld: int, trace: int):
    better = grade(SHEET, values(upload=upload, upheld=upheld, trace=trace)).score

    assert grade(SHEET, values(upload=max(upload - 1, 0), upheld=upheld + 1, trace=trace)).score <= better  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("full   = 40", "full   = 41", "合计 101，应为 100"),
        ('code   = "trace"', 'code   = "upload"', "upload 写了两次"),
        ('source = "追溯码"\n', "", "缺少 source"),
        ("worst  = 80\n", "", "缺少 worst"),
        ('kind   = "veto"', 'kind   = "stop"', "stop 不是已知的项"),
        ("A = 90", "A = 70", "从高到低"),
    ],
)
def test_a_sheet_that_is_not_as_it_should_be_is_refused(
    tmp_path: Path, old: str, new: str, message: str
):
    text = SHEET_FILE.read_text("utf-8")
    assert old in text
    path = tmp_path / "own.toml"
    path.write_text(text.replace(old, new), "utf-8")

    with pytest.raises(FaultyEntry, match=message):
        load_score_sheet(path)
