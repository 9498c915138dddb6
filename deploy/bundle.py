"""Write one archive that installs the office without a network: `make bundle PLATFORM=… PYTHON=…`."""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "deploy"
LOCK = ROOT / "requirements-office.lock"
_TAGS: Mapping[str, tuple[str, ...]] = {
    "linux": (
        "manylinux_2_34_x86_64", "manylinux_2_28_x86_64", "manylinux_2_27_x86_64",
        "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_5_x86_64",
        "manylinux1_x86_64",
    ),
    "windows": ("win_amd64",),
}  # fmt: skip
"""Whose wheels are taken: the oldest glibc is that of Debian 12 and Kylin V10 SP3's successors."""
_EXTRAS = ("postgres", "signin")
"""The extras that the lock of the office holds."""
_MARKERS: Mapping[str, Mapping[str, str]] = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix",
              "platform_machine": "x86_64"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt",
                "platform_machine": "AMD64"},
}  # fmt: skip


def main() -> None:
    """Write the archive for a platform and a version of Python."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--platform", choices=tuple(_TAGS), default="linux")
    asked.add_argument("--python", default="3.12")
    asked.add_argument("--to", type=Path, default=ROOT / "out" / "bundle")
    wanted = asked.parse_args()
    name = f"jixiao-{wanted.platform}-py{wanted.python}"
    folder = wanted.to / name
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    pins = list(pins_for(LOCK.read_text("utf-8"), wanted.platform, wanted.python))
    (folder / "requirements.txt").write_text("\n".join(pins) + "\n", "utf-8")
    _download(folder / "requirements.txt", wheels, wanted.platform, wanted.python)
    own = _build(wheels)
    _append(folder / "requirements.txt", own)
    if missing := lacking(wheels, wanted.platform, wanted.python):
        sys.exit("\n".join(["这一包不全，没有打成：", *missing]))
    (folder / "LICENCES.txt").write_text("\n".join(licences(wheels)) + "\n", "utf-8")
    _lay_beside(folder, wanted.platform, wanted.python)
    print(_packed(folder, wanted.platform))  # noqa: T201 — what make shows


def pins_for(lock: str, platform: str, python: str) -> Iterator[str]:
    """The pins of a lock, with their digests, that a platform needs; their markers are answered."""
    environment = _environment(platform, python)
    for block in re.split(r"\n(?=[a-z0-9])", lock):
        pin = re.match(r"[a-z0-9][^\\#]*", block)
        if pin is None or "==" not in pin[0]:
            continue
        wanted = Requirement(pin[0].strip())
        if wanted.marker is None or wanted.marker.evaluate(environment):
            digests = re.findall(r"--hash=sha256:[0-9a-f]{64}", block)
            yield " ".join([f"{wanted.name}{wanted.specifier}", *digests])


def _environment(platform: str, python: str) -> dict[str, str]:
    """What a platform answers to the markers of requirements."""
    return {
        **_MARKERS[platform],
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }


def _download(pins: Path, wheels: Path, platform: str, python: str) -> None:
    tags = [word for tag in _TAGS[platform] for word in ("--platform", tag)]
    digits = python.replace(".", "")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"),
            *("--disable-pip-version-check", "--only-binary=:all:", "--require-hashes"),
            *("--implementation", "cp", "--python-version", python),
            *("--abi", f"cp{digits}", "--abi", "abi3", "--abi", "none", *tags),
            *("--dest", str(wheels), "--requirement", str(pins)),
        ],
        check=True,
    )


def _build(wheels: Path) -> Path:
    """Build the project's own wheel."""
    before = set(wheels.iterdir())
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"),
            *("--disable-pip-version-check", "--no-build-isolation"),
            *("--wheel-dir", str(wheels), str(ROOT)),
        ],
        check=True,
    )
    (own,) = set(wheels.iterdir()) - before
    return own


def _append(pins: Path, wheel: Path) -> None:
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    name, version, *_ = wheel.name.split("-")
    with pins.open("a", encoding="utf-8") as file:
        file.write(f"{name}=={version} --hash=sha256:{digest}\n")


def lacking(wheels: Path, platform: str, python: str) -> list[str]:
    """What a wheel of the bundle needs on a platform and does not find beside it.

    The wheels are fetched by the lock and not by what each asks for, so it is asked here.
    """
    environment = _environment(platform, python)
    beside: dict[str, Message] = {
        canonicalize_name(about["Name"]): about for about in _abouts(wheels)
    }
    asked = {(name, "") for name in beside}
    asked |= {("jixiao", extra) for extra in _EXTRAS}
    answered: set[tuple[str, str]] = set()
    unmet: set[str] = set()
    while open_ones := asked - answered:
        name, extra = min(open_ones)
        answered.add((name, extra))
        for line in beside[name].get_all("Requires-Dist") or []:
            need = Requirement(line)
            if need.marker and not need.marker.evaluate(environment | {"extra": extra}):
                continue
            met = beside.get(key := canonicalize_name(need.name))
            if met is None or not need.specifier.contains(
                met["Version"], prereleases=True
            ):
                unmet.add(f"{name} 需要 {need.name}{need.specifier}")
            else:
                asked |= {(str(key), each) for each in need.extras}
    return sorted(unmet)


def _abouts(wheels: Path) -> Iterator[Message]:
    """What each wheel says of itself."""
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            (path,) = [
                name
                for name in archive.namelist()
                if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)
            ]
            yield HeaderParser().parsestr(archive.read(path).decode("utf-8"))


def licences(wheels: Path) -> Iterator[str]:
    """The name, version and licence of each wheel, as its author states them."""
    for about in _abouts(wheels):
        classified = [
            line.rpartition(" :: ")[2]
            for line in about.get_all("Classifier") or []
            if line.startswith("License ::")
        ]
        stated = about.get("License-Expression") or "、".join(classified)
        licence = stated or (about.get("License") or "未写明").split("\n")[0][:80]
        yield f"{about['Name']} {about['Version']}\t{licence}"


def _lay_beside(folder: Path, platform: str, python: str) -> None:
    """Lay what installs and starts it, and how it is told, beside the wheels."""
    beside = HERE / ("windows" if platform == "windows" else "start")
    end = "\r\n" if platform == "windows" else "\n"
    for script in sorted(beside.iterdir()):
        text = script.read_text("utf-8").replace("@PYTHON@", python)
        with (folder / script.name).open("w", encoding="utf-8", newline=end) as file:
            file.write(text)
    shutil.copy(HERE / "nginx.conf", folder / "nginx.conf")
    if platform == "linux":
        shutil.copytree(HERE / "systemd", folder / "systemd")
        for name in ("office.env", "Containerfile"):
            shutil.copy(HERE / name, folder / name)
    told = {"serving.md": "README.txt", "serving.zh.md": "README.zh.txt"}
    for page, name in told.items():
        shutil.copy(ROOT / "docs" / "how-to" / page, folder / name)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")


def _packed(folder: Path, platform: str) -> Path:
    """Pack the folder; on Windows people open zip files."""
    if platform == "windows":
        archive = Path(f"{folder}.zip")
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as file:
            for path in sorted(folder.rglob("*")):
                file.write(path, path.relative_to(folder.parent))
        return archive
    archive = Path(f"{folder}.tar.gz")
    with tarfile.open(archive, "w:gz", compresslevel=1) as file:
        file.add(folder, folder.name)
    return archive


if __name__ == "__main__":
    main()
