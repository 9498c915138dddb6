"""A list that cannot be taken ends the job in words, and nothing is kept."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.web.background.inspecting import inspect_ordered
from jixiao.web.running import stored_files
from jixiao.web.work.site_orders import SiteOrder, kept_names, order
from tests.web.conftest import County
from tests.web.paid_county import let_see


def test_a_plan_written_otherwise_is_refused_in_words(home: County, tmp_path: Path):
    let_see(home, tmp_path)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("index.html", "<p>x</p>")
    packed, _ = stored_files.keep([stream.getvalue()], "x.zip")
    plan, _ = stored_files.keep(["栏目\n甲\n".encode()], "p.csv")
    place = home.places["department"]
    wanted = SiteOrder(
        place.pk, date(2026, 3, 31), packed, {"plan": plan}, at="2026-03-31 09:00:00"
    )
    job = order(home.people["fund"], place, wanted)

    with pytest.raises(JixiaoError, match="缺少列 网址"):
        inspect_ordered(job, lambda *_: None)
    assert [] == [*kept_names(tmp_path)]
