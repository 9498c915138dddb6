"""Who should lie in which bed on a day: a sheet to call the roll by on paper, keyed afterwards."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jixiao.errors import JixiaoError, UnreadableFile, name_of, reason_of, whole
from jixiao.fund.cases import Evidence
from jixiao.fund.records import Records, declared_records, is_stay
from jixiao.fund.records.declaration import masked_row

PRESENT, ON_LEAVE, ABSENT = "在", "请假", "不在"
COLUMNS = (
    "就诊编号",
    "病区",
    "入院日期",
    "诊断",
    "人员",
    "是否在床",
    "去向和理由",
    "核对时间",
)
_NAMES = ("visit", "ward", "admitted", "diagnosis", "person", "seen", "why", "at")
_HEADS = dict(zip(_NAMES, COLUMNS, strict=True))


@dataclass(frozen=True, slots=True)
class Bed:
    """A person who is registered in a ward on a day; the number is masked."""

    visit: str
    ward: str
    admitted: date
    diagnosis: str
    person: str


def beds_on(records: Records, institution: str, day: date) -> list[Bed]:
    """Return who is registered as in bed at an institution on a day, ward by ward.

    Raises:
        NotLoaded: no visits were loaded.
    """
    visits = records.record("visits")
    inside = visits.filter(
        visits.fixmedins_code == institution,
        is_stay(visits),
        visits.begntime.date() <= day,
        visits.endtime.isnull() | (visits.endtime.date() > day),
    )
    rows = records.engine.fetch(
        inside.select(
            "mdtrt_id", "adm_dept_name", "begntime", "dscg_maindiag_name", "psn_no"
        ).order_by("adm_dept_name", "begntime", "mdtrt_id")
    ).to_pylist()
    columns = declared_records()["visits"].columns
    return [
        Bed(
            row["mdtrt_id"], row["adm_dept_name"] or "", row["begntime"].date(),
            row["dscg_maindiag_name"] or "", row["psn_no"],
        )
        for row in (masked_row(each, columns) for each in rows)
    ]  # fmt: skip


def write_sheet(beds: Sequence[Bed], path: Path) -> None:
    """Write the roll as CSV, with columns to be filled in after the visit."""
    with (
        whole(path) as half,
        half.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(
            (bed.visit, bed.ward, bed.admitted, bed.diagnosis, bed.person, "", "", "")
            for bed in beds
        )


@dataclass(frozen=True, slots=True)
class RollCall:
    """A roll that was called and keyed: how many were there, and the evidence of who was not."""

    called: int
    present: int
    on_leave: int
    absent: Sequence[Evidence]
    uncalled: Sequence[str]


def read_roll_call(path: Path, institution: str, day: date) -> RollCall:
    """Read a sheet that was filled in.

    Raises:
        UnreadableFile: it cannot be read.
        JixiaoError: a column is missing, or a cell says neither 在, 请假 nor 不在.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        message = (
            f"不能读取 {name_of(path)}：{reason_of(error)}。请另存为 UTF-8 的 CSV。"
        )
        raise UnreadableFile(message) from error
    if not rows or (missing := [head for head in COLUMNS if head not in rows[0]]):
        lacking = "、".join(missing) if rows else "内容"
        message = f"{name_of(path)} 缺少 {lacking}。请用点名册填写。"
        raise JixiaoError(message)
    seen = {row[_HEADS["visit"]]: row[_HEADS["seen"]].strip() for row in rows}
    if strange := {
        v: s for v, s in seen.items() if s not in ("", PRESENT, ON_LEAVE, ABSENT)
    }:
        visit, answer = next(iter(strange.items()))
        message = f"{visit} 的“是否在床”写的是“{answer[:20]}”；应写 {PRESENT}、{ON_LEAVE} 或 {ABSENT}。"
        raise JixiaoError(message)
    counts = list(seen.values())
    return RollCall(
        len(rows) - counts.count(""),
        counts.count(PRESENT),
        counts.count(ON_LEAVE),
        [_evidence(row, institution, day) for row in rows if row[_HEADS["seen"]].strip() == ABSENT],
        [visit for visit, answer in seen.items() if not answer],
    )  # fmt: skip


def _evidence(row: Mapping[str, str], institution: str, day: date) -> Evidence:
    reason = row[_HEADS["why"]] or "没有说明"
    values = {
        "日期": day.isoformat(),
        "机构": institution,
        "人员": row[_HEADS["person"]],
        "说明": f"{day} 点名不在床：{reason}",
        "核对时间": row[_HEADS["at"]],
    }
    return Evidence("点名", row[_HEADS["visit"]], values, 0, 0)
