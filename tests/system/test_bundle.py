"""The bundle that installs the office without a network: what goes into it, and that it starts."""

import importlib.util
import os
import shutil
import subprocess
import sys
from types import ModuleType

import pytest

from tests.conftest import ROOT

UNSHARE = shutil.which("unshare")


@pytest.fixture(scope="module")
def bundle() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "deploy/bundle.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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


@pytest.mark.slow
@pytest.mark.skipif(
    UNSHARE is None or os.geteuid() != 0, reason="cutting off the network needs root"
)
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
    for _ in $(seq 60); do
        sleep 0.5
        {sys.executable} -c "import urllib.request as u
u.urlopen('http://127.0.0.1:8797/healthz')" 2>/dev/null && kill $! && exit 0
    done
    exit 1
    """

    done = subprocess.run(
        [UNSHARE, "-n", "sh", "-c", script], capture_output=True, text=True, check=False
    )

    assert 0 == done.returncode, done.stderr
    assert "初始密码" in done.stdout
    assert "django" in (folder / "LICENCES.txt").read_text("utf-8").lower()
