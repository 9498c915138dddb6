"""An office whose county was audited: one hospital, two lines a rule marks, small enough to count."""

import atexit
import functools
import shutil
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

from jixiao.fund.audit.runner import audit
from jixiao.fund.store.opening import open_engine, open_store
from jixiao.period import Period
from jixiao.web.models import Membership, Organisation, User
from tests.fund.audit.test_runner import LINE, POINTS, SETTLEMENT
from tests.measure_page import select_rows
from tests.web.conftest import County
from tests.web.paid_county import let_see

HOSPITAL = "甲县示例医院"


def watched_county(folder: Path) -> Path:
    """Lay a county's records down as an audit left them, and give their folder."""
    return Path(shutil.copytree(_audited(), folder, dirs_exist_ok=True))


@functools.cache
def _audited() -> Path:
    """Make a county's records and audit them, once for all tests; gives its folder."""
    folder = Path(tempfile.mkdtemp(prefix="jixiao-watched-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    lines = [
        LINE,
        LINE | {"bkkp_sn": "b2", "det_item_fee_sumamt": "20.00", "inscp_amt": "20.00"},
    ]
    register = [{"fixmedins_code": "H1", "fixmedins_name": HOSPITAL}]
    with closing(open_store(folder)) as store:
        for code, rows in (
            ("SETL_D", [SETTLEMENT]),
            ("FEE_LIST_D", lines),
            ("KB_POINT", POINTS),
            ("FIXMEDINS_B", register),
        ):
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')
    with open_engine(folder) as engine:
        audit(engine, Period(date(2026, 1, 1), date(2026, 12, 31)), codes=["DR04"])
    return folder


def with_hospital(home: County, folder: Path) -> User:
    """Let a county see its records, and give somebody who answers for its hospital."""
    let_see(home, folder)
    hospital = Organisation.objects.create(
        name=HOSPITAL, level="unit", parent=home.places["department"]
    )
    user = User.objects.create_user("甲hospital", full_name="甲hospital")
    Membership.objects.create(user=user, organisation=hospital, role="institution")
    home.people["institution"] = user
    return user
