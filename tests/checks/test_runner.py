"""What is asked of a table depends on how surely it was read."""

from jixiao.checks import Dossier, library, run
from jixiao.evidence import Evidence
from tests.checks.forms import row, table

DOUBTFUL = Evidence(lines=(5, 5)).doubted("两种读法不同")


def test_a_question_about_missing_rows_is_not_asked_where_one_is_unsure():
    sure = table([row("宣传场次", "≥12场")])
    unsure = table([row("宣传场次", "≥12场", evidence=DOUBTFUL)])
    entry = library()["CO10"]

    assert ["CO10"] == [each.code for each in run(Dossier.of([sure]), [entry]).findings]
    report = run(Dossier.of([unsure]), [entry])
    assert () == report.findings
    assert "读得不确定" in report.unchecked[0].reason


def test_a_question_about_one_row_is_asked_of_the_others():
    unsure = table(
        [row("宣传场次", "≥12场", evidence=DOUBTFUL), row("印发折页", "", "数量指标")]
    )

    (finding,) = run(Dossier.of([unsure]), [library()["CO05"]]).findings
    assert "印发折页" in finding.message
