"""A fund's month at browsers: looked at, written down, warned of, answered; and what is refused."""

from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.fund.cases import open_ledger
from jixiao.web.background.outlook_month import outlook_step
from jixiao.web.models import Job
from jixiao.web.work.outlook_orders import STEPS
from tests.web.conftest import County
from tests.web.paid_county import let_see

PAGE = "/fund/outlook"
MONTH = {"year": "2026", "month": "2026-06"}
HEAD = (
    "setl_id,mdtrt_id,psn_no,insutype,psn_type,fixmedins_code,setl_time,med_type,"
    "medfee_sumamt,inscp_amt,fund_pay_sumamt"
)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of eight stays a month, three times as dear since April, and the fund's months."""
    folder = tmp_path_factory.mktemp("outlook")
    months = [(year, month) for year in (2025, 2026) for month in range(1, 13)][:18]
    rows = [HEAD]
    for year, month in months:
        paid = 900 if (year, month) >= (2026, 4) else 300
        rows += [
            f"{year}{month}{n},v{year}{month}{n},P0000001,390,50,H1,{year}-{month:02}-02 10:00:00,"
            f"21,40000,40000,{paid}"
            for n in range(8)
        ]
    (folder / "SETL_D.csv").write_text("\n".join(rows), "utf-8")
    fund = ["insutype,month,income,outlay,balance"]
    fund += [f"390,{year}-{month:02}-01,10000,9900,99000" for year, month in months]
    (folder / "FUND_MONTH_D.csv").write_text("\n".join(fund), "utf-8")
    person = (
        "psn_no,insutype,psn_type,begndate,household_no\nP0000001,390,50,2020-01-01,\n"
    )
    (folder / "PSN_INSU_D.csv").write_text(person, "utf-8")
    for table in ("SETL_D", "FUND_MONTH_D", "PSN_INSU_D"):
        assert 0 == main(["load", str(folder / f"{table}.csv"), "--to", str(folder)])
    return folder


def done(home: County, step: str, who: str = "fund", **more: str):
    response = home.client(who).post(f"{PAGE}/do", MONTH | {"step": step} | more)
    if Job.objects.filter(kind="outlook").exists():
        outlook_step(Job.objects.filter(kind="outlook").latest("pk"), lambda *_: None)
    return response


@pytest.mark.slow
def test_a_month_goes_from_records_to_a_warning_answered(
    home: County, county: Path, text_of
):
    let_see(home, county)
    leader = home.client("leader")
    before = text_of(leader.get(PAGE, MONTH))
    assert "这个月还没有看过" in before
    for step in STEPS:
        assert 302 == done(home, step).status_code

    page = text_of(leader.get(PAGE, MONTH))
    assert "9.09" not in before
    assert "可支付月数" in page
    assert "10.00" in page
    assert "GR01" in page
    assert "三个月基金支付 21,600.00 元，上年同期 7,200.00 元" in page
    wall = text_of(leader.get(PAGE, MONTH | {"wall": "1"}))
    assert "预警 GR01" in wall
    brief = leader.get(f"{PAGE}/brief", MONTH | {"suffix": "docx"})
    assert b"".join(brief.streaming_content).startswith(b"PK")

    signal = text_of(leader.get(f"{PAGE}/signal", MONTH | {"code": "GR01"}))
    assert "H1 普通住院 不详" in signal
    assert "limits" not in signal
    with open_ledger(county / "cases.db") as ledger:
        warning = next(case for case in ledger.cases() if case.rule == "GR01")
    moves = (
        ("fund", "分派", {}), ("fund", "拟函", {}), ("approver", "签发", {}),
        ("fund", "答复", {"text": "新开病区"}), ("approver", "认定", {"outcome": "属实"}),
        ("approver", "结案", {}),
    )  # fmt: skip
    for who, step, more in moves:
        form = {"year": "2026", "code": warning.code, "step": step, **more}
        home.client(who).post("/fund/audit/move", form)
    listed = text_of(leader.get(f"{PAGE}/cases", {"year": "2026"}))
    assert "属实" in listed
    assert "因病致贫风险名单" in listed
    assert "P0000001" not in listed + page + signal
    letter = home.client("fund").get(
        "/fund/audit/letter",
        {"code": warning.code, "kind": "warning_letter", "year": "2026"},
    )
    assert letter.content.startswith(b"PK")
    assert "GR01" in text_of(leader.get(f"{PAGE}/signal", MONTH))


@pytest.mark.parametrize(
    ("words", "status"),
    [({"step": "delete"}, 400), ({"step": "look", "month": "六月"}, 400)],
)
def test_what_is_no_step_is_not_done(
    home: County, county: Path, words: dict[str, str], status: int
):
    let_see(home, county)

    assert status == home.client("fund").post(f"{PAGE}/do", MONTH | words).status_code
    assert not Job.objects.exists()


def test_who_does_not_do_the_work_orders_nothing(home: County, county: Path):
    let_see(home, county)

    home.client("leader").post(f"{PAGE}/do", MONTH | {"step": "look"})

    assert not Job.objects.exists()
    assert 404 == home.client("clerk").get(PAGE).status_code
    assert (
        404
        == home.client("leader").get(f"{PAGE}/brief", {"month": "2024-01"}).status_code
    )
    assert 404 == home.client("leader").get(f"{PAGE}/signal?code=ZZ99").status_code


def test_a_brief_wears_its_own_styles_and_loads_nothing(home: County, county: Path):
    let_see(home, county)
    kept = county / "briefs" / "2026-05" / "brief.html"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("<!doctype html><style>p { margin: 0 }</style>", "utf-8")

    leader = home.client("leader")
    brief = leader.get(f"{PAGE}/brief", MONTH | {"month": "2026-05"})
    assert kept.read_bytes() == b"".join(brief.streaming_content)
    policy = brief["Content-Security-Policy"]

    directives = dict(line.strip().split(" ", 1) for line in policy.split(";"))
    assert ("'none'", "'unsafe-inline'") == (
        directives["default-src"],
        directives["style-src"],
    )
    assert "script-src" not in directives
    assert "'unsafe-inline'" not in leader.get(PAGE, MONTH)["Content-Security-Policy"]
