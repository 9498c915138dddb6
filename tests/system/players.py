"""A running office, and people at browsers who use it."""

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.parts import PGREP
from tests.parts import browser as chromium_path
from tests.servers import await_port, end, free_port

PATIENCE = 180
"""Seconds that people at a browser wait: tests may share their machine with others."""
PICTURES = os.environ.get("JIXIAO_PICTURES")
"""A folder to keep pictures of the pages in; docs/pictures holds those of the documentation."""


@dataclass
class Office:
    """A running office: its address, its home, the passwords it told, its process."""

    address: str
    home: Path
    passwords: dict[str, str]
    process: subprocess.Popen[str]

    def pids(self, words: str) -> list[int]:
        """Give the processes of this office whose command holds some words."""
        PGREP.require()
        completed = subprocess.run(
            [
                shutil.which("pgrep"),
                "-g",
                str(os.getpgid(self.process.pid)),
                "-f",
                words,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(pid) for pid in completed.stdout.split()]

    def count(self, sql: str) -> int:
        with contextlib.closing(
            sqlite3.connect(self.home / "office.sqlite3", timeout=20)
        ) as base:
            return int(base.execute(sql).fetchone()[0])

    def wait_until(self, sql: str, count: int, patience: float = PATIENCE) -> None:
        """Wait until a query counts so many."""
        until = time.monotonic() + patience
        while (now := self.count(sql)) != count:
            assert time.monotonic() < until, f"{sql}: {now} for {patience} seconds"
            time.sleep(0.3)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home, port = tmp_path_factory.mktemp("year") / "office", free_port()
    log = home.parent / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "from jixiao.cli.main import run; run()",
                "serve",
                "--home",
                str(home),
                "--port",
                str(port),
            ],
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    try:
        await_port(process, port, log=log)
        passwords = dict(re.findall(r"\t(\w+)\t(\S+)\t", log.read_text()))
        yield Office(f"http://127.0.0.1:{port}", home, passwords, process)
    finally:
        end(process)


def run_in_office(office: Office, script: str, *words: str) -> None:
    """Run a script inside a running office, as its administrator's tools do."""
    settings = {
        "JIXIAO_OFFICE_HOME": str(office.home),
        "DJANGO_SETTINGS_MODULE": "jixiao.web.settings",
    }
    whole = f"import sys, django\ndjango.setup()\n{script}"
    command = [sys.executable, "-c", whole, *words]
    subprocess.run(command, env=os.environ | settings, check=True)


def keep_records_in(office: Office, folder: Path) -> None:
    """Say that the records of the demo county's fund stand in a folder."""
    run_in_office(office, _NAME_FOLDER, str(folder))


def hire(office: Office, username: str, name: str, role: str) -> None:
    """Give the demo county somebody more, of a role at its bureau."""
    office.passwords[username] = "not-so-Secret-7"
    run_in_office(office, _HIRE, username, name, role, office.passwords[username])


_NAME_FOLDER = """
from jixiao.web.models import Organisation
place = Organisation.objects.get(name='清水县医疗保障局')
place.records = sys.argv[1]
place.save()
"""
_HIRE = """
from jixiao.web.models import Membership, Organisation, User
username, name, role, password = sys.argv[1:]
user = User.objects.create_user(username, password=password, full_name=name, must_change=False)
bureau = Organisation.objects.get(name='清水县医疗保障局机关')
Membership.objects.create(user=user, organisation=bureau, role=role)
"""
COUNT_CLICKS = """window.addEventListener("click", (event) => {
    // A click on a label is followed by one on its box, which nobody made.
    if (event.isTrusted && event.detail) window.aClick();
}, true);"""
"""Counts what somebody clicks on any page."""


class Player:
    """Somebody at a browser."""

    def __init__(self, browser, office: Office, username: str) -> None:
        self.office = office
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, locale="zh-CN"
        )
        context.set_default_timeout(PATIENCE * 1000)
        self.page = context.new_page()
        self.faults: list[str] = []
        self.clicks = 0
        self.page.expose_function("aClick", self._count)
        self.page.add_init_script(COUNT_CLICKS)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "console",
            lambda said: (
                self.faults.append(said.text) if said.type == "error" else None
            ),
        )
        self.page.goto(f"{office.address}/login")
        self.page.fill("#u", username)
        self.page.fill("#p", office.passwords[username])
        self.page.click("button.go")
        self.page.wait_for_selector("h1:has-text('工作台')")

    def _count(self) -> None:
        self.clicks += 1

    def case(self, name: str) -> None:
        self.page.goto(self.office.address)
        self.page.click(f"#cases a:has-text('{name}')")

    def move(self, title: str, **typed: str) -> str:
        """Make a move with what its form asks for; gives what the page says then."""
        box = self.page.locator(f"details.move:has(summary:has-text('{title}'))").first
        if box.get_attribute("open") is None:
            box.locator("summary").click()
        for name, value in typed.items():
            field = box.locator(f"[name='{name}']").first
            if field.get_attribute("type") == "radio":
                box.locator(f"[name='{name}'][value='{value}']").check()
            else:
                field.fill(value)
        for score in box.locator("input[data-points]").all():
            score.fill(score.get_attribute("data-points"))
        box.locator("button.go").click()
        self.page.wait_for_selector(".notice")
        return self.page.inner_text(".notice")

    def box(self, label: str):
        """Find a cell of the form by its label: `第 3 条 指标值`."""
        return self.page.get_by_label(label, exact=True)

    def type_in(self, label: str, text: str) -> None:
        box = self.box(label)
        box.fill(text)
        box.press("Tab")
        self.page.wait_for_selector("#saved:has-text('已保存（')")

    def keep(self, name: str) -> None:
        if PICTURES:
            self.page.screenshot(
                path=Path(PICTURES, f"office-{name}.png"), full_page=True
            )


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as tool:
        browser = tool.chromium.launch(
            executable_path=chromium_path(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
