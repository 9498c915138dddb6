"""Make an office of many tables; prints the cookie of its clerk and the pages to ask for.

Two in three are disclosed, with their public names and their figures; one in three waits for review.
"""

import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.utils import timezone  # noqa: E402
from msgspec import json  # noqa: E402
from msgspec.structs import replace  # noqa: E402

from jixiao import cycle  # noqa: E402
from jixiao.cell_path import CellPath  # noqa: E402
from jixiao.targets import TargetTable  # noqa: E402
from jixiao.targets.editing import add_row, blank, edit  # noqa: E402
from jixiao.web import sealing  # noqa: E402
from jixiao.web.models import (  # noqa: E402
    Case,
    Disclosed,
    Draft,
    Entry,
    Figure,
    Membership,
    Organisation,
    Table,
    User,
)
from jixiao.web.running import demo  # noqa: E402
from jixiao.web.work import case_moves  # noqa: E402

UNITS = 40
ROOT = Path(__file__).parents[1]


def a_table(number: int) -> TargetTable:
    """Give a table of twelve rows."""
    table = blank(2026, "示例单位", "示例部门")
    for place in range(12):
        table = add_row(table, "产出指标", "数量指标" if place % 2 else "质量指标")
    for place in range(12):
        table = edit(
            table, CellPath.in_row(place, "name"), f"第{place}项工作完成数{number}"
        )
        table = edit(table, CellPath.in_row(place, "target"), f"≥{place + 5}次")
    table = edit(table, CellPath("project_name"), f"示例项目{number}")
    table = edit(table, CellPath("objective"), "按计划完成全年工作，群众满意。" * 8)
    return edit(table, CellPath("funding.annual.total"), "12")


def _standing(number: int, digest: str) -> dict[str, str | Decimal]:
    """Where a case stands: every third waits for the department's review, the others are public."""
    if number % 3 == 0:
        return {"target": "department_review"}
    return {
        "target": "approved",
        "publication": "published",
        "in_force_id": digest,
        "published_id": digest,
        "public_name": f"示例项目{number}",
        "public_budget": Decimal(120000),
    }


def _disclose(cases: list[Case]) -> list[Disclosed]:
    """What the worker keeps of disclosed tables: money, and a figure for each of three rows."""
    disclosed = Disclosed.objects.bulk_create(
        Disclosed(case=case, area=case.department, year=case.year) for case in cases
    )
    Figure.objects.bulk_create(
        Figure(
            disclosed=each,
            what=f"第{place}项工作完成数",
            title=f"第{place}项工作完成数",
            name=f"第{place}项工作完成数",
            text=f"≥{place + 5}次",
            unit="次",
            promised=Decimal(place + 5),
        )
        for each in disclosed
        for place in range(3)
    )
    return disclosed


def _published(
    unit: Organisation, department: Organisation, finance: Organisation
) -> Case:
    """One project that went the whole way, as its page is compared with its ledger."""
    places = {"clerk": unit, "approver": unit, "department": department}
    people = {
        role: demo.nobody("示例", role, places.get(role, finance))
        for role in demo.ACTING
    }
    story = demo.read_story(ROOT / "examples" / "stories" / "qingshui_2026")
    case = case_moves.open_case(
        people["clerk"], unit, department, finance, 2026, story[0]
    )
    demo.move_on(case, people, None)
    return case


def _seal(**rows_by_kind: Iterable[Model]) -> None:
    """Seal what was written past the models' own way."""
    for kind, rows in rows_by_kind.items():
        sealing.seal(
            (kind, str(row.pk), sealing.digest_of(kind, row)) for row in list(rows)
        )


def main() -> None:
    """Make it."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    department = Organisation.objects.create(name="示例部门", level="county")
    finance = Organisation.objects.create(name="示例财政", level="county")
    units = [
        Organisation.objects.create(
            name=f"示例单位{n}", level="unit", parent=department
        )
        for n in range(UNITS)
    ]
    clerk = User.objects.create_user("clerk", password=None, full_name="经办")
    Membership.objects.create(user=clerk, organisation=units[0], role="clerk")
    Membership.objects.create(user=clerk, organisation=department, role="department")
    typed = case_moves.open_case(clerk, units[0], department, finance, 2026, a_table(0))
    made = a_table(1)
    count = int(sys.argv[1])
    now = timezone.now()
    for begin in range(0, count, 1000):
        numbers = range(begin, min(begin + 1000, count))
        tables = [replace(made, project_name=f"示例项目{n}") for n in numbers]
        digests = [cycle.digest_of(table) for table in tables]
        bodies = [json.encode(table).decode() for table in tables]
        Table.objects.bulk_create(
            [Table(digest=d, body=b) for d, b in zip(digests, bodies, strict=True)]
        )
        cases = Case.objects.bulk_create(
            [
                Case(
                    name=f"示例项目{n}", year=2024 + n % 3, unit=units[n % UNITS], finance=finance,
                    department=department, budget=Decimal(120000), moved_at=now, warnings=n % 4,
                    errors=n % 7 == 0, **_standing(n, digest),
                )
                for n, digest in zip(numbers, digests, strict=True)
            ]
        )  # fmt: skip
        events = [
            cycle.begin(str(case.key), case.rules(), "clerk", "clerk", now)
            for case in cases
        ]
        entries = Entry.objects.bulk_create(
            [
                Entry(case=c, number=1, body=json.encode(e).decode())
                for c, e in zip(cases, events, strict=True)
            ]
        )
        Draft.objects.bulk_create(
            [Draft(case=c, body=b) for c, b in zip(cases, bodies, strict=True)]
        )
        disclosed = _disclose([case for case in cases if case.published_id])
        _seal(entry=entries, table=Table.objects.in_bulk(digests).values(), case=cases)
        _seal(disclosed=disclosed)
    session = SessionStore()
    session[SESSION_KEY] = str(clerk.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = clerk.get_session_auth_hash()
    session.save()
    shown = _published(units[0], department, finance)
    sys.stdout.write(f"sessionid={session.session_key} {typed.key} {shown.key}\n")


main()
