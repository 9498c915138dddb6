"""Records of one area: by the area a row carries, or that of its institution or its person.

The register of divisions (DIVISION) tells which code a name is and what lies below it; a code needs no
register. What a row does not tell is counted and told, never guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import ibis
from ibis import ir

from jixiao.fund import kept_tables
from jixiao.fund.records import NotLoaded, Records, declared_records
from jixiao.fund.records.plain_text import plain
from jixiao.measures.scopes import words
from jixiao.period import Period

AREA = "area"
"""The scope of a measure that narrows it to an area."""
_STATED = ("insu_admdvs", "fix_blng_admdvs", "division", "pilot_area")
_INSTITUTION, _PERSON = "fixmedins_code", "psn_no"
_BLANK_PAIRS = "(00)+$"
"""A code's ending that names no narrower area: 990000 is a province, 990100 a city."""


class _Carried(NamedTuple):
    """How the rows of a record tell their area: by a column, looked up in a register where there is one."""

    column: str
    register: str = ""
    area: str = ""


class _Facts(NamedTuple):
    """How many rows a record has, how many tell no area, how many signs the narrowest told has."""

    rows: int
    unplaced: int
    depth: int


_OF_INSTITUTION = _Carried(_INSTITUTION, "audited_institutions", "fix_blng_admdvs")
_OF_PERSON = _Carried(_PERSON, "person_areas", "insu_admdvs")


@cache
def _carried_by(record: str, code: str) -> _Carried | None:
    """Return how the rows of a record tell a measure their area; none where they do not."""
    known = declared_records()
    declared = known.get(record) or kept_tables()[record]
    told_by = words()["no_area"]["told_by"].get(code)
    for carried in (_OF_INSTITUTION, _OF_PERSON):
        if told_by == carried.column and told_by in declared.columns:
            return carried
    for name in _STATED:
        if name in declared.columns:
            return _Carried(name)
    if declared.grain.place == _INSTITUTION:
        return _OF_INSTITUTION
    if _PERSON in declared.columns:
        return _OF_PERSON
    return _OF_INSTITUTION if _INSTITUTION in declared.columns else None


def tells_area(code: str, sources: Mapping[str, bool]) -> bool:
    """Whether each record that a measure counts tells the area of its rows, and all the same one.

    A stay may be of one area by where its person is insured and of another by its institution: records
    that tell areas in different ways would part what belongs together.
    """
    listed = words()["no_area"]
    if code in listed["codes"]:
        return False
    areas_told = {_told_area(code, name) for name in narrowed_of(code, sources)}
    return len(areas_told) == 1 and areas_told != {""}


def _told_area(code: str, record: str) -> str:
    """Name the area that the rows of a record tell: of insurance, of the institution …; empty for none."""
    carried = _carried_by(record, code)
    if carried is None:
        return ""
    return _PERSON if carried is _OF_PERSON else carried.area or carried.column


def narrowed_of(code: str, sources: Mapping[str, bool]) -> list[str]:
    """Return the records that an area narrows: those whose rows are counted, not only looked up."""
    listed = words()["no_area"]
    passed_over = {*listed["records"], *listed["looked_up"].get(code, ())}
    counted = listed["counted"].get(code, ())
    narrowed = (n for n, needed in sources.items() if needed or n in counted)
    return [n for n in narrowed if n not in passed_over]


@dataclass(slots=True)
class Areas:
    """Narrows records to areas, and counts the rows of which nobody knows the area."""

    records: Records
    period: Period
    _facts: dict[tuple[str, str], _Facts] = field(default_factory=dict)
    _stems: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, record: str, rows: ir.Table, area: str, code: str) -> ir.Table:
        """Return the rows of an area, as a measure counts them.

        Raises:
            NotLoaded: the area is not known, or the rows do not tell areas so narrow.
        """
        carried = _carried_by(record, code)
        if carried is None:
            return rows
        stems = self._stems_of(area)
        placed = self._placed(rows, carried)
        facts = self._facts_of((record, carried.column), placed)
        if facts.rows and facts.depth < min(map(len, stems)):
            why = f"{_title(record)}没有分到“{area}”这一级"
            raise NotLoaded(why, f"{why}，不能按地区细分。请换一个地区或补齐区划。")
        kept = placed.filter(_within(placed.their_area, stems))
        return kept.drop("their_area")

    def unplaced(self, code: str, names: Iterable[str]) -> Iterator[str]:
        """Yield what of some records narrowed for a measure tells no area."""
        for name in names:
            carried = _carried_by(name, code)
            facts = self._facts.get((name, carried.column)) if carried else None
            if facts and facts.unplaced:
                yield f"{_title(name)}有 {facts.unplaced} 行没有地区，不知道是不是这里的"

    def _placed(self, rows: ir.Table, carried: _Carried) -> ir.Table:
        """Return rows with their area beside them; of a person the area last insured in."""
        if not carried.register:
            return rows.mutate(their_area=rows[carried.column])
        register = self.records.record(carried.register)
        known = register.select(
            known_by=carried.column, their_area=carried.area
        ).distinct(on="known_by")
        return rows.left_join(known, rows[carried.column] == known.known_by).drop(
            "known_by"
        )

    def _facts_of(self, carried: tuple[str, str], placed: ir.Table) -> _Facts:
        """Return what a record tells of areas by a column, asked for once."""
        if carried not in self._facts:
            stem = placed.their_area.re_replace(_BLANK_PAIRS, "")
            facts = placed.aggregate(
                rows=placed.count(),
                unplaced=placed.their_area.isnull().sum(),
                depth=stem.length().max(),
            )
            (row,) = self.records.engine.fetch(facts).to_pylist()
            self._facts[carried] = _Facts(
                row["rows"], int(row["unplaced"] or 0), int(row["depth"] or 0)
            )
        return self._facts[carried]

    def _stems_of(self, area: str) -> tuple[str, ...]:
        """Return the beginnings of the codes that lie in an area: its own, and of all below it."""
        if area not in self._stems:
            self._stems[area] = tuple(self._stems_found(area))
        return self._stems[area]

    def _stems_found(self, area: str) -> list[str]:
        known = self._divisions()
        codes = {area} if area.isdigit() else self._named(area, known)
        while below := _joined(known, codes) - codes:
            codes |= below
        stems = sorted({re.sub(_BLANK_PAIRS, "", code) for code in codes})
        return [stem for stem in stems if not _is_below(stem, stems)]

    def _named(self, area: str, known: list[Mapping[str, str]]) -> set[str]:
        """Return the code of the one division that is called so.

        Raises:
            NotLoaded: there is none, or there are several.
        """
        name = plain(area)
        codes = {row["division"] for row in known if plain(row["name"]) == name}
        if not codes:
            ending = (row for row in known if plain(row["name"]).endswith(name))
            codes = {row["division"] for row in ending}
        if len(codes) != 1:
            code_list = "、".join(sorted(codes))
            why = (
                f"叫“{area}”的区划有 {code_list}" if codes else f"区划表里没有“{area}”"
            )
            todo = (
                "请在口径里写区划代码。" if codes else "请在区划表（DIVISION）里登记。"
            )
            raise NotLoaded(why, f"{why}。{todo}")
        return codes

    def _divisions(self) -> list[Mapping[str, str]]:
        """Return the divisions in use in the period, or merged into others."""
        rows = self.records.record_if_loaded("divisions")
        if rows is None:
            return []
        begun = rows.begins_on <= self.period.last
        in_use = begun & (rows.ends_on.isnull() | (rows.ends_on >= self.period.first))
        rows = rows.filter(in_use | rows.merged_to.notnull())
        named = rows.select("division", "name", "above", "merged_to")
        return list(self.records.engine.fetch(named).to_pylist())


def _joined(known: list[Mapping[str, str]], codes: set[str]) -> set[str]:
    """Return the divisions directly below some, or merged into them."""
    return {
        row["division"]
        for row in known
        if row["above"] in codes or row["merged_to"] in codes
    }


def _is_below(stem: str, stems: list[str]) -> bool:
    """Whether another of some stems begins this one."""
    return any(stem != other and stem.startswith(other) for other in stems)


def _within(code: ir.StringValue, stems: tuple[str, ...]) -> ir.BooleanValue:
    within = ibis.or_(*(code.startswith(stem) for stem in stems))
    return within.fill_null(False)  # noqa: FBT003 — Ibis takes it so


def _title(record: str) -> str:
    return (declared_records().get(record) or kept_tables()[record]).title
