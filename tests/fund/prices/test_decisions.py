"""What cases decided becomes the table that orders and measures are followed by."""

from datetime import date, datetime
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import CaseLedger, Evidence, Outcome, open_ledger
from jixiao.fund.prices.decisions import LinkageOrder, decision_heads, decision_rows

NINE = datetime(2026, 4, 20, 9)
ORDER = LinkageOrder("LD1", date(2026, 5, 1), "示医保发〔2026〕1号", ["X3"])


def decided(
    ledger: CaseLedger, firm: str, *codes: str, outcome: Outcome, new: str = "8"
) -> None:
    rows = [
        Evidence(
            "linked_prices", f"{code}@10→{new}", {"类别": "1"}, 0, 0,
        )
        for code in codes
    ]  # fmt: skip
    code = ledger.open_case(
        engine="prices", rule="价格联动", title="高", subject=firm, evidence=rows, by="甲", at=NINE
    )  # fmt: skip
    assert code
    ledger.move(code, "告知", by="甲", at=NINE)
    spared = [0] if outcome is Outcome.PARTLY else []
    ledger.move(code, "决定", by="乙", at=NINE, outcome=outcome, spared=spared)


def test_decisions_are_lowered_left_or_withdrawn(tmp_path: Path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        decided(ledger, "甲药", "X1", "X2", outcome=Outcome.PARTLY)
        decided(ledger, "乙药", "X3", outcome=Outcome.PROVEN)
        decided(ledger, "丙药", "X4", outcome=Outcome.REASONABLE)
        rows = decision_rows(ledger, ORDER)
        with pytest.raises(JixiaoError, match="X9 不在作出决定的案件里"):
            decision_rows(ledger, LinkageOrder("L", ORDER.effective_on, "", ["X9"]))
        with pytest.raises(JixiaoError, match="不能从 2026-04-19 起执行"):
            decision_rows(ledger, LinkageOrder("L", date(2026, 4, 19), ""))
        decided(ledger, "丁药", "X1", outcome=Outcome.PROVEN, new="7")
        with pytest.raises(JixiaoError, match="X1 在两件案件里都有决定"):
            decision_rows(ledger, ORDER)

    assert [
        ("X1", "2", "10"), ("X2", "1", "8"), ("X3", "3", ""), ("X4", "2", "10")
    ] == [(row[1], row[3], row[5]) for row in rows]  # fmt: skip
    assert ["联动批次", "挂网产品编码"] == decision_heads()[:2]


def test_nothing_decided_is_said(tmp_path: Path):
    with (
        open_ledger(tmp_path / "cases.db") as ledger,
        pytest.raises(JixiaoError, match="还没有一件"),
    ):
        decision_rows(ledger, ORDER)
