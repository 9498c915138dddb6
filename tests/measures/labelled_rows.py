"""Rows in the words of bureaus, labelled by hand: what answers each, or that nothing may in silence.

A row is the level it stands in, its name, its value, and the measure that answers it; "" where no
measure does (`labelled/`). The sample documents are labelled by place, not by their words.
"""

from pathlib import Path
from typing import NamedTuple


class Labelled(NamedTuple):
    """A row and the measure that answers it; "" where a person must be asked."""

    aspect: str
    name: str
    value: str
    measure: str


def _rows(file: str) -> list[Labelled]:
    text = (Path(__file__).parent / "labelled" / file).read_text("utf-8")
    lines = (line.split("|") for line in text.splitlines())
    return [Labelled(*(cell.strip() for cell in line)) for line in lines]


USUAL = _rows("usual.txt")
"""Rows that measures answer, as bureaus phrase them."""

NEAR_MISSES = _rows("near_misses.txt")
"""Rows that hold the words of a measure and mean something else; a person is asked."""


BY_DOCUMENT = {
    "000": """
        PU01 PU01 PU01 PU01 PU01 PU01 PU02 SP04 SP02 SP02 SP02 SP02 SP02 SP02
        SA01 PU01 PU01 PU01 PU01 PU01 PU01 PU02 SY01 - SP02 SP02 SP02 SP02 SP02
        SP02 SA01 AC02 AC02 AC03 SP04 SP02 SP02 SA01 AC07 - PU01 PD05 PU02 SY03
        SU02 PD04 SP02 SP02 SP02 SP02 SA02 SA01 AC06 PU01 PU01 PU01 AC07 - - AC04
        PU01 PU01 AC06 - SU02 SP04 SP02 SP02 SP02 SP02 SP02 SP02 SP02 SP02 SP02
        SP02 SP02 SE02 SA02 SA01
    """,
    "001": """
        - - - SP01 SA01 PU01 PU04 - SA01 AC05 SP02 SU05 SP02 SA01 - - - SP01
        SA01 - SP01 SA01 SP02 SP02 SP01 SA01
    """,
    "002": """
        - - SP04 SP01 - EN07 - SP04 SP01 SA01 AC05 SP04 SP01 - SU02 - SP04 SP01
        SA01 SU03 SP04 SP01 SA01 AS01 AS03 SP04 SP01 SA01
    """,
    "003": """
        EN01 AC02 AC02 BE10 SE01 SA02 EN06 SP01 EN07 SA01 - SU01 SE04 - SE04
        SE06 EN05 SP01 PU03 PU03 SA01
    """,
    "004": """
        PU01 AC06 PU01 AC06 PU01 PU01 PU01 PU01 AC07 - SP04 PU03 AC08 PU03 AC09
        SP02 SP02 SP02 SP02 SP02 SP02 SP02 SA02 SA01 SU02 LP01 SE03 - AC03 PU02
        SY01 AC07 SY01 SY02 SY03 SP01 SE03 SA01 EN03 AS03 SE07 SP01 - SA01 - - -
        SA01
    """,
}
"""The measures of the sample documents' rows with a number or a day, in their order; - where none."""
