"""Each desk's month is played in a real browser on a synthetic county with planted stories."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.cli.main import main
from tests.parts import CHROMIUM
from tests.system.desks import YEAR, codes_of, go, letter_of, order_in, step
from tests.system.players import Office, Player, hire, keep_records_in

pytestmark = [
    CHROMIUM.needed,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
DAY = f"{YEAR}&day=2026-06-30&policy=sample_2024"


@pytest.fixture(scope="module")
def county(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a county with stories planted at each desk, load it, and let the office see it."""
    folder = tmp_path_factory.mktemp("desks")
    words = "--insured 3000 --seed 7 --special 2 --prices 1 --to"
    assert 0 == main(["synthesise", *words.split(), str(folder)])
    extracts = sorted(map(str, (folder / "extracts").glob("*.parquet")))
    assert 0 == main(["load", *extracts, "--to", str(folder)])
    keep_records_in(office, folder)
    hire(office, "sunchuhe", "孙初核", "fund")
    return folder


@pytest.fixture(scope="module")
def clerk(office: Office, county: Path, browser) -> Iterator[Player]:
    assert county.is_dir()
    player = Player(browser, office, "zhoujijin")
    yield player
    assert [] == player.faults


@pytest.fixture(scope="module")
def second(office: Office, county: Path, browser) -> Player:
    assert county.is_dir()
    return Player(browser, office, "sunchuhe")


@pytest.fixture(scope="module")
def approver(office: Office, county: Path, browser) -> Player:
    assert county.is_dir()
    return Player(browser, office, "likezhang")


def planted(county: Path, answers: str, **of: str) -> list[dict[str, str]]:
    with (county / "answers" / f"{answers}.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if all(row[name] == word for name, word in of.items())]


def cells(player: Player, column: int, under: str = "") -> list[str]:
    """Read a column (from 1) of the first table, or of the first one under a heading."""
    page = player.page
    after = f"h2:has-text('{under}') ~ table.list" if under else "table.list"
    table = page.locator(after).first
    return table.locator(f"tbody tr td:nth-child({column})").all_inner_texts()


def picture_of(player: Player, name: str) -> None:
    player.page.wait_for_timeout(400)
    player.keep(f"desk-{name}")


def test_care_away_is_cleared_and_disputed(
    county: Path, clerk: Player, approver: Player
):
    page = clerk.page
    go(clerk, f"away?{YEAR}")
    page.wait_for_selector(".bars svg")
    picture_of(clerk, "away")
    truths = planted(county, "away", desk="clearing", planted="truth", month="2026-12")
    assert truths
    go(clerk, f"away/desk?{YEAR}")
    page.fill("input[type='month']", "2026-12")
    order_in(clerk, "逐笔核对")
    page.wait_for_selector("h2:has-text('清算核对（2026-12）')")
    picture_of(clerk, "away-desk")
    unlike = cells(clerk, 1, "清算核对")
    assert {row["key"] for row in truths} == set(unlike)

    page.click("button:has-text('不一致的按对方立案')")
    page.wait_for_selector("text=新立")
    code, *_ = codes_of(clerk, "清算争议")
    step(clerk, code, "发争议函", text="请核对所列各笔")
    letter_of(clerk)
    step(clerk, code, "收到回函", text="同意按我方更正")
    step(approver, code, "认定", outcome="属实")
    step(approver, code, "结案")

    doubles = planted(county, "away", desk="manual", planted="truth")
    twice = {r["key"] for r in doubles if r["expected"] in ("same_invoice", "same_stay", "direct")}  # fmt: skip
    go(clerk, f"away/desk?{YEAR}")
    page.click("button:has-text('疑似重复的立案')")
    page.wait_for_selector("text=新立")
    opened = " ".join(page.locator("table.list tbody tr").all_inner_texts())
    assert all(f"受理件 {number}" in opened for number in twice)
    assert opened.count("重复报销：受理件") == len(twice)


def test_bundles_are_closed_month_after_month(county: Path, clerk: Player):
    page = clerk.page
    for month in ("2026-03", "2026-04"):
        go(clerk, f"bundles?{YEAR}")
        page.fill("input[type='month']", month)
        page.set_checked("input[name='is_first']", month == "2026-03")
        order_in(clerk, "月结")
        page.wait_for_selector(f"td:text-is('{month}')")
    page.wait_for_selector(".bars svg")
    picture_of(clerk, "bundles")
    leaks = cells(clerk, 1, "包在里面又另收的")
    truths = planted(county, "bundles", planted="truth", expected="leak")
    assert {row["key"] for row in truths} == set(leaks)
    shown = page.inner_text("main")
    for why in ("住院期间停付", "死亡以后", "同一天在两家机构的名册上", "当天不在任何名册上"):  # fmt: skip
        assert why in shown
    assert "未提供" in shown
    page.click("button:text-is('另收的按机构立案')")
    page.wait_for_selector("text=新立 1 案")


def test_open_stays_are_discharged_together_and_taken_back(
    county: Path, clerk: Player, second: Player, approver: Player
):
    page = clerk.page
    go(clerk, f"discharge?{DAY}")
    picture_of(clerk, "discharge")
    apart = page.inner_text("h2:has-text('单独办理') ~ ul.findings")
    for row in planted(county, "discharge", planted="truth"):
        if row["expected"] == "单独办理":
            assert row["key"] in apart
    kinds = dict(zip(cells(clerk, 1), cells(clerk, 3), strict=True))
    closed = {r["key"]: r["expected"] for r in planted(county, "discharge", planted="truth")}  # fmt: skip
    expected = {k: v for k, v in closed.items() if v not in ("确在院", "单独办理")}
    assert expected == {key: kinds[key] for key in expected}

    page.click("button:has-text('立为一批')")
    page.wait_for_selector("text=已立批次")
    code = page.url.rpartition("code=")[2]
    step(second, code, "初核")
    step(approver, code, "复核")
    go(clerk, f"discharge?{DAY}")
    order_in(clerk, "按这一天和政策执行")
    go(clerk, f"discharge?{DAY}")
    page.wait_for_selector("td:text-is('已执行')")
    assert "19,320.00" in cells(clerk, 3, "医院垫付的基金")
    assert {"0.00"} == set(cells(clerk, 4, "医院垫付的基金"))
    picture_of(clerk, "discharge-done")

    go(approver, f"discharge?{DAY}")
    approver.page.fill("input[name='why']", "多办了一人")
    order_in(approver, "整批撤销")
    approver.page.wait_for_selector("td:text-is('已撤销')")
    assert [] == approver.faults


def test_what_is_owed_and_what_a_product_pays_are_seen(county: Path, clerk: Player):
    page = clerk.page
    go(clerk, f"owed?{YEAR}&day=2026-12-31")
    picture_of(clerk, "owed")
    shown = page.inner_text("main")
    truths = planted(county, "credit", planted="truth")
    late = {row["key"] for row in truths if row["expected"] == "逾期"}
    assert late == set(cells(clerk, 1, "该催的"))
    assert all(f"协议 {row['key']}" in shown for row in truths if row["expected"] != "逾期")  # fmt: skip
    page.click("button:text-is('该催的立案')")
    page.wait_for_selector("text=新立 6 案")
    code = page.locator("td a").last.inner_text()
    step(clerk, code, "催缴")
    letter_of(clerk)
    go(clerk, f"topup?{YEAR}")
    picture_of(clerk, "topup")
    lines = page.locator("h2:has-text('对不上的') ~ ul.findings li").all_inner_texts()
    differing = {line.split()[0] for line in lines}
    assert {row["key"] for row in planted(county, "topup", planted="truth")} == differing  # fmt: skip


def test_prices_are_linked_answered_and_followed(
    county: Path, clerk: Player, second: Player, approver: Player
):
    page = clerk.page
    go(clerk, f"prices?{YEAR}")
    page.fill("input[name='province']", "宁夏")
    page.fill("input[name='day']", "2026-03-31")
    order_in(clerk, "测算")
    page.wait_for_selector("h2:has-text('产品')")
    page.wait_for_selector(".bars svg")
    picture_of(clerk, "prices")
    results = cells(clerk, 8)
    expected = [row["state"] for row in planted(county, "prices", about="产品")]
    assert sorted(expected) == sorted(result.split("：")[0] for result in results)
    assert "高于联动后价格的订单" in page.inner_text("main")

    page.click("button:has-text('可联动的按企业立案')")
    page.wait_for_selector("text=新立 5 案")
    code, *_ = codes_of(clerk, "价格联动")
    step(clerk, code, "告知")
    step(second, code, "企业答复", text="同意调整")
    step(approver, code, "决定", outcome="属实")
    step(clerk, code, "公布执行")
    go(clerk, f"firms?{YEAR}&day=2026-06-30")
    picture_of(clerk, "firms")
    assert "没有写涉及金额" in page.inner_text("main")
    assert [] == second.faults
