"""A year of care away by commands: shares, flows, what could have stayed; errors in words."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.fund.store.opening import open_store
from tests.fund.payment.away.rows import HOME, billed, settled
from tests.fund.payment.away.test_manual_desk import CLAIMS, SETTLED
from tests.measure_page import select_rows

VISITS = [{"mdtrt_id": "va", "psn_no": "pa", "dscg_maindiag_code": "J18.900"}]
BILLS = [billed("1", "a", "500.00"), billed("2", "z")]
ADVANCES = [
    {
        "entry_no": f"e{n}", "other_side": "980101", "move": move,
        "moved_on": "2026-01-05", "amount": yuan,
    }
    for n, (move, yuan) in enumerate((("1", "1000.00"), ("3", "950.00")))
]  # fmt: skip


def county(folder: Path) -> Path:
    """Make a county's records of care away and give their folder."""
    local = settled("l", fix_blng_admdvs=HOME, pay_loc="2")
    tables = {
        "SETL_D": [*SETTLED, local], "MDTRT_D": VISITS, "OUTAREA_BILL": BILLS,
        "MANUAL_CLAIM": CLAIMS, "OUTAREA_ADVANCE": ADVANCES,
    }  # fmt: skip
    with closing(open_store(folder)) as store:
        for code, rows in tables.items():
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(county(tmp_path_factory.mktemp("away")))


@pytest.mark.slow
def test_a_year_tells_how_many_more_must_be_direct(folder: str, capsys):
    assert 1 == main(["away", "picture", folder, "--year", "2026"])

    printed = capsys.readouterr().out
    assert "跨省目标 99.00%，现为 66.67%，还差 1 笔" in printed
    assert "没有收异地就医备案表" in printed
    assert "没有写原因" in printed


@pytest.mark.slow
def test_every_picture_has_its_json(folder: str, capsys):
    words = ["--year", "2026", "--json"]
    assert 1 == main(["away", "picture", folder, *words])
    assert 1 == json.loads(capsys.readouterr().out)["needed"]
    assert 0 == main(["away", "flows", folder, *words])
    assert [HOME] == [c["origin"] for c in json.loads(capsys.readouterr().out)["cells"]]
    assert 0 == main(["away", "mix", folder, *words])
    assert "3/4" == json.loads(capsys.readouterr().out)["crude"]


@pytest.mark.slow
def test_flows_and_mix_are_told_in_lines(folder: str, capsys):
    assert 0 == main(["away", "flows", folder, "--year", "2026"])
    assert f"{HOME} → 980101　三级　3 笔" in capsys.readouterr().out
    assert 0 == main(["away", "mix", folder, "--year", "2026"])
    assert "住院外出率 75.00%" in capsys.readouterr().out
