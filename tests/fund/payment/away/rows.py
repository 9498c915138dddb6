"""A county's care away, small enough to count by hand."""

from jixiao.fund.store.embedded import Embedded
from tests.measure_page import select_rows

HOME = "990101"


def settled(number: str, **said: str) -> dict[str, str]:
    return {
        "setl_id": number, "mdtrt_id": f"v{number}", "psn_no": f"p{number}", "insu_admdvs": HOME,
        "fix_blng_admdvs": "980101", "fixmedins_code": "H9", "hosp_lv": "02", "pay_loc": "4",
        "med_type": "21", "setl_time": "2026-03-10 10:00:00", "begndate": "2026-03-05",
        "enddate": "2026-03-10", "medfee_sumamt": "1000.00", "fund_pay_sumamt": "600.00",
        "refd_setl_flag": "0",
    } | said  # fmt: skip


def billed(number: str, setl: str, fund: str = "600.00", **said: str) -> dict[str, str]:
    return {
        "bill_no": number, "side": "2", "clr_month": "2026-03-01", "setl_id": setl,
        "insu_admdvs": HOME, "care_admdvs": "980101", "medfee_sumamt": "1000.00",
        "fund_pay_sumamt": fund, "setl_time": "2026-03-10 10:00:00",
    } | said  # fmt: skip


def load(engine: Embedded, **tables: list[dict[str, str]]) -> Embedded:
    for code, rows in tables.items():
        engine.make(code, select_rows(code, rows))
    return engine
