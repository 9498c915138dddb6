import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from jixiao.checks import library
from jixiao.errors import UnreadableFile
from jixiao.publication import judge_documents, write_html
from jixiao.publication.reviews import Mark, Review, Verdict, cause_of, unit_of
from jixiao.publication.writers.html import render
from tests.conftest import EXAMPLES


class Page(HTMLParser):
    """A written page, taken apart."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.jumps: list[str] = []
        self.severities: list[str] = []
        self.addresses: list[str] = []
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.scripts += tag == "script"
        if "id" in values:
            self.ids.add(values["id"])
        if "data-severity" in values:
            self.severities.append(values["data-severity"])
        if "data-line" in values:
            self.jumps.append(values["data-line"])
        self.addresses += [
            values[name] for name in ("src", "href", "action") if name in values
        ]


def written(tmp_path: Path, *paths: Path) -> tuple[str, Page]:
    judged, failures = judge_documents(paths, library().values())
    text = write_html(judged, tmp_path / "报告.html", failures).read_text("utf-8")
    return text, Page(text)


def table(name: str, amount: str = "10") -> str:
    return f"""项目支出绩效目标表
（2026年度）
项目名称 {name}
主管部门 甲市医疗保障局 实施单位 甲市医疗保障局
项目资金（万元） 年度资金总额： {amount}
其中：财政拨款 10
其他资金 0
年度目标 完成培训。
一级指标 二级指标 三级指标 指标值
产出指标 数量指标 培训次数 10次
"""


@pytest.fixture(scope="module")
def of_all(tmp_path_factory: pytest.TempPathFactory):
    """Give the page of all examples, as a text and as it is taken apart."""
    return written(tmp_path_factory.mktemp("all"), EXAMPLES)


@pytest.mark.slow
def test_every_finding_is_on_the_page_and_leads_to_a_line_of_the_source(of_all):
    judged, _ = judge_documents([EXAMPLES], library().values())
    _, page = of_all

    expected = [finding for document in judged for finding in document.report.findings]
    assert sorted(finding.severity for finding in expected) == sorted(page.severities)
    assert (
        len(page.jumps) == sum(any(e.lines for e in f.evidence) for f in expected) > 0
    )
    assert set(page.jumps) <= page.ids


def test_rows_of_a_budget_that_sums_put_under_their_columns_are_counted(tmp_path: Path):
    text, _ = written(tmp_path, EXAMPLES / "guyuan_2022" / "department_budget.txt")

    assert re.search(r"部门预算或决算（\d+ 行的数字归入哪一栏要对照原件）", text)


def test_the_page_needs_nothing_from_elsewhere(of_all):
    text, page = of_all

    assert [] == [
        a for a in page.addresses if not a.startswith(("data:image/png;base64,", "#"))
    ]
    plain = re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", text)
    assert [] == re.findall(r"https?:|//[a-z]|@import|url\(", plain)
    assert page.scripts == 1


def test_what_a_document_prints_cannot_become_markup(tmp_path: Path):
    path = tmp_path / "<b>表.txt"
    path.write_text(table("<script>alert(1)</script>", "11"), "utf-8")

    text, page = written(tmp_path, path)

    assert page.scripts == 1
    assert "&lt;script&gt;alert(1)" in text
    assert "&lt;b&gt;表.txt" in text


def test_projects_of_the_same_name_keep_their_own_findings(tmp_path: Path):
    path = tmp_path / "表.txt"
    path.write_text(table("培训") + "\n" + table("培训", "11"), "utf-8")

    text, _ = written(tmp_path, path)

    first, second = text.split("<h3>培训</h3>")[1:]
    assert "AR01" not in first
    assert "AR01" in second


def test_files_that_cannot_be_read_are_named_on_the_page(tmp_path: Path):
    broken = tmp_path / "坏.txt"
    broken.write_bytes(b"")

    text, _ = written(tmp_path, broken)

    assert "读不了的文件" in text
    assert "坏.txt" in text


def test_a_page_that_cannot_be_written_says_so(tmp_path: Path):
    (tmp_path / "文件").write_text("不是文件夹", "utf-8")

    with pytest.raises(UnreadableFile, match="不能写入"):
        write_html([], tmp_path / "文件" / "报告.html")


@pytest.mark.slow
def test_a_pdf_is_shown_with_its_places_marked():
    """The page that holds a finding is a picture in the report, with a spot where it stands."""
    path = EXAMPLES / "shapotou_2022" / "service_points.pdf"
    judged, _ = judge_documents([path], library().values())
    page = render(judged, [])

    assert 'src="data:image/png;base64,' in page
    spots = re.findall(
        r'<i\s+class="\w+"\s+data-code="([^"]+)"[^>]*left: ([\d.]+)%; top: ([\d.]+)%',
        page,
    )
    assert spots
    assert all(0 <= float(side) <= 100 for _, *sides in spots for side in sides)
    codes = {code for listed, *_ in spots for code in listed.split()}
    assert codes <= {finding.code for finding in judged[0].report.findings}


def test_the_first_screen_leads_to_every_error(tmp_path: Path):
    path = tmp_path / "表.txt"
    path.write_text(table("培训", "11"), "utf-8")

    text, page = written(tmp_path, path)

    links = re.findall(r'<li><a href="#(d0f\d+)">', text)
    assert len(links) == page.severities.count("error") > 0
    assert set(links) <= page.ids


def test_a_table_is_folded_unless_something_stands_on_it(tmp_path: Path):
    path = tmp_path / "表.txt"
    path.write_text(
        table("培训", "11") + table("宣传").replace("10次", "十次"), "utf-8"
    )

    text, _ = written(tmp_path, path)

    folds = re.findall(r'<details class="table[^>]*>', text)
    assert all(("open" in fold) != ("all" in fold) for fold in folds)
    assert any("open" in fold for fold in folds)


def test_marks_of_an_earlier_review_are_shown_by_their_cause(tmp_path: Path):
    path = tmp_path / "表.txt"
    path.write_text(table("培训", "11"), "utf-8")
    judged, _ = judge_documents([path], library().values())
    (error,) = [f for f in judged[0].report.findings if f.code == "AR01"]
    cause = cause_of(unit_of(judged[0].reading), error)
    mark = Mark(cause=cause, verdict=Verdict.NO_FAULT, note="另有批文")

    page = render(judged, [], Review(marks=(mark,)))

    assert f'data-cause="{cause}"\ndata-verdict="no_fault"' in page
    assert 'value="另有批文"' in page
    assert error.message not in page.split('<div class="filters">')[0]


def test_many_documents_are_listed_by_unit_and_cause_and_folded(tmp_path: Path):
    for number in range(5):
        path = tmp_path / f"{number}.txt"
        path.write_text(table("培训", str(10 + number)), "utf-8")

    text, page = written(tmp_path, tmp_path)

    assert '<details class="document" id="d0">' in text
    assert {"#d0", "#d1"} <= set(page.addresses)
    assert "<th>涉及资金（万元）</th>" in text


@pytest.mark.slow
def test_of_many_units_the_first_stand_open_and_errors_follow_the_documents(
    tmp_path: Path,
):
    for number in range(15):
        printed = table("培训", str(20 + number)).replace("甲市", f"{number}号市")
        (tmp_path / f"{number:02}.txt").write_text(printed, "utf-8")

    text, page = written(tmp_path, tmp_path)

    assert "有错误的其余 3 行" in text
    assert "#errors" in page.addresses
    assert "errors" in page.ids
    listed = re.findall(r'<li><a href="#(d\d+)f', text)
    shown = re.findall(r'<details class="document" id="(d\d+)"', text)
    assert list(dict.fromkeys(listed)) == shown
    assert 'id="next"' in text
