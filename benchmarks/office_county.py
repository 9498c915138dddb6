"""Make an office of many tables; prints the cookie of its clerk and three cases to ask for."""

import sys
from decimal import Decimal

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from msgspec import json  # noqa: E402
from msgspec.structs import replace  # noqa: E402

from jixiao import cycle  # noqa: E402
from jixiao.cell_path import CellPath  # noqa: E402
from jixiao.targets import TargetTable  # noqa: E402
from jixiao.targets.editing import add_row, blank, edit  # noqa: E402
from jixiao.web.models import Case, Draft, Entry, Membership, Organisation, Table, User  # noqa: E402
from jixiao.web.work import case_moves  # noqa: E402

UNITS = 40


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
                    department=department, target="approved", publication="published",
                    in_force_id=d, published_id=d, budget=Decimal(120000), moved_at=now,
                    warnings=n % 4,
                )
                for n, d in zip(numbers, digests, strict=True)
            ]
        )  # fmt: skip
        events = [
            cycle.begin(str(case.key), case.rules(), "clerk", "clerk", now)
            for case in cases
        ]
        Entry.objects.bulk_create(
            [
                Entry(case=c, number=1, body=json.encode(e).decode())
                for c, e in zip(cases, events, strict=True)
            ]
        )
        Draft.objects.bulk_create(
            [Draft(case=c, body=b) for c, b in zip(cases, bodies, strict=True)]
        )
    session = SessionStore()
    session[SESSION_KEY] = str(clerk.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = clerk.get_session_auth_hash()
    session.save()
    shown = Case.objects.filter(published__isnull=False).first()
    sys.stdout.write(
        f"sessionid={session.session_key} {shown and shown.key} {typed.key} {shown and shown.key}\n"
    )


main()
