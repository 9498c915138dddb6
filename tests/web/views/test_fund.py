from pathlib import Path

import pytest

from jixiao.web.rooms import ROOMS
from tests.web.conftest import PLACE_OF, County
from tests.web.paid_county import let_see

SEEING = {"fund", "approver", "department", "leader", "auditor"}


@pytest.mark.parametrize("role", sorted(PLACE_OF))
def test_the_rooms_are_those_of_the_roles_that_one_holds(
    home: County, tmp_path: Path, role: str, text_of
):
    let_see(home, tmp_path)

    text = text_of(home.client(role).get("/fund/"))

    entered = [room for room in ROOMS if role in room.roles]
    assert (role in SEEING) == bool(entered)
    assert [] == [room.title for room in entered if room.title not in text]
    assert bool(entered) or "没有归你看的基金数据" in text


def test_without_records_nothing_is_offered(home: County, text_of):
    assert "没有归你看的基金数据" in text_of(home.client("fund").get("/fund/"))
