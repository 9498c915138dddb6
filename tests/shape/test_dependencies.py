"""What we depend on: pinned to a digest, free to use, without a hole that is known."""

import re
import tomllib
from importlib.metadata import PackageMetadata, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
_PINNED = re.compile(r"^([a-z0-9_.-]+(?:\[[a-z,]+\])?)==([^ \\]+)", re.MULTILINE)
_ADVISORIES = tomllib.loads(
    (Path(__file__).parent / "advisories.toml").read_text("utf-8")
)
_VIRAL = re.compile(r"\b(AGPL|GPL|Affero|General Public License)\b", re.IGNORECASE)
_WEAK = re.compile(r"\b(LGPL|Lesser)", re.IGNORECASE)
_OPTIONAL = {"ldap3", "psycopg", "psycopg-binary"}
"""LGPL, extras that are not installed by themselves: see docs/decisions/0018."""


def locked(path: Path) -> dict[str, str]:
    return {
        name.partition("[")[0]: version
        for name, version in _PINNED.findall(path.read_text())
    }


@pytest.mark.parametrize("path", LOCKS, ids=lambda p: p.name)
def test_every_pin_has_its_digests(path: Path):
    blocks = re.split(r"\n(?=[a-z0-9])", path.read_text())

    bare = [
        b.split()[0] for b in blocks if _PINNED.match(b) and "--hash=sha256:" not in b
    ]

    assert len(locked(path)) > 50
    assert [] == bare


@pytest.mark.parametrize("path", LOCKS, ids=lambda p: p.name)
def test_no_pin_has_a_known_hole(path: Path):
    pins = locked(path)

    open_ = [
        f"{advisory['package']} {pins[advisory['package']]}: {advisory['id']}"
        for advisory in _ADVISORIES["advisory"]
        if advisory["package"] in pins
        and Version(pins[advisory["package"]]) < Version(advisory["fixed"])
    ]

    assert [] == open_


def licence_of(metadata: PackageMetadata) -> str:
    said = [
        metadata.get("License-Expression") or "",
        (metadata.get("License") or "")[:100],
    ]
    heads = metadata.get_all("Classifier") or []
    return " ".join([*said, *(head for head in heads if head.startswith("License"))])


def test_what_is_installed_is_free_to_use():
    licences = {
        distribution.metadata["Name"].lower(): licence_of(distribution.metadata)
        for distribution in distributions()
    }

    bound = {
        name: licence
        for name, licence in licences.items()
        if " OR " not in licence
        and (_VIRAL.search(_WEAK.sub("", licence)) or _WEAK.search(licence))
    }

    assert {} == {
        name: licence for name, licence in bound.items() if name not in _OPTIONAL
    }


def test_what_the_project_asks_for_is_in_the_lock():
    pins = locked(ROOT / "requirements.lock")
    asked = [Requirement(text) for text in distribution("jixiao").requires or ()]

    missing = [
        r.name
        for r in asked
        if "extra" not in str(r.marker or "")
        and r.name.lower().replace("_", "-") not in pins
    ]

    assert [] == missing
