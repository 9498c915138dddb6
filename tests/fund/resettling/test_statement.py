"""One settlement told by the policy, beside what the platform paid for it."""

import json
from datetime import datetime
from pathlib import Path

import ibis
import pyarrow as pa
import pytest

from jixiao.cli.main import main
from jixiao.errors import JixiaoError
from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.resettling.statement import state
from jixiao.fund.store.opening import open_engine
from tests.fund.benefits.claims import claim
from tests.fund.settlements import SAMPLE, extract, negative

POOR = {"psn_idet_type": "7019"}
FIRST = claim(1, datetime(2025, 3, 1), inscp_amt=1_000_000, psn_no="P100", **POOR) | {
    "hifp_pay": 700_000, "act_pay_dedc": 60_000, "maf_pay": 190_750, "cvlserv_pay": 100,
}  # fmt: skip
PART = claim(2, datetime(2025, 4, 1), inscp_amt=400_000, psn_no="P100", med_type="22")
PART |= {"mdtrt_id": "stay", "mid_setl_flag": "1", "hifp_pay": 288_750}
REST = claim(3, datetime(2025, 4, 9), inscp_amt=100_000, psn_no="P100", med_type="22")
REST |= {"mdtrt_id": "stay", "hifp_pay": 75_000}
GONE = claim(4, datetime(2025, 5, 1), inscp_amt=100_000, psn_no="P100")
ROWS = [
    FIRST,
    PART,
    REST,
    GONE,
    negative(GONE, setl_id="000005", init_setl_id="000004"),
]


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    load(extract(folder / "spring.csv", ROWS), folder)
    return folder


def test_each_step_stands_beside_what_the_platform_paid(county: Path, capsys):
    assert 0 == main(["explain", "settlement", "000001", "--from", str(county),
                      "--policy", "sample_2024"])  # fmt: skip

    out = capsys.readouterr().out
    assert (
        "参保人 ****0　险种 城乡居民基本医疗保险　人员类别 成年居民　救助身份 低保"
        in out
    )
    assert "医院等级 二级（二级甲等）　就医地 本地就医" in out
    assert "2. 起付线 300.00 元［居民住院］" in out
    assert "平台为 600.00 元，与算出的相差 300.00 元" in out
    assert "3. 基本医保统筹 7,275.00 元［居民住院］" in out
    assert "平台为 7,000.00 元，与算出的相差 -275.00 元" in out
    assert "医疗救助 1,907.50 元［医疗救助］" in out
    assert "平台为 1,907.50 元" not in out
    assert "平台另付 公务员医疗补助资金 1.00 元，政策里没有这一层" in out


@pytest.mark.slow
def test_the_settlements_of_a_stay_are_told_together(county: Path, capsys):
    asked = ["--from", str(county), "--policy", "sample_2024"]
    assert 0 == main(["explain", "settlement", "000002", *asked])
    assert "有中途结算，2 笔合起来说明" in capsys.readouterr().out
    with open_engine(county) as engine:
        statement = state(engine, "000002", SAMPLE[0])

    assert ("000003", 2) == (statement.setl_id, statement.settlements)
    line = next(line for line in statement.lines if line.step.name == "基本医保统筹")
    assert (363_750, 363_750, False) == (line.step.amount, line.paid, line.differs)
    assert "无" == statement.facts["救助身份"]


@pytest.mark.slow
def test_layers_that_share_a_field_are_compared_by_their_sum(
    county: Path, tmp_path: Path
):
    (tmp_path / "tilted.toml").write_text(
        '[policy]\ncode = "tilted"\ntitle = "倾斜救助"\nextends = "sample_2024"\n'
        'basis = "无"\nconfirmed = false\nvalid_from = 2024-01-01\nvalid_to = 2026-12-31\n'
        '[layers."倾斜救助"]\ncode = "tilted"\nfield = "maf_pay"\nidentity = ["低保"]\n'
        "tiers = [[0, 0.50]]\n", "utf-8",
    )  # fmt: skip
    with open_engine(county) as engine:
        statement = state(engine, "000001", load_policies(tmp_path)["tilted"])

    lines = {line.step.name: line for line in statement.lines}
    assert (190_750, None) == (lines["医疗救助"].step.amount, lines["医疗救助"].paid)
    assert (40_875, 0) == (lines["倾斜救助"].step.amount, lines["倾斜救助"].paid)
    assert {"公务员医疗补助资金"} == set(statement.besides)


@pytest.mark.slow
def test_a_settlement_that_does_not_stand_says_why(county: Path, capsys):
    asked = ["--from", str(county), "--policy", "sample_2024"]

    assert 2 == main(["explain", "settlement", "000004", *asked])
    assert "结算 000004 不计入：已被撤销" in capsys.readouterr().err
    with (
        open_engine(county) as engine,
        pytest.raises(JixiaoError, match="没有结算ID 为 none"),
    ):
        state(engine, "none", SAMPLE[0])


@pytest.mark.slow
def test_the_policy_is_the_one_last_settled_by(county: Path, capsys):
    asked = ["explain", "settlement", "000003", "--from", str(county), "--json"]
    assert 2 == main(asked)
    assert "用 --policy 指明" in capsys.readouterr().err

    with open_engine(county) as engine:
        engine.keep(
            "resettled", ibis.memtable(pa.table({"policy": ["national_frame"]}))
        )
    assert 0 == main(asked)

    answer = json.loads(capsys.readouterr().out)
    assert "fen" == answer["unit"]
    paid = {
        line["step"]["name"]: line["step"]["amount"]
        for line in answer["statement"]["lines"]
    }
    assert 329_000 == paid["基本医保统筹"]
