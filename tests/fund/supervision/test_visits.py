"""Planned visits as cases, and the table of inspections that measures answer from."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Evidence, Outcome, open_ledger
from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from jixiao.fund.supervision.plan import Visit
from jixiao.fund.supervision.visits import (
    inspection_rows,
    open_visits,
    write_inspections,
)

AT = datetime(2026, 3, 2, 9)
VISITS = [Visit("H1", "全覆盖", "一组"), Visit("H2", "全覆盖", "二组")]


def test_a_visit_counts_from_its_entry_and_loads_as_an_inspection(tmp_path: Path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        first, second = open_visits(ledger, VISITS, 2026, seed="7", by="录入人", at=AT)
        assert [] == open_visits(ledger, VISITS, 2026, seed="7", by="录入人", at=AT)
        assert [] == inspection_rows(ledger, date(2026, 12, 31))
        steps = [("通知", None), ("进场", None), ("告知情况", None)]
        for nth, (step, outcome) in enumerate(steps, 1):
            by, at = "检查人", AT + timedelta(days=nth)
            ledger.move(first, step, by=by, at=at, outcome=outcome, text="有举报")
        decided = AT + timedelta(days=30)
        ledger.move(first, "结论", by="处理人", at=decided, outcome=Outcome.PROVEN)
        ledger.move(first, "结案", by="审核人", at=decided)
        for step in ("通知", "进场"):
            ledger.move(second, step, by="检查人", at=decided, text="有举报")

        assert [] == inspection_rows(ledger, date(2026, 3, 3))
        rows = inspection_rows(ledger, date(2026, 12, 31))

    assert [(first, "H1", "2026-03-04", "全覆盖", "1", "0.00", "2026-04-01"),
            (second, "H2", "2026-04-01", "全覆盖", "0", "0.00", "")] == rows  # fmt: skip
    write_inspections(rows, tmp_path / "inspections.csv")
    load(tmp_path / "inspections.csv", tmp_path / "store")
    with open_engine(tmp_path / "store") as engine:
        loaded = engine.fetch(engine.table("INSPECTION"))
    assert 2 == loaded.num_rows


def test_problems_are_the_rows_that_a_decision_upheld(tmp_path: Path):
    absent = [Evidence("点名", f"b{n}", {}, 100, 50) for n in range(3)]
    with open_ledger(tmp_path / "cases.db") as ledger:
        code = ledger.open_case(
            engine="inspection", rule="点名", title="点名不在床", subject="H1",
            evidence=absent, by="录入人", at=AT,
        )  # fmt: skip
        assert code
        for step in ("通知", "进场", "告知情况"):
            ledger.move(code, step, by="检查人", at=AT, text="有举报")
        partly = {"outcome": Outcome.PARTLY, "spared": (1,)}
        ledger.move(code, "结论", by="处理人", at=AT, **partly)
        ledger.move(code, "追回", by="会计", at=AT, recovered=70)

        ((*_, problems, recovered, closed),) = inspection_rows(ledger, AT.date())

    assert ("2", "0.70", "") == (problems, recovered, closed)


def test_nobody_enters_before_the_notice_is_three_days_old_without_a_reason(
    tmp_path: Path,
):
    with open_ledger(tmp_path / "cases.db") as ledger:
        (code, _) = open_visits(ledger, VISITS, 2026, seed="7", by="录入人", at=AT)
        ledger.move(code, "通知", by="检查人", at=AT)
        with pytest.raises(JixiaoError, match="2026-03-05 才满"):
            ledger.move(code, "进场", by="检查人", at=AT + timedelta(days=2))
        entered = ledger.move(code, "进场", by="检查人", at=AT + timedelta(days=3))
        running = [due.name for due in ledger.case(code).due]

    assert (False, ["检查结果"]) == (entered.late, running)
