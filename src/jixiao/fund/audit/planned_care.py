"""Diagnoses whose stays come in planned courses: coming back soon is their treatment."""

from functools import cache
from pathlib import Path

from jixiao.library import load_toml, refuse_unknown

_FILE = Path(__file__).with_name("planned_care.toml")


@cache
def planned_courses() -> tuple[str, ...]:
    """Return what the codes of planned courses begin with.

    Raises:
        FaultyEntry: the file says what is not known.
    """
    content = load_toml(_FILE)
    refuse_unknown(_FILE.name, content, ("course",))
    for course in content["course"]:
        refuse_unknown(
            f"{_FILE.name} 的 [[course]]", course, ("code", "title", "basis")
        )
    return tuple(course["code"] for course in content["course"])
