"""A panel argued by real people: rounds, votes that stand, those who avoid, and who may adopt."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from jixiao.fund.store.opening import open_for_reading
from jixiao.web.background.paying import pay_step
from jixiao.web.models import Job, Organisation, Panel, Seat, User, Vote
from jixiao.web.work.panels import proposals
from tests.drawn import drawn
from tests.fund.payment.paid import own_county
from tests.web.conftest import County
from tests.web.paid_county import let_see

PNEUMONIA, INFARCT = "J18.9:保守", "I21.0:36.0700"


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_county(tmp_path_factory.mktemp("panel"))


@pytest.fixture(scope="module")
def proposed(paid: Path) -> dict[str, dict[str, Any]]:
    """The groups that a panel of the year argues about, asked of the records once."""
    with open_for_reading(paid) as engine:
        return proposals(engine)


@pytest.fixture
def experts(
    home: County, paid: Path, proposed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> County:
    """Name three experts beside the county's people; the second is of the hospital H2."""
    let_see(home, paid)
    of_records = "jixiao.web.views.dip_panels.proposals"
    monkeypatch.setattr(of_records, lambda _engine: deepcopy(proposed))
    for name in ("e1", "e2", "e3"):
        home.people[name] = User.objects.create_user(name, full_name=f"专家{name}")
    return home


SEATS = "e1 呼吸\ne2 心内 H2\ne3 心内\n"


def opened(home: County, seats: str = SEATS) -> Panel:
    answer = home.client("fund").post(
        "/fund/panels/open", {"year": "2026", "seats": seats}
    )
    assert 302 == answer.status_code, answer.content.decode()
    return Panel.objects.get()


def voted(home: County, who: str, panel: Panel, group: str, **words: str):
    form = {"panel": panel.pk, "group": group, "vote": "同意", **words}
    return home.client(who).post("/fund/panel/vote", form)


def close(home: County, panel: Panel, number: int, who: str = "fund"):
    return home.client(who).post(
        "/fund/panel/close", {"panel": panel.pk, "round": number}
    )


@pytest.mark.slow
def test_points_are_argued_in_rounds_and_adopted(experts: County, paid: Path, text_of):
    panel = opened(experts)
    old = panel.groups[PNEUMONIA]["points"] / 10_000

    for who in ("e1", "e2", "e3"):
        much = {"vote": "另提", "points": f"{old * 2:.4f}", "reason": "器械贵"}
        assert 302 == voted(experts, who, panel, PNEUMONIA, **much).status_code
    assert 302 == close(experts, panel, 1).status_code
    panel.refresh_from_db()
    assert (2, "open") == (panel.round, panel.state)
    assert 400 == voted(experts, "e1", panel, INFARCT).status_code
    for who in ("e1", "e2", "e3"):
        less = {"vote": "另提", "points": f"{old * 1.1:.4f}", "reason": "核算过"}
        assert 302 == voted(experts, who, panel, PNEUMONIA, **less).status_code
    assert 409 == close(experts, panel, 1).status_code
    assert 302 == close(experts, panel, 2).status_code
    adopted = experts.client("approver").post("/fund/panel/adopt", {"panel": panel.pk})
    assert 302 == adopted.status_code

    pay_step(Job.objects.get(kind="pay"), lambda *_: None)

    with open_for_reading(paid) as engine:
        after = proposals(engine)
    whole = sum(f["points"] * f["cases"] for f in panel.groups.values())
    again = sum(f["points"] * f["cases"] for f in after.values())
    assert after[PNEUMONIA]["points"] > panel.groups[PNEUMONIA]["points"]
    assert abs(whole - again) < sum(f["cases"] for f in after.values())
    page = experts.client("leader").get(f"/fund/panel?panel={panel.pk}&all=1")
    assert "按论证" in text_of(page)
    for paper in ("minutes.docx", "book.xlsx"):
        answer = experts.client("e1").get(f"/fund/panel/{paper}?panel={panel.pk}")
        assert b"PK" == answer.content[:2]


def test_an_expert_avoids_what_the_own_hospital_treats_most(experts: County, text_of):
    panel = opened(experts)

    assert 403 == voted(experts, "e2", panel, INFARCT).status_code
    assert "回避：所在医院病例最多" in text_of(
        experts.client("e2").get(f"/fund/panel?panel={panel.pk}")
    )
    assert not Vote.objects.exists()


def test_a_vote_stands_and_others_do_not_see_it(experts: County, text_of):
    panel = opened(experts)
    other = {"vote": "另提", "points": "123.4567", "reason": "只有我知道"}

    assert 302 == voted(experts, "e1", panel, PNEUMONIA, **other).status_code
    assert 409 == voted(experts, "e1", panel, PNEUMONIA).status_code

    assert "只有我知道" in text_of(
        experts.client("e1").get(f"/fund/panel?panel={panel.pk}")
    )
    assert "只有我知道" not in text_of(
        experts.client("e3").get(f"/fund/panel?panel={panel.pk}")
    )
    with pytest.raises(TypeError, match="written once"):
        Vote.objects.get().save()


@drawn(one_of=4)
@pytest.mark.parametrize(
    "words",
    [
        {"vote": "另提", "points": "", "reason": "x"}, {"vote": "另提", "points": "5", "reason": " "},
        {"vote": "反对"}, {"group": "没有的病种"}, {"vote": "另提", "points": "1e9", "reason": "x"},
    ],
)  # fmt: skip
def test_a_vote_that_is_not_whole_is_not_taken(experts: County, words: dict[str, str]):
    panel = opened(experts)

    answer = voted(experts, "e1", panel, words.pop("group", PNEUMONIA), **words)

    assert 400 == answer.status_code
    assert not Vote.objects.exists()


@pytest.mark.slow
def test_who_does_not_sit_there_is_told_nothing(experts: County, other: County):
    panel = opened(experts)

    for who, code in (("clerk", 404), ("finance_reviewer", 404), ("leader", 200)):
        answer = experts.client(who).get(f"/fund/panel?panel={panel.pk}")
        assert code == answer.status_code
    for address in ("", "/minutes.docx", "/book.xlsx"):
        foreign = other.client("fund").get(f"/fund/panel{address}?panel={panel.pk}")
        assert 404 == foreign.status_code
    assert 404 == voted(experts, "leader", panel, PNEUMONIA).status_code
    assert 404 == close(experts, panel, 1, "approver").status_code
    assert 404 == close(experts, panel, 1, "e1").status_code
    for who in ("fund", "leader", "e1"):
        answer = experts.client(who).post("/fund/panel/adopt", {"panel": panel.pk})
        assert 404 == answer.status_code
    assert 404 == experts.client("fund").get("/fund/panel?panel=x").status_code


def test_nobody_adopts_what_they_argued_or_what_is_not_decided(experts: County):
    panel = opened(experts, "approver1 审核\n".replace("approver1", "甲approver"))

    early = experts.client("approver").post("/fund/panel/adopt", {"panel": panel.pk})
    assert 409 == early.status_code
    close(experts, panel, 1)
    refused = experts.client("approver").post("/fund/panel/adopt", {"panel": panel.pk})
    assert 403 == refused.status_code
    assert not Job.objects.filter(kind="pay").exists()


@pytest.mark.parametrize(
    ("seats", "code"),
    [("", 400), ("e1 呼吸\ne1 心内", 400), ("nobody 呼吸", 400), ("e1", 400), ("甲fund 呼吸", 400)],
)  # fmt: skip
def test_a_panel_needs_people_that_there_are(experts: County, seats: str, code: int):
    answer = experts.client("fund").post(
        "/fund/panels/open", {"year": "2026", "seats": seats}
    )

    assert code == answer.status_code
    assert not Panel.objects.exists()


def test_one_panel_of_a_year_is_open_at_a_time(experts: County):
    opened(experts)

    again = {"year": "2026", "seats": SEATS}
    assert 409 == experts.client("fund").post("/fund/panels/open", again).status_code
    assert 404 == experts.client("leader").post("/fund/panels/open", again).status_code


def test_votes_and_seats_are_sealed(experts: County):
    from jixiao.web.sealing import Tampered, check_rows

    panel = opened(experts)
    voted(experts, "e1", panel, PNEUMONIA)

    check_rows("vote", Vote.objects.all())
    Vote.objects.update(points=1)
    with pytest.raises(Tampered):
        check_rows("vote", Vote.objects.all())
    Seat.objects.filter(user=experts.people["e2"]).update(hospital="")
    with pytest.raises(Tampered):
        check_rows("seat", Seat.objects.all())
    assert Organisation.objects.exists()
