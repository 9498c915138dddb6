"""A year's audit ordered at a browser and done by the worker."""

from pathlib import Path

from jixiao.fund.audit.kept import AUDIT_FINDINGS
from jixiao.fund.store.opening import open_engine
from jixiao.web.background.auditing import audit_year
from jixiao.web.models import Job
from tests.web.conftest import County
from tests.web.watched_county import watched_county, with_hospital


def test_an_audit_is_ordered_once_and_done_by_all_rules(
    home: County, tmp_path: Path, text_of, monkeypatch
):
    with_hospital(home, watched_county(tmp_path))
    with open_engine(tmp_path) as engine:
        engine.run("DROP TABLE audit_findings")
    ordered: list[int] = []
    monkeypatch.setattr("jixiao.web.jobs._enqueue", lambda pk, _: ordered.append(pk))

    for _ in range(2):
        home.client("fund").post("/fund/audit/run", {"year": "2026"})
    refused = home.client("approver").post(
        "/fund/audit/run", {"year": "2026"}, follow=True
    )

    job = Job.objects.get(kind="audit")
    assert "由基金业务办理" in text_of(refused)
    monkeypatch.setattr("jixiao.web.background.auditing.audit", only("DR04"))
    audit_year(job, lambda *_: None)
    with open_engine(tmp_path) as engine:
        assert 2 == engine.fetch(AUDIT_FINDINGS.read(engine)).num_rows


def only(code: str):
    from jixiao.fund.audit.runner import audit

    return lambda *asked, **more: audit(*asked, **more, codes=[code])
