"""A March of a bureau's systems: outages that overlap, a window announced, probes, points that are silent.

What is planted stands in `answers/systems.csv`: what, words of it, and how often it must be told.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Row = dict[str, Any]
SYSTEM = "示例结算平台"
_PROBED = timedelta(minutes=10)
_MOST = 12


def write_systems(answers: Path, extracts: Path, year: int, times: int) -> None:
    """Write INCIDENT, ANNOUNCED_WINDOW, PROBE, SERVICE_POINT and SYSTEM_USE of the house, and the answers."""
    march, times = datetime(year, 3, 1), min(times, _MOST)  # noqa: DTZ001 — as people write it
    unreported = [march + timedelta(days=11 + n, hours=2) for n in range(times)]
    incidents = [*_incidents(march, times)]
    rows = {
        "INCIDENT": incidents,
        "ANNOUNCED_WINDOW": [*_windows(march)],
        "PROBE": [*_probes(march, unreported)],
        "SERVICE_POINT": [*_points(year, times)],
        "SYSTEM_USE": [
            {"system": SYSTEM, "started_on": date(year - 1, 1, 1), "stopped_on": None}
        ],
    }
    for code, of_table in rows.items():
        pq.write_table(
            pa.Table.from_pylist(of_table), extracts / f"{code}-house.parquet"
        )
    answer_rows = [("漏报", f"{at:%m-%d %H:%M}", "1") for at in unreported]
    answer_rows += [("漏报", f"{march + timedelta(days=9, hours=10):%m-%d}", "0")]
    answer_rows += [("漏报", f"{march + timedelta(days=25, hours=3):%m-%d}", "0")]
    answer_rows += [("响应超时", f"H-L{n}", "1") for n in range(1, times + 1)]
    answer_rows += [("响应超时", f"H-T{n}", "0") for n in range(1, times + 1)]
    answer_rows += [("没有上传", f"S{n:03}", "1") for n in range(1, times + 1)]
    answer_rows += [("台账停用分钟", SYSTEM, "180"), ("公告停机分钟", SYSTEM, "120")]
    with (answers / "systems.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("what", "words", "count"), *answer_rows])


def _incidents(march: datetime, times: int) -> Iterator[Row]:
    """Yield two outages that overlap, ten to one; and events answered at the limit and beyond."""
    tenth = march + timedelta(days=9)
    yield _incident("H-1", tenth, 10, 30, mended=120)
    yield _incident("H-2", tenth, 11, 10, mended=120)
    for n in range(1, times + 1):
        # Answered and mended in the same minute in which the first stopped: no outage of their own.
        yield _incident(f"H-T{n}", tenth, 10, 30, mended=30)
        late = _incident(f"H-L{n}", tenth, 10, 30, mended=31)
        yield late | {"responded_at": late["responded_at"] + timedelta(seconds=1)}


def _incident(number: str, day: datetime, hour: int, answered: int, mended: int) -> Row:
    reported = day + timedelta(hours=hour)
    return {
        "incident_no": number,
        "system": SYSTEM,
        "grade": "一般",
        "planned": "0",
        "reported_at": reported,
        "responded_at": reported + timedelta(minutes=answered),
        "restored_at": reported + timedelta(minutes=mended),
    }


def _windows(march: datetime) -> Iterator[Row]:
    begins = march + timedelta(days=20, hours=1)
    yield {
        "system": SYSTEM,
        "announced_at": begins - timedelta(days=2),
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=2),
    }


def _probes(march: datetime, unreported: list[datetime]) -> Iterator[Row]:
    """Yield a look every ten minutes: down where the log and the window say so, and where nobody did.

    One look that failed by itself is no outage.
    """
    down = [(at, at + timedelta(minutes=30)) for at in unreported]
    down += [
        (march + timedelta(days=9, hours=10), march + timedelta(days=9, hours=13)),
        (march + timedelta(days=20, hours=1), march + timedelta(days=20, hours=3)),
        (
            march + timedelta(days=25, hours=3),
            march + timedelta(days=25, hours=3, minutes=1),
        ),
    ]
    at, ends = march, march + timedelta(days=31)
    while at < ends:
        is_down = any(begins <= at < until for begins, until in down)
        yield {
            "system": SYSTEM,
            "probed_at": at,
            "ok": "0" if is_down else "1",
            "milliseconds": 80,
        }
        at += _PROBED


def _points(year: int, times: int) -> Iterator[Row]:
    """Yield lines, and points of institutions of which no upload is known."""
    opened = date(year - 1, 1, 1)
    for n in range(1, 12):
        yield _point(f"Z{n:03}", f"示例专线{n}", "1", "", opened)
    for n in range(1, times + 1):
        yield _point(f"S{n:03}", f"示例卫生室{n}", "2", f"NOUP{n:03}", opened)


def _point(number: str, name: str, kind: str, institution: str, opened: date) -> Row:
    return {
        "point_no": number,
        "name": name,
        "kind": kind,
        "fixmedins_code": institution,
        "opened_on": opened,
        "closed_on": None,
    }
