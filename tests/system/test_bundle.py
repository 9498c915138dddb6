"""The bundle that installs the office without a network: what goes into it, and that it starts."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import ROOT
from tests.parts import UNSHARE
from tests.servers import OPENING

WINDOWS = ROOT / "deploy" / "windows"


def module_at(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bundle() -> ModuleType:
    return module_at(ROOT / "deploy/bundle.py")


def names(bundle: ModuleType, platform: str) -> set[str]:
    lock = bundle.LOCK.read_text("utf-8")
    return {pin.partition("==")[0] for pin in bundle.pins_for(lock, platform, "3.12")}


def test_a_bundle_holds_what_its_platform_needs_and_every_pin_its_digest(
    bundle: ModuleType,
):
    linux, windows = names(bundle, "linux"), names(bundle, "windows")

    assert {
        "django",
        "waitress",
        "psycopg-binary",
        "ldap3",
        "authlib",
    } <= linux & windows
    assert "gunicorn" in linux - windows
    assert not {"pytest", "ruff", "playwright"} & linux
    lock = bundle.LOCK.read_text("utf-8")
    for pin in bundle.pins_for(lock, "windows", "3.12"):
        assert "--hash=sha256:" in pin


def wheel(folder: Path, name: str, version: str, *needs: str) -> None:
    lines = [f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {need}" for need in needs]
    path = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        about = f"{path.stem.partition('-py3')[0]}.dist-info/METADATA"
        archive.writestr(about, "\n".join(lines))


def test_a_bundle_in_which_a_wheel_lacks_what_it_needs_is_refused(
    bundle: ModuleType, tmp_path: Path
):
    signin, only_linux = (
        'ldap3>=2; extra == "signin"',
        'uvloop; sys_platform == "linux"',
    )
    wheel(tmp_path, "jixiao", "1", "Django>=5", signin, only_linux)
    wheel(tmp_path, "django", "4.2", 'tzdata; sys_platform == "win32"')
    wheel(tmp_path, "ldap3", "2.9", "Foo_Bar[fast]")
    wheel(tmp_path, "foo-bar", "1", 'quick; extra == "fast"', 'late; extra == "slow"')

    windows = ["django 需要 tzdata", "foo-bar 需要 quick", "jixiao 需要 Django>=5"]
    assert windows == bundle.lacking(tmp_path, "windows", "3.12")
    linux = [*windows[1:], "jixiao 需要 uvloop"]
    assert linux == bundle.lacking(tmp_path, "linux", "3.12")
    wheel(tmp_path, "quick", "3")
    wheel(tmp_path, "uvloop", "3")
    (tmp_path / "django-4.2-py3-none-any.whl").unlink()
    wheel(tmp_path, "django", "5.2")
    assert [] == bundle.lacking(tmp_path, "linux", "3.12")


def test_services_are_shut_off_from_the_rest_of_the_machine():
    for name in ("jixiao-web", "jixiao-worker"):
        unit = (ROOT / "deploy" / "systemd" / f"{name}.service").read_text("utf-8")
        for word in ("NoNewPrivileges=yes", "ProtectSystem=strict", "User=jixiao"):
            assert word in unit


def test_nothing_is_copied_into_the_containers_home():
    """What the system would copy there can be read by others, and the office refuses such a home."""
    made = (ROOT / "deploy" / "Containerfile").read_text("utf-8")

    assert "--no-create-home" in made
    assert "-m 700 /data" in made


def test_windows_is_given_tasks_that_end_never_and_run_as_nobody_in_particular():
    tasks = module_at(WINDOWS / "tasks.py").tasks(r"D:\a & b\jixiao")

    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    for task in tasks.values():
        read = ET.fromstring(task.partition("?>")[2])  # noqa: S314 — our own words
        assert "PT0S" == read.findtext(f".//{space}ExecutionTimeLimit")
        assert "S-1-5-19" == read.findtext(f".//{space}UserId")
        words = read.findtext(f".//{space}Arguments")
        assert words.startswith('/d /s /c ""D:\\a & b\\jixiao')
        assert words.endswith('"')


def test_a_script_of_windows_calls_only_what_stands_beside_it():
    beside = {path.name for path in WINDOWS.iterdir()}
    for script in WINDOWS.glob("*.cmd"):
        text = script.read_text("utf-8")
        called = set(re.findall(r"%~dp0(\w+\.(?:cmd|py))", text))
        labels = set(re.findall(r"(?m)^:(\w+)", text))

        assert called <= beside
        assert set(re.findall(r"goto (\w+)", text)) <= labels


def test_the_office_of_windows_keeps_thirty_backups_and_turns_its_log_over(
    tmp_path, monkeypatch: pytest.MonkeyPatch
):
    tasks = module_at(WINDOWS / "tasks.py")
    (old := tmp_path / "backups" / "2026-01-01.zip").parent.mkdir()
    old.write_bytes(b"old")
    os.utime(old, (0, 0))
    monkeypatch.setattr(
        tasks.subprocess, "run", lambda *_a, **_k: SimpleNamespace(returncode=0)
    )
    monkeypatch.setattr(
        sys, "stdin", SimpleNamespace(buffer=[b"a line\r\n", "线\n".encode()] * 9)
    )
    monkeypatch.setattr(tasks, "_LOG_BYTES", 40)

    assert 0 == tasks.backup(tmp_path)
    assert 0 == tasks.log(tmp_path / "office.log")

    assert not old.exists()
    assert "a line" in (tmp_path / "office.log.1").read_text("utf-8")


@pytest.mark.slow
@UNSHARE.needed
@pytest.mark.skipif(os.geteuid() != 0, reason="cutting off the network needs root")
def test_a_bundle_installs_and_starts_without_a_network(tmp_path):
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    build = [sys.executable, str(ROOT / "deploy/bundle.py"), "--python", python]
    subprocess.run([*build, "--to", str(tmp_path)], check=True)
    folder, home = tmp_path / f"jixiao-linux-py{python}", tmp_path / "home"
    installed = tmp_path / "opt"
    script = f"""
    set -e
    unset DJANGO_SETTINGS_MODULE
    ip link set lo up
    PYTHON={sys.executable} sh {folder}/install.sh {installed}
    {installed}/venv/bin/jixiao office administrator admin --home {home}
    JIXIAO_OFFICE_HTTPS=1 JIXIAO_OFFICE_HOSTS=office.example \\
        {installed}/venv/bin/jixiao serve --production --home {home} --port 8797 &
    trap "kill $!" EXIT
    for _ in $(seq {2 * OPENING}); do
        sleep 0.5
        {sys.executable} -c "import urllib.request as u
u.urlopen('http://127.0.0.1:8797/healthz')" 2>/dev/null && exit 0
    done
    exit 1
    """

    done = subprocess.run(
        [shutil.which("unshare"), "-n", "sh", "-c", script],
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stderr
    assert "初始密码" in done.stdout
    assert "django" in (folder / "LICENCES.txt").read_text("utf-8").lower()
