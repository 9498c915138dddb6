"""Disputes, verifications and double claims become cases, once each, that go their own way."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Outcome, open_ledger
from jixiao.fund.payment.away.clearing import clear_month
from jixiao.fund.payment.away.disputes import (
    keep_disputes,
    open_disputes,
    open_twice,
    open_verification,
)
from jixiao.fund.payment.away.manual_desk import manual_desk
from jixiao.fund.payment.kept import AWAY_DISPUTES
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from tests.fund.payment.away.rows import billed, load, settled
from tests.fund.payment.away.test_manual_desk import CLAIMS, DAY, SETTLED, YEAR
from tests.fund.payment.terms import terms

NOW = datetime(2026, 4, 10, 9, 0)


@pytest.fixture
def engine(tmp_path) -> Iterator[Embedded]:
    with open_scratch(tmp_path) as opened:
        theirs = [billed("1", "a", "500.00"), billed("2", "z")]
        load(opened, SETL_D=SETTLED, OUTAREA_BILL=theirs, MANUAL_CLAIM=CLAIMS)
        yield opened


def test_what_does_not_agree_is_one_case_of_each_side(engine: Embedded, tmp_path):
    clear_month(engine, date(2026, 3, 1))
    with open_ledger(tmp_path / "cases.db") as ledger:
        (code,) = open_disputes(ledger, engine, by="甲", at=NOW)
        case = ledger.case(code)

        assert [] == open_disputes(ledger, engine, by="甲", at=NOW)
        assert "980101" == case.subject
        assert 100_00 + 600_00 + 600_00 == case.fund
        ledger.move(code, "发争议函", by="乙", at=NOW)
        ledger.move(code, "收到回函", by="乙", at=NOW, text="更正")
        with pytest.raises(JixiaoError, match="已经做过初审"):
            ledger.move(code, "认定", by="乙", at=NOW, outcome=Outcome.PROVEN)
        ledger.move(code, "认定", by="丙", at=NOW, outcome=Outcome.DATA)
        assert "已决定" == ledger.case(code).state


@pytest.mark.slow
def test_a_dispute_opened_again_is_not_decided(engine: Embedded, tmp_path):
    clear_month(engine, date(2026, 3, 1))
    with open_ledger(tmp_path / "cases.db") as ledger:
        (code,) = open_disputes(ledger, engine, by="甲", at=NOW)

        def decided_on() -> date | None:
            keep_disputes(engine, ledger)
            return AWAY_DISPUTES.rows(engine)[0]["decided_on"]

        ledger.move(code, "分派", by="乙", at=NOW, text="乙")
        assert decided_on() is None
        ledger.move(code, "认定", by="丙", at=NOW, outcome=Outcome.DATA)
        ledger.move(code, "结案", by="丙", at=NOW)
        assert NOW.date() == decided_on()
        ledger.move(code, "重开", by="丙", at=NOW)
        assert decided_on() is None
        later = NOW.replace(day=20)
        ledger.move(code, "认定", by="丙", at=later, outcome=Outcome.PROVEN)
        assert later.date() == decided_on()


@pytest.mark.slow
def test_a_stay_away_is_verified_once(engine: Embedded, tmp_path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        code = open_verification(ledger, engine, "a", "是否住院", by="甲", at=NOW)

        assert "980101" == ledger.case(code).subject
        with pytest.raises(JixiaoError, match="已有异地核查的案件"):
            open_verification(ledger, engine, "a", "是否住院", by="甲", at=NOW)
        with pytest.raises(JixiaoError, match="异地就医的结算里没有 x"):
            open_verification(ledger, engine, "x", "是否住院", by="甲", at=NOW)
        with pytest.raises(JixiaoError, match="要写明核查什么"):
            open_verification(ledger, engine, "a", " ", by="甲", at=NOW)


@pytest.mark.slow
def test_a_claim_made_twice_is_a_case(engine: Embedded, tmp_path):
    desk = manual_desk(engine, YEAR, DAY, terms())
    with open_ledger(tmp_path / "cases.db") as ledger:
        codes = open_twice(ledger, desk, by="甲", at=NOW)

        assert 3 == len(codes)
        assert [] == open_twice(ledger, desk, by="甲", at=NOW)
        assert settled("a")["setl_id"] in str(ledger.case(codes[2]).evidence)
