"""What was backed up comes back equal, or nothing does."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest
from django.conf import settings

from jixiao.web import sealing
from jixiao.web.models import Entry
from jixiao.web.running import backup
from tests.conftest import ROOT
from tests.web.conftest import County, county
from tests.web.tampering import a_full_office


@pytest.fixture
def home(db: None) -> County:  # noqa: ARG001 — pytest orders by it
    """Give a county of this test's own: in others the office must be empty."""
    return county("甲")


def environment() -> dict[str, str]:
    ours = ("JIXIAO_", "DJANGO_")
    return {k: v for k, v in os.environ.items() if not k.startswith(ours)}


def run(
    home: Path, *words: str, **settings_of_office: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from jixiao.cli.main import run; run()",
            "office",
            *words,
            "--home",
            str(home),
        ],
        env=environment() | settings_of_office,
        capture_output=True,
        text=True,
        check=False,
    )


def with_key(home: Path) -> Path:
    """A new home to which the office's key was brought, as its message asks."""
    home.mkdir(mode=0o700)
    shutil.copy(settings.OFFICE.ledger_key_file, home / "ledger_key")
    return home


@pytest.fixture
def archive(home: County, tmp_path: Path) -> Path:
    a_full_office(home)
    path = tmp_path / "backup.zip"
    backup.back_up(path)
    return path


def changed(archive: Path, path: Path, *, signs: bool = False, **swap: bytes) -> Path:
    """Write an archive with something else in place of some bytes; signed, by who has the key."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(path, "w") as new:
        digests = {}
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("files/"):
                content = swap.get("file", content)
            elif name == "rows.jsonl":
                content = content.replace(swap.get("was", b""), swap.get("now", b""))
            if name == "about.json" and signs:
                content = signed_anew(content, digests)
            digests[name] = hashlib.sha256(content).hexdigest()
            new.writestr(name, content)
    return path


def signed_anew(content: bytes, digests: dict[str, str]) -> bytes:
    about = msgspec.json.decode(content, type=backup.About)
    about = msgspec.structs.replace(
        about,
        digest=digests["rows.jsonl"],
        files={name: digests[name] for name in about.files},
    )
    return msgspec.json.encode(msgspec.structs.replace(about, mac=about.signature()))


def rows(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("rows.jsonl")


@pytest.mark.slow
def test_what_was_backed_up_comes_back_equal(archive: Path, tmp_path: Path):
    restored = run(with_key(tmp_path / "new"), "restore", str(archive))
    again = run(tmp_path / "new", "backup", str(tmp_path / "again.zip"))

    assert (0, 0) == (restored.returncode, again.returncode), (
        restored.stderr + again.stderr
    )
    assert "逐条核对无误" in restored.stdout
    assert rows(archive) == rows(tmp_path / "again.zip")
    with (
        zipfile.ZipFile(archive) as first_archive,
        zipfile.ZipFile(tmp_path / "again.zip") as two,
    ):
        files = {
            name: first_archive.read(name)
            for name in first_archive.namelist()
            if name.startswith("files/")
        }
        assert files == {
            n: two.read(n) for n in two.namelist() if n.startswith("files/")
        }
    assert b"proof" in files.values()


def test_an_office_that_holds_something_is_left_alone(archive: Path):
    with pytest.raises(backup.CannotRestore, match="已有数据"):
        backup.restore(archive)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("signs", "words"), [(False, "与写备份时不同"), (True, "与写入时不同")]
)
def test_a_changed_ledger_does_not_come_back(
    archive: Path, tmp_path: Path, signs: bool, words: str
):
    """Neither as it is, nor signed anew by somebody who got hold of the key for once."""
    now = changed(
        archive,
        tmp_path / "changed.zip",
        signs=signs,
        was="因故".encode(),
        now="无故".encode(),
    )

    completed = run(with_key(tmp_path / "empty"), "restore", str(now))

    assert "因故" in Entry.objects.latest("pk").body
    assert 2 == completed.returncode
    assert words in completed.stderr
    assert 0 == run(tmp_path / "empty", "restore", str(archive)).returncode


@pytest.mark.slow
def test_an_older_archive_does_not_pass_for_the_newest(
    home: County, archive: Path, tmp_path: Path
):
    """Where the line kept elsewhere, or the head beside the key, is newer than it."""
    home.case("submit", name="后来的项目")
    line = sealing.keep_head()

    by_line = run(with_key(tmp_path / "a"), "restore", str(archive), "--check", line)
    beside = with_key(tmp_path / "b")
    shutil.copy(sealing.head_file(), beside / "ledger_key.head")
    by_head = run(beside, "restore", str(archive))
    unasked = run(with_key(tmp_path / "c"), "restore", str(archive))

    assert (2, 2, 0) == (by_line.returncode, by_head.returncode, unasked.returncode)
    assert "截去" in by_line.stderr
    assert "截去" in by_head.stderr
    assert "此后的记录不在里面" in unasked.stdout


@pytest.mark.slow
def test_an_archive_comes_back_under_its_own_key_only_and_leaves_nothing_otherwise(
    archive: Path, tmp_path: Path
):
    completed = run(tmp_path / "new", "restore", str(archive))

    assert 2 == completed.returncode
    assert "ledger_key" in completed.stderr
    assert "没有恢复任何东西" in completed.stderr
    assert not list((tmp_path / "new" / "files").rglob("*"))
    shutil.copy(settings.OFFICE.ledger_key_file, tmp_path / "new" / "ledger_key")
    assert 0 == run(tmp_path / "new", "restore", str(archive)).returncode


@pytest.mark.slow
@pytest.mark.parametrize(("signs", "words"), [(False, "有人换过"), (True, "已被换过")])
def test_a_swapped_file_does_not_come_back(
    archive: Path, tmp_path: Path, signs: bool, words: str
):
    now = changed(archive, tmp_path / "changed.zip", signs=signs, file=b"another")

    completed = run(with_key(tmp_path / "new"), "restore", str(now))

    assert 2 == completed.returncode
    assert words in completed.stderr
    assert not (tmp_path / "new" / "files").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04"])
def test_what_is_no_backup_is_told(tmp_path: Path, content: bytes):
    path = tmp_path / "x.zip"
    path.write_bytes(content)

    with pytest.raises(
        backup.CannotRestore, match="不是 jixiao office backup 写的备份"
    ):
        backup.restore(path)


TRY_ALL = """
import django; django.setup()
from django.db import connection, transaction
from jixiao.cycle import BrokenLedger
from jixiao.web.running.verification import verify
from jixiao.web.sealing import Tampered
import re, sys
verify()
sys.path.insert(0, ".")
from tests.web.tampering import ATTEMPTS
MORE = (
    ("CREATE OR REPLACE FUNCTION office_refuse() RETURNS trigger LANGUAGE plpgsql AS "
     "$$ BEGIN RETURN NEW; END $$", "触发器"),
    ("ALTER TABLE office_trail DISABLE TRIGGER office_trail_update", "触发器"),
    ("DROP TRIGGER office_seal_truncate ON office_seal", "触发器"),
    ("CREATE RULE quiet AS ON INSERT TO office_trail DO INSTEAD NOTHING", "触发器"),
    ("TRUNCATE office_seal", "不是由系统写入|截去|记录"),
)
passed = []
for sql, words in (*ATTEMPTS, *MORE):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
        try:
            verify()
        except (Tampered, BrokenLedger) as fault:
            if not re.search(words, str(fault)):
                passed.append(f"{sql}: {fault}")
        else:
            passed.append(sql)
        transaction.set_rollback(True)
verify()
print("passed:", *passed, sep=chr(10))
"""


@pytest.mark.slow
def test_on_postgresql_the_past_is_refused_to_change_and_found_where_it_was(
    archive: Path, tmp_path: Path, cluster: str
):
    from pg8000 import native

    def office(*words: str) -> subprocess.CompletedProcess[str]:
        return run(home, *words, JIXIAO_OFFICE_DATABASE=cluster)

    home = with_key(tmp_path / "new")
    restored = office("restore", str(archive))
    assert 0 == restored.returncode, restored.stderr
    assert 0 == office("verify").returncode
    # What is written next is numbered behind what came back.
    assert 0 == office("administrator", "新管理员").returncode
    socket = f"{cluster.partition('host=')[2]}/.s.PGSQL.5432"
    database = native.Connection("postgres", unix_sock=socket)
    for refused in (
        "UPDATE office_entry SET body = ''",
        "DELETE FROM office_seal",
        "TRUNCATE office_trail",
        "UPDATE office_user SET actor = actor || 'x'",
    ):
        with pytest.raises(native.DatabaseError, match=r"written once|never renamed"):
            database.run(refused)
    database.close()
    completed = subprocess.run(
        [sys.executable, "-c", TRY_ALL],
        env={
            **environment(),
            "JIXIAO_OFFICE_HOME": str(home),
            "JIXIAO_OFFICE_DATABASE": cluster,
            "DJANGO_SETTINGS_MODULE": "jixiao.web.settings",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "passed:\n" == completed.stdout, completed.stdout + completed.stderr
