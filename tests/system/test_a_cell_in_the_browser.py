"""One cell typed in a real browser, against a running office: kept at once, and found again."""

import pytest

from tests.parts import CHROMIUM
from tests.system.players import Office, Player

pytestmark = [CHROMIUM.needed, pytest.mark.filterwarnings("ignore::ResourceWarning")]
CELL = "[data-path='project_name']"


def test_what_is_typed_in_a_cell_is_kept(office: Office, browser):
    clerk = Player(browser, office, "wangjingban")
    clerk.page.goto(f"{office.address}/cases/new")
    clerk.page.click("button.go")
    box = clerk.page.locator(CELL).first

    box.fill("村级服务点补助")
    box.press("Tab")
    clerk.page.wait_for_selector("#saved:has-text('已保存（')")
    clerk.page.reload()

    assert "村级服务点补助" == clerk.page.locator(CELL).first.input_value()
    assert [] == clerk.faults
