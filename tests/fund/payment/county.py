"""A county of two hospitals and three years in extracts, small enough to count by hand."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jixiao.fund.intake import load

STENT, BYPASS = "36.0700", "36.1000"


@dataclass(frozen=True)
class Stay:
    """A stay as the extracts tell it."""

    key: str
    hospital: str
    on: date
    yuan: int
    diagnoses: tuple[str, ...]
    operations: tuple[str, ...] = ()
    days: int = 5
    area: str = "990100"
    sex: str = "1"
    born: date = date(1960, 5, 1)


def stays() -> list[Stay]:
    """Three years: pneumonia without operations, infarction with one; in 2026 some that deviate."""
    made = []
    for year in (2024, 2025, 2026):
        for n in range(16):
            day = date(year, 1 + n % 12, 10)
            made.append(
                Stay(
                    f"P{year}{n:02}", "H1" if n % 4 else "H2", day, 4_000, ("J18.900",)
                )
            )
            made.append(
                Stay(
                    f"I{year}{n:02}",
                    "H2",
                    day,
                    28_000,
                    ("I21.000", "I10.x00"),
                    (STENT,),
                )
            )
    made.append(Stay("LOW", "H1", date(2026, 3, 3), 1_000, ("J18.900",)))
    made.append(
        Stay("HIGH", "H2", date(2026, 4, 4), 90_000, ("I21.000",), (STENT, BYPASS))
    )
    made.append(Stay("RARE", "H1", date(2026, 5, 5), 7_000, ("Q90.900",)))
    made.append(
        Stay("AWAY", "H9", date(2026, 6, 6), 50_000, ("J18.900",), area="640500")
    )
    return made


def write(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    listed = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(listed[0]))
        writer.writeheader()
        writer.writerows(listed)
    return path


def write_county(folder: Path, made: list[Stay]) -> list[Path]:
    """Print the stays as a bureau exports them."""
    return [
        write(folder / "SETL_D.csv", (_settlement(stay) for stay in made)),
        write(folder / "MDTRT_D.csv", (_visit(stay) for stay in made)),
        write(folder / "SETL_LIST_DIAG_D.csv", (
            {"setl_list_diag_id": f"{stay.key}-{n}", "setl_id": stay.key, "mdtrt_id": stay.key,
             "diag_type": "1", "maindiag_flag": str(int(n == 0)), "diag_code": code}
            for stay in made for n, code in enumerate(stay.diagnoses)
        )),
        write(folder / "SETL_LIST_OPRN_D.csv", (
            {"setl_list_oprn_id": f"{stay.key}-{n}", "setl_id": stay.key, "mdtrt_id": stay.key,
             "main_oprn_flag": str(int(n == 0)), "oprn_oprt_code": code}
            for stay in made for n, code in enumerate(stay.operations)
        )),
        write(folder / "OPRN_B.csv", (
            {"oprn_oprt_code": code, "oprn_oprt_name": "示例", "oprn_type": "1"}
            for code in (STENT, BYPASS)
        )),
        write(folder / "DIP_FUND.csv", [{"pay_year": "2026", "fund_amt": "300000.00"}]),
        write(folder / "DIP_ACCOUNT.csv", [
            {"fixmedins_code": "H2", "pay_year": "2026", "coefficient": "1.05",
             "assessment": "0.98", "deduction": "1000.00", "paid": "200000.00"},
        ]),
    ]  # fmt: skip


def _settlement(stay: Stay) -> dict[str, Any]:
    began = stay.on - timedelta(days=stay.days)
    fund = stay.yuan * 65 // 100
    return {
        "setl_id": stay.key, "mdtrt_id": stay.key, "psn_no": f"9901{stay.key}", "insutype": "390",
        "psn_type": "50", "fixmedins_code": stay.hospital,
        "hosp_lv": "08" if stay.hospital == "H1" else "02",
        "insu_admdvs": "990100", "fix_blng_admdvs": stay.area, "begndate": began, "enddate": stay.on,
        "setl_time": f"{stay.on} 10:00:00", "med_type": "21", "pay_loc": "2",
        "medfee_sumamt": f"{stay.yuan}.00", "inscp_amt": f"{stay.yuan}.00",
        "hifp_pay": f"{fund}.00", "fund_pay_sumamt": f"{fund}.00", "refd_setl_flag": "0",
    }  # fmt: skip


def _visit(stay: Stay) -> dict[str, Any]:
    began = stay.on - timedelta(days=stay.days)
    return {
        "mdtrt_id": stay.key, "psn_no": f"9901{stay.key}", "gend": stay.sex, "brdy": stay.born,
        "fixmedins_code": stay.hospital, "begntime": f"{began} 09:00:00",
        "endtime": f"{stay.on} 09:30:00", "med_type": "21", "dscg_way": "1",
    }  # fmt: skip


def load_county(folder: Path, made: list[Stay] | None = None) -> Path:
    """Load a county into a folder."""
    extracts = folder / "extracts"
    extracts.mkdir()
    for path in write_county(extracts, made or stays()):
        load(path, folder / "county")
    return folder / "county"
