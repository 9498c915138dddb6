"""Known answers of batch discharge: the batch is the sum of its stays, and its undoing leaves nothing."""

import contextlib
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.benefits import load_policies
from jixiao.fund.benefits.words import BY_YEAR
from jixiao.fund.cases import CaseLedger, open_ledger
from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.payment.batch_discharge.batch import (
    advances,
    commit,
    open_batch,
    reverse,
)
from jixiao.fund.payment.batch_discharge.kept import BATCH_DISCHARGES
from jixiao.fund.payment.batch_discharge.preview import Preview, preview
from jixiao.fund.payment.batch_discharge.sorting import StayClass
from jixiao.fund.records import KeptTable
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_engine, open_scratch, open_store
from tests.fund.payment.batch_discharge.open_county import (
    county_tables,
    hashed,
    open_county,
)
from tests.measure_page import select_rows

CUTOFF = date(2026, 6, 30)
TERMS = load_parameter_sets()["sample"].on(CUTOFF)
POLICY = load_policies()["sample_2024"]
AT = datetime(2026, 7, 1, 9)
LOADED = ("MDTRT_D", "FEE_LIST_D", "SETL_D")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with open_scratch(tmp_path_factory.mktemp("open")) as scratch:
        open_county(scratch)
        yield scratch


@pytest.fixture(scope="module")
def previewed(engine: Embedded) -> Preview:
    return preview(engine, CUTOFF, [POLICY], TERMS)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[CaseLedger]:
    with open_ledger(tmp_path / "cases.db") as opened:
        yield opened


def signed(ledger: CaseLedger, previewed: Preview) -> str:
    code = open_batch(ledger, previewed, by="甲", at=AT)
    ledger.move(code, "初核", by="乙", at=AT)
    ledger.move(code, "复核", by="丙", at=AT)
    return code


@pytest.mark.slow
def test_stays_of_each_class_are_told_apart(previewed: Preview):
    kinds = {c.stay.mdtrt_id: c.stay.kind for c in previewed.closings}

    assert {
        "M1": StayClass.LEFT, "M3": StayClass.RECORD_ERROR, "M4": StayClass.DEAD,
        "M5": StayClass.TRANSFERRED, "M7": StayClass.LEFT,
    } == kinds  # fmt: skip
    assert ["M2", "M5b"] == [stay.mdtrt_id for stay in previewed.in_hospital]
    assert ["M6"] == [stay.mdtrt_id for stay, _ in previewed.apart]


@pytest.mark.slow
def test_a_batch_is_the_sum_of_its_stays(engine: Embedded, previewed: Preview):
    singles = [
        preview(engine, CUTOFF, [POLICY], TERMS, only=[c.stay.mdtrt_id])
        for c in previewed.closings
    ]

    assert previewed.fund == sum(single.fund for single in singles) > 0


def test_every_part_of_a_batch_adds_up(previewed: Preview):
    assert previewed.fund > 0
    for closing in previewed.closings:
        for part in closing.parts:
            assert part.medfee == part.fund + part.person
            assert part.fund == sum(part.layers.values())


def test_what_the_year_has_used_before_counts(previewed: Preview):
    """P1's stay of March took all that the year has of the basic layer; P5 has the same fees."""
    by_stay = {c.stay.mdtrt_id: c.parts[0] for c in previewed.closings if c.parts}

    assert 400_000 == by_stay["M1"].medfee == by_stay["M5"].medfee
    assert 0 == by_stay["M1"].layers["hifp_pay"] < by_stay["M5"].layers["hifp_pay"]


def test_a_batch_is_signed_by_two_done_once_and_undone(
    engine: Embedded, ledger: CaseLedger, previewed: Preview
):
    before = hashed(engine, LOADED)
    code = open_batch(ledger, previewed, by="甲", at=AT)
    with pytest.raises(JixiaoError, match="两人签过"):
        commit(engine, ledger, code, previewed, POLICY.code, by="丁", at=AT)
    ledger.move(code, "初核", by="乙", at=AT)
    with pytest.raises(JixiaoError):
        ledger.move(code, "复核", by="乙", at=AT)
    ledger.move(code, "复核", by="丙", at=AT)

    done = commit(engine, ledger, code, previewed, POLICY.code, by="丁", at=AT)
    with pytest.raises(JixiaoError, match="才能执行"):
        commit(engine, ledger, code, previewed, POLICY.code, by="丁", at=AT)
    carried = advances(engine, previewed)
    undone = reverse(engine, ledger, code, by="丙", at=AT, why="多办了一人")
    with pytest.raises(JixiaoError, match="已经撤销"):
        reverse(engine, ledger, code, by="丙", at=AT, why="再来")

    assert 5 == done == undone
    assert [("H1", 5, previewed.fund, 0)] == [
        (a.institution, a.stays, a.before, a.after) for a in carried
    ]
    rows = engine.fetch(BATCH_DISCHARGES.read(engine)).to_pylist()
    assert 0 == sum(row["fund_pay_sumamt"] for row in rows)
    assert 10 == len(rows)
    assert previewed.fund == sum(
        row["fund_pay_sumamt"] for row in rows if not row["undoes"]
    )
    assert before == hashed(engine, LOADED)


def stopped_between(does: Callable[..., int]) -> None:
    """Let whoever writes rows of batches be stopped as soon as they stand."""
    keep_rows = KeptTable.keep_rows

    def keep_and_stop(*asked: object) -> None:
        keep_rows(*asked)
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(KeptTable, "keep_rows", keep_and_stop)
        with pytest.raises(KeyboardInterrupt):
            does()


def test_whoever_is_stopped_between_rows_and_ledger_does_it_again(
    engine: Embedded, ledger: CaseLedger, previewed: Preview
):
    engine.run(f'DROP TABLE IF EXISTS "{BATCH_DISCHARGES.name}"')
    code = signed(ledger, previewed)
    done = partial(commit, engine, ledger, code, previewed, POLICY.code, by="丁", at=AT)
    undone = partial(reverse, engine, ledger, code, by="丙", at=AT, why="多办一人")

    def stands() -> tuple[str, int, int]:
        rows = BATCH_DISCHARGES.rows(engine)
        fund = sum(row["fund_pay_sumamt"] for row in rows)
        return ledger.case(code).state, len(rows), fund

    stopped_between(done)
    assert ("已复核", 5, previewed.fund) == stands()
    assert 5 == done()
    assert ("已执行", 5, previewed.fund) == stands()
    stopped_between(undone)
    assert ("已执行", 10, 0) == stands()
    assert 5 == undone()
    assert ("已撤销", 10, 0) == stands()


@pytest.mark.slow
def test_a_process_killed_between_rows_and_ledger_leaves_a_batch_to_be_finished(
    tmp_path: Path,
):
    with contextlib.closing(open_store(tmp_path)) as store:
        for table, rows in county_tables():
            store.execute(f'CREATE TABLE "{table}" AS {select_rows(table, rows)}')
    with open_engine(tmp_path) as engine, open_ledger(tmp_path / "cases.db") as ledger:
        code = signed(ledger, preview(engine, CUTOFF, [POLICY], TERMS))
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path), code], check=False
    )

    assert -signal.SIGKILL == killed.returncode
    with open_engine(tmp_path) as engine, open_ledger(tmp_path / "cases.db") as ledger:
        assert "已复核" == ledger.case(code).state
        assert [] == ledger.verify()
        previewed = preview(engine, CUTOFF, [POLICY], TERMS)
        assert 5 == commit(engine, ledger, code, previewed, POLICY.code, by="丁", at=AT)
        assert "已执行" == ledger.case(code).state
        assert 5 == len(BATCH_DISCHARGES.rows(engine))


_KILLED = """
import os, signal, sys
from jixiao.cli.main import main
from jixiao.fund.records import KeptTable

keep_rows = KeptTable.keep_rows
def keep_and_die(*asked):
    keep_rows(*asked)
    os.kill(os.getpid(), signal.SIGKILL)
KeptTable.keep_rows = keep_and_die
folder, code = sys.argv[1:]
main(["discharge", "commit", folder, f"{folder}/cases.db", code, "--day", "2026-06-30",
      "--policy", "sample_2024", "--by", "丁"])
"""


def test_what_changed_after_signing_is_not_done(
    engine: Embedded, ledger: CaseLedger, previewed: Preview
):
    code = signed(ledger, previewed)
    fewer = Preview(previewed.cutoff, previewed.closings[1:], (), ())

    with pytest.raises(JixiaoError, match="签过以后数据变了"):
        commit(engine, ledger, code, fewer, POLICY.code, by="丁", at=AT)


@pytest.mark.slow
def test_a_stay_split_at_new_year_keeps_its_fees(engine: Embedded, previewed: Preview):
    by_year = replace(POLICY, year_of=BY_YEAR)
    split = preview(engine, CUTOFF, [by_year], TERMS, only=["M7"])
    [whole] = [c for c in previewed.closings if c.stay.mdtrt_id == "M7"]

    assert [2025, 2026] == [part.year for part in split.closings[0].parts]
    assert [600_000, 200_000] == [part.medfee for part in split.closings[0].parts]
    assert 800_000 == sum(part.medfee for part in whole.parts)


@pytest.mark.slow
def test_nothing_open_is_said(engine: Embedded):
    with pytest.raises(JixiaoError, match="没有要处理的"):
        preview(engine, date(2020, 1, 1), [POLICY], TERMS)
