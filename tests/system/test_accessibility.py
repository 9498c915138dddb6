"""No page breaks a rule of accessibility that axe knows: office, public pages, administrator's corner."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.web.urls import urlpatterns
from tests.parts import CHROMIUM
from tests.system.players import Office, Player, run_in_office

pytestmark = [
    pytest.mark.slow,
    CHROMIUM.needed,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
ROOMS = sorted(
    str(pattern.pattern)
    for pattern in urlpatterns
    if str(pattern.pattern).startswith(("fund/", "house/"))
    and not str(pattern.pattern).endswith((".docx", ".xlsx"))
    and getattr(pattern.callback, "__name__", "") in ("show", "rooms", "votes")
)
"""The pages of the rooms, every one that the table of addresses has."""
OFFICE = {
    "wangjingban": (
        "/", "/?mine=1&order=due", "/cases/new", "/uploads", "/jobs", "/password", "/loans",
        "/second-factor",
    ),
    "qianshenhe": ("/review", "/overview"),
    "zhoujijin": tuple(f"/{path}" for path in ROOMS),
    "admin": tuple(
        f"/admin/{path}"
        for path in (
            "", "office/user/", "office/user/add/", "office/organisation/", "office/organisation/add/",
            "office/membership/", "office/membership/add/", "office/lent/", "office/lent/add/",
            "office/token/", "office/trail/",
        )
    ),
    "": ("/login", "/public/", "/public/indicators", "/public/money"),
}  # fmt: skip
"""Who looks at which pages; nobody in particular where there is no name."""
LINKED = {
    "wangjingban": (("/", "#cases a"), ("/?stage=target.draft", "#cases a")),
    "": (("/public/", "main table a"), ("/public/indicators", "main table a")),
}
"""Pages that are reached by a link of another."""


@pytest.fixture(scope="module")
def player_of(office: Office, browser) -> Iterator[object]:
    players: dict[str, object] = {}

    def of(username: str):
        if username not in players:
            players[username] = (
                Player(browser, office, username).page
                if username
                else browser.new_page(viewport={"width": 1366, "height": 768})
            )
        return players[username]

    return of


def violations(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    violations = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{page.url} {rule['id']}: {node['html'][:120]}"
        for rule in violations
        for node in rule["nodes"][:3]
    ]


def pictured(page, name: str) -> None:
    """Keep a picture of a page at two widths, where somebody wants to look."""
    if folder := os.environ.get("JIXIAO_PICTURES"):
        page.screenshot(path=Path(folder, f"{name}-1366.png"), full_page=True)
        page.set_viewport_size({"width": 390, "height": 844})
        page.screenshot(path=Path(folder, f"{name}-390.png"), full_page=True)
        page.set_viewport_size({"width": 1366, "height": 768})


@pytest.mark.parametrize(
    ("username", "path"),
    [(username, path) for username, paths in OFFICE.items() for path in paths],
)
def test_a_page_is_accessible(office: Office, player_of, username: str, path: str):
    page = player_of(username)

    answer = page.goto(office.address + path)
    page.wait_for_load_state()
    pictured(page, f"{username}{path}".replace("/", "_").partition("?")[0])

    # A room whose step was not done yet, or that asks for more, says so in words of a page of its own.
    assert answer.status in ((200, 400, 404) if path[1:] in ROOMS else (200,))
    assert [] == violations(page)


@pytest.mark.parametrize(
    ("username", "path", "link"),
    [(username, *way) for username, ways in LINKED.items() for way in ways],
)
def test_a_page_that_another_leads_to_is_accessible(
    office: Office, player_of, username: str, path: str, link: str
):
    page = player_of(username)
    page.goto(office.address + path)

    page.locator(link).first.click()
    page.wait_for_load_state()
    pictured(page, f"{username}{path}-linked".replace("/", "_").replace("?", "_"))
    faults = violations(page)
    for title in ("填目标表", "监控：承诺与证据"):
        if page.locator(f"text={title}").count():
            back = page.url
            page.locator(f"text={title}").first.click()
            page.wait_for_load_state()
            pictured(page, f"{username}-{title}")
            faults += violations(page)
            page.goto(back)

    assert [] == faults


@pytest.mark.parametrize(
    "path", ["/", "/overview", "/cases/new", "/public/", "/uploads", "/loans"]
)
def test_a_telephone_shows_a_page_within_its_width(
    office: Office, player_of, path: str
):
    page = player_of("wangjingban")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(office.address + path)

    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1366, "height": 768})

    assert width <= 390


def test_a_telephone_shows_what_waits_for_review(office: Office, player_of):
    page = player_of("zhaozhuguan")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{office.address}/review")

    assert page.locator("input[name=key]").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


_BEGIN_MONITORING = """
from jixiao.cycle import Facts
from jixiao.web.models import Case, User
from jixiao.web.work import case_moves

case = Case.objects.filter(publication="published", monitoring="idle").first()
if case:
    user = User.objects.get(username=sys.argv[1])
    case_moves.move(case, user, "open_monitoring", facts=Facts(months=7))
"""


def test_a_telephone_shows_the_amounts_of_a_form_whole(office: Office, player_of):
    # Beside the records of a demo that was played before, the office began it itself.
    run_in_office(office, _BEGIN_MONITORING, "zhaozhuguan")
    page = player_of("wangjingban")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(office.address)
    page.locator("#cases tr", has_text="报送监控表").locator("a").first.click()
    page.locator("a:has-text('填监控表')").click()
    page.wait_for_selector("#sheet")

    cut = page.locator(".write input").evaluate_all(
        "boxes => boxes.filter((box) => box.scrollWidth > box.clientWidth).length"
    )
    width = page.evaluate("document.documentElement.scrollWidth")
    heads = page.locator(".spending td").first.get_attribute("data-head")
    page.set_viewport_size({"width": 1366, "height": 768})

    assert 0 == cut
    assert width <= 390
    assert "年初预算数" == heads
