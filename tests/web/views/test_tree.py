"""A city at a browser: keys trusted, packages received, the matrix, a form; a county packs its own."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jixiao.fund.store.opening import open_store
from tests.measure_page import select_rows
from tests.service.tree.bookings import CITY, DIVISIONS, EAST, WEST
from tests.service.tree.packages import KEYS, package_of, shared
from tests.service.tree.test_gathered import LOADED, row_of
from tests.web.conftest import County
from tests.web.paid_county import let_see

PAGE = f"/fund/tree?year=2026&day=2026-12-31&division={CITY}"
FORM = {"year": "2026", "day": "2026-12-31", "division": CITY}


def file(content: bytes | str, name: str = "x.zip") -> SimpleUploadedFile:
    return SimpleUploadedFile(
        name, content.encode() if isinstance(content, str) else content
    )


@pytest.fixture
def city(home: County, tmp_path: Path) -> County:
    tables = {"DIVISION": [row_of(each) for each in DIVISIONS], "TRANSFER": [LOADED]}
    store = open_store(tmp_path)
    for code, rows in tables.items():
        store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')
    store.close()
    let_see(home, tmp_path)
    return home


@pytest.mark.slow
def test_packages_make_the_matrix_and_the_form(
    city: County, tmp_path: Path, text_of, monkeypatch
):
    from jixiao.web.views import tree
    from tests.service.tree.packages import CAME

    monkeypatch.setattr(tree, "moment", lambda: CAME)
    key = shared(tmp_path)
    fund, approver = city.client("fund"), city.client("approver")

    def done(client, **sent: object) -> str:
        return text_of(client.post("/fund/tree/act", {**FORM, **sent}, follow=True))

    public = file(KEYS[EAST].public.line)
    assert "不能办这一步" in done(fund, act="trust", child=EAST, public=public)
    assert "已登记公钥" in done(approver, act="trust", child=EAST, public=file(KEYS[EAST].public.line))  # fmt: skip
    packages = [file(package_of(EAST, key)), file(package_of(WEST, key)), file("x")]
    assert "请写明哪天送到" in done(
        fund, act="receive", packages=file("x"), came_on="x"
    )
    page = done(fund, act="receive", packages=packages, came_on="2027-01-07")
    assert "990101　已收" in page
    assert "还没有登记公钥" in page
    assert "不是 jixiao tree pack 打的包" not in page  # no command is told to a browser
    shown = text_of(fund.get(PAGE))
    assert "90 %（90/100）　1/3 个地区" in shown
    assert "没有上报包" in shown
    child = text_of(fund.get(f"/fund/tree/child?{PAGE.partition('?')[2]}&child={EAST}"))
    assert "按时" in child
    assert (
        404
        == fund.get(f"/fund/tree/child?{PAGE.partition('?')[2]}&child=1").status_code
    )
    made = fund.get(f"/fund/tree/form?{PAGE.partition('?')[2]}&suffix=xlsx")
    assert made.content.startswith(b"PK")
    assert (
        404
        == fund.get(f"/fund/tree/form?{PAGE.partition('?')[2]}&suffix=exe").status_code
    )


def test_a_county_packs_what_is_its_own(city: County, text_of):
    fund = city.client("fund")
    wanted = {**FORM, "division": EAST, "act": "pack"}

    assert "请选签名密钥文件" in text_of(
        fund.post("/fund/tree/act", wanted, follow=True)
    )
    made = fund.post("/fund/tree/act", {**wanted, "key": file(KEYS[EAST].line)})
    assert f'filename="{EAST}-2026-12-31.zip"' in made["Content-Disposition"]
    assert 403 != made.status_code


def test_a_day_that_is_none_and_a_division_that_is_none_are_said(city: County, text_of):
    fund = city.client("fund")

    assert 400 == fund.get("/fund/tree?day=x").status_code
    assert "在 2026-12-31 不在用" in text_of(fund.get(f"{PAGE[:-6]}123456"))
