"""A month of the fund is played in a real browser: from extracts to the brief and a warning answered."""

import csv
from pathlib import Path

import pytest

from jixiao.cli.main import main
from tests.parts import CHROMIUM
from tests.system.desks import codes_of, go, letter_of, order_in, step
from tests.system.players import PICTURES, Office, Player, hire, keep_records_in

pytestmark = [
    CHROMIUM.needed,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
MAY = "year=2026&month=2026-05"


@pytest.fixture(scope="module")
def county(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make three years of a county whose residents' stays cost twice as much since April 2026."""
    folder = tmp_path_factory.mktemp("course")
    words = "--shape watched --insured 4000 --years 3 --seed 7 --to"
    assert 0 == main(["synthesise", *words.split(), str(folder)])
    extracts = sorted(map(str, (folder / "extracts").glob("*.parquet")))
    # The fund of so small a county runs out: months with negative interest are rejected.
    assert 1 == main(["load", *extracts, "--to", str(folder)])
    keep_records_in(office, folder)
    hire(office, "sunchengban", "孙承办", "fund")
    return folder


def test_a_month_goes_from_extracts_to_the_brief_and_a_warning_answered(
    office: Office, county: Path, browser
):
    clerk = Player(browser, office, "zhoujijin")
    page = clerk.page
    for title in ("看这个月", "写这个月的简报", "把预警立案", "列名单并移交"):
        go(clerk, f"outlook?{MAY}")
        order_in(clerk, title)
    go(clerk, f"outlook?{MAY}")
    page.wait_for_selector(".bars svg")
    clerk.keep("outlook")
    place = planted(county)
    assert "GR03" in page.inner_text("main")
    go(clerk, f"outlook?{MAY}&wall=1")
    page.wait_for_selector("svg")
    clerk.keep("outlook-wall")
    go(clerk, f"outlook/signal?{MAY}&code=GR03")
    clerk.keep("outlook-signal")
    assert place in page.inner_text("main")

    go(clerk, f"outlook?{MAY}")
    with page.expect_download() as brief:
        page.click("a:has-text('简报（Word）')")
    assert brief.value.path().read_bytes().startswith(b"PK")
    if PICTURES:
        brief.value.save_as(Path(PICTURES, "brief.docx"))
    page.click("a:text-is('简报')")
    page.wait_for_selector("h1")
    clerk.keep("outlook-brief")

    answered(clerk, Player(browser, office, "sunchengban"), Player(browser, office, "likezhang"))  # fmt: skip
    go(clerk, f"outlook/cases?{MAY}")
    clerk.keep("outlook-cases")
    assert "属实" in page.inner_text("main")
    assert [] == clerk.faults


def answered(clerk: Player, answering: Player, approver: Player) -> None:
    """Have the planted change's warning written of, signed, answered and judged."""
    [code, *_] = codes_of(clerk, "次均基金支付突然变贵", "outlook/cases")
    step(clerk, code, "分派", text="周基金")
    step(clerk, code, "拟函")
    letter = letter_of(clerk)
    if PICTURES:
        letter.save_as(Path(PICTURES, "warning-letter.docx"))
    step(approver, code, "签发")
    step(answering, code, "答复", text="新技术开展，次均费用上升")
    step(approver, code, "认定", outcome="属实")
    step(approver, code, "结案")


def planted(county: Path) -> str:
    """Give the place of the change that was planted, as pages name it."""
    with (county / "answers" / "shocks.csv").open(encoding="utf-8-sig") as file:
        [answer] = csv.DictReader(file)
    return answer["place"].split("/")[1]
