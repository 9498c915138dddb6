"""A county with six stays that nobody settled: one of each class, and one that is in doubt."""

from pathlib import Path

from jixiao.fund.store.embedded import Embedded
from tests.measure_page import load_example
from tests.spec_page import Example

USUAL = {
    "insutype": "390", "psn_type": "50", "hosp_lv": "05", "med_type": "21", "fixmedins_code": "H1",
    "pay_loc": "2", "vali_flag": "1",
}  # fmt: skip
STAYS = [
    {"mdtrt_id": "M1", "psn_no": "P1", "begntime": "2026-05-20"},
    {"mdtrt_id": "M2", "psn_no": "P2", "begntime": "2026-06-29"},
    {"mdtrt_id": "M3", "psn_no": "P3", "begntime": "2026-01-10"},
    {"mdtrt_id": "M4", "psn_no": "P4", "begntime": "2026-06-01", "die_date": "2026-06-05"},
    {"mdtrt_id": "M5", "psn_no": "P5", "begntime": "2026-06-01"},
    {"mdtrt_id": "M5b", "psn_no": "P5", "begntime": "2026-06-08", "fixmedins_code": "H2"},
    {"mdtrt_id": "M6", "psn_no": "P6", "begntime": "2026-06-01", "die_date": "2026-06-05"},
    {"mdtrt_id": "M7", "psn_no": "P7", "begntime": "2025-12-20"},
]  # fmt: skip
LINES = [
    ("M1", "P1", "2026-05-21", "3000.00"),
    ("M1", "P1", "2026-05-28", "1000.00"),
    ("M2", "P2", "2026-06-30", "500.00"),
    ("M4", "P4", "2026-06-04", "5000.00"),
    ("M5", "P5", "2026-06-07", "4000.00"),
    ("M5b", "P5", "2026-06-30", "4000.00"),
    ("M6", "P6", "2026-06-09", "900.00"),
    ("M7", "P7", "2025-12-25", "6000.00"),
    ("M7", "P7", "2026-01-05", "2000.00"),
]
SETTLED = {
    "setl_id": "S0", "mdtrt_id": "M0", "psn_no": "P1", "setl_time": "2026-03-01 10:00:00", "clr_type": "21",
    "medfee_sumamt": "800000.00", "inscp_amt": "800000.00", "begndate": "2026-02-20", "enddate": "2026-03-01",
}  # fmt: skip


def county_tables() -> list[tuple[str, list[dict[str, str]]]]:
    """Give the county's tables by their codes."""
    lines = [
        {
            "bkkp_sn": f"F{nth}", "mdtrt_id": stay, "psn_no": person, "fee_ocur_time": f"{day} 09:00:00",
            "det_item_fee_sumamt": fees, "inscp_amt": fees, "fixmedins_code": "H1", "hilist_code": "A",
        }
        for nth, (stay, person, day, fees) in enumerate(LINES)
    ]  # fmt: skip
    stays = [{**USUAL, **stay} for stay in STAYS]
    return [
        ("MDTRT_D", stays),
        ("FEE_LIST_D", lines),
        ("SETL_D", [{**USUAL, **SETTLED}]),
    ]


def open_county(engine: Embedded) -> None:
    """Load the county's tables."""
    load_example(engine, Example("", county_tables(), []))


def hashed(engine: Embedded, names: Path | tuple[str, ...]) -> list[str]:
    """Return the rows of tables, in an order."""
    return [
        sorted(map(str, engine.fetch(engine.table(name)).to_pylist())) for name in names
    ]
