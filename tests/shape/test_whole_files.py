"""What a person asked for appears under its name when it is whole: a full disk leaves no half of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

SOURCE = ROOT / "src" / "jixiao"
_WRITES = {"write_text", "write_bytes"}
_CALLS = (".write_text(", ".write_bytes(", ".open(")
_WHOLE = {"half", "original", "stream", "copy", "split", "target", "answers", "new"}
"""What is written under another name first, or into a folder that nobody else sees."""
_IN_FOLDERS_OF_THEIR_OWN = {
    "cli/demo_county.py": "a county is made in a folder that is moved into place as a whole",
    "fund/synthesis": "a bureau is made in a folder that is moved into place as a whole",
    "service/disclosure/packed_export.py": "an export is taken apart aside, and its folder goes",
    "web/running/backup.py": "files of a restore are taken away again with the folder",
}


def writes(path: Path) -> Iterator[str]:
    """Yield where a module writes a file under the name it was given."""
    source = path.read_text("utf-8")
    if not any(call in source for call in _CALLS):  # to parse it takes its time
        return
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        modes = [a.value for a in node.args[:1] if isinstance(a, ast.Constant)]
        opens = node.func.attr == "open" and any("w" in str(mode) for mode in modes)
        receiver = node.func.value
        name = receiver.id if isinstance(receiver, ast.Name) else ""
        if (node.func.attr in _WRITES or opens) and name and name not in _WHOLE:
            yield f"{path.relative_to(SOURCE).as_posix()}:{node.lineno} {name}"


def test_files_for_people_are_written_whole():
    places = [
        place
        for path in sorted(SOURCE.rglob("*.py"))
        for place in writes(path)
        if not place.startswith(tuple(_IN_FOLDERS_OF_THEIR_OWN))
    ]

    assert [] == places
