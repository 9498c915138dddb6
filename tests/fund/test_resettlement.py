"""A year settled again: what was paid by the rules comes out to the fen, what was not is found."""

import csv
from functools import cache
from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.errors import JixiaoError, UnreadableFile
from jixiao.fund.benefits import load_policies
from jixiao.fund.engine import open_engine
from jixiao.fund.intake import load
from jixiao.fund.resettlement import resettle
from tests.fund.benefits.claims import Row, histories, settled

SAMPLE = [load_policies()["sample_2024"]]
PAID = ("hifp_pay", "hifob_pay", "hifmi_pay", "maf_pay")


def paid_year(seed: int) -> list[Row]:
    """Claims as a platform that follows the sample policy would have paid them."""
    return [dict(row) for row in _paid_year(seed)]


@cache
def _paid_year(seed: int) -> list[Row]:
    known = {"310", "340", "390"}
    claims = [c for c in histories(seed, persons=60) if c["insutype"] in known]
    claims = [c | {"filing": "local"} for c in claims]
    paid = settled(claims, SAMPLE)
    return [c | {name: paid[c["setl_id"]][name] for name in PAID} for c in claims]


def extract(path: Path, rows: list[Row]) -> Path:
    """Print claims as an extract of SETL_D, in yuan."""
    with path.open("w", encoding="utf-8", newline="") as file:
        names = [n for n in rows[0] if n not in ("year", "filing")]
        writer = csv.DictWriter(
            file, [*names, "mdtrt_id", "fixmedins_code", "refd_setl_flag", "init_setl_id"],
            extrasaction="ignore",
        )  # fmt: skip
        writer.writeheader()
        for row in rows:
            yuan = {
                n: f"{v / 100:.2f}" for n, v in row.items() if isinstance(v, int) and n != "year"
            }
            rest = {"mdtrt_id": row["setl_id"], "fixmedins_code": "H1", "refd_setl_flag": "0"}
            writer.writerow(rest | row | yuan)
    return path


@pytest.fixture
def year(tmp_path: Path) -> tuple[Path, list[Row]]:
    rows = paid_year(21)
    load(extract(tmp_path / "year.csv", rows), tmp_path / "county")
    return tmp_path / "county", rows


def test_what_was_paid_by_the_policy_comes_out_to_the_fen(year: tuple[Path, list[Row]]):
    folder, rows = year
    with open_engine(folder) as engine:
        told = resettle(engine, SAMPLE)

    assert (len(rows), len(rows)) == (told.claims, told.agreeing)
    assert told.paid == told.again
    assert () == tuple(told.causes)
    assert sum(told.paid.values()) > 0


def test_a_payment_that_does_not_follow_it_is_found_with_its_layer(tmp_path: Path):
    rows = paid_year(21)
    wrong = next(row for row in rows if row["hifp_pay"] > 100 and row["maf_pay"])
    wrong["hifp_pay"] -= 100
    load(extract(tmp_path / "year.csv", rows), tmp_path / "county")

    with open_engine(tmp_path / "county") as engine:
        told = resettle(engine, SAMPLE)

    assert [("hifp_pay", 1, 100)] == list(told.causes)
    assert told.claims - 1 == told.agreeing


def test_a_cancelled_settlement_and_its_cancellation_count_for_nothing(tmp_path: Path):
    rows = paid_year(21)
    first = next(row for row in rows if row["inscp_amt"] > 0)
    money = [n for n, v in first.items() if isinstance(v, int) and n != "year"]
    extra = first | {"setl_id": "900001"}
    cancellation = extra | {n: -extra[n] for n in money}
    cancellation |= {"setl_id": "900002", "refd_setl_flag": "1", "init_setl_id": "900001"}
    load(extract(tmp_path / "year.csv", [*rows, extra, cancellation]), tmp_path / "county")

    with open_engine(tmp_path / "county") as engine:
        told = resettle(engine, SAMPLE)

    assert (len(rows), len(rows)) == (told.claims, told.agreeing)


def test_an_identity_is_the_one_held_on_the_day(tmp_path: Path):
    rows = paid_year(21)
    poor = {row["psn_no"] for row in rows if row["psn_idet_type"] == "7019"}
    never = [r for r in rows if r["psn_no"] not in poor or r["psn_idet_type"] == "7019"]
    always = {
        p for p in poor
        if all(r["psn_idet_type"] == "7019" for r in rows if r["psn_no"] == p)
    }  # fmt: skip
    kept = [r for r in never if r["psn_no"] not in poor or r["psn_no"] in always]
    bare = [
        r | {"psn_idet_type": "" if r["psn_no"] in always else r["psn_idet_type"]} for r in kept
    ]
    held = "psn_no,psn_idet_type,begntime,endtime\n" + "".join(
        f"{p},7019,2023-01-01,\n{p},7131,2020-01-01,2020-12-31\n" for p in sorted(always)
    )
    (tmp_path / "held.csv").write_text(held, "utf-8")
    load(extract(tmp_path / "year.csv", bare), tmp_path / "county")
    load(tmp_path / "held.csv", tmp_path / "county")

    with open_engine(tmp_path / "county") as engine:
        told = resettle(engine, SAMPLE)

    assert always
    assert told.claims == told.agreeing


def test_the_query_that_ran_is_kept(year: tuple[Path, list[Row]]):
    folder, _ = year
    with open_engine(folder) as engine:
        resettle(engine, SAMPLE)
        runs = engine.fetch(engine.table("runs")).to_pylist()

    assert {"net_claims", "resettled"} == {run["name"] for run in runs}
    assert all("SELECT" in run["sql"] for run in runs)


def test_a_folder_without_data_is_told(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="jixiao load"), open_engine(tmp_path):
        pass
    (tmp_path / "held.csv").write_text(
        "psn_no,psn_idet_type,begntime\nP,7019,2023-01-01\n", "utf-8"
    )
    load(tmp_path / "held.csv", tmp_path)
    with open_engine(tmp_path) as engine, pytest.raises(JixiaoError, match="SETL_D"):
        resettle(engine, SAMPLE)


def test_the_command_tells_whether_the_year_agrees(year: tuple[Path, list[Row]], capsys):
    folder, rows = year

    assert 0 == main(["settle", str(folder), "--policy", "sample_2024"])
    told = capsys.readouterr().out
    assert f"{len(rows)} 笔结算，{len(rows)} 笔与已付的一分不差" in told
    assert "不是任何地方的政策" in told
    assert 1 == main(["settle", str(folder), "--policy", "national_frame"])
    assert 2 == main(["settle", str(folder), "--policy", "none"])
    assert "没有叫 none 的政策" in capsys.readouterr().err


def test_a_changed_policy_tells_who_gains(year: tuple[Path, list[Row]], tmp_path: Path, capsys):
    folder, _ = year
    changed = tmp_path / "own" / "better.toml"
    changed.parent.mkdir()
    changed.write_text(
        '[policy]\ncode = "better"\ntitle = "救助提高到八成"\nextends = "sample_2024"\n'
        '[layers."医疗救助"]\ntiers = [[0, 0.80]]\n', "utf-8",
    )  # fmt: skip

    assert 0 == main(["settle", str(folder), "--policy", "sample_2024", "--what-if", str(changed)])

    told = capsys.readouterr().out
    assert "改为“救助提高到八成”" in told
    assert "医疗救助：" in told
    assert "基本医保统筹：" not in told
    assert 2 == main(["settle", str(folder), "--policy", "sample_2024", "--what-if", "none.toml"])


def test_one_settlement_is_explained(year: tuple[Path, list[Row]], capsys):
    folder, rows = year
    row = next(row for row in rows if row["maf_pay"])

    assert 0 == main(
        ["settle", str(folder), "--policy", "sample_2024", "--explain", row["setl_id"]]
    )
    told = capsys.readouterr().out
    assert f"医疗救助 {row['maf_pay'] / 100:,.2f} 元［医疗救助］" in told
    assert 2 == main(["settle", str(folder), "--policy", "sample_2024", "--explain", "none"])
    assert "没有结算ID 为 none 的结算" in capsys.readouterr().err
