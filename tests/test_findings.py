from jixiao.evidence import Evidence
from jixiao.findings import (
    Breach,
    Finding,
    Report,
    Severity,
    Unchecked,
    merge_alike,
)


def test_a_breach_keeps_every_place_and_fact():
    places = [Evidence(lines=(1, 1)), Evidence(lines=(9, 9))]

    assert tuple(places) == Breach(places).at
    assert (places[0],) == Breach(places[0], gap=2).at
    assert {"gap": 2} == Breach(places[0], gap=2).facts


def test_a_report_counts_by_severity():
    finding = Finding(
        code="AR01",
        severity=Severity.ERROR,
        title="不符",
        message="相差 2",
        project_name=None,
        place="funding",
        evidence=(),
        facts={},
        basis="财预〔2015〕88号",
        suggestion="核对",
    )
    report = Report(
        findings=(finding,), unchecked=(Unchecked(code="PR01", reason="没有上年表"),)
    )

    assert 1 == report.count(Severity.ERROR)
    assert 0 == report.count(Severity.ADVICE)


def _finding(project: str, line: int, message: str = "没有写完成时间") -> Finding:
    return Finding(
        code="TI05",
        severity=Severity.WARNING,
        title="时效",
        message=message,
        project_name=project,
        place="indicators",
        evidence=(Evidence(lines=(line, line)),),
        facts={},
        basis="",
        suggestion="",
    )


def test_what_is_said_of_several_projects_alike_is_one_finding_with_their_names():
    (merged,) = merge_alike([_finding("甲", 3), _finding("乙", 9), _finding("丙", 12)])

    assert ("甲", "没有写完成时间（另 2 个项目同样：乙、丙）") == (
        merged.project_name,
        merged.message,
    )
    assert [3, 9, 12] == [at.lines[0] for at in merged.evidence if at.lines]


def test_other_words_are_another_finding_but_for_what_is_told_once():
    findings = [_finding("甲", 3), _finding("乙", 9, "只写到月")]

    assert findings == merge_alike(findings)
    assert 1 == len(merge_alike(findings, {"TI05"}))
