"""What was backed up comes back equal, or nothing does."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from jixiao.web.models import Entry, Evidence, Trail
from jixiao.web.running import backup
from jixiao.web.running.stored_files import keep
from tests.web.conftest import County


def run(
    home: Path, *words: str, **settings_of_office: str
) -> subprocess.CompletedProcess[str]:
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("JIXIAO_", "DJANGO_"))
    }
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
        env=environment | settings_of_office,
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
    case = home.case("submit", "unit_pass")
    digest, size = keep([b"proof"], "证明.pdf")
    Evidence.objects.create(
        case=case,
        place="x",
        digest=digest,
        name="证明.pdf",
        size=size,
        by=home.people["clerk"],
    )
    Trail.objects.create(action="登录")
    path = tmp_path / "backup.zip"
    backup.back_up(path)
    return path


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
        zipfile.ZipFile(archive) as one,
        zipfile.ZipFile(tmp_path / "again.zip") as two,
    ):
        files = {
            name: one.read(name) for name in one.namelist() if name.startswith("files/")
        }
        assert files == {
            n: two.read(n) for n in two.namelist() if n.startswith("files/")
        }
    assert b"proof" in files.values()


def test_an_office_that_holds_something_is_left_alone(archive: Path):
    with pytest.raises(backup.CannotRestore, match="已有数据"):
        backup.restore(archive)


@pytest.mark.slow
def test_a_changed_ledger_does_not_come_back(archive: Path, tmp_path: Path):
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, content.replace("甲approver".encode(), "乙approver".encode())
            )
    body = Entry.objects.latest("pk").body

    told = run(with_key(tmp_path / "empty"), "restore", str(changed))

    assert "甲approver" in body
    assert 2 == told.returncode
    assert "与写入时不同" in told.stderr
    assert 0 == run(tmp_path / "empty", "restore", str(archive)).returncode


@pytest.mark.slow
def test_an_archive_comes_back_under_its_own_key_only_and_leaves_nothing_otherwise(
    archive: Path, tmp_path: Path
):
    told = run(tmp_path / "new", "restore", str(archive))

    assert 2 == told.returncode
    assert "ledger_key" in told.stderr
    assert "没有恢复任何东西" in told.stderr
    assert not list((tmp_path / "new" / "files").rglob("*"))
    shutil.copy(settings.OFFICE.ledger_key_file, tmp_path / "new" / "ledger_key")
    assert 0 == run(tmp_path / "new", "restore", str(archive)).returncode


@pytest.mark.slow
def test_a_swapped_file_does_not_come_back(archive: Path, tmp_path: Path):
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            is_file = name.startswith("files/")
            new.writestr(name, b"another" if is_file else old.read(name))

    told = run(with_key(tmp_path / "new"), "restore", str(changed))

    assert 2 == told.returncode
    assert "换过" in told.stderr
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
    socket = f"{cluster.partition('host=')[2]}/.s.PGSQL.5432"
    database = native.Connection("postgres", unix_sock=socket)
    for refused in (
        "UPDATE office_entry SET body = ''",
        "DELETE FROM office_seal",
        "TRUNCATE office_trail",
        "UPDATE office_user SET username = username || 'x'",
    ):
        with pytest.raises(native.DatabaseError, match="written once"):
            database.run(refused)
    database.run("ALTER TABLE office_trail DISABLE TRIGGER ALL")
    database.run("UPDATE office_trail SET name = '别人'")
    off = office("verify")
    database.run("ALTER TABLE office_trail ENABLE TRIGGER ALL")
    database.close()

    assert (2, 2) == (off.returncode, office("verify").returncode)
    assert "审计记录" in off.stderr
