"""`jixiao outlook stress`, `relief` and `brief`, from a folder to lists, a picture and paper."""

from pathlib import Path

import docx
import pytest

from jixiao.cli.main import main

HEAD = (
    "setl_id,mdtrt_id,psn_no,insutype,psn_type,fixmedins_code,setl_time,med_type,"
    "medfee_sumamt,inscp_amt,fund_pay_sumamt"
)


def settled(number: int) -> str:
    month = f"{2023 + (number + 5) // 12}-{(number + 5) % 12 + 1:02}"
    fees = 20_000 + number % 12 * 100
    return f"{number},v{number},P0000001,390,50,H1,{month}-02 10:00:00,21,{fees},{fees},{fees - 5000}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Three years of one stay a month, and the fund's months: 10,000 in, 11,000 out."""
    folder = tmp_path_factory.mktemp("outlook")
    rows = "\n".join([HEAD, *(settled(n) for n in range(37))])
    (folder / "SETL_D.csv").write_text(rows, "utf-8")
    months = ["insutype,month,income,outlay,balance"]
    months += [f"390,2025-{m:02}-01,10000,11000,9999999" for m in range(1, 13)]
    months += [f"390,2026-{m:02}-01,10000,11000,99000" for m in range(1, 7)]
    (folder / "FUND_MONTH_D.csv").write_text("\n".join(months), "utf-8")
    (folder / "PSN_INSU_D.csv").write_text(
        "psn_no,insutype,psn_type,begndate,household_no\nP0000001,390,50,2020-01-01,\n",
        "utf-8",
    )
    for table in ("SETL_D", "FUND_MONTH_D", "PSN_INSU_D"):
        source = str(folder / f"{table}.csv")
        assert 0 == main(["load", source, "--to", str(folder / "store")])
    return str(folder / "store")


@pytest.mark.slow
def test_a_fund_is_carried_on_until_it_is_empty(store: str, tmp_path: Path, capsys):
    picture = tmp_path / "pictures" / "course.svg"
    asked = ["outlook", "stress", store, "--month", "2026-06"]
    assert 1 == main([*asked, "--picture", str(picture)])

    shown = capsys.readouterr().out
    assert "见底：2034-10，100 个月后" in shown
    assert picture.read_text("utf-8").startswith("<svg ")
    assert 1 == main([*asked, "--once", "2026-07=99000"])
    assert "见底：2026-07，1 个月后" in capsys.readouterr().out
    assert 0 == main([*asked, "--income", "20"])
    assert "见底：240 个月里没有" in capsys.readouterr().out


def test_a_year_that_lacks_months_is_not_carried_on(store: str, capsys):
    assert 0 == main(["outlook", "stress", store, "--month", "2025-06"])

    assert "390 到 2025-06 为止的 12 个月不全（有 6 行）" in capsys.readouterr().out


@pytest.mark.parametrize(
    "option", [["--once", "2026-07"], ["--once", "2026-07=x"], ["--cost", "many"]]
)
def test_what_is_no_assumption_is_refused(store: str, option: list[str], capsys):
    assert 2 == main(["outlook", "stress", store, "--month", "2026-06", *option])

    assert f"{option[0]} 的“{option[1]}”应" in capsys.readouterr().err


def test_conditions_of_prepayment_are_told_with_their_numbers(store: str, capsys):
    assert 1 == main(["outlook", "prepay", store, "--month", "2026-06"])

    shown = capsys.readouterr().out
    assert "城乡居民基本医疗保险：不符合预付条件" in shown
    assert "［符合］ 累计结余可支付月数：够付 9.00 个月，要求至少 6.00 个月" in shown
    assert (
        "［不符合］ 2025 年没有当期赤字：收入 120,000.00 元，支出 132,000.00 元"
        in shown
    )
    assert (
        "［不能判断］ 往后 12 个月滚动推算没有赤字：险种 390 的支出只有 18 个月"
        in shown
    )
    assert "约合预付额 11,000.00 元" in shown
    assert 2 == main(["outlook", "prepay", store, "--month", "2024-10"])
    assert "预付办法从 2024 年 11 月起" in capsys.readouterr().err


@pytest.mark.slow
def test_persons_at_risk_are_listed_masked(store: str, tmp_path: Path, capsys):
    table = tmp_path / "list.csv"
    asked = ["outlook", "relief", store, "--month", "2026-06"]
    assert 1 == main([*asked, "--code", "rl01", "--csv", str(table)])

    shown = capsys.readouterr().out
    assert "RL01 个人负担过线的人：1　交 民政、农业农村部门" in shown
    assert "个人负担 60,000.00 元，线 26,000.00 元" in shown
    assert "P0000001" not in shown + table.read_text("utf-8-sig")
    assert 1 == main(asked)
    assert (
        "查不了 RL03 有救助身份而没有参保的人：没有收人员身份信息表"
        in capsys.readouterr().out
    )
    assert 2 == main([*asked, "--csv", str(table)])


@pytest.mark.slow
def test_a_month_is_written_as_a_page_and_a_document(
    store: str, tmp_path: Path, capsys
):
    asked = ["outlook", "brief", store, "--month", "2026-06", "--to", str(tmp_path)]
    assert 0 == main(asked)

    assert "说明：BG01 基金支出快于预算进度" in capsys.readouterr().out
    page = (tmp_path / "brief.html").read_text("utf-8")
    assert (8, 3) == (
        page.count("<thead>") + page.count("没有信号。"),
        page.count("<svg "),
    )
    assert "月末累计结余 99,000.00 元，按最近 12 个月支出够付 9.00 个月。" in page
    assert "12 个月支出 132,000.00 元，收入 120,000.00 元" in page
    document = docx.Document(str(tmp_path / "brief.docx"))
    assert 3 == len(document.inline_shapes)
    assert 8 == len(document.tables)


@pytest.mark.slow
def test_a_month_without_settlements_has_no_brief(store: str, tmp_path: Path, capsys):
    asked = ["outlook", "brief", store, "--month", "2026-12", "--to", str(tmp_path)]
    assert 2 == main(asked)

    assert "2026-12 没有计入的结算，写不了简报" in capsys.readouterr().err
