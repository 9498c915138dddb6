"""Inspections are kept by their day and read back equal."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.disclosure.faults import Fault, FaultKind
from jixiao.service.disclosure.inspection import Inspection
from jixiao.web.work.site_orders import (
    KeptInspection,
    keep,
    kept_inspection,
    kept_names,
)

SEEN = Inspection(
    date(2026, 3, 31), "http://x/", 1, 0, 0, 0, (), (Fault(FaultKind.EMPTY, "x", "空"),), tuple(FaultKind), ()
)  # fmt: skip


def test_what_is_kept_is_read_back_equal(tmp_path: Path):
    hand = {"D21": (Decimal(1), "没有更新")}
    kept = KeptInspection(
        SEEN, hand, has_services=True, by="甲", at=datetime(2026, 4, 1, 9)
    )
    keep(tmp_path, kept)
    (name,) = kept_names(tmp_path)

    assert kept == kept_inspection(tmp_path, name)
    assert 93 == kept.sheet.score
    with pytest.raises(JixiaoError, match="没有这次巡检"):
        kept_inspection(tmp_path, "../x")
