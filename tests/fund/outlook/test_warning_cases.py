"""Signals become cases, once each; what becomes of the cases is the signal's record."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from jixiao.fund import kept_tables
from jixiao.fund.cases import CaseLedger, Outcome, open_ledger
from jixiao.fund.outlook import watching
from jixiao.fund.outlook.history import history_until
from jixiao.fund.outlook.kept import WARNINGS
from jixiao.fund.outlook.warning_cases import (
    Hand,
    facts_of,
    open_warnings,
    signal_records,
)
from jixiao.fund.outlook.warnings_kept import keep_warnings
from jixiao.fund.outlook.watching import watch
from jixiao.fund.records import Records
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from tests.measure_page import load_example
from tests.spec_page import Example

JUNE = date(2026, 6, 1)
NINE = datetime(2026, 7, 3, 9)


def settled() -> list[dict[str, str]]:
    """Three months a third dearer than a year before: 90 yuan more at H1, 60 at H2."""
    rows = []
    for year, paid in ((2025, (100, 50)), (2026, (130, 70))):
        for month in (4, 5, 6):
            for place, fen in zip(("H1", "H2"), paid, strict=True):
                rows.append(
                    {
                        "setl_id": f"{year}{month}{place}",
                        "setl_time": f"{year}-0{month}-02 10:00:00",
                        "fixmedins_code": place,
                        "fund_pay_sumamt": f"{fen}.00",
                    }
                )
    return rows


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Embedded]:
    with open_scratch(tmp_path) as opened:
        load_example(opened, Example("", [("SETL_D", settled())], []))
        yield opened


@pytest.fixture(autouse=True)
def one_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at one signal: what all of them say is asked elsewhere, and each has queries to write."""
    watched = {"GR01": watching.library()["GR01"]}
    monkeypatch.setattr(watching, "library", lambda: watched)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[CaseLedger]:
    with open_ledger(tmp_path / "cases.db") as opened:
        yield opened


def warned(engine: Embedded, ledger: CaseLedger, owner: str = "乙") -> list[str]:
    records = Records(engine, history_until(JUNE, 36), kept=kept_tables())
    # So few stays are dearer by chance as well.
    raised = watch(records, JUNE, {"GR01": {"chance": 0}})
    return open_warnings(ledger, records, raised, Hand("甲", NINE, owner))


def test_a_signal_is_one_case_with_who_it_comes_from(
    engine: Embedded, ledger: CaseLedger
):
    (code,) = warned(engine, ledger)
    assert [] == warned(engine, ledger)

    case = ledger.case(code)
    assert ("GR01", "乙", "核实中") == (case.rule, case.owner, case.state)
    assert "基金财务科、分管领导" == case.subject
    signal, *groups = case.evidence
    assert ("2026-06", "预警") == (signal.values["月份"], signal.values["轻重"])
    assert [9000, 6000] == [row.fund for row in groups]
    assert date(2026, 7, 13) == case.due[0].last_day
    facts = facts_of(case)
    assert "2026 年 6 月" == facts["month"]
    assert "［预警］基金支付比上年同期增长过快" in facts["matter"]
    assert (
        "基金支付比上年同期的增减主要来自：H1 普通住院 不详，增减 90.00 元"
        in facts["reason"]
    )


@pytest.mark.slow
def test_what_became_of_cases_is_the_signals_record(
    engine: Embedded, ledger: CaseLedger
):
    (code,) = warned(engine, ledger)
    for step, by in (("拟函", "乙"), ("签发", "丙"), ("答复", "该科")):
        ledger.move(code, step, by=by, at=NINE)
    ledger.move(code, "认定", by="丙", at=NINE, outcome=Outcome.PROVEN)
    ledger.move(code, "结案", by="丙", at=NINE)

    records = {each.code: each for each in signal_records(ledger, JUNE)}
    grown = records["GR01"]
    assert (1, 1, 0, 0, 100) == (
        grown.raised, grown.right, grown.ignored, grown.under_way, grown.precision,
    )  # fmt: skip
    assert (0, None) == (records["RE02"].raised, records["RE02"].precision)
    keep_warnings(engine, ledger)
    (row,) = engine.fetch(WARNINGS.read(engine)).to_pylist()
    assert (JUNE, NINE.date(), "属实", False) == (
        row["month"], row["dealt_on"], row["outcome"], row["late"],
    )  # fmt: skip


@pytest.mark.slow
def test_what_nobody_took_up_in_time_was_ignored(engine: Embedded, ledger: CaseLedger):
    warned(engine, ledger, owner="")

    in_time, late = (
        next(r for r in signal_records(ledger, day) if r.code == "GR01")
        for day in (date(2026, 7, 6), date(2026, 7, 7))
    )
    assert (1, 0) == (in_time.under_way, in_time.ignored)
    assert (0, 1) == (late.under_way, late.ignored)


@pytest.mark.slow
def test_what_is_put_aside_was_ignored(engine: Embedded, ledger: CaseLedger):
    (code,) = warned(engine, ledger)
    ledger.move(code, "不予处理", by="丙", at=NINE, text="去年同期停诊")

    (grown,) = (r for r in signal_records(ledger, JUNE) if r.code == "GR01")
    assert (1, 0) == (grown.ignored, grown.under_way)
