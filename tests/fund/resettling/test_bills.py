"""Bills: each line splits by the catalogue of its day, and what differs is named."""

from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.errors import JixiaoError
from jixiao.fund.intake import load
from jixiao.fund.resettling.bills import check_bills
from jixiao.fund.store.opening import open_engine

PARTS = "fulamt_ownpay_amt,overlmt_selfpay,preselfpay_amt,inscp_amt"
SETTLEMENTS = f"""setl_id,mdtrt_id,psn_no,insutype,psn_type,fixmedins_code,setl_time,med_type,medfee_sumamt,{PARTS}
right,m1,p1,390,50,H1,2026-07-03 10:00:00,21,260.00,60.00,20.00,18.00,162.00
uncut,m2,p2,390,50,H1,2026-03-03 10:00:00,21,110.00,0,0,0,110.00
short,m3,p3,390,50,H1,2026-03-03 10:00:00,21,110.00,0,0,0,110.00
alone,m4,p4,390,50,H1,2026-03-03 10:00:00,21,110.00,0,0,0,110.00
local,m5,p5,390,50,H1,2026-03-03 10:00:00,21,50.00,0,5.00,4.50,40.50
"""
ITEM = "hilist_code,cnt,pric,det_item_fee_sumamt,pric_uplmt_amt,selfpay_prop,chrgitm_lv"
LINES = f"""bkkp_sn,setl_id,mdtrt_id,psn_no,fee_ocur_time,{ITEM},{PARTS}
1,right,m1,p1,2026-06-30 23:59:00,drug,1,100,100.00,,,02,0,0,10.00,90.00
2,right,m1,p1,2026-07-01 00:00:00,drug,1,100,100.00,,,02,0,20.00,8.00,72.00
3,right,m1,p1,2026-07-01 00:00:00,drug,1,100,100.00,,,02,0,20.00,8.00,72.00
4,right,m1,p1,2026-07-01 01:00:00,drug,-1,100,-100.00,,,02,0,-20.00,-8.00,-72.00
5,right,m1,p1,2026-07-01 00:00:00,own,2,30,60.00,,,01,60.00,0,0,0
6,uncut,m2,p2,2026-03-01 09:00:00,bed,1,110,110.00,200,,01,0,0,0,110.00
7,short,m3,p3,2026-03-01 09:00:00,bed,1,100,100.00,,,01,0,0,0,100.00
8,local,m5,p5,2026-03-01 09:00:00,unlisted,1,50,50.00,45,0.1,02,0,5.00,4.50,40.50
"""
CATALOGUE = """hilist_code,hilist_name,chrgitm_lv,pric_uplmt_amt,selfpay_prop,begndate,enddate
drug,药,02,,0.1,2025-01-01,
drug,药,02,80,0.1,2026-07-01,
own,自费药,03,,1,2025-01-01,
bed,床,01,100,0,2025-01-01,
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bills")
    for name, text in (("s", SETTLEMENTS), ("f", LINES), ("h", CATALOGUE)):
        (folder / f"{name}.csv").write_text(text, "utf-8")
        assert load(folder / f"{name}.csv", folder / "store").rejected == 0
    return folder


def test_each_line_is_split_by_the_catalogue_of_its_day_and_what_differs_is_named(
    county: Path,
):
    with open_engine(county / "store") as engine:
        checked = check_bills(engine)
        status = {r["setl_id"]: r["status"] for r in engine.rows("SELECT * FROM bills")}
        lines = engine.rows(
            "SELECT bkkp_sn, overlmt_selfpay, inscp_amt FROM bill_lines"
        )

    assert status == {
        "right": None, "uncut": "overlmt_selfpay", "short": "medfee_sumamt", "alone": "no_lines",
        "local": None,
    }  # fmt: skip
    assert lines == [{"bkkp_sn": "6", "overlmt_selfpay": 1000, "inscp_amt": 10000}]
    assert (
        checked.lines,
        checked.differing_lines,
        checked.bills,
        checked.agreeing,
    ) == (8, 1, 5, 2)
    assert [(d.title, d.bills, d.change) for d in checked.differences] == [
        ("没有收到费用明细", 1, 0),
        ("明细合计与医疗费总额不符", 1, -1000),
        ("超限价金额不同", 1, -1000),
    ]


@pytest.mark.slow
def test_the_command_tells_it_and_says_what_it_went_by(
    county: Path, capsys: pytest.CaptureFixture[str]
):
    code = main(["bills", str(county / "store")])
    said = capsys.readouterr().out
    coded = main(["bills", str(county / "store"), "--json"])

    assert (code, coded) == (1, 1)
    assert "费用明细 8 条，按医保目录重新分解：1 条与自己所写不同。" in said
    assert "超限价金额不同：1 笔，符合范围金额相差 -10.00 元" in said
    assert '"schema": "jixiao.bills/1"' in capsys.readouterr().out


@pytest.mark.slow
def test_without_a_catalogue_lines_are_taken_at_their_word(
    county: Path, tmp_path: Path
):
    for name in ("s", "f"):
        load(county / f"{name}.csv", tmp_path)
    with open_engine(tmp_path) as engine:
        checked = check_bills(engine)
        status = {r["setl_id"]: r["status"] for r in engine.rows("SELECT * FROM bills")}

    assert not checked.by_catalogue
    assert (status["right"], status["uncut"]) == ("fulamt_ownpay_amt", None)


@pytest.mark.slow
def test_without_lines_it_says_so(county: Path, tmp_path: Path):
    load(county / "s.csv", tmp_path)
    with (
        open_engine(tmp_path) as engine,
        pytest.raises(JixiaoError, match="还没有费用明细表（FEE_LIST_D）"),
    ):
        check_bills(engine)


@pytest.mark.slow
def test_the_rows_of_bills_are_explained_like_those_of_a_measure(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    store = str(county / "store")
    main(["bills", store])
    capsys.readouterr()
    file = tmp_path / "rows.csv"
    words = [
        "explain",
        "bills",
        "--from",
        store,
        "--only",
        "超限价金额不同",
        "--csv",
        str(file),
    ]

    assert 0 == main(words)
    out = capsys.readouterr().out
    assert "结算与费用明细的核对：1 行\n明细重算 100.00 元，结算表 110.00 元" in out
    assert "  uncut　2026-03-03　H1　100.00　110.00" in out
    assert "查询：\nSELECT" in out
    assert file.read_text("utf-8-sig").splitlines() == [
        "key,on,place,above,below", "uncut,2026-03-03,H1,10000,11000",
    ]  # fmt: skip
    assert 2 == main(["explain", "rows", "bills", "--from", store, "--only", "x"])
    assert "里没有“x”；可用 no_lines（没有收到费用明细）" in capsys.readouterr().err
    assert 2 == main(["explain", "rows", "nothing", "--from", store])
    refused = capsys.readouterr().err
    assert "没有叫 nothing 的结果；可用 " in refused
    assert "netted、resettled、differences、bills" in refused
