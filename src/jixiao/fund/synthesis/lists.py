"""Discharge lists of a synthetic bureau: codes that are valid, lists uploaded, and planted faults."""

import csv
from pathlib import Path
from typing import Any

import pyarrow as pa

from jixiao.fund.store.embedded import Embedded
from jixiao.fund.synthesis.fault_drawing import FAULTY
from jixiao.fund.synthesis.shape import Diagnosis, diagnoses

UNKNOWN_CODE = "X00.999"
"""A diagnosis that no list of codes has."""
SECOND_CODE = "I10"
"""The diagnosis that is marked as a second principal one; a code that the list has."""
_ONE_IN = 150
_TWO_PRINCIPALS, _UNKNOWN_DIAGNOSIS, _LATE = 1, 2, 3
_FAULTS = {
    _TWO_PRINCIPALS: ("QC01", "主要诊断标了两个"),
    _UNKNOWN_DIAGNOSIS: ("QC02", "诊断编码不在编码表里"),
    _LATE: ("PD01", "清单上传晚于七天"),
}
_FAULT = f"CASE WHEN setl_id LIKE '{FAULTY}%' THEN 0 ELSE hash(setl_id || '清单') % {_ONE_IN} END"
"""Which fault a list carries, the same whenever it is printed; most carry none, nor those of faults
that are planted for the audit."""


def write_codes(extracts: Path, engine: Embedded) -> None:
    """Write OPRN_B from the operations that were printed, and DIAG_B from all diagnoses."""
    engine.view("operated", extracts / "SETL_LIST_OPRN_D-*.parquet")
    kind = "(substr(oprn_oprt_code, 1, 2)::INTEGER % 4 + 1)::VARCHAR"
    engine.write(
        f"SELECT oprn_oprt_code, min(oprn_oprt_name) AS oprn_oprt_name, {kind} AS oprn_type "
        "FROM operated GROUP BY ALL ORDER BY oprn_oprt_code",
        extracts / "OPRN_B.parquet",
    )
    engine.hold("coded", _codes())
    engine.write("SELECT * FROM coded ORDER BY diag_code", extracts / "DIAG_B.parquet")


def _codes() -> Any:
    rows = [_code(entry) for entry in diagnoses()]
    kind = pa.schema(
        [
            ("diag_code", pa.string()),
            ("diag_name", pa.string()),
            ("sex_limit", pa.string()),
        ]
    )
    return pa.Table.from_pylist(rows, kind)


def _code(entry: Diagnosis) -> dict[str, Any]:
    return {
        "diag_code": entry.code,
        "diag_name": entry.name,
        "sex_limit": str(entry.sex) if entry.sex else None,
    }


def write_lists(year: int, extracts: Path, engine: Embedded) -> list[dict[str, Any]]:
    """Write the lists of a year's stays, plant faults in their diagnoses, and return the answers.

    A list is uploaded two to six days after discharge, a late one ten days after.
    """
    engine.view("settled_stays", extracts / f"SETL_D-{year}.parquet")
    engine.view("listed", extracts / f"SETL_LIST_DIAG_D-{year}.parquet")
    stays = (
        "SELECT s.setl_id, s.mdtrt_id, s.fixmedins_code, s.enddate, "
        f"{_FAULT.replace('setl_id', 's.setl_id')} AS fault FROM settled_stays s "
        "WHERE s.clr_type = '21' AND s.refd_setl_flag = '0' "
        "AND s.setl_id IN (SELECT setl_id FROM listed)"
    )
    engine.make("listed_stays", stays)
    days = f"CASE WHEN fault = {_LATE} THEN 10 ELSE 2 + hash(setl_id) % 5 END"
    uploaded = f"enddate::TIMESTAMP + to_days(({days})::INTEGER) + to_hours(9)"
    engine.write(
        "SELECT 'L' || setl_id AS setl_list_id, setl_id, mdtrt_id, fixmedins_code, "
        f"1::DECIMAL(18,4) AS list_version, {uploaded} AS uploaded_at "
        "FROM listed_stays ORDER BY setl_id",
        extracts / f"SETL_LIST_D-{year}.parquet",
    )
    _plant(year, extracts, engine)
    answers = engine.rows(
        f"SELECT setl_id, fault FROM listed_stays WHERE fault BETWEEN 1 AND {_LATE} ORDER BY setl_id"
    )
    return [
        {"year": year, "setl_id": row["setl_id"], "fault": row["fault"]}
        for row in answers
    ]


def _plant(year: int, extracts: Path, engine: Embedded) -> None:
    """Print the diagnoses again: of some lists a second one is main too, of others one is unknown."""
    engine.make(
        "planted",
        "SELECT l.* REPLACE ("
        f"CASE WHEN {_is_of(_UNKNOWN_DIAGNOSIS)} THEN '{UNKNOWN_CODE}' ELSE l.diag_code END AS diag_code) "
        "FROM listed l LEFT JOIN listed_stays s USING (setl_id) "
        "UNION ALL SELECT l.* REPLACE (l.setl_list_diag_id || '-x' AS setl_list_diag_id, "
        f"'{SECOND_CODE}' AS diag_code, '示例诊断' AS diag_name) FROM listed l JOIN listed_stays s USING (setl_id) "
        f"WHERE s.fault = {_TWO_PRINCIPALS} AND l.maindiag_flag = '1'",
    )
    path = extracts / f"SETL_LIST_DIAG_D-{year}.parquet"
    engine.write(
        "SELECT * FROM planted ORDER BY setl_list_diag_id", path.with_suffix(".new")
    )
    path.with_suffix(".new").replace(path)


def _is_of(fault: int) -> str:
    return f"s.fault = {fault} AND l.maindiag_flag = '1'"


def write_answers(path: Path, answers: list[dict[str, Any]]) -> None:
    """Write which lists carry which fault, and which check or measure is to find it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["no", "year", "finds", "name", "setl_id"])
        for number, row in enumerate(answers, 1):
            writer.writerow(
                [number, row["year"], *_FAULTS[row["fault"]], row["setl_id"]]
            )
