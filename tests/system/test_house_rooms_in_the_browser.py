"""The bureau's own house is played in a real browser: each room, its papers, its cases."""

import shutil
from pathlib import Path

import pytest

from jixiao.fund.intake import load
from jixiao.fund.synthesis.feeds import write_feeds
from jixiao.fund.synthesis.house_control import write_control
from jixiao.fund.synthesis.house_systems import write_systems
from jixiao.fund.synthesis.site import write_site
from tests.parts import CHROMIUM
from tests.system.players import (
    PATIENCE,
    PICTURES,
    Office,
    Player,
    hire,
    keep_records_in,
)

pytestmark = [
    CHROMIUM.needed,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def house(office: Office, tmp_path: Path) -> Path:
    """Plant a house, load what is loaded, and say that its records stand there."""
    from datetime import date

    extracts, records = tmp_path / "extracts", tmp_path / "records"
    extracts.mkdir()
    write_site(tmp_path, tmp_path, 2026, 1)
    write_feeds(tmp_path, tmp_path, date(2026, 3, 31), 2)
    write_control(tmp_path, extracts, 2026, 1)
    write_systems(tmp_path, extracts, 2026, 1)
    for table in sorted(extracts.iterdir()):
        load(table, records)
    shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "site")
    keep_records_in(office, records)
    return tmp_path


def kept(player: Player, name: str) -> None:
    if PICTURES:
        player.page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def downloaded(player: Player, selector: str, folder: Path) -> bytes:
    with player.page.expect_download() as waiting:
        player.page.click(selector)
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path.read_bytes()


def test_each_room_of_the_house_is_played(office: Office, browser, house: Path):
    clerk = Player(browser, office, "zhoujijin")
    page = clerk.page

    page.goto(f"{office.address}/house/systems?year=2026&month=2026-03")
    page.wait_for_selector("text=没有报告的停用")
    assert "99.596%" in page.inner_text("main")
    kept(clerk, "house-systems")
    page.click("a:has-text('大屏')")
    page.wait_for_selector(".wall .tile")
    kept(clerk, "house-systems-wall")

    page.goto(f"{office.address}/house/site?year=2026")
    page.set_input_files("input[name=packed]", str(house / "packed.zip"))
    page.set_input_files("input[name=plan]", str(house / "columns.csv"))
    page.set_input_files("input[name=accounts]", str(house / "accounts.csv"))
    page.fill("input[name=day]", "2026-03-31")
    page.click("button.go:has-text('巡检')")
    for _ in range(PATIENCE):
        page.goto(f"{office.address}/house/site?year=2026")
        if page.locator("text=得分至多 76.8").count():
            break
        page.wait_for_timeout(1000)
    assert page.locator("text=得分至多 76.8").count()
    kept(clerk, "house-site")
    assert b"PK" == downloaded(clerk, "a:has-text('整改通知')", house)[:2]

    page.goto(f"{office.address}/house/opinion?year=2026&from=2026-03-25&to=2026-03-31")
    feeds = [str(path) for path in sorted((house / "feeds").iterdir())]
    page.set_input_files("input[name=feed]", feeds)
    page.set_input_files("input[name=places]", str(house / "places.csv"))
    page.click("button.go:has-text('收')")
    page.goto(f"{office.address}/house/opinion?year=2026&from=2026-03-25&to=2026-03-31")
    page.wait_for_selector("td:has-text('甲县医院系统故障第1回')")
    page.locator("tr", has_text="系统故障第1回").locator("button").click()
    page.wait_for_selector("text=新立 1 案")
    hire(office, "wushenpi", "吴审批", "approver")
    approver = Player(browser, office, "wushenpi")
    approver.page.goto(
        f"{office.address}/house/opinion?year=2026&from=2026-03-25&to=2026-03-31"
    )
    approver.page.select_option("select[name=grade]", "一般")
    approver.page.click("button:has-text('定级')")
    approver.page.wait_for_selector("text=还在限内")
    kept(approver, "house-opinion")
    assert b"PK" == downloaded(clerk, "a:has-text('docx')", house)[:2]

    page.goto(f"{office.address}/house/control?year=2026")
    page.wait_for_selector("td:has-text('一人做了不相容的两步')")
    kept(clerk, "house-control")
    page.click("button:has-text('把问题立案')")
    page.wait_for_selector("text=新立 20 案")
    assert b"PK" == downloaded(clerk, "a:has-text('年度报告')", house)[:2]

    assert [] == clerk.faults == approver.faults
