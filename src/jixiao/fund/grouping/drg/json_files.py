"""The JSON files of a version of CHS-DRG-Grouper's shape, read as data."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.errors import JixiaoError


@dataclass(frozen=True, slots=True)
class VersionFiles:
    """What was read: a version's rules, and what versions share."""

    drgs: Sequence[Mapping[str, Any]]
    adrgs: Sequence[Mapping[str, Any]]
    mdcs: Sequence[Mapping[str, Any]]
    common: Path
    strategy: Mapping[str, Any]
    gray: Mapping[str, Any]


def read_version(folder: Path) -> VersionFiles:
    """Read the files of a version's folder, and those that versions share beside it.

    Raises:
        JixiaoError: one is not there, or is no JSON.
    """
    packages = read_json(folder / "config.json", {}).get("packages", {})
    data = folder.parent.parent
    common = data / "drg-common" / str(packages.get("drgCommon", ""))
    codes = data / "icd-datasets" / "insurance" / str(packages.get("insuranceIcd", ""))
    return VersionFiles(
        read_json(folder / "generated" / "drg_rules.json"),
        read_json(common / "generated" / "adrg_rules.json"),
        read_json(common / "generated" / "mdc_rules.json"),
        common / "generated",
        read_json(common / "config.json", {}).get("strategy", {}),
        read_json(codes / "generated" / "icd10_gray_codes.json", {}),
    )


def read_json(path: Path, default: Any = None) -> Any:
    """Read a file; one that need not be there has a default."""
    if default is not None and not path.is_file():
        return default
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        message = f"读不了 {path.name}：不在那里，或不是 JSON。请检查版本的文件夹和旁边的 drg-common。"
        raise JixiaoError(message) from error


def procedures_of(rule: Mapping[str, Any]) -> Iterator[str]:
    """Yield the operations that a rule names."""
    for name, codes in (rule.get("sections") or {}).items():
        if kind_of_section(name) == "手术":
            yield from codes
    for codes in rule.get("requiredProcedureGroups") or []:
        yield from codes


def kind_of_section(section: str) -> str:
    """Return whether a section lists 诊断 or 手术; "" for neither."""
    if "诊断" in section:
        return "诊断"
    return "手术" if "手术" in section or "操作" in section else ""
