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


def test_what_follows_from_a_finding_is_not_told_beside_it():
    foreign = table(
        [row("经办人员培训期数", "≥8期"), row("培训考核合格率", "≥95%", "质量指标")],
        objective="更新办公楼空调设备，改造消防管网，修缮院内道路和停车场，保障机关正常运转。",
        project_name="门诊慢特病经办能力建设",
    )
    dossier = Dossier.of([foreign])
    objective, topics = library()["CH20"], library()["CH15"]

    alone = [finding.code for finding in run(dossier, [topics]).findings]
    both = [finding.code for finding in run(dossier, [objective, topics]).findings]
    assert ["CH15"] == alone
    assert ["CH20"] == both
