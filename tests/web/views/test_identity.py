"""Identity at a browser: a card always, a face only with consent and where the models are."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jixiao.service.identity.register import new_key
from jixiao.web.views import identity
from tests.service.identity.test_register import Written
from tests.web.conftest import County
from tests.web.paid_county import let_see

PAGE, ACT = "/fund/identity?year=2026", "/fund/identity/act"
KEY = new_key()


def test_a_card_is_always_a_way_and_a_face_needs_consent(
    home: County, tmp_path: Path, text_of, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(identity, "_recogniser", lambda _: Written())
    let_see(home, tmp_path)
    fund = home.client("fund")

    def done(client, **sent: object) -> str:
        return text_of(
            client.post(ACT, {"year": "2026", "person": "p1", **sent}, follow=True)
        )

    def files(picture: bytes) -> dict[str, object]:
        return {
            "picture": SimpleUploadedFile("a.png", picture),
            "key": SimpleUploadedFile("k", KEY),
        }

    where = {"place_of_check": "三病区"}
    assert "已核对证件" in done(fund, act="card", card="身份证", **where)
    assert "请写明在哪里核验" in done(fund, act="card", card="身份证")
    assert "没有有效的同意" in done(fund, act="check", **files(b"0"), **where)
    agreed = {"act": "agree", "scope": "住院", "days": "30"}
    assert "监护人" in done(fund, **agreed, born="2020-01-01")
    assert "已登记同意" in done(fund, **agreed, born="1980-01-01")
    assert "请选照片和钥匙" in done(fund, act="enrol")
    assert "照片没有存" in done(fund, act="enrol", **files(b"0"))
    assert "一致" in done(fund, act="check", **files(b"0.1"), **where)
    assert "不影响就医" in done(fund, act="check", **files(b"9"), **where)
    assert "已撤回" in done(fund, act="withdraw")
    assert "不能办这一步" in done(home.client("leader"), act="card", card="x", **where)
    shown = text_of(fund.get(PAGE))
    assert "不认活体" in shown
    assert "删去的特征" in shown


def test_without_models_the_card_is_left(home: County, tmp_path: Path, text_of):
    let_see(home, tmp_path)
    (tmp_path / "face_models").mkdir()

    shown = text_of(home.client("fund").get(PAGE))

    assert "请用证件" in shown
    assert "核对证件" in shown
    assert "pip install" not in shown
