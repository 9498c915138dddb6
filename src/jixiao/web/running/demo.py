"""The demo county: its organisations, an account for each role, and its year in several stages."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from django.db import transaction

from jixiao import cycle
from jixiao.cell_path import CellPath
from jixiao.targets import TargetTable
from jixiao.targets.editing import edit
from jixiao.targets.table import LowerLevelAmounts, SuperiorAmounts
from jixiao.web.models import Case, Membership, Organisation, User
from jixiao.web.work import case_moves
from jixiao.web.work.drafts import current_table
from jixiao.web.work.findings import judge

UNIT, BUREAU, CENTER, FINANCE, CITY = (
    "清水县医疗保障局",
    "清水县医疗保障局机关",
    "清水县医保中心",
    "清水县财政局",
    "示例市医疗保障局",
)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody of the demo county; the password is shown once and stored nowhere."""

    username: str
    name: str
    role: str
    title: str
    organisation: str
    password: str


_PEOPLE = (
    ("wangjingban", "王经办", "clerk", BUREAU), ("likezhang", "李科长", "approver", BUREAU),
    ("zhoujijin", "周基金", "fund", BUREAU), ("zhaozhuguan", "赵主管", "department", UNIT),
    ("wujuzhang", "吴局长", "leader", UNIT), ("qianshenhe", "钱审核", "finance_reviewer", FINANCE),
    ("sunpifu", "孙批复", "finance_approver", FINANCE), ("zhengshenji", "郑审计", "auditor", CITY),
)  # fmt: skip
_GOOD = {"规范完整性": 9, "明确清晰性": 9, "目标相关性": 14, "指标科学性": 14, "绩效合理性": 14,
         "资金匹配性": 14, "实现可能性": 9, "条件充分性": 9}  # fmt: skip
ACTING = ("clerk", "approver", "department", "finance_reviewer", "finance_approver")
"""The roles that bring a project from its declaration before the public."""
_SUBSIDY, _AID = "城乡居民医保县级补助", "医疗救助县级配套"
_OTHERS: Sequence[tuple[str, int, str, Mapping[str, Any], Mapping[int, str]]] = (
    # whose, of which year, which project of the story it is like, its money, its other values
    ("石门县医疗保障局", 2026, _SUBSIDY, {}, {0: "58元", 1: "≥12000人", 2: "≥96%", 10: "≥4个月"}),
    ("柳河县医疗保障局", 2026, _SUBSIDY, {}, {0: "50元", 1: "≥8000人", 2: "≥97.5%", 10: "≥9个月"}),
    ("柳河县医疗保障局", 2025, _SUBSIDY, {}, {0: "47元", 1: "≥8200人", 2: "≥97%", 4: "≥98%"}),
    ("石门县医疗保障局", 2026, _AID, {"from_above": SuperiorAmounts(central=Decimal(90000))},
     {0: "≥650人次", 1: "≥75%"}),
    ("柳河县医疗保障局", 2026, _AID, {"from_above": SuperiorAmounts(central=Decimal(50000))},
     {0: "≥380人次", 1: "≥70%"}),
    (CITY, 2026, _AID, {"lower_level": LowerLevelAmounts(total=Decimal(160000))},
     {0: "≥2000人次", 1: "≥70%"}),
)  # fmt: skip
_PUBLISHED, _APPROVED, _IN_REVIEW, _DRAFT = None, -1, 2, 0
"""Where the way to a project's publication is cut off: before none of its moves, the last, the third …"""
_FAR = {0: _PUBLISHED, 1: _APPROVED, 2: _IN_REVIEW, 3: _DRAFT}
"""How far each project has come."""


def has_begun() -> bool:
    """Whether an office is there already: a place or an account of it."""
    return Organisation.objects.exists() or User.objects.exists()


def load_demo(
    tables: list[TargetTable],
    records: Path | None = None,
    last_year: Path | None = None,
) -> list[DemoAccount]:
    """Make the demo county, unless an office is there already; returns its accounts with passwords.

    `records` is the folder of its fund's data, `last_year` that of the year that is over: with it
    the proof of a whole year is there at once.
    """
    if has_begun():
        return []
    with transaction.atomic():
        places = _places()
        if records:
            places[UNIT].records = str(records.absolute())
            places[UNIT].save(update_fields=["records"])
        accounts = [_account(*person, places) for person in _PEOPLE]
        administrator = DemoAccount(
            "admin", "管理员", "", "管理员", "", secrets.token_urlsafe(9)
        )
        User.objects.create_superuser(
            "admin",
            password=administrator.password,
            full_name="管理员",
            must_change=False,
        )
        people = {user.username: user for user in User.objects.all()}
        if last_year:
            _evaluate_last_year(tables[0], last_year, places, people)
        for number, table in enumerate(tables):
            case = case_moves.open_case(
                people["wangjingban"],
                places[BUREAU],
                places[UNIT],
                places[FINANCE],
                table.fiscal_year or 2026,
                table,
            )
            far = _FAR.get(number, _DRAFT)
            move_on(case, _of_demo(people), far)
            if far is _PUBLISHED and records:
                _begin_forms(case, _of_demo(people))
        _publish_others(tables, places[CITY])
    return [*accounts, administrator]


def _evaluate_last_year(
    like: TargetTable,
    records: Path,
    places: Mapping[str, Organisation],
    people: Mapping[str, User],
) -> None:
    """Let a unit beside it be at the self-evaluation of the year before, with that year's records."""
    center = Organisation.objects.create(
        name=CENTER, level="unit", parent=places[UNIT], records=str(records.absolute())
    )
    for username, role in (("wangjingban", "clerk"), ("likezhang", "approver")):
        person = people[username]
        Membership.objects.create(user=person, organisation=center, role=role)
    dated = {
        place: row.target.text
        for place, row in enumerate(like.indicators)
        if row.target.text and "2026" in row.target.text
    }
    unit, finance = places[UNIT], places[FINANCE]
    year = (like.fiscal_year or 2026) - 1
    table = _likened(like, UNIT, year, {}, dated)
    table = msgspec.structs.replace(table, implementing_unit=CENTER)
    clerk = people["wangjingban"]
    case = case_moves.open_case(clerk, center, unit, finance, year, table)
    move_on(case, _of_demo(people), _PUBLISHED)
    _begin_forms(case, _of_demo(people))


def _publish_others(tables: list[TargetTable], city: Organisation) -> None:
    """Let the counties beside it, and the city above, have published something to compare with."""
    named = {table.project_name: table for table in tables}
    for name, year, project, money, values in _OTHERS:
        if project not in named:
            continue
        place = city if name == city.name else _office_of(name, city, "county")
        table = _likened(named[project], name, year, money, values)
        finance = _office_of(
            f"{name.removesuffix('医疗保障局')}财政局", None, place.level
        )
        people = {
            role: nobody(name, role, finance if role.startswith("finance") else place)
            for role in ACTING
        }
        case = case_moves.open_case(people["clerk"], place, place, finance, year, table)
        move_on(case, people, _PUBLISHED)


def _likened(
    like: TargetTable,
    bureau: str,
    year: int,
    money: Mapping[str, Any],
    values: Mapping[int, str],
) -> TargetTable:
    """A bureau's table of a year that is like a project of the story but for its money and values."""
    table = msgspec.structs.replace(
        like,
        fiscal_year=year,
        term=f"{year}年-{year}年",
        supervising_department=bureau,
        implementing_unit=bureau,
        evidence={},
        notes=(),
        department_code=None,
        funding=msgspec.structs.replace(like.funding, **money),
    )
    for row, text in values.items():
        table = edit(
            table, CellPath.in_row(row, "target"), text.replace("2026", str(year))
        )
    return table


def _office_of(name: str, parent: Organisation | None, level: str) -> Organisation:
    """A body by its name, made where there is none."""
    organisation, _ = Organisation.objects.get_or_create(
        name=name, defaults={"level": level, "parent": parent}
    )
    return organisation


def nobody(name: str, role: str, place: Organisation) -> User:
    """Somebody who acts for a bureau beside; nobody can log in as them."""
    title = dict(Membership.ROLES)[role]
    user, made = User.objects.get_or_create(
        username=f"{place.pk}-{role}", defaults={"full_name": f"{name[:3]}{title}"}
    )
    if made:
        user.set_unusable_password()
        user.save()
        Membership.objects.create(user=user, organisation=place, role=role)
    return user


def _places() -> dict[str, Organisation]:
    city = Organisation.objects.create(name=CITY, level="city")
    unit = Organisation.objects.create(name=UNIT, level="county", parent=city)
    bureau = Organisation.objects.create(name=BUREAU, level="unit", parent=unit)
    finance = Organisation.objects.create(name=FINANCE, level="county")
    unit.finance = finance
    unit.save()
    return {place.name: place for place in (city, unit, bureau, finance)}


def _account(
    username: str, name: str, role: str, place: str, places: Mapping[str, Organisation]
) -> DemoAccount:
    password = secrets.token_urlsafe(9)
    user = User.objects.create_user(username, password=password, full_name=name)
    Membership.objects.create(user=user, organisation=places[place], role=role)
    return DemoAccount(
        username, name, role, dict(Membership.ROLES)[role], place, password
    )


def demo_accounts() -> list[str]:
    """The accounts of the demo that can still log in."""
    names = [username for username, *_ in _PEOPLE]
    places = Organisation.objects.filter(name__startswith="清水县").exists()
    known = User.objects.filter(username__in=names, is_active=True)
    return list(known.values_list("username", flat=True)) if places else []


def _of_demo(people: Mapping[str, User]) -> dict[str, User]:
    return {role: people[username] for username, _, role, _ in _PEOPLE}


def move_on(case: Case, by: Mapping[str, User], far: int | None) -> None:
    """Move a case on the way of its procedure, up to a place in it."""
    for name in _way_to_publication(case.rules())[:far]:
        for code, message in _open_errors(case):
            case.reasons.get_or_create(
                code=code,
                message=message,
                defaults={
                    "reason": "演示数据，按原文保留",
                    "by": by["clerk"],
                    "place": "",
                },
            )
        sheet = {item: Decimal(points) for item, points in _GOOD.items()}
        facts = cycle.Facts(
            sheet=sheet, budget=case.budget or Decimal(0), document="清财预〔2026〕1号"
        )
        move = case.rules().move[name]
        case_moves.move(case, by[move.by[0]], name, facts=facts)
        case.refresh_from_db()


def _begin_forms(case: Case, by: Mapping[str, User]) -> None:
    """Begin the forms of the year as far as the day allows, so that the records are asked at once."""
    for name in ("open_monitoring", "open_evaluation"):
        move = case.rules().move.get(name)
        if move is None:
            continue
        with suppress(cycle.NotAllowed):
            case_moves.move(
                case, by[move.by[0]], name, facts=cycle.Facts(months=_MID_YEAR)
            )
            case.refresh_from_db()


_MID_YEAR = 7


def _way_to_publication(rules: cycle.Procedure) -> list[str]:
    return [
        *cycle.way_to(rules, "approve"),
        *cycle.way_to(rules, "publish_target", before=["approve"]),
    ]


def _open_errors(case: Case) -> Iterator[tuple[str, str]]:
    table = current_table(case, cycle.replay(case.ledger()))
    if table:
        for finding, reason in judge(case, table).findings:
            if reason is None and finding.severity.value == "error":
                yield finding.code, finding.message


def read_story(folder: Path) -> list[TargetTable]:
    """Read the target tables of the demo county's story."""
    from jixiao.reading import read  # noqa: PLC0415 — heavy

    return list(read(folder / "targets.txt").tables)
