"""A month of systems at a browser, on a desk and on a wall."""

from contextlib import closing
from pathlib import Path

import pytest

from jixiao.fund.store.opening import open_store
from tests.measure_page import select_rows
from tests.web.conftest import County
from tests.web.paid_county import let_see

PAGE = "/house/systems?year=2026&month=2026-06"
EVENT = {
    "incident_no": "1", "system": "结算系统", "grade": "重大", "planned": "0",
    "reported_at": "2026-06-10 10:00:00", "responded_at": "2026-06-10 11:01:00",
    "restored_at": "2026-06-10 13:00:00",
}  # fmt: skip


@pytest.fixture
def logged(home: County, tmp_path: Path) -> Path:
    with closing(open_store(tmp_path)) as store:
        store.execute(f'CREATE TABLE "INCIDENT" AS {select_rows("INCIDENT", [EVENT])}')
    let_see(home, tmp_path)
    return tmp_path


@pytest.mark.usefixtures("logged")
def test_a_month_is_shown_on_a_desk_and_on_a_wall(home: County, text_of):
    client = home.client("leader")
    desk, wall = text_of(client.get(PAGE)), text_of(client.get(f"{PAGE}&wall=1"))

    assert "99.583%" in desk
    assert "超时" in desk
    assert "99.583%" in wall
    assert "refresh" in wall


def test_without_records_the_page_says_so(home: County, tmp_path: Path, text_of):
    let_see(home, tmp_path)

    assert "还没有收基金数据" in text_of(home.client("fund").get(PAGE))
    assert "请写明哪个月" in text_of(home.client("fund").get("/house/systems?month=x"))
