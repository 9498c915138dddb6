"""A roll called on paper and keyed: who was in bed, on leave, absent, and who was not called."""

from datetime import date
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_scratch
from jixiao.fund.supervision.roll_call import (
    COLUMNS,
    beds_on,
    read_roll_call,
    write_sheet,
)
from tests.measure_page import select_rows

DAY = date(2026, 3, 17)
VISIT = {
    "psn_no": "990100000001", "fixmedins_code": "H1", "med_type": "21", "adm_dept_name": "第1病区",
    "begntime": "2026-03-10 09:00:00", "endtime": "2026-03-20 09:00:00",
}  # fmt: skip


def test_who_is_registered_in_bed_on_the_day_is_on_the_roll(tmp_path: Path):
    visits = [
        VISIT | {"mdtrt_id": "in"},
        VISIT | {"mdtrt_id": "open", "endtime": ""},
        VISIT | {"mdtrt_id": "left", "endtime": "2026-03-17 10:00:00"},
        VISIT | {"mdtrt_id": "later", "begntime": "2026-03-18 09:00:00"},
        VISIT | {"mdtrt_id": "clinic", "med_type": "11"},
        VISIT | {"mdtrt_id": "elsewhere", "fixmedins_code": "H2"},
    ]
    with open_scratch(tmp_path) as engine:
        engine.make("MDTRT_D", select_rows("MDTRT_D", visits))
        beds = beds_on(Records(engine), "H1", DAY)

    assert ["in", "open"] == [bed.visit for bed in beds]
    assert not any("990100000001" in bed.person for bed in beds)


def sheet(tmp_path: Path, *seen: str) -> Path:
    path = tmp_path / "roll.csv"
    rows = [
        f"v{n},一病区,2026-03-10,x,*1,{said},外出,10:00" for n, said in enumerate(seen)
    ]
    path.write_text("\n".join([",".join(COLUMNS), *rows]), "utf-8-sig")
    return path


def test_the_absent_are_evidence_and_the_uncalled_are_named(tmp_path: Path):
    called = read_roll_call(sheet(tmp_path, "在", "请假", "不在", ""), "H1", DAY)

    assert (3, 1, 1, ["v3"]) == (
        called.called,
        called.present,
        called.on_leave,
        called.uncalled,
    )
    (absent,) = called.absent
    assert ("点名", "v2", "2026-03-17 点名不在床：外出") == (
        absent.table, absent.key, absent.values["说明"],
    )  # fmt: skip


def test_a_word_that_is_none_of_the_three_is_refused(tmp_path: Path):
    with pytest.raises(
        JixiaoError, match="v0 的“是否在床”写的是“走了”；应写 在、请假 或 不在"
    ):
        read_roll_call(sheet(tmp_path, "走了"), "H1", DAY)


def test_an_empty_sheet_is_no_roll(tmp_path: Path):
    path = tmp_path / "roll.csv"
    write_sheet([], path)

    with pytest.raises(JixiaoError, match="缺少 内容"):
        read_roll_call(path, "H1", DAY)
