"""`jixiao outlook` on a small folder: values, parts of a change, and what is refused."""

import json
from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.fund.outlook import watching

SETTLED = """setl_id,mdtrt_id,psn_no,insutype,psn_type,fixmedins_code,setl_time,med_type,\
medfee_sumamt,inscp_amt,fund_pay_sumamt
1,v1,p1,390,50,H1,2025-06-02 10:00:00,21,1000.00,900.00,500.00
2,v2,p2,390,50,H1,2026-05-02 10:00:00,21,800.00,700.00,400.00
3,v3,p1,390,50,H1,2026-06-02 10:00:00,21,1200.00,900.00,600.00
4,v4,p2,390,50,H2,2026-06-03 10:00:00,11,100.00,90.00,50.01
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("outlook")
    settled = folder / "SETL_D.csv"
    settled.write_text(SETTLED, "utf-8")
    assert 0 == main(["load", str(settled), "--to", str(folder / "store")])
    return str(folder / "store")


@pytest.mark.slow
def test_a_months_values_stand_beside_those_before(store: str, capsys):
    assert 0 == main(["outlook", "indicators", store, "--month", "2026-06"])

    shown = capsys.readouterr().out
    assert "OV03 基金支付（元）" in shown
    assert (
        "390 城乡居民基本医疗保险　650.01　比上月 +62.50%　比上年同月 +30.00%" in shown
    )
    assert "OM04 累计结余可支付月数（月）　没有收基金收支月表" in shown


def test_values_are_given_as_json_by_institution(store: str, capsys):
    asked = ["--month", "2026-06", "--by", "institution", "--code", "ov02", "--json"]
    assert 0 == main(["outlook", "indicators", store, *asked])

    (fees,) = json.loads(capsys.readouterr().out)
    assert ["H1", "H1", "H1", "H2"] == [row["place"] for row in fees["values"]]


@pytest.mark.slow
def test_a_change_is_taken_apart(store: str, capsys):
    asked = ["--month", "2026-06", "--only", "care=住院"]
    assert 0 == main(["outlook", "split", "OS02", store, *asked])

    shown = capsys.readouterr().out
    assert "增减 100.00 元" in shown
    assert "次均　100.00 元" in shown


def test_rows_and_query_are_shown_and_written(store: str, tmp_path: Path, capsys):
    table = tmp_path / "rows.csv"
    asked = ["--month", "2026-06", "--csv", str(table)]
    assert 0 == main(["outlook", "explain", "OV03", store, *asked])

    assert "390/21/H1/2026-06　390　基金支付 600.00 元" in capsys.readouterr().out
    assert 3 == len(table.read_text("utf-8-sig").splitlines())


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["indicators", "--month", "2026-06", "--code", "ZZ"], "没有代码为 ZZ 的指标"),
        (["indicators", "--month", "2026-06", "--by", "town"], "没有“town”这种看法"),
        (["indicators", "--month", "六月"], "应是月份，如 2026-06"),
        (["indicators", "--month", "2026-06", "--only", "住院"], "应写成 名称=值"),
    ],
)
def test_what_cannot_be_asked_is_refused(store: str, asked: list[str], words, capsys):
    command, *options = asked
    assert 2 == main(["outlook", command, store, *options])

    assert words in capsys.readouterr().err


def test_more_months_than_a_year_are_not_compared(store: str, capsys):
    asked = ["--month", "2026-06", "--months", "13"]
    assert 2 == main(["outlook", "split", "OS02", store, *asked])

    assert "应在 1 到 12 之间" in capsys.readouterr().err


@pytest.mark.slow
def test_signals_tell_what_they_compare_and_who_it_comes_from(
    tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
):
    watched = {code: watching.library()[code] for code in ("GR01", "RE02")}
    monkeypatch.setattr(watching, "library", lambda: watched)
    rows = [
        f"{year}{month}{n},v{year}{month}{n},p1,390,50,H1,{year}-0{month}-02 10:00:00,21,{paid},{paid},{paid}"
        for year, paid in ((2025, 100), (2026, 300))
        for month in (4, 5, 6)
        for n in range(8)
    ]
    head = SETTLED.splitlines()[0]
    settled = tmp_path / "SETL_D.csv"
    settled.write_text("\n".join([head, *rows]), "utf-8")
    assert 0 == main(["load", str(settled), "--to", str(tmp_path / "store")])
    capsys.readouterr()

    asked = ["outlook", "signals", str(tmp_path / "store"), "--month", "2026-06"]
    assert 1 == main(asked)

    shown = capsys.readouterr().out
    assert (
        "［预警］ GR01 基金支付比上年同期增长过快　城乡居民基本医疗保险/住院　自 2026-06 起"
        in shown
    )
    assert "三个月基金支付 7,200.00 元，上年同期 2,400.00 元" in shown
    assert (
        "增减 4,800.00 元，下面 1 组占 100.00%：\n    H1　普通住院　不详　4,800.00 元"
        in shown
    )
    assert "查不了 RE02 12 个月收支率过高：没有收基金收支月表" in shown
    assert 1 == main([*asked, "--json"])
    (raised,) = json.loads(capsys.readouterr().out)
    assert ("GR01", "预警", "2026-06-01") == tuple(
        raised[name] for name in ("code", "level", "since")
    )


@pytest.mark.slow
def test_a_quiet_month_raises_nothing(store: str, capsys):
    assert 0 == main(["outlook", "signals", store, "--month", "2026-06"])

    shown = capsys.readouterr().out
    assert "2026-06：0 个信号" in shown
    assert "结算从 2025-06 起，不满 15 个月，GR01、GR02、GR03 没有判断。" in shown


@pytest.mark.slow
def test_a_history_that_is_too_short_is_not_carried_on(store: str, capsys):
    assert 1 == main(["outlook", "forecast", store, "--month", "2026-06"])

    assert (
        "城乡居民基本医疗保险/住院只有 13 个月，少于 36 个月，不推算。"
        in capsys.readouterr().out
    )
    assert 2 == main(
        ["outlook", "forecast", store, "--month", "2026-06", "--ahead", "13"]
    )
    assert "--ahead 应在 1 到 12 之间" in capsys.readouterr().err


@pytest.mark.slow
def test_a_forecast_is_printed_with_its_back_test(tmp_path: Path, capsys):
    rows = [
        f"{n},v{n},p1,390,50,H1,{2023 + n // 12}-{n % 12 + 1:02}-02 10:00:00,21,{paid},{paid},{paid}"
        for n in range(42)
        for paid in (100 + n % 12,)
    ]
    settled = tmp_path / "SETL_D.csv"
    head = SETTLED.splitlines()[0]
    settled.write_text("\n".join([head, *rows]), "utf-8")
    assert 0 == main(["load", str(settled), "--to", str(tmp_path / "store")])
    capsys.readouterr()

    asked = ["outlook", "forecast", str(tmp_path / "store"), "--month", "2026-06"]
    assert 0 == main([*asked, "--ahead", "1"])

    shown = capsys.readouterr().out
    assert "2026-07　106.00 元（" in shown
    assert "回测 18 次：回归误差" in shown
    assert 0 == main([*asked, "--json"])
    assert 3 == len(json.loads(capsys.readouterr().out)["made"][0]["months"])
