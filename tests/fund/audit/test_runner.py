"""A year audited: money once a line, limits by the day, what could not be asked."""

from collections.abc import Iterator
from datetime import date

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.audit import Grade
from jixiao.fund.audit.limits import DatedLimit
from jixiao.fund.audit.runner import audit
from jixiao.fund.parameters import Standing
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.period import Period
from tests.measure_page import select_rows

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SETTLEMENT = {
    "setl_id": "s1", "mdtrt_id": "v1", "psn_no": "p1", "fixmedins_code": "H1",
    "hosp_lv": "08", "begndate": "2026-03-01", "enddate": "2026-03-05",
    "setl_time": "2026-03-05 10:00:00", "medfee_sumamt": "100.00", "inscp_amt": "80.00",
    "fund_pay_sumamt": "40.00",
}  # fmt: skip
LINE = {
    "bkkp_sn": "b1", "setl_id": "s1", "mdtrt_id": "v1", "psn_no": "p1",
    "fixmedins_code": "H1", "fee_ocur_time": "2026-03-02 10:00:00", "hilist_code": "X01",
    "cnt": "1", "pric": "60.00", "det_item_fee_sumamt": "60.00", "inscp_amt": "60.00",
    "chrgitm_lv": "01",
}  # fmt: skip
POINTS = [
    {"kp_id": "k1", "kind": "药品限机构级别", "hilist_code": "X01", "allowed": "三级", "begndate": "2026-01-01"},
    {"kp_id": "k2", "kind": "项目限机构级别", "hilist_code": "X01", "allowed": "三级", "begndate": "2026-01-01"},
]  # fmt: skip


@pytest.fixture
def engine(tmp_path) -> Iterator[Embedded]:
    with open_scratch(tmp_path) as opened:
        opened.make("SETL_D", select_rows("SETL_D", [SETTLEMENT]))
        opened.make("FEE_LIST_D", select_rows("FEE_LIST_D", [LINE]))
        opened.make("KB_POINT", select_rows("KB_POINT", POINTS))
        yield opened


def test_two_rules_of_one_line_count_its_money_once(engine: Embedded):
    outcome = audit(engine, YEAR, codes=["DR04", "IT03"])

    assert [3000, 3000] == [each.fund for each in outcome.outcomes]
    assert [6000, 6000] == [each.cost for each in outcome.outcomes]
    assert 3000 == outcome.counted


@pytest.mark.slow
def test_a_settlement_counts_what_its_lines_do_not(engine: Embedded):
    again = SETTLEMENT | {
        "setl_id": "s2", "mdtrt_id": "v2", "dise_no": "J18", "begndate": "2026-03-09",
        "enddate": "2026-03-12", "setl_time": "2026-03-12 10:00:00",
    }  # fmt: skip
    stays = [SETTLEMENT | {"dise_no": "J18"}, again]
    lines = [
        LINE | {"bkkp_sn": "b2", "setl_id": "s2", "mdtrt_id": "v2", "fee_ocur_time": "2026-03-10 10:00:00"}
    ]  # fmt: skip
    engine.make("SETL_D", select_rows("SETL_D", stays))
    engine.make("FEE_LIST_D", select_rows("FEE_LIST_D", lines))

    outcome = audit(engine, YEAR, codes=["AD01", "DR04"])

    money = {each.code: (each.fund, each.counted) for each in outcome.outcomes}
    assert {"AD01": (4000, 1000), "DR04": (3000, 3000)} == money


@pytest.mark.slow
def test_what_was_refunded_is_never_found(engine: Embedded):
    refund = LINE | {
        "bkkp_sn": "b2", "cnt": "-1", "det_item_fee_sumamt": "-60.00", "inscp_amt": "-60.00",
        "init_feedetl_sn": "b1",
    }  # fmt: skip
    engine.make("FEE_LIST_D", select_rows("FEE_LIST_D", [LINE, refund]))

    assert 0 == audit(engine, YEAR, codes=["DR04"]).counted


@pytest.mark.slow
def test_a_rule_without_points_or_tables_says_so(engine: Embedded):
    outcome = audit(engine, YEAR, codes=["DR01", "DR13", "DR04"])

    why = {each.code: each.why for each in outcome.unasked}
    assert {"DR01", "DR13"} == set(why)
    assert "没有期内有效的知识点：药品区分性别" == why["DR01"]
    assert "诊断" in why["DR13"]


@pytest.mark.slow
def test_lines_without_what_a_rule_has_to_know_are_counted(engine: Embedded):
    engine.make("SETL_D", select_rows("SETL_D", [SETTLEMENT | {"hosp_lv": ""}]))

    outcome = audit(engine, YEAR, codes=["DR04"])

    assert [] == list(outcome.outcomes)
    assert ["1 条收费里有 1 条没有医院等级"] == [each.why for each in outcome.blind]


@pytest.mark.slow
def test_the_day_of_a_row_decides_which_limit_holds(engine: Embedded):
    stays = [
        SETTLEMENT | {
            "setl_id": f"s{month}", "mdtrt_id": f"v{month}{n}", "dise_no": "J18",
            "begndate": f"2026-{month:02}-{first:02}", "enddate": f"2026-{month:02}-{first + 2:02}",
            "setl_time": f"2026-{month:02}-{first + 2:02} 10:00:00",
        } | {"setl_id": f"s{month}{n}"}
        for month in (3, 9) for n, first in ((1, 1), (2, 10))
    ]  # fmt: skip
    engine.make("SETL_D", select_rows("SETL_D", stays))
    until = DatedLimit(
        "AD01",
        "within_days",
        3,
        date(2026, 1, 1),
        date(2026, 6, 30),
        Standing.COUNTY,
        "x",
    )
    after = DatedLimit(
        "AD01", "within_days", 7, date(2026, 7, 1), None, Standing.COUNTY, "y"
    )

    outcome = audit(engine, YEAR, limits=[until, after], codes=["AD01"])

    assert ["s92"] == [row["key"] for row in outcome.findings()]
    assert [3, 7] == [limit.value for limit in outcome.limits]
    assert Grade.SUSPECTED == outcome.outcomes[0].claim


def test_a_code_that_is_not_known_is_refused_with_those_that_are(engine: Embedded):
    with pytest.raises(JixiaoError, match=r"没有代码为 ZZ99 的规则；现有 AD01"):
        audit(engine, YEAR, codes=["ZZ99"])


@pytest.mark.slow
def test_the_query_kept_with_the_findings_runs_by_itself(engine: Embedded):
    audit(engine, YEAR, codes=["DR04", "IT03"])

    (run,) = engine.rows("SELECT sql FROM runs WHERE name = 'audit_findings'")
    rows = engine.rows(run["sql"])

    assert ["DR04", "IT03"] == sorted(row["rule"] for row in rows)
    assert "memtable" not in run["sql"]
