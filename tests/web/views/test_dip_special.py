"""A special review by real people: applied for, drawn, voted on, decided, answered, kept."""

import io
from pathlib import Path

import pytest
from docx import Document

from jixiao.fund.cases import Case, open_ledger
from jixiao.fund.store.opening import open_for_reading
from jixiao.web.background.paying import pay_step
from jixiao.web.models import Job, User
from jixiao.web.work.fund_cases import LEDGER
from tests.fund.payment.paid import own_county, paid_county
from tests.web.conftest import County
from tests.web.paid_county import let_see

EXPERTS = "e1 心内 H1\ne2 心内\ne3 外科 H1\ne4 心内 H2\n"
CASE = {"year": "2026", "setl_id": "HIGH", "reason": "费用超高", "why": "搭桥"}


OURS = (
    '[set]\ncode = "ours"\ntitle = "某县"\nextends = "sample"\n\n[[parameter]]\nkey = "dip.special_cap"\n'
    'value = 0.1\nsince = 2020-01-01\nstanding = "市县"\nbasis = "某县"\n'
)


def people(home: County) -> None:
    for name in ("e1", "e2", "e3", "e4"):
        home.people[name] = User.objects.create_user(name, full_name=f"专家{name}")
    second = User.objects.create_user("fund2", full_name="经办二")
    home.people["fund2"] = second
    membership = home.people["fund"].memberships.get()
    second.memberships.create(organisation=membership.organisation, role="fund")


def sent(home: County, who: str, page: str, **form: str) -> int:
    words = {"year": "2026", **form}
    return home.client(who).post(f"/fund/special/{page}", words).status_code


@pytest.mark.slow
def test_a_case_goes_from_the_application_to_the_next_clearing(
    home: County, tmp_path: Path, text_of
):
    people(home)
    county = own_county(tmp_path)
    (county / "parameters").mkdir()
    (county / "parameters" / "ours.toml").write_text(OURS, "utf-8")
    let_see(home, county)
    place = str(home.places["department"].pk)

    assert 302 == sent(home, "fund", "apply", **CASE)
    code = only_case(county).code
    accepted = home.client("fund2").post(
        "/fund/audit/move", {"year": "2026", "code": code, "step": "受理"}
    )
    assert 302 == accepted.status_code
    assert 302 == sent(home, "fund2", "draw", code=code, experts=EXPERTS, count="3")
    for who in ("e1", "e2", "e3"):
        assert "HIGH" in text_of(home.client(who).get("/fund/special/votes"))
        vote = {"place": place, "code": code, "opinion": "同意", "why": "应当"}
        assert 302 == sent(home, who, "vote", **vote)
        assert 404 == sent(home, who, "vote", **vote), "a vote stands"
    assert 404 == sent(home, "e4", "vote", place=place, code=code)
    assert "没有等您投票的" in text_of(home.client("e4").get("/fund/special/votes"))
    assert 302 == sent(home, "approver", "decide", code=code)
    answer = home.client("fund").get(f"/fund/special/answer.docx?year=2026&code={code}")
    text = "\n".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
    assert "同意，按费用计分" in text
    assert "已投 3 票" in text_of(home.client("leader").get("/fund/special?year=2026"))

    home.client("fund").post("/fund/steps/do", {"year": "2026", "step": "special"})
    pay_step(Job.objects.filter(kind="pay").latest("pk"), lambda *_: None)
    with open_for_reading(county) as engine:
        assert ["HIGH"] == engine.fetch(engine.table("dip_special"))["setl_id"].to_pylist()  # fmt: skip


def only_case(county: Path) -> Case:
    """Return the only case of the ledger."""
    with open_ledger(county / LEDGER) as ledger:
        (case,) = ledger.cases()
        return ledger.case(case.code)


def test_votes_and_lots_are_not_done_past_their_page(home: County, tmp_path: Path):
    people(home)
    county = own_county(tmp_path)
    let_see(home, county)
    sent(home, "fund", "apply", **CASE)
    code = only_case(county).code
    form = {"year": "2026", "code": code, "step": "受理"}
    home.client("fund2").post("/fund/audit/move", form)

    home.client("fund2").post(
        "/fund/audit/move", {**form, "step": "抽取专家", "text": "专家e4（e4）"}
    )

    assert "已受理" == only_case(county).state


@pytest.mark.slow
def test_who_may_apply_and_the_quota_are_shown_to_those_whose_room_it_is(
    home: County, text_of
):
    let_see(home, paid_county())

    text = text_of(home.client("leader").get("/fund/special?year=2026"))

    assert "全统筹区最多通过 0 例" in text
    assert "还没有申请" in text
    assert "立案" not in text
    assert 404 == sent(home, "leader", "apply", **CASE)
    assert 404 == sent(home, "fund", "decide", code="x")
    assert (
        404 == home.client("fund").get("/fund/special/answer.docx?code=x").status_code
    )
    unknown = text_of(home.client("fund").get("/fund/special?year=2025"))
    assert "还没有清算" in unknown
