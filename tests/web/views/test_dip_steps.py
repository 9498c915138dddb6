from pathlib import Path

import pytest

from jixiao.fund.store.opening import open_for_reading
from jixiao.web.background.paying import pay_step
from jixiao.web.models import Job
from jixiao.web.work.paying_orders import STEPS, title_of
from tests.fund.payment.county import load_county
from tests.web.conftest import County
from tests.web.paid_county import let_see


def ordered(home: County, who: str = "fund", **words: str):
    form = {"year": "2026", **words}
    return home.client(who).post("/fund/steps/do", form)


@pytest.mark.slow
def test_a_year_is_paid_step_by_step_from_the_page(
    home: County, tmp_path: Path, text_of
):
    county = load_county(tmp_path)
    let_see(home, county)

    for step in STEPS:
        assert 302 == ordered(home, step=step, fund="300000").status_code
        pay_step(Job.objects.filter(kind="pay").latest("pk"), lambda *_: None)

    client = home.client("fund")
    assert "300,000.00" in text_of(client.get("/fund/settlement?year=2026"))
    assert "按 DRG（元）" in text_of(client.get("/fund/simulation?year=2026"))
    assert all(title in text_of(client.get("/fund/steps")) for title in STEPS.values())
    before = tables(county)
    for step in STEPS:
        ordered(home, step=step, fund="300000")
        pay_step(Job.objects.filter(kind="pay").latest("pk"), lambda *_: None)
    assert before == tables(county), "steps done again change nothing"


def test_each_step_says_how_far_it_is(home: County, tmp_path: Path, text_of):
    let_see(home, tmp_path)
    place, by = home.places["department"], home.people["fund"]
    for state in ("failed", "done"):
        title = title_of(place, 2026, STEPS["lists"])
        Job.objects.create(kind="pay", title=title, by=by, state=state)

    steps = text_of(home.client("fund").get("/fund/steps?year=2026")).partition(
        "办过的"
    )[0]

    assert len(STEPS) - 1 == steps.count("还没有办")
    assert "完成" in steps
    assert "失败" not in steps


def tables(county: Path) -> dict[str, list[str]]:
    """Return the rows of what the steps keep, in an order."""
    with open_for_reading(county) as engine:
        names = sorted(
            name for name in engine.tables if name.startswith(("dip_", "drg_", "list_"))
        )
        return {
            n: sorted(map(str, engine.fetch(engine.table(n)).to_pylist()))
            for n in names
        }


@pytest.mark.parametrize(
    "words", [{"step": "delete"}, {"step": "settle", "fund": "x"}, {"step": "drg", "scheme": "../../etc"}]
)  # fmt: skip
def test_what_is_no_step_is_not_done(
    home: County, tmp_path: Path, words: dict[str, str]
):
    let_see(home, tmp_path)

    assert 400 == ordered(home, **words).status_code
    assert not Job.objects.filter(kind="pay").exists()


@pytest.mark.parametrize(
    "role", ["clerk", "approver", "leader", "auditor", "department"]
)
def test_only_who_does_the_funds_work_orders_a_step(
    home: County, tmp_path: Path, role: str
):
    let_see(home, tmp_path)

    assert 404 == ordered(home, role, step="points").status_code
