"""A county with dialysis: two centres, few persons, small enough to count by hand."""

from jixiao.fund.store.embedded import Embedded
from tests.measure_page import select_rows

CONTRACTS = [
    {
        "contract_no": "k1", "fixmedins_code": "H1", "dial_type": "1", "pay_mode": "1",
        "rate": "400.00", "month_cap": "13", "dise_no": "M07800", "begndate": "2026-01-01",
    },
    {
        "contract_no": "k2", "fixmedins_code": "H2", "dial_type": "2", "pay_mode": "2",
        "rate": "6000.00", "dise_no": "M07800", "begndate": "2026-01-01",
    },
]  # fmt: skip
ITEMS = [
    {"contract_no": "k1", "hilist_code": "D1", "included": "1", "item_use": "1"},
    {"contract_no": "k1", "hilist_code": "X9", "included": "0"},
]
ROSTER = [
    {"psn_no": "p1", "fixmedins_code": "H1", "dial_type": "1", "begndate": "2026-01-01"},
    {
        "psn_no": "p2", "fixmedins_code": "H2", "dial_type": "2", "begndate": "2026-04-01",
        "enddate": "2026-04-12", "reason": "3",
    },
]  # fmt: skip
SESSIONS = [
    {
        "session_no": f"s{n:02}", "psn_no": "p1", "fixmedins_code": "H1", "dial_type": "1",
        "done_on": f"2026-04-{1 + 2 * n:02}",
    }
    for n in range(14)
]  # fmt: skip
BILLS = [
    {"setl_id": "b1", "psn_no": "p1", "mdtrt_id": "v1", "fixmedins_code": "H1", "med_type": "14", "dise_no": "M07800"},
    {"setl_id": "b2", "psn_no": "p1", "mdtrt_id": "v2", "fixmedins_code": "H3", "med_type": "11"},
]  # fmt: skip


def line(number: str, bill: str, code: str, yuan: str, day: str) -> dict[str, str]:
    return {
        "bkkp_sn": number, "setl_id": bill, "mdtrt_id": f"v{bill[1:]}", "psn_no": "p1",
        "hilist_code": code, "det_item_fee_sumamt": yuan, "cnt": "1", "pric": yuan,
        "fee_ocur_time": f"{day} 09:00:00",
    }  # fmt: skip


LINES = [
    line("f1", "b1", "D1", "4000.00", "2026-04-03"),
    line("f2", "b1", "X9", "200.00", "2026-04-03"),
    line("f3", "b2", "D1", "150.00", "2026-04-05"),
    line("f4", "b1", "Z0", "30.00", "2026-04-05"),
    line("f5", "b1", "D1", "900.00", "2026-03-05"),
]
COUNTY = {
    "DIAL_CONTRACT": CONTRACTS, "DIAL_ITEM": ITEMS, "DIAL_ROSTER": ROSTER,
    "DIAL_SESSION": SESSIONS, "SETL_D": BILLS, "FEE_LIST_D": LINES,
}  # fmt: skip


def load(engine: Embedded, **tables: list[dict[str, str]]) -> Embedded:
    """Make the county's tables, or others in their place; an empty one is left out."""
    for code, rows in (COUNTY | tables).items():
        if rows:
            engine.make(code, select_rows(code, rows))
    return engine
