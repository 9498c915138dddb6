"""One's own site at a browser: brought packed, inspected by the worker, its papers taken."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jixiao.fund.synthesis.site import write_site
from jixiao.web.background.inspecting import inspect_ordered
from jixiao.web.models import Job
from jixiao.web.work.site_orders import kept_names
from tests.web.conftest import County
from tests.web.paid_county import let_see

PAGE = "/house/site?year=2026"


@pytest.fixture
def planted(home: County, tmp_path: Path) -> Path:
    write_site(tmp_path, tmp_path, 2026, 1)
    records = tmp_path / "records"
    records.mkdir()
    let_see(home, records)
    return tmp_path


def packed(folder: Path) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path in folder.rglob("*"):
            archive.write(path, Path("site", path.relative_to(folder)))
    return stream.getvalue()


def bring(client: Client, planted: Path, **more: str) -> str:
    form = {"year": "2026", "day": "2026-03-31", **more}
    files = {
        "packed": SimpleUploadedFile("site.zip", packed(planted / "site")),
        "plan": SimpleUploadedFile(
            "columns.csv", (planted / "columns.csv").read_bytes()
        ),
        "accounts": SimpleUploadedFile(
            "a.csv", (planted / "accounts.csv").read_bytes()
        ),
    }
    return client.post("/house/site/bring", form | files, follow=True).content.decode()


def test_a_site_is_inspected_and_its_papers_are_given(
    home: County, planted: Path, text_of
):
    fund = home.client("fund")
    asked = bring(fund, planted)
    inspect_ordered(Job.objects.get(kind="inspect"), lambda *_: None)
    (name,) = kept_names(planted / "records")
    shown = text_of(home.client("leader").get(PAGE))
    sheet = fund.get(f"/house/site/score.docx?year=2026&kept={name}")
    letter = fund.get(f"/house/site/letter.docx?year=2026&kept={name}")

    opened = [
        text_of(
            home.client(who).post(
                "/house/site/open", {"year": "2026", "kept": name}, follow=True
            )
        )
        for who in ("leader", "fund", "fund")
    ]

    assert ["由基金业务办理", "新立 1 案", "新立 0 案"] == [
        said
        for said, text in zip(
            ("由基金业务办理", "新立 1 案", "新立 0 案"), opened, strict=True
        )
        if said in text
    ]
    assert "2026-00001" in opened[1]
    assert "已排队" in asked
    assert "得分至多" in shown
    assert "首页的错链1" in shown
    assert "巡检一次" not in shown
    assert b"PK" == sheet.content[:2] == letter.content[:2]
    assert 404 == fund.get("/house/site/score.docx?year=2026&kept=../x").status_code


def test_who_only_looks_brings_nothing(home: County, planted: Path):
    assert "由基金业务办理" in bring(home.client("leader"), planted)
    assert not Job.objects.filter(kind="inspect").exists()


def test_an_order_without_a_day_is_refused(home: County, planted: Path):
    assert "请写明哪一天巡检" in bring(home.client("fund"), planted, day="三月")
