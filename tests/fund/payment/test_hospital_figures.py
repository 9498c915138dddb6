"""Figures of hospitals, counted by hand."""

import pyarrow as pa
import pytest

from jixiao.fund.payment.hospital_figures import YearFigures, year_figures

CASES = [
    # hospital, group, yuan, days, deviation, points, level
    ("H1", "A", 4_000, 4, "0", 500, "08"),
    ("H1", "A", 6_000, 6, "1", 300, "08"),
    ("H2", "A", 5_000, 5, "0", 500, "02"),
    ("H3", "A", 5_000, 5, "2", 500, "02"),
    ("H4", "A", 5_000, 5, "0", 500, "02"),
    ("H4", None, 9_000, None, "5", 0, "02"),
]
CLEARED = [
    {"fixmedins_code": "H2", "share": 400_000, "booked": 300_000},
    {"fixmedins_code": "H1", "share": 500_000, "booked": 600_000},
    {"fixmedins_code": "H3", "share": 100_000, "booked": 100_001},
    {"fixmedins_code": "H4", "share": 0, "booked": 0},
]
RATES = [{"fixmedins_code": "H1", "lists": 4, "uploaded": 4, "on_time": 3, "sound": 2}]


def counted(cases: int = 6) -> YearFigures:
    rows = [
        {"fixmedins_code": code, "dip_group": group, "medfee_sumamt": yuan * 100, "days": days,
         "deviation": kind, "case_points": points * 1_000_000, "special": False, "hosp_lv": level}
        for code, group, yuan, days, kind, points, level in CASES[:cases]
    ]  # fmt: skip
    hospitals = {row["fixmedins_code"] for row in rows}
    cleared = [row for row in CLEARED if row["fixmedins_code"] in hospitals]
    return year_figures(2026, cleared, pa.Table.from_pylist(rows), RATES)


def test_figures_come_out_as_by_hand():
    by_name = {figure.name: figure for figure in counted().figures}

    assert ({"H1": 2, "H2": 1, "H3": 1, "H4": 2}, 6) == (
        by_name["出院病例"].by_hospital, by_name["出院病例"].whole,
    )  # fmt: skip
    assert 0.5 == by_name["入组率"].by_hospital["H4"]
    assert pytest.approx(5 / 6) == by_name["入组率"].whole
    assert (400.0, 5_000.0) == tuple(
        by_name[name].by_hospital["H1"] for name in ("例均分值", "例均费用")
    )
    assert (1.0, 1.0) == tuple(
        by_name[name].by_hospital["H4"] for name in ("费用消耗指数", "时间消耗指数")
    )
    assert (-1_000.0, -0.2) == (
        by_name["结余"].by_hospital["H1"],
        by_name["结余率"].by_hospital["H1"],
    )
    assert None is by_name["结余率"].by_hospital["H4"]
    assert (2.0, 1_000.01) == (by_name["超支机构"].whole, by_name["超支金额"].whole)
    assert (0.75, None) == tuple(
        by_name["清单及时率"].by_hospital[code] for code in ("H1", "H2")
    )
    assert pytest.approx(2 / 6) == by_name["一级机构病例占比"].whole
