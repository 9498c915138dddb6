"""The tree for programs: a division with its children's packages, indicators, money and gaps."""

from decimal import Decimal
from pathlib import Path

from jixiao.service.tree.inbox import PACKAGES, open_inbox
from jixiao.web.api.house_shapes import TreeOverview
from tests.service.tree.bookings import CITY, DIVISIONS, EAST, WEST
from tests.service.tree.packages import CAME, expected, package_of, shared, trust_all
from tests.service.tree.test_gathered import LOADED, row_of
from tests.web.api.test_desks import load
from tests.web.api.test_house_rooms import answered, ask
from tests.web.conftest import County
from tests.web.paid_county import let_see


def test_a_city_is_given_with_who_is_missing(home: County, tmp_path: Path):
    divisions = [row_of(each) for each in DIVISIONS]
    load(tmp_path, ("DIVISION", divisions), ("TRANSFER", [LOADED]))
    let_see(home, tmp_path)
    asked, key = f"tree?year=2026&division={CITY}", shared(tmp_path)
    with open_inbox(tmp_path / PACKAGES) as inbox:
        trust_all(inbox)
        inbox.receive(package_of(EAST, key), expected(key), by="甲", at=CAME)

    overview = answered(home, asked, TreeOverview)

    came = {child.division: child.came_on for child in overview.children}
    assert (CAME.date(), None) == (came[EAST], came[WEST])
    (rate,) = [row for row in overview.indicators if row.indicator == "达标率"]
    assert (Decimal(90), Decimal(100)) == (rate.whole.numerator, rate.whole.denominator)
    assert WEST in rate.whole.missing
    assert (WEST, "没有上报包") in {(gap.division, gap.title) for gap in overview.gaps}
    assert 6000 in {account.received for account in overview.accounts}
    assert 400 == ask(home, "leader", "tree?division=000001").status_code
    assert 404 == ask(home, "clerk", asked).status_code
