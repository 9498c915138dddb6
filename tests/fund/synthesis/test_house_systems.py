"""What is planted into a March of systems is told, and no twin."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from jixiao.fund.intake import load
from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis.house_systems import write_systems
from jixiao.period import Period
from jixiao.service.systems.answering import Outcome
from jixiao.service.systems.month import Month, look

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def count_marked(month: Month, what: str, words: str) -> int:
    (system,) = month.systems
    assert system.by_log is not None
    assert month.points is not None
    match what:
        case "漏报":
            return sum(
                f"{begins:%m-%d %H:%M}".startswith(words)
                for begins, _ in system.unreported
            )
        case "响应超时":
            return sum(
                each.incident.number == words and each.outcome is Outcome.LATE
                for each in month.responses
            )
        case "没有上传":
            return sum(each.number == words for each in month.points.silent)
        case "台账停用分钟":
            return system.by_log.down // 60
        case _:
            return system.by_log.planned // 60


@pytest.mark.slow
def test_a_planted_march_is_told(tmp_path: Path):
    write_systems(tmp_path, tmp_path, 2026, 2)
    upload = "fixmedins_code,occurred_on,kind,due,uploaded,on_time\nH1,2026-03-31,结算,1,1,1\n"
    (tmp_path / "UPLOAD.csv").write_text(upload, "utf-8")
    for table in (*sorted(tmp_path.glob("*.parquet")), tmp_path / "UPLOAD.csv"):
        load(table, tmp_path)
    terms = load_parameter_sets()["sample"].on(MARCH.last)
    with open_engine(tmp_path) as engine:
        month = look(engine, MARCH, datetime(2026, 8, 1), terms)

    with (tmp_path / "systems.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]

    assert [] == [
        r for r in rows if count_marked(month, r["what"], r["words"]) != int(r["count"])
    ]
