"""What people fill in stands beside the records, and does not outweigh them by itself."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.evaluation import rubrics
from jixiao.evaluation.selfevaluation import ScoredIndicator
from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from jixiao.measures import Period
from jixiao.measures.answers import Mark
from jixiao.measures.year_proof import Project, prove_year
from tests.drawn import drawn
from tests.evaluation.tables import Row, table

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
PROJECT = "基金监管"
ROW: Row = ("产出指标", "质量指标", "定点医药机构监督检查覆盖率", "≥100%", None)
TYPED = f"""
[[value]]
project   = "{PROJECT}"
indicator = "定点医药机构监督检查覆盖率"
by        = "乙"
on        = 2027-01-13
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("proof")
    agreed = "fixmedins_code,fixmedins_name,fixmedins_type,hosp_lv,begndate\n"
    agreed += "".join(f"H{n},第{n}医院,1,05,2020-01-01\n" for n in range(1, 9))
    visits = "inspection_no,fixmedins_code,inspected_on\n"
    visits += "".join(f"J{n},H{n},2026-0{n}-09\n" for n in range(1, 7))
    paid = "payment_no,project_name,paid_date,amount\n"
    paid += f"Z1,{PROJECT},2026-12-15,40.00\n"
    for name, text in (("agreed", agreed), ("visits", visits), ("paid", paid)):
        (folder / f"{name}.csv").write_text(text, "utf-8")
        load(folder / f"{name}.csv", folder / "store")
    return folder / "store"


def proved(store: Path, tmp_path: Path, typed: str, *rows: Row) -> Project:
    path = tmp_path / "filled.toml"
    path.write_text(TYPED + typed, "utf-8")
    promised = table(*(rows or (ROW,)), project=PROJECT)
    with open_engine(store) as engine:
        year = prove_year(engine, [promised], YEAR, rubrics()["mof_2020"], path)
    return year.projects[0]


def test_a_typed_value_that_differs_is_shown_and_the_records_are_scored(
    store: Path, tmp_path: Path
):
    project = proved(store, tmp_path, 'value = "100%"')

    (row,) = project.evaluation.rows
    assert row.actual is not None
    assert ("75.00%", Decimal(75)) == (row.actual.shown, row.actual.number)
    assert row.score.points is not None
    assert row.score.points < row.weight
    assert "100%" in row.score.rule
    assert all(word in row.missing for word in ("75.00%", "reason", "evidence"))
    assert Mark.MISSED is project.answers[0].mark


def test_what_a_second_person_accepts_is_scored_and_the_row_stands_so(
    store: Path, tmp_path: Path
):
    typed = (
        'value = "100%"\nreason = "两家已停业"\nevidence = ["停业.pdf"]\n'
        'accepted_by = "丙"'
    )

    project = proved(store, tmp_path, typed)

    (row,) = project.evaluation.rows
    assert row.weight == row.score.points
    assert "75.00%" in row.score.rule
    assert "丙" in row.score.rule
    assert Mark.MET is project.answers[0].mark


@pytest.mark.parametrize(
    "typed",
    [
        'value = "100%"\nreason = "x"\naccepted_by = "丙"',
        'value = "100%"\nreason = "x"\nevidence = ["a"]\naccepted_by = "乙"',
    ],
)
def test_without_a_file_or_by_the_same_person_nothing_is_accepted(
    store: Path, tmp_path: Path, typed: str
):
    (row,) = proved(store, tmp_path, typed).evaluation.rows

    assert row.score.points is not None
    assert row.score.points < row.weight


def test_the_same_value_needs_nothing(store: Path, tmp_path: Path):
    (row,) = proved(store, tmp_path, 'value = "75%"\nreason = "x"').evaluation.rows

    assert "" == row.missing


def test_where_nothing_was_measured_what_was_filled_in_holds(
    store: Path, tmp_path: Path
):
    row: Row = ("产出指标", "质量指标", "案卷评查优秀率", "≥90%", None)

    project = proved(
        store, tmp_path, 'value = "75%"\n[[value]]\nindicator = "案卷评查优秀率"\n'
        'value = "92%"\nby = "乙"\non = 2027-01-13', ROW, row
    )  # fmt: skip

    assert project.evaluation.rows[1].score.points == project.evaluation.rows[1].weight


LATE: Row = ("产出指标", "时效指标", "项目完成时限", "2026年11月前", None)


def judged_late(store: Path, tmp_path: Path, typed: str) -> ScoredIndicator:
    """Prove a row whose last record is of 15 December, against a promise of November."""
    entry = f'value = "75%"\n[[value]]\nindicator = "{LATE[2]}"\nby = "乙"\non = 2027-01-13\n'
    project = proved(store, tmp_path, entry + typed, ROW, LATE)
    assert Mark.MISSED is project.answers[1].mark
    return project.evaluation.rows[1]


PARTLY = 'band = "部分达成预期指标并具有一定效果"\nshare = 0.7\nreason = "推迟验收"\n'


@drawn(one_of=3)
@pytest.mark.parametrize("typed", ["", 'value = "2026年12月"', 'value = "12月15日"'])
def test_a_person_judges_a_recorded_day_that_is_late(
    store: Path, tmp_path: Path, typed: str
):
    row = judged_late(store, tmp_path, PARTLY + typed)

    assert row.actual is not None
    assert ("2026-12-15", "") == (row.actual.shown, row.missing)
    assert row.score.points == (row.weight * Decimal("0.7")).quantize(Decimal("0.01"))


@drawn(one_of=3)
@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (PARTLY + 'value = "2026年11月"', "由另一人认可"),
        ('band = "达成预期指标"\nshare = 1\nreason = "x"', "已晚于期限"),
        ('value = "2026年12月"\nreason = "x"', "请按档次评定"),
    ],
)
def test_another_day_the_full_band_or_none_do_not_judge_it(
    store: Path, tmp_path: Path, typed: str, asked: str
):
    row = judged_late(store, tmp_path, typed)

    assert row.score.points is None
    assert asked in row.missing
