"""A catalogue read level by level: chapters, sections by kind of operation, diagnoses, groups.

The levels are those of the technical specification (主索引、一级、二级、三级); they serve reading and
reporting and change no group.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jixiao.fund.grouping.dip.catalogue import Attribute, Catalogue, DiseaseGroup
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.library import load_toml

THREE, FOUR = 3, 5
"""Signs of a category, and of a subcategory with its point."""
LEVELS = ("主索引", "一级", "二级")
"""Above the groups themselves, which are 三级."""
UNKNOWN_CHAPTER, UNKNOWN_SECTION = "没有这一章", "编码表没有写节"
UNKNOWN_ATTRIBUTE = "编码表没有写操作类别"


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One entry of a level: how many groups and cases are below it, their counted cost in fen.

    `key` names it among those of its level, `above` is the key of the entry it belongs to ('' for a
    chapter).
    """

    level: str
    key: str
    title: str
    above: str
    groups: int
    cases: int
    cost: int


@cache
def chapters() -> tuple[tuple[str, str, str], ...]:
    """Return the chapters of diagnoses: the first and the last category of each, and its title."""
    rows = load_toml(Path(__file__).with_name("chapters.toml"))["chapter"]
    return tuple((*row["range"], row["title"]) for row in rows)


def chapter_of(diagnosis: str) -> tuple[str, str]:
    """Return the range and the title of a diagnosis' chapter."""
    category = diagnosis[:THREE].upper()
    for first, last, title in chapters():
        if first <= category <= last:
            return f"{first}-{last}", title
    return "", UNKNOWN_CHAPTER


def sections_of(engine: Engine) -> dict[str, str]:
    """Return the section of each category of diagnoses, where the loaded codes say it."""
    codes = Records(engine).record_if_loaded("diagnosis_codes")
    if codes is None:
        return {}
    rows = engine.fetch(codes.filter(codes.section_name.notnull())).to_pylist()
    return {row["diag_code"][:THREE].upper(): row["section_name"] for row in rows}


def attribute_of(catalogue: Catalogue, group: DiseaseGroup) -> str:
    """Return what kind of care a group is, by its own word or by its main operation."""
    if group.attribute:
        return group.attribute
    if not group.main:
        return Attribute.NONE.value
    attribute = catalogue.attributes.get(group.main)
    return attribute.value if attribute else UNKNOWN_ATTRIBUTE


def levels_of(catalogue: Catalogue, sections: Mapping[str, str]) -> list[LevelLine]:
    """Return the entries of the three upper levels, in the order of their keys.

    At every level the entries' groups, cases and costs add up to those of the catalogue.
    """
    sums: dict[tuple[str, str, str, str], list[int]] = {}
    for group in catalogue.groups:
        cost = sum(year.cost for year in group.years)
        for place in _places(catalogue, group, sections):
            of_place = sums.setdefault(place, [0, 0, 0])
            of_place[0] += 1
            of_place[1] += group.cases
            of_place[2] += cost
    lines = [LevelLine(*place, *of_place) for place, of_place in sums.items()]
    return sorted(lines, key=lambda line: (LEVELS.index(line.level), line.key))


def _places(
    catalogue: Catalogue, group: DiseaseGroup, sections: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield the entries a group stands under: level, key, title and the entry above."""
    attribute = attribute_of(catalogue, group)
    chapter, chapter_title = chapter_of(group.diagnosis)
    section = sections.get(group.diagnosis[:THREE].upper(), UNKNOWN_SECTION)
    first = f"{chapter} {section} {attribute}"
    diagnosis = group.diagnosis[:FOUR]
    second = f"{diagnosis} {attribute}"
    yield LEVELS[0], chapter, chapter_title, ""
    yield LEVELS[1], first, f"{section}，{attribute}", chapter
    yield LEVELS[2], second, f"{diagnosis}，{attribute}", first


def lines_of(lines: Sequence[LevelLine], level: str) -> list[LevelLine]:
    """Return the entries of one level."""
    return [line for line in lines if line.level == level]
