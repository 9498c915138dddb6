"""The bureau's own house in a real browser: counties' packages, the archive, identity at the visit."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao.cli.main import app
from tests.parts import CHROMIUM
from tests.system.players import Office, Player, hire, keep_records_in

pytestmark = [
    CHROMIUM.needed,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PERIOD = ("--year", "2025", "--day", "2025-12-31")
COUNTIES = ("990101", "990102")
QUERY = "year=2025&day=2025-12-31&division=990100"


@pytest.fixture
def region(office: Office, tmp_path: Path) -> Path:
    """Draw a city and three counties; two have packed, and the city's records are the office's."""

    def run(*words: object) -> None:
        done = CliRunner().invoke(app, [*map(str, words)], standalone_mode=False)
        assert done.exception is None, done.output

    run("synthesise", "--counties", 3, "--insured", 40, "--seed", 7, "--to", tmp_path)
    city = tmp_path / "city"
    for name in ("city", *COUNTIES):
        run("load", tmp_path / name / "extracts", "--to", tmp_path / name)
    run("tree", "share", city)
    for code in COUNTIES:
        key = tmp_path / f"{code}.key"
        run("tree", "key", key)
        run(
            "tree", "pack", tmp_path / code, code, *PERIOD, "--key", key, "--persons",
            city / "persons.key", "--form", tmp_path / code / "self.xlsx", "--to", tmp_path / f"{code}.zip",
        )  # fmt: skip
    keep_records_in(office, city)
    hire(office, "pizhun", "批准人", "approver")
    return tmp_path


def test_packages_papers_and_cards(office: Office, browser, region: Path):
    signer, clerk = (
        Player(browser, office, "pizhun"),
        Player(browser, office, "zhoujijin"),
    )
    for code in COUNTIES:
        signer.page.goto(f"{office.address}/fund/tree?{QUERY}")
        signer.page.select_option("select[name='child']", code)
        signer.page.set_input_files("input[name='public']", region / f"{code}.key.pub")
        signer.page.click("button[value='trust']")
        signer.page.wait_for_selector("text=已登记公钥")
    page = clerk.page
    page.goto(f"{office.address}/fund/tree?{QUERY}")
    page.set_input_files(
        "input[name='packages']", [region / f"{code}.zip" for code in COUNTIES]
    )
    page.click("button:has-text('核对并收下')")
    page.wait_for_selector("text=990102　已收")
    assert "没有上报包" in page.inner_text("main")
    assert "2/3 个地区" in page.inner_text("main")
    clerk.keep("tree")
    page.click("a:has-text('990101 示例1县')")
    page.wait_for_selector("text=回到汇总")
    clerk.keep("tree-child")

    page.goto(f"{office.address}/fund/archives?year=2026")
    page.fill("input[name='title']", "一月报表")
    page.select_option("select[name='kind']", "月度统计报表")
    page.fill("input[name='on']", "2010-02-01")
    page.click("button:text-is('归档')")
    page.wait_for_selector("text=已归档 tj2010-D-0001")
    page.click("button:has-text('装盒')")
    page.check("input[name='numbers']")
    page.fill("form:has(input[name='numbers']) input[name='why']", "到期")
    page.click("button:has-text('提请销毁')")
    page.wait_for_selector("text=已提请第 1 批")
    signer.page.goto(f"{office.address}/fund/archives?year=2026")
    signer.page.click("button:text-is('批准')")
    signer.page.wait_for_selector("text=已批准第 1 批")
    clerk.keep("archives")

    page.goto(f"{office.address}/fund/identity?year=2026")
    card = page.locator("form:has(input[name='card'])")
    card.locator("input[name='person']").fill("p1")
    card.locator("input[name='place_of_check']").fill("三病区")
    card.locator("input[name='card']").fill("身份证")
    card.locator("button").click()
    page.wait_for_selector("text=已核对证件")
    clerk.keep("identity")

    assert [] == clerk.faults + signer.faults
