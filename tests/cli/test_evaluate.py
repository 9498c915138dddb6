"""`jixiao evaluate`: the year scored, the form filled, the page written."""

import json
from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.documents import open_document
from jixiao.reading import read
from tests.measures.ledgers import FILLED, PROJECT, a_bureau, write_targets


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = a_bureau(tmp_path_factory.mktemp("evaluate") / "bureau")
    (store / "filled.toml").write_text(FILLED, "utf-8")
    return store


def words(folder: Path, tmp_path: Path, *more: str) -> list[str]:
    targets = str(write_targets(tmp_path))
    return ["evaluate", str(folder), "--targets", targets, "--year", "2026", *more]


def test_a_filled_year_has_a_total(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert 0 == main(words(folder, tmp_path))

    printed = capsys.readouterr().out
    assert f"{PROJECT}：96." in printed
    assert "培训合格率　≥95% → 90.00%　9.47/10.00　10.00 × 90 ÷ 95 = 9.47" in printed
    assert "政策范围内住院报销比例　≥70% → 72.5" in printed
    assert "注意：附件 没有这个文件.pdf 找不到" in printed


@pytest.mark.slow
def test_without_what_people_fill_in_there_is_no_total(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "none.toml").write_text("", "utf-8")

    assert 1 == main(words(folder, tmp_path, "--filled", str(tmp_path / "none.toml")))

    printed = capsys.readouterr().out
    assert "还算不出总分" in printed
    assert "须写明偏差原因和改进措施" in printed
    assert "还缺 5 条" in printed


@pytest.mark.slow
def test_the_form_reads_back_and_the_page_shows_the_proof(folder: Path, tmp_path: Path):
    forms = [tmp_path / f"self.{kind}" for kind in ("docx", "xlsx", "pdf")]
    page = tmp_path / "page.html"
    more = [word for form in forms for word in ("--to", str(form))]

    main(words(folder, tmp_path, *more, "--html", str(page)))

    for form in forms:
        (table,) = read(form).tables
        by_name = {i.name: i for i in table.indicators}
        assert by_name["培训人次"].actual is not None
        assert "120" in by_name["培训人次"].actual.text
        assert "新人多" in (by_name["培训合格率"].reason or "")
        assert "项目支出绩效自评表" == table.form_title
    text = page.read_text("utf-8")
    assert "AC02 培训人次" in text
    assert "甲 2027-01-10 填写" in text
    assert "<svg" in text
    assert "SELECT" in text
    assert f"证据号 AC02；项目={PROJECT}；2026" in text
    assert "1 月 10.00；2 月 20.00" in text


@pytest.mark.slow
def test_what_forms_and_json_print_opens_the_same_rows(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    book = tmp_path / "self.xlsx"
    main(words(folder, tmp_path, "--to", str(book), "--json"))
    (project,) = json.loads(capsys.readouterr().out)["projects"]
    proofs = [answered["proof"] for answered in project["answers"] if answered["proof"]]

    lines = [line.text for line in open_document(book).lines]

    assert f"AC02；项目={PROJECT}；2026" in proofs
    assert set(proofs) == {line.split("\t")[-1] for line in lines if "；2026" in line}
    assert 0 == main(["explain", "measure", proofs[0], "--from", str(folder)])
    assert "培训 120 人次；共 12 行" in capsys.readouterr().out
    assert 2 == main(["explain", "measure", proofs[0]])
    assert "--from" in capsys.readouterr().err


@pytest.mark.slow
def test_the_json_has_every_rule(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    main(words(folder, tmp_path, "--json", "--rubric", "sichuan_2023"))

    printed = json.loads(capsys.readouterr().out)
    (project,) = printed["projects"]
    assert "sichuan_2023" == printed["rubric"]["code"]
    assert 8 == len(project["evaluation"]["rows"])
    assert all(row["score"]["rule"] for row in project["evaluation"]["rows"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[value]]\nindicator = "x"\n', "读不了"),
        ("[[wrong]]\n", "读不了"),
        ("value = [\n", "写法不对"),
    ],
)
def test_a_file_of_entries_that_cannot_be_is_told(
    folder: Path,
    tmp_path: Path,
    text: str,
    said: str,
    capsys: pytest.CaptureFixture[str],
):
    (tmp_path / "filled.toml").write_text(text, "utf-8")

    assert 2 == main(words(folder, tmp_path, "--filled", str(tmp_path / "filled.toml")))
    assert said in capsys.readouterr().err


def test_a_rubric_that_there_is_not_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert 2 == main(words(folder, tmp_path, "--rubric", "mof_1999"))
    assert "没有叫 mof_1999 的评分办法；可用 mof_2020" in capsys.readouterr().err
