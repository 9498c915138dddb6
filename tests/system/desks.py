"""What somebody at a browser does at the desks of the fund."""

from playwright.sync_api import Download

from tests.system.players import PATIENCE, Player

YEAR = "year=2026"
_NO_LONGER_AT_WORK = """() => {
    const job = document.getElementById("job");
    // A page that is still coming may not have its job yet.
    return document.readyState === "complete" && (!job || !job.hasAttribute("hx-get"));
}"""


def go(player: Player, path: str) -> None:
    player.page.goto(f"{player.office.address}/fund/{path}")


def wait_for_the_worker(player: Player) -> None:
    """Wait until the job that a page ordered is done and the page shows what came of it."""
    player.page.wait_for_function(_NO_LONGER_AT_WORK, timeout=2000 * PATIENCE)
    job = player.page.locator("#job")
    assert 0 == job.count(), job.inner_text()


def order_in(player: Player, title: str) -> None:
    """Press the button of what the worker does, and wait until it is done."""
    # The page before has no job either: only the one that answers tells how far it is.
    with player.page.expect_navigation():
        player.page.click(f"button:text-is('{title}')")
    wait_for_the_worker(player)


def step(player: Player, code: str, name: str, **typed: str) -> None:
    """Do a step of a case on its page."""
    go(player, f"audit/case?{YEAR}&code={code}")
    button = f"button.go:text-is('{name}')"
    form = player.page.locator("form", has=player.page.locator(button)).first
    for field, value in typed.items():
        box = form.locator(f"[name='{field}']")
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    form.locator(button).click()
    player.page.wait_for_selector("text=已办理。")


def letter_of(player: Player) -> Download:
    """Have the first letter of the case that a page shows written in Word."""
    letters = player.page.locator("section.noprint details")
    letters.locator("summary").first.click()
    with player.page.expect_download() as letter:
        letters.locator("button[value='docx']").first.click()
    assert letter.value.path().read_bytes().startswith(b"PK")
    return letter.value


def codes_of(player: Player, words: str, path: str = "audit") -> list[str]:
    """Read the codes of the cases of a page whose rows hold some words."""
    go(player, f"{path}?{YEAR}")
    rows = player.page.locator("table.list tbody tr", has_text=words)
    return [row.split("\t")[0].strip() for row in rows.all_inner_texts()]
