"""A year is paid by disease in a real browser: ordered step by step, argued, looked at, compared."""

from pathlib import Path

import pytest

from tests.fund.payment.county import load_county
from tests.parts import CHROMIUM
from tests.system.players import PICTURES, Office, Player, keep_records_in

pytestmark = [
    CHROMIUM.needed,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def county(office: Office, tmp_path: Path) -> Path:
    """Load a county and say that its records stand there."""
    county = load_county(tmp_path)
    keep_records_in(office, county)
    return county


def order(player: Player, title: str) -> None:
    page = player.page
    page.goto(f"{player.office.address}/fund/steps?year=2026")
    page.locator("tr", has_text=title).first.locator("button").click()
    done = page.locator("tr", has_text=f"2026 年：{title}").first.get_by_text("完成")
    done.wait_for()


def test_a_year_from_cases_to_a_simulation(office: Office, browser, county: Path):
    assert county.is_dir()
    clerk = Player(browser, office, "zhoujijin")
    page = clerk.page

    page.click("nav a:has-text('基金')")
    page.wait_for_selector("h2:has-text('按病种付费')")
    for title in (
        "核对结算清单", "从三年病例编目录", "给病种定分值", "给一年的病例入组",
        "留下特例单议通过的病例", "清算这一年", "按 DRG 入组三年",
    ):  # fmt: skip
        order(clerk, title)
    for path, text in (
        ("catalogue", "J18.9:保守"),
        ("case?year=2026&case=HIGH", "结果：I21.0:36.0700"),
        ("settlement?year=2026", "300,000.00"),
        ("statement?year=2026&hospital=H2", "从逐例的行重算过，与印的一致"),
        ("simulation?year=2026", "组内变异系数"),
        ("lists?year=2026", "QS02 必填项空白"),
        ("special?year=2026", "全统筹区最多通过"),
        ("publication?year=2026", "费用消耗指数"),
    ):
        page.goto(f"{office.address}/fund/{path}")
        page.wait_for_selector(f"text={text}")
        charts = page.locator(".bars svg").count()
        assert charts or path.startswith(("case", "lists", "special", "publication"))
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/fund-{path.split('?')[0]}.png")
    page.goto(f"{office.address}/fund/special?year=2026")
    page.fill("input[name='setl_id']", "HIGH")
    page.fill("input[name='why']", "搭桥手术")
    page.click("button:has-text('立案')")
    page.wait_for_selector("td:has-text('费用超高：搭桥手术')")
    page.goto(f"{office.address}/fund/what-if?year=2026")
    page.fill("textarea[name='changes']", "系数:H1=1.2\n参数:dip.deviation_rule=3.0")
    page.click("button:has-text('算一算')")
    page.wait_for_selector("text=多得的机构")

    assert [] == clerk.faults
