"""Published batches of knowledge points: workbooks taken row by row, or refused in words.

What is taken is what the rules can ask by: a kind that some rule has, days that hold, codes for sex
and kind of care, numbers without their units. What nobody could ask by is refused, never kept idle.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

from jixiao.errors import whole
from jixiao.fund.audit.declaration import library
from jixiao.fund.audit.shapes import LEVELS, SPANS
from jixiao.fund.intake.extracts import open_extract
from jixiao.fund.intake.recognition import recognise
from jixiao.fund.records import declared_records
from jixiao.fund.records.knowledge import POINT_TABLE
from jixiao.fund.store.opening import open_store

_NEEDED = ("kp_id", "kind", "hilist_code", "begndate")
_SEXES = {"1": "1", "男": "1", "男性": "1", "2": "2", "女": "2", "女性": "2"}
_CARE = {"门诊": "1", "住院": "2"}
_SAYS_SEX, _SAYS_LEVEL, _SAYS_CARE = "性别", "机构级别", "就医方式"
"""What is in the names of kinds whose limit is one of some words."""
_OTHER_KINDS = ("无追溯码药品",)
"""Kinds that a rule looks at where they are there, and asks without."""
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?: 00:00(?::00)?)?")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(?:周岁|岁|天|日|次|元|个|小时|盒|%)?")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken: its number in the file, what it calls itself, and why."""

    row: int
    point: str
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What a file gave: points as rows of their table, rows refused, and what is in doubt."""

    points: Sequence[Mapping[str, str]]
    refused: Sequence[Refusal]
    doubts: Sequence[str]


def point_kinds() -> list[str]:
    """Return the kinds of points that some rule asks by."""
    kinds = {kind for rule in library().values() for kind in rule.kinds}
    return sorted(kinds.union(_OTHER_KINDS))


def read_batch(path: Path) -> Batch:
    """Read a workbook or CSV of points, its heads as the table of points or its batches name them.

    Raises:
        UnreadableFile: it cannot be opened.
        UnreadableDocument: it is no table of points, or lacks a column that every point has.
    """
    kinds = point_kinds()
    points: dict[str, Mapping[str, str]] = {}
    refused: list[Refusal] = []
    taken_at: dict[str, int] = {}
    for number, said in _rows(path):
        point, why = _point(said, kinds)
        first = taken_at.get(point.get("kp_id", ""))
        if not why and first is not None:
            why = f"与第 {first} 行的编号相同"
        if why:
            refused.append(Refusal(number, said.get("kp_id", ""), why))
        else:
            points[point["kp_id"]], taken_at[point["kp_id"]] = point, number
    return Batch([*points.values()], refused, [*_doubts(points)])


def write_points(points: Sequence[Mapping[str, str]], path: Path) -> None:
    """Write points as CSV under the titles of their columns, as `jixiao load` takes them."""
    columns = declared_records()["knowledge_points"].columns
    with (
        whole(path) as half,
        half.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow([column.title for column in columns.values()])
        writer.writerows([point.get(name, "") for name in columns] for point in points)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row that says something by its number, as texts by the names of its columns."""
    with TemporaryDirectory() as scratch, closing(open_store(Path(scratch))) as store:
        extract = open_extract(path, store, Path(scratch))
        places = recognise(path.name, extract, POINT_TABLE).places
        named = [f"c{n}" for n in range(len(extract.heads))]
        query = f"SELECT row, {', '.join(named)} FROM raw ORDER BY row"
        for number, *cells in store.execute(query).fetchall():
            texts = ["" if cell is None else str(cell).strip() for cell in cells]
            said = {
                name: next((texts[place] for place in at if texts[place]), "")
                for name, at in places.items()
            }
            if any(said.values()):
                yield number, said
        for broken in extract.broken:
            yield broken.number, {"kp_id": "", _BROKEN: broken.reason}


_BROKEN = "broken"


def _point(said: Mapping[str, str], kinds: Sequence[str]) -> tuple[dict[str, str], str]:
    """Return a point as rules ask by it, and why it is refused; blank where it is not."""
    point = {name: text for name, text in said.items() if text}
    if _BROKEN in point:
        return point, point[_BROKEN]
    titles = declared_records()["knowledge_points"].columns
    if missing := [titles[name].title for name in _NEEDED if name not in point]:
        return point, f"没有写{'、'.join(missing)}"
    if point["kind"] not in kinds:
        near = get_close_matches(point["kind"], kinds, 1, 0.5)
        hint = f"，最像的是“{near[0]}”" if near else ""
        return point, f"没有规则按“{point['kind']}”这一类审核{hint}"
    faults = (*_days(point), *_limits(point), *_allowed(point))
    return point, "；".join(faults)


def _days(point: dict[str, str]) -> Iterator[str]:
    for name, title in (("begndate", "开始日期"), ("enddate", "结束日期")):
        if name in point:
            day = _day(point[name])
            if day is None:
                yield f"{title}“{point[name]}”不是日期"
                return
            point[name] = day.isoformat()
    if point.get("enddate", point["begndate"]) < point["begndate"]:
        yield f"结束日期 {point['enddate']} 早于开始日期 {point['begndate']}"
    if point.get("replaced_by") == point["kp_id"]:
        yield "写的是被自己代替"


def _limits(point: dict[str, str]) -> Iterator[str]:
    for name, title in (("least", "下限"), ("most", "上限")):
        if name in point:
            number = _NUMBER.fullmatch(point[name])
            if number is None:
                yield f"{title}“{point[name]}”不是数"
                continue
            point[name] = number[1]
    span = point.get("span")
    if span and span not in SPANS:
        yield f"没有“{span}”这种时间范围，可用 {'、'.join(SPANS)}"


def _allowed(point: dict[str, str]) -> Iterator[str]:
    kind, allowed = point["kind"], point.get("allowed", "")
    if _SAYS_SEX in kind:
        if allowed not in _SEXES:
            yield f"限定值“{allowed}”应是男或女"
        point["allowed"] = _SEXES.get(allowed, allowed)
    elif _SAYS_LEVEL in kind and allowed not in LEVELS:
        yield f"限定值“{allowed}”应是 {'、'.join(LEVELS)} 之一"
    elif _SAYS_CARE in kind:
        point["allowed"] = _CARE.get(allowed, allowed)
        if not point["allowed"].isdigit():
            yield f"限定值“{allowed}”应是门诊、住院，或医疗类别的编码"


def _day(text: str) -> date | None:
    parts = _DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in parts.groups())) if parts else None
    except ValueError:
        return None


def _doubts(points: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for code, point in points.items():
        later = point.get("replaced_by")
        if later and later not in points:
            yield f"{code} 被 {later} 代替，{later} 不在这一份里：还没有收过的话，{code} 到期前一直有效"
