"""A county's office: its places, its people, and a project of it."""

import fcntl
import hashlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import msgspec
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from jixiao import cycle
from jixiao.cell_path import CellPath
from jixiao.evidence import Evidence
from jixiao.quantity import read_value
from jixiao.targets import Amounts, Funding, Indicator, Objective, TargetTable
from jixiao.targets.editing import blank
from jixiao.web import sealing
from jixiao.web.models import Case, Membership, Organisation, User
from jixiao.web.models.sealed import Seal
from jixiao.web.work import case_moves
from tests.conftest import ROOT

Waive = Callable[[str], None]

ROWS = (
    ("产出指标", "数量指标", "宣传场次", "≥12场"), ("产出指标", "质量指标", "讲解合格率", "≥95%"),
    ("产出指标", "时效指标", "全部完成时间", "2026年11月30日前"),
    ("产出指标", "成本指标", "宣传经费", "≤12万元"),
    ("效益指标", "社会效益指标", "群众政策知晓率", "≥80%"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)  # fmt: skip
PLACE_OF = {
    "clerk": "unit", "approver": "unit", "fund": "unit", "department": "department",
    "leader": "department", "finance_reviewer": "finance", "finance_approver": "finance",
    "auditor": "department",
}  # fmt: skip
APPROVED = ("submit", "unit_pass", "department_pass", "finance_pass", "approve")
"""The moves that bring a table from its declaration into force."""
GOOD = {
    item.name: Decimal(item.points)
    for head in cycle.procedures()["base"].review
    for item in head.items
}


def a_table(name: str = "医保宣传", year: int = 2026) -> TargetTable:
    """Give a table in which the checks find no error."""
    rows = tuple(
        Indicator(
            dimension=dimension,
            dimension_label=None,
            aspect=aspect,
            aspect_label=None,
            required=None,
            name=row,
            label=None,
            target=read_value(value, year)[0],
            not_applicable=False,
            evidence=Evidence(),
        )
        for dimension, aspect, row, value in ROWS
    )
    return msgspec.structs.replace(
        blank(year, "甲县医保中心", "甲县医疗保障局"),
        project_name=name,
        indicators=rows,
        project_nature="经常性项目",
        funding=Funding(
            annual=Amounts(total=Decimal(12), fiscal_appropriation=Decimal(12))
        ),
        objective=Objective(text="全年办12场宣传，群众政策知晓率达到80%以上。"),
    )


def cell_of(case: Case, place: int, column: str, kind: str = "target") -> str:
    """Give the address that the page has for a cell of the row that stands at a place now."""
    typed = case.drafts.get(kind=kind).typed
    return str(typed.by_id(CellPath.in_row(place, column)))


@dataclass
class County:
    """A county: places by what they are, people by role, and a second county beside it."""

    places: dict[str, Organisation]
    people: dict[str, User]

    def client(self, role: str) -> Client:
        """Give a browser in which somebody is logged in: their session is written, no login made."""
        user, client = self.people[role], Client()
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    def as_own(self, table: TargetTable) -> TargetTable:
        """Give a table as the county's own unit prints it."""
        return msgspec.structs.replace(
            table,
            implementing_unit=self.places["unit"].name,
            supervising_department=self.places["department"].name,
        )

    def case(self, *moves: str, name: str = "医保宣传") -> Case:
        """Give a case after some moves.

        What was once made from the same beginning is laid down again row by row: keys and times are
        those of the first, everything else is what it would be.
        """
        wish = (self.people["clerk"].pk, settings.OFFICE.procedure, moves, name)
        beginning = (*wish, *self.places.values(), *_state())
        if beginning in _MADE:
            _lay_down(_MADE[beginning])
            return Case.objects.latest("pk")
        before = _last_rows()
        case = self._made(*moves, name=name)
        _MADE[beginning] = _rows_after(before)
        return case

    def _made(self, *moves: str, name: str) -> Case:
        case = case_moves.open_case(
            self.people["clerk"],
            self.places["unit"],
            self.places["department"],
            self.places["finance"],
            2026,
            self.as_own(a_table(name)),
        )
        for move in moves:
            self.move(case, move)
        return case

    def move(self, case: Case, name: str) -> None:
        """Make a move as the one whose move it is."""
        move = case.rules().move[name]
        facts = cycle.Facts(sheet=GOOD, budget=Decimal(120000), months=7)
        case_moves.move(case, self.people[move.by[0]], name, "因故", facts)
        case.refresh_from_db()


_Rows = dict[str, list[tuple[object, ...]]]
_MADE: dict[tuple[object, ...], _Rows] = {}
"""The rows of cases by what they were made of and the office they were made in."""
_COUNTIES: dict[tuple[object, ...], tuple["County", _Rows]] = {}
"""Counties and their rows, so that an office begins alike in every module."""


def _state() -> tuple[object, ...]:
    """Give what tells one state of an office from another: its last rows, its last seal, the day."""
    last = Seal.objects.order_by("-number").values_list("mac", flat=True).first()
    return (*_last_rows().items(), last, timezone.localdate())


def _last_rows() -> dict[str, int]:
    """Give the number of the last row of each of the office's tables."""
    with connection.cursor() as cursor:
        tables = [
            model._meta.db_table for model in apps.get_app_config("office").get_models()
        ]
        lasts = ", ".join(f"(SELECT max(rowid) FROM {table})" for table in tables)
        cursor.execute(f"SELECT {lasts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


def _rows_after(before: dict[str, int]) -> _Rows:
    """Give the rows that were added to each table."""
    rows: _Rows = {}
    with connection.cursor() as cursor:
        for table, last in before.items():
            cursor.execute(f"SELECT * FROM {table} WHERE rowid > %s", [last or 0])
            rows[table] = cursor.fetchall()
    return {table: added for table, added in rows.items() if added}


def _lay_down(rows: _Rows) -> None:
    with connection.cursor() as cursor:
        for table, added in rows.items():
            holes = ", ".join(["%s"] * len(added[0]))
            cursor.executemany(f"INSERT INTO {table} VALUES ({holes})", added)


def county(prefix: str) -> County:
    """Give a new county, laid down row by row where the office begins as one did before."""
    beginning = (prefix, *_state())
    if beginning not in _COUNTIES:
        before = _last_rows()
        _COUNTIES[beginning] = (_new_county(prefix), _rows_after(before))
    else:
        _lay_down(_COUNTIES[beginning][1])
    return deepcopy(_COUNTIES[beginning][0])


def _new_county(prefix: str) -> County:
    department = Organisation.objects.create(
        name=f"{prefix}县医疗保障局", level="county"
    )
    places = {
        "department": department,
        "unit": Organisation.objects.create(name=f"{prefix}县医保中心", level="unit", parent=department),
        "finance": Organisation.objects.create(name=f"{prefix}县财政局", level="county"),
    }  # fmt: skip
    people = {
        role: User(
            username=f"{prefix}{role}",
            full_name=f"{prefix}{role}",
            password=make_password(None),
        )
        for role in PLACE_OF
    }
    memberships = [
        Membership(user=people[role], organisation=places[place], role=role)
        for role, place in PLACE_OF.items()
    ]
    User.objects.bulk_create(people.values())
    Membership.objects.bulk_create(memberships)
    written = {"account": people.values(), "role": memberships}
    sealing.seal(
        (kind, str(row.pk), sealing.digest_of(kind, row))
        for kind, rows in written.items()
        for row in rows
    )
    return County(places, people)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker) -> None:  # noqa: ARG001
    """Give this process an office's empty tables: copied from those that were once migrated."""
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
        connection.ensure_connection()
        with closing(sqlite3.connect(_migrated())) as tables:
            tables.backup(connection.connection)


def _migrated() -> Path:
    """Give a file with the tables of the migrations as they are now, made by who first needs it."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for step in sorted((ROOT / "src/jixiao/web/migrations").glob("*.py")):
        digest.update(step.read_bytes())
    whole = Path(tempfile.gettempdir(), f"jixiao-tables-{digest.hexdigest()[:16]}")
    with whole.with_suffix(".lock").open("w") as makers:
        fcntl.flock(makers, fcntl.LOCK_EX)
        if not whole.exists():
            call_command("migrate", verbosity=0)
            half = whole.with_suffix(".part")
            with closing(sqlite3.connect(half)) as tables:
                connection.connection.backup(tables)
            half.rename(whole)
    return whole


@pytest.fixture(scope="module")
def _office(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # noqa: ARG001
    """Keep what is made for all tests of a module until its end: each test's own goes before."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _home(_office: None) -> County:
    return county("甲")


@pytest.fixture(scope="module")
def _other(_office: None) -> County:
    return county("乙")


@pytest.fixture
def home(_home: County, db: None) -> County:  # noqa: ARG001 — pytest orders by it
    """Give the county whose office it is."""
    # What lists remember of an office that was rolled back is not of this one.
    cache.clear()
    return deepcopy(_home)


@pytest.fixture
def other(_other: County, db: None) -> County:  # noqa: ARG001
    """Give another county."""
    return deepcopy(_other)


@pytest.fixture
def waive(monkeypatch: pytest.MonkeyPatch) -> Waive:
    """Let a condition hold whatever is so."""
    return waiving(monkeypatch)


def waiving(monkeypatch: pytest.MonkeyPatch) -> Waive:
    """Let conditions hold for as long as something is patched."""

    def hold(name: str) -> None:
        holding = replace(cycle.CONDITIONS[name], question=lambda _attempt: None)
        monkeypatch.setitem(cycle.CONDITIONS, name, holding)

    return hold


@pytest.fixture
def text_of() -> Callable[..., str]:
    """Read the text of an answer."""
    return lambda response: response.content.decode()
