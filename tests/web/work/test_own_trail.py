"""The office's own trail as steps of a log: of a place's people, of a year."""

from datetime import datetime
from pathlib import Path

from django.utils import timezone

from jixiao.fund.cases import Evidence, open_ledger
from jixiao.web.models import Trail
from jixiao.web.people.fund_access import fund_places
from jixiao.web.work.own_trail import own_trail
from tests.web.conftest import County
from tests.web.paid_county import let_see


def test_cases_come_first_and_foreign_people_not(
    home: County, other: County, tmp_path: Path
):
    let_see(home, tmp_path)
    (place,) = fund_places(home.people["fund"])
    for county in (home, other):
        Trail.objects.create(
            user=county.people["fund"], action="登录", address="10.0.0.1"
        )
    year = timezone.localdate().year
    about = {"engine": "audit", "rule": "R", "title": "一", "subject": "H"}
    with open_ledger(tmp_path / "cases.db") as ledger:
        rows = [Evidence("T", "1", {}, 0, 0)]
        ledger.open_case(**about, evidence=rows, by="甲", at=datetime(year, 1, 5))

    lines = own_trail(place, year)

    assert ["录入", "登录"] == [line.duty for line in lines]
    assert "10.0.0.1" == lines[1].device
    assert [] == own_trail(place, year - 1)
