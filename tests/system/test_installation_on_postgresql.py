"""The same office on PostgreSQL: its tables, its triggers, and a backup that comes back on SQLite."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
YEAR = """
import django; django.setup()
from django.core.management import call_command; call_command("migrate", verbosity=0)
from pathlib import Path
from django.db import DatabaseError, connection, transaction
from jixiao import cycle
from jixiao.web.running import demo
from jixiao.web.work import case_moves
from jixiao.web.running import backup
from jixiao.web.models import Case, Entry, User
accounts = demo.load_demo(demo.read_story(Path("examples/stories/qingshui_2026")))
case = Case.objects.get(target="department_review")
person = User.objects.get(username="zhaozhuguan")
case_moves.move(case, person, "department_pass", seen=3)
try:
    case_moves.move(case, person, "department_pass", seen=3)
except case_moves.Taken:
    print("taken")
for sql in ("UPDATE office_entry SET body = ''", "DELETE FROM office_table"):
    try:
        with transaction.atomic():
            connection.cursor().execute(sql)
    except DatabaseError as error:
        print("refused" if "written once" in str(error) else error)
for one in Case.objects.all():
    cycle.verify(one.ledger())
print(connection.vendor, len(accounts), Entry.objects.count(), backup.back_up(Path("{archive}")))
"""

BEFORE_ROWS_HAD_IDS = """
import django; django.setup()
from django.core.management import call_command; call_command("migrate", verbosity=0)
from pathlib import Path
from jixiao.web.models import Draft
from jixiao.web.running import demo
demo.load_demo(demo.read_story(Path("examples/stories/qingshui_2026")))
call_command("migrate", "office", "0002", verbosity=0)
call_command("migrate", verbosity=0)
drafts = Draft.objects.all()
print(len(drafts), all(len(d.row_ids) == len(d.typed.table.indicators) > 0 for d in drafts))
"""


def run(code: str, home: Path, database: str | None) -> str:
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("JIXIAO_", "DJANGO_"))
    }
    environment |= {
        "JIXIAO_OFFICE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "jixiao.web.settings",
    }
    if database:
        environment["JIXIAO_OFFICE_DATABASE"] = database
    completed = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == completed.returncode, completed.stderr
    return completed.stdout


def rows(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("rows.jsonl")


def test_an_office_on_postgresql_is_the_same_office(cluster: str, tmp_path: Path):
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    first, second = tmp_path / "one.zip", tmp_path / "two.zip"

    words = run(YEAR.replace("{archive}", str(first)), tmp_path / "pg", cluster).split()
    # A backup is restored beside the key that it was sealed with.
    (tmp_path / "lite").mkdir()
    shutil.copy(tmp_path / "pg" / "ledger_key", tmp_path / "lite")
    run(
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from pathlib import Path; from jixiao.web.running import backup\n"
        f"backup.restore(Path({str(first)!r})); backup.back_up(Path({str(second)!r}))",
        tmp_path / "lite",
        None,
    )

    assert ["taken", "refused", "refused", "postgresql"] == words[:4]
    assert rows(first) == rows(second)


def test_rows_of_an_older_office_get_their_ids_on_postgresql(
    cluster: str, tmp_path: Path
):
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    database = cluster.replace("/postgres?", "/older?")
    run(
        "import psycopg\n"
        f"psycopg.connect({cluster!r}, autocommit=True).execute('CREATE DATABASE older')",
        tmp_path / "none",
        None,
    )

    drafts, have_ids = run(BEFORE_ROWS_HAD_IDS, tmp_path / "pg", database).split()

    assert int(drafts) > 0
    assert "True" == have_ids
