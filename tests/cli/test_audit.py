"""`jixiao audit`: what is found, what could not be asked."""

from pathlib import Path

import pytest

from jixiao.cli.main import run
from jixiao.fund.intake import load

HEADS = (
    "setl_id,mdtrt_id,psn_no,fixmedins_code,insutype,psn_type,med_type,dise_no,begndate,"
    "enddate,setl_time,medfee_sumamt,inscp_amt,fund_pay_sumamt"
)
SETTLEMENTS = f"""{HEADS}
s1,v1,p1000001,H1,390,50,21,J18,2026-03-01,2026-03-09,2026-03-09 10:00:00,5000.00,5000.00,3000.00
s2,v2,p1000001,H1,390,50,21,J18,2026-03-12,2026-03-15,2026-03-15 10:00:00,2000.00,2000.00,1000.00
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "SETL_D.csv"
    path.write_text(SETTLEMENTS, "utf-8")
    load(path, tmp_path / "data")
    return tmp_path / "data"


def audited(
    folder: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        run(["audit", str(folder), "--year", "2026", *more])
    return int(str(ended.value.code)), capsys.readouterr().out


def test_a_year_is_audited(folder: Path, capsys, tmp_path: Path):
    # All rules are asked by the pages of the rules; each has a query to write.
    asked = ("--rule", "ad01", "--rule", "dr01")
    code, out = audited(folder, capsys, *asked, "--csv", str(tmp_path / "found.csv"))

    assert 1 == code
    assert "AD01 分解住院（疑似）：1 行，涉及费用 2,000.00 元，基金 1,000.00 元" in out
    assert "DR01 药品与性别不符：没有收" in out
    assert "AD01 within_days = 10（样例" in out
    written = (tmp_path / "found.csv").read_text("utf-8-sig")
    assert "s2" in written
    assert "p1000001" not in written


@pytest.mark.slow
def test_a_bureaus_own_limit_is_used(folder: Path, capsys, tmp_path: Path):
    limits = tmp_path / "limits.toml"
    limits.write_text(
        '[[limit]]\nrule = "AD01"\nname = "within_days"\nvalue = 2\n'
        'since = 2026-01-01\nstanding = "市县"\nbasis = "x"\n',
        "utf-8",
    )

    code, out = audited(folder, capsys, "--rule", "ad01", "--limits", str(limits))

    assert (0, True) == (code, "标出 0 行" in out)
