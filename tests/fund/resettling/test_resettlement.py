"""A year settled again: what was paid by the rules comes out to the fen, what was not is found."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.errors import UnreadableFile
from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.resettling.kept import DIFFERENCES
from jixiao.fund.store.opening import open_engine
from tests.fund.benefits.claims import Row, settled
from tests.fund.settlements import SAMPLE, extract, negative, paid_year, write_table

BETTER = """[policy]
code = "better"
title = "门诊限额六百、救助八成"
extends = "sample_2024"
basis = "无；示例"
confirmed = false
valid_from = 2024-01-01
valid_to = 2026-12-31
[basic."居民普通门诊"]
cap = 600
[layers."医疗救助"]
tiers = [[0, 0.80]]
"""
MONTHS = "险种,统计月份,基金收入,基金支出,期末累计结余\n" + "".join(
    f"城乡居民基本医疗保险,{year}-12-01,90000000.00,80000000.00,70000000.00\n"
    for year in (2023, 2024, 2025)
)


def born(person: str) -> date | None:
    """When a person was born; of some it is not known."""
    number = int(person.removeprefix("P"))
    return date(2024 - number * 2, 6, 15) if number % 4 else None


def insured(rows: list[Row]) -> str:
    """Print the persons of claims as an extract of PSN_INSU_D."""
    lines = [
        f"{person},390,50,2020-01-01,{born(person) or ''}\n"
        for person in sorted({row["psn_no"] for row in rows})
    ]
    return "psn_no,insutype,psn_type,begndate,brdy\n" + "".join(lines)


def spoil(rows: list[Row]) -> dict[str, int]:
    """Pay some settlements otherwise than the policy says; gives causes with what is paid less."""
    known = settled(rows, SAMPLE)
    used = set()

    def pick(fits: Callable[[Row], bool]) -> Row:
        row = next(
            r for r in rows if r["psn_no"] not in used and fits(known[r["setl_id"]])
        )
        used.add(row["psn_no"])
        return row

    spent = Counter()
    full = set()
    for number in sorted(known, key=lambda n: (known[n]["setl_time"], n)):
        row = known[number]
        if row["benefit"] == "居民普通门诊":
            spent[row["psn_no"], row["year"]] += row["hifp_pay"]
            if spent[row["psn_no"], row["year"]] == 30_000:
                full.add(number)
    pick(lambda r: r["setl_id"] in full)["hifp_pay"] += 100
    pick(lambda r: r["benefit"] is None and r["inscp_amt"])["hifp_pay"] += 700
    line = pick(lambda r: r["benefit"] == "居民住院" and r["hifp_pay"] > 100)
    line["act_pay_dedc"] += 100
    line["hifp_pay"] -= 75
    pick(lambda r: r["psn_idet_type"] == "" and r["benefit"] == "居民住院")[
        "maf_pay"
    ] += 900
    pick(lambda r: r["benefit"] == "居民住院" and r["hifp_pay"] > 200)["hifp_pay"] -= (
        200
    )
    pick(lambda r: 0 < r["maf_pay"] < 100_000)["maf_pay"] += 3
    pick(lambda r: r["benefit"] == "职工住院")["cvlserv_pay"] = 5
    return {
        "limit": -100, "no_policy": -700, "start_line": 75, "identity": -900, "hifp_pay": 200,
        "maf_pay": -3, "cvlserv_pay": -5,
    }  # fmt: skip


def halved(row: Row) -> list[Row]:
    """Settle a stay on the way: half of every amount, then the rest of it."""
    money = [n for n, v in row.items() if isinstance(v, int) and n != "year"]
    half = (
        row | {n: row[n] // 2 for n in money} | {"setl_id": "way", "mid_setl_flag": "1"}
    )
    half["setl_time"] -= timedelta(hours=1)
    parts = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt")
    half["medfee_sumamt"] = sum(half[name] for name in parts)
    rest = row | {n: row[n] - half[n] for n in money}
    return [bill | {"mdtrt_id": "stay"} for bill in (half, rest)]


@pytest.fixture(scope="module")
def agreeing(tmp_path_factory) -> tuple[Path, list[Row]]:
    """A year as the policy pays it, with a stay settled on the way, one away, and an orphan."""
    rows = paid_year(21)
    stay = next(
        r for r in rows if r["med_type"] == "21" and r["act_pay_dedc"] and r["maf_pay"]
    )
    veteran = next(row for row in rows if row["insutype"] == "340")
    orphan = negative(stay, setl_id="orphan", init_setl_id="not loaded")
    others = [row for row in rows if row is not stay and row is not veteran]
    folder = tmp_path_factory.mktemp("agreeing")
    whole = [*others, *halved(stay), veteran | {"pay_loc": "4"}, orphan]
    load(extract(folder / "year.csv", whole), folder)
    return folder, rows


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory) -> tuple[Path, list[Row], dict[str, int]]:
    rows = [row | {"cvlserv_pay": 0} for row in paid_year(21)]
    causes = spoil(rows)
    folder = tmp_path_factory.mktemp("spoiled")
    load(extract(folder / "year.csv", rows), folder)
    load(write_table(folder / "insured.csv", insured(rows)), folder)
    load(write_table(folder / "months.csv", MONTHS), folder)
    return folder, rows, causes


@pytest.fixture(scope="module")
def printed(spoiled: tuple[Path, list[Row], dict[str, int]]) -> tuple[dict, str]:
    """What `settle --json --html` says of the spoiled year."""
    folder, _, _ = spoiled
    asked = ["settle", str(folder), "--policy", "sample_2024", "--json", "--html"]
    with pytest.MonkeyPatch.context() as patch:
        printed: list[str] = []
        patch.setattr("sys.stdout.write", printed.append)
        code = main([*asked, str(folder / "page.html")])
    assert 1 == code
    return json.loads("".join(printed)), (folder / "page.html").read_text("utf-8")


@pytest.mark.slow
def test_what_was_paid_by_the_policy_comes_out_to_the_fen(agreeing, capsys):
    folder, rows = agreeing

    assert 0 == main(["settle", str(folder), "--policy", "sample_2024"])
    out = capsys.readouterr().out
    assert f"{len(rows)} 笔结算（其中 " in out
    assert f"{len(rows)} 笔与已付的一分不差" in out
    assert "不是任何地方的政策" in out
    assert f"结算表 {len(rows) + 2} 行 = 计入 {len(rows) + 1} + 撤销记录 1" in out
    assert "1 行撤销记录找不到所撤销的结算" in out
    for note in (
        "1 次住院有中途结算",
        "1 笔是异地就医，但没有收",
        "PSN_IDET_C",
        "不知道年龄",
    ):
        assert note in out
    with open_engine(folder) as engine:
        kept = engine.fetch(engine.table("resettled")).to_pylist()
        runs = engine.fetch(engine.table("runs")).to_pylist()
    assert {r["setl_id"]: r["hifp_pay"] for r in rows} == {
        r["setl_id"]: r["hifp_pay"] for r in kept
    }
    assert sum(r["fund_pay_sumamt"] for r in kept) > 0
    assert {"netted", "net_claims", "not_settled", "resettled"} == {
        run["name"] for run in runs
    }
    assert all("SELECT" in run["sql"] for run in runs)


def test_every_payment_that_does_not_follow_it_is_found_with_its_cause(
    spoiled, printed
):
    _, rows, causes = spoiled
    comparison = printed[0]["comparison"]

    assert causes == {cause["code"]: cause["change"] for cause in comparison["causes"]}
    assert {1} == {cause["claims"] for cause in comparison["causes"]}
    assert len(rows) - len(causes) == comparison["agreeing"]
    assert len(causes) == comparison["touched"]
    assert sum(causes.values()) == sum(comparison["again"].values()) - sum(
        comparison["paid"].values()
    )


def test_a_person_is_not_named_by_what_leaves_the_folder(spoiled, printed):
    folder, rows, causes = spoiled
    with open_engine(folder) as engine:
        kept = engine.fetch(engine.table("differences")).to_pylist()
    numbers = {row["psn_no"] for row in kept}
    shown = {
        example["person"]
        for cause in printed[0]["comparison"]["causes"]
        for example in cause["examples"]
    }

    assert len(causes) == len(numbers)
    assert shown == {f"****{number[-1]}" for number in numbers}
    assert [] == [row["psn_no"] for row in rows if f">{row['psn_no']}<" in printed[1]]


def test_groups_hold_every_claim_with_the_age_of_its_day(spoiled, printed):
    _, rows, _ = spoiled
    groups = printed[0]["comparison"]["groups"]

    expected = Counter()
    for row in rows:
        birth, day = born(row["psn_no"]), row["setl_time"]
        full = birth and day.year - birth.year - (
            (day.month, day.day) < (birth.month, birth.day)
        )
        steps = [
            (6, "0–5 岁"),
            (18, "6–17 岁"),
            (45, "18–44 岁"),
            (60, "45–59 岁"),
            (75, "60–74 岁"),
        ]
        known = None if full is None or full < 0 else full
        band = (
            "年龄不详"
            if known is None
            else next((b for m, b in steps if known < m), "75 岁以上")
        )
        expected[band] += 1
    assert len(expected) == 7
    assert expected == {
        g["name"]: g["claims"] for g in groups if g["dimension"] == "age_band"
    }
    for dimension in ("identity_name", "level", "care"):
        of_dimension = [g for g in groups if g["dimension"] == dimension]
        assert len(rows) == sum(g["claims"] for g in of_dimension)
        assert sum(printed[0]["comparison"]["again"].values()) == sum(
            g["again"] for g in of_dimension
        )
        assert 7 == sum(g["changed"] for g in of_dimension)
    assert {"特困", "低保", "返贫", "政策里没有的身份", "没有救助身份"} == {
        g["name"] for g in groups if g["dimension"] == "identity_name"
    }


def test_what_was_not_known_is_said(printed):
    notes = printed[0]["comparison"]["notes"]

    unpaid = [note for note in notes if note.startswith("按政策基金不付")]
    unknown, lapsed, identities = notes[len(unpaid) :]
    (count,) = (
        group["claims"]
        for group in printed[0]["comparison"]["groups"]
        if group["name"] == "政策里没有的身份"
    )
    assert f"{count} 笔的人员身份类别（如 9999）政策没有说到" in unknown
    assert unpaid
    assert "不在参保期内" in lapsed
    assert "PSN_IDET_C" in identities


def test_the_page_says_all_of_it_and_needs_nothing_from_elsewhere(printed):
    page = printed[1]

    for words in ("结算表的核对", "各层基金", "按人群和待遇", "到了全年限额", "起付线不同",
                  "没有政策覆盖这种情形", "公务员医疗补助资金付得不同", "未经确认"):  # fmt: skip
        assert words in page
    assert [] == re.findall(r"https?:|//[a-z]|@import|url\(|<script", page)


@pytest.mark.slow
def test_a_changed_policy_tells_who_gains_and_what_is_left(
    spoiled, tmp_path: Path, capsys
):
    folder, rows, _ = spoiled
    changed = tmp_path / "own" / "better.toml"
    changed.parent.mkdir()
    changed.write_text(BETTER, "utf-8")
    better = load_policies(changed.parent)["better"]
    before, after = settled(rows, SAMPLE), settled(rows, [better])
    more = Counter()
    for number, row in after.items():
        if row["insutype"] == "390":
            more[row["year"]] += row["hifp_pay"] - before[number]["hifp_pay"]

    asked = [
        "settle",
        str(folder),
        "--policy",
        "sample_2024",
        "--what-if",
        str(changed),
    ]
    assert 0 == main([*asked, "--html", str(tmp_path / "page.html")])

    out = capsys.readouterr().out
    assert "改为“门诊限额六百、救助八成”" in out
    assert "到了全年限额：" in out
    assert "医疗救助基金付得不同：" in out
    assert "统筹基金付得不同：" not in out
    assert more[2024] > 0
    left = 7_000_000_000 - more[2023] - more[2024]
    assert f"期末结余 70,000,000.00 → {left / 100:,.2f}，可支付月数 0.9" in out
    assert "医疗救助基金多付" in out
    page = (tmp_path / "page.html").read_text("utf-8")
    assert f"{left / 100:,.2f}" in page
    assert "基金收支月表里没有这一项" in page


def test_a_policy_that_there_is_not_is_told(agreeing, capsys):
    folder, _ = agreeing

    assert 2 == main(["settle", str(folder), "--policy", "none"])
    assert "没有叫 none 的政策" in capsys.readouterr().err
    assert 2 == main(
        ["settle", str(folder), "--policy", "sample_2024", "--what-if", "none.toml"]
    )


def test_a_folder_without_data_is_told(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="jixiao load"), open_engine(tmp_path):
        pass


@pytest.mark.slow
def test_the_rows_of_a_cause_are_explained(spoiled, capsys):
    folder, _, causes = spoiled
    main(["settle", str(folder), "--policy", "sample_2024"])
    capsys.readouterr()

    assert 0 == main(
        ["explain", "differences", "--from", str(folder), "--only", "start_line"]
    )
    out = capsys.readouterr().out
    assert "重算与所比的不同的结算：1 行" in out
    assert "月份       重算            已付            行数" in out
    with open_engine(folder) as engine:
        rows = engine.fetch(DIFFERENCES.answer(engine).rows).to_pylist()
    assert sum(causes.values()) == sum(row["above"] - row["below"] for row in rows)


def test_rows_that_were_not_made_say_which_command_makes_them(
    agreeing, tmp_path, capsys
):
    _, rows = agreeing
    load(extract(tmp_path / "year.csv", rows[:5]), tmp_path)

    assert 2 == main(["explain", "differences", "--from", str(tmp_path)])
    assert (
        "还没有用 jixiao settle 重算过。请先运行 jixiao settle。"
        in capsys.readouterr().err
    )
