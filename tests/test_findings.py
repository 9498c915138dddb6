from jixiao.evidence import Evidence
from jixiao.findings import Breach, Finding, Report, Severity, Unchecked


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
