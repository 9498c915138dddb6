"""Bombs brought to a running office: it goes on, says what it did not read, and reads the rest."""

import os
import re
import signal

import pytest
import requests

from tests.documents.sheets import as_docx, as_zip
from tests.properties.bombs import bombs
from tests.properties.test_bombs import HAND_MADE, SOUND
from tests.system.players import Office

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]
WORKER = "jixiao.web.background.worker"
_PATIENCE = 600
"""Seconds for a whole drop."""


@pytest.fixture
def clerk(office: Office) -> requests.Session:
    """Give a browser without pictures, in which the clerk is signed in."""
    session = requests.Session()
    page = session.get(f"{office.address}/login").text
    credentials = {
        "csrfmiddlewaretoken": token_in(page),
        "username": "wangjingban",
        "password": office.passwords["wangjingban"],
    }
    assert 200 == session.post(f"{office.address}/login", credentials).status_code
    return session


def token_in(page: str) -> str:
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    return token[1]


def drop(clerk: requests.Session, office: Office, files: dict[str, bytes]) -> None:
    """Let go of some files over the page for documents, all at once."""
    address = f"{office.address}/uploads"
    form = {"csrfmiddlewaretoken": token_in(clerk.get(address).text)}
    dropped = [("file", (name, content)) for name, content in files.items()]
    assert 200 == clerk.post(address, form, files=dropped).status_code


def test_an_office_reads_what_lies_beside_bombs_and_goes_on(
    office: Office, clerk: requests.Session
):
    hostile = dict(bombs()) | {path.name: path.read_bytes() for path in HAND_MADE}
    sound = {"首.docx": as_docx(SOUND), "末.txt": SOUND.encode()}
    worker = office.pids(WORKER)
    files = {"首.docx": sound["首.docx"], **hostile, "末.txt": sound["末.txt"]}

    drop(clerk, office, files)
    office.wait_until(
        "SELECT count(*) FROM office_upload WHERE state IN ('waiting', 'reading')",
        0,
        _PATIENCE,
    )

    assert len(files) == office.count("SELECT count(*) FROM office_upload")
    for name in sound:
        assert 1 == office.count(
            f"SELECT count(*) FROM office_upload WHERE name = '{name}' AND state = 'read'"
        ), name
    unread = "SELECT count(*) FROM office_upload WHERE state = 'failed'"
    assert office.count(unread) > len(hostile) / 3
    assert 0 == office.count(f"{unread} AND message NOT LIKE '%。'")
    assert 0 == office.count(f"{unread} AND message LIKE '%Error%'")
    listed = clerk.get(f"{office.address}/uploads")
    assert 200 == listed.status_code
    assert worker == office.pids(WORKER)


def test_a_job_that_ends_its_worker_twice_is_set_aside_and_the_next_is_done(
    office: Office, clerk: requests.Session
):
    """The worker is ended as the system ends what takes too much memory."""
    rows = dict(bombs())["rowspan.html"]
    slow = as_zip({f"{number}.html": rows for number in range(40)})
    drop(clerk, office, {"慢.zip": slow})
    job = (
        "SELECT count(*) FROM office_job j JOIN office_upload u ON j.about = u.id "
        "WHERE j.kind = 'read' AND u.name = '慢.zip' AND j.state = "
    )
    for attempt in (1, 2):
        office.wait_until(f"{job}'running' AND j.attempts = {attempt}", 1, _PATIENCE)
        for pid in office.pids(WORKER):
            os.kill(pid, signal.SIGKILL)

    office.wait_until(f"{job}'failed'", 1, _PATIENCE)
    drop(clerk, office, {"后.txt": SOUND.encode() + b"\n"})
    office.wait_until(
        "SELECT count(*) FROM office_upload WHERE name = '后.txt' AND state = 'read'",
        1,
        _PATIENCE,
    )
    page = clerk.get(f"{office.address}/uploads").text
    assert "已搁置：2 次使后台程序中断" in page
