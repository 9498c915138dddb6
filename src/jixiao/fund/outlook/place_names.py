"""What the places of signals and series are called: schemes, kinds of care, institutions, groups."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jixiao.fund.outlook.printing import names_of
from jixiao.fund.records import Records

_OF_SERIES = re.compile(r"(?<![\w/.-])([0-9]{3})/(?=[\u4e00-\u9fff])")
"""A scheme's code before a kind of care."""


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """The names of schemes, kinds of care and institutions, as far as tables tell."""

    schemes: Mapping[str, str]
    kinds: Mapping[str, str]
    institutions: Mapping[str, str]

    @classmethod
    def of_records(cls, records: Records) -> "PlaceNames":
        """Return the names that records tell."""
        return cls(*(names_of(records, by) for by in ("scheme", "kind", "institution")))

    def of(self, place: str) -> str:
        """Return a place as people call it: 390/住院 by its scheme, H1 with its name."""
        first, sign, rest = place.partition("/")
        if first in self.schemes:
            return f"{self.schemes[first]}{sign}{rest}"
        return f"{place} {self.institutions.get(place, '')}".strip()

    def in_text(self, text: str) -> str:
        """Return a sentence about a series with its scheme called by its name, not by its code."""
        return _OF_SERIES.sub(lambda m: f"{self.schemes.get(m[1], m[1])}/", text)

    def of_group(self, names: Sequence[str]) -> str:
        """Return an institution, a kind of care and a disease in words."""
        place, kind, disease = names
        named = self.institutions.get(place, place)
        return f"{named} {self.kinds.get(kind, kind)} {disease}"
