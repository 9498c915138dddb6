"""Everything an office holds, compared with what was sealed when it was written."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from jixiao.web.models import Case, Table
from jixiao.web.running.stored_files import check_file
from jixiao.web.sealing import (
    SEALED,
    TITLES,
    Tampered,
    changed,
    check_rows,
    digest_of,
    verify_chain,
    verify_head,
)
from jixiao.web.work.past import check_case

_TRIGGERS = ("office_entry", "office_table", "office_trail", "office_seal")


def verify() -> int:
    """Check everything that was ever sealed; returns how many seals there are.

    Raises:
        Tampered, BrokenLedger: something was changed, lost or put in; the message says what.
    """
    count, last = verify_chain()
    verify_head()
    _verify_rows(last)
    _verify_cases()
    _verify_files()
    _verify_triggers()
    return count


def _verify_rows(last: dict[tuple[str, str], str]) -> None:
    missing = {thing for thing, digest in last.items() if digest}
    for kind, (name, _) in SEALED.items():
        for row in apps.get_model("office", name)._default_manager.iterator():  # noqa: SLF001 — Django's own way
            thing = kind, str(row.pk)
            if last.get(thing) != digest_of(kind, row):
                raise Tampered(changed(*thing))
            missing.discard(thing)
    for kind, key in sorted(missing):
        message = f"{TITLES[kind]} {key[:12]} 不见了，而没有撤下的记录。请从备份核对。"
        raise Tampered(message)


def _verify_cases() -> None:
    known = set(
        apps.get_model("office", "User").objects.values_list("username", flat=True)
    )
    for case in apps.get_model("office", "Case").objects.iterator():
        ledger = check_case(case)
        for event in ledger:
            if event.actor not in known:
                message = (
                    f"{case} 的第 {event.number} 条记录是 {event.actor} 办的，没有这个账号。"
                    "账号不能改名，请从备份核对。"
                )
                raise Tampered(message)


def _verify_files() -> None:
    for name in ("Evidence", "Upload"):
        model = apps.get_model("office", name)
        for digest, title in model.objects.values_list("digest", "name").iterator():
            check_file(digest, title, may_lack=name == "Upload")


def _verify_triggers() -> None:
    """Check that the database still refuses changes of what is written once."""
    lost = {f"{table}_{verb}" for table in _TRIGGERS for verb in ("update", "delete")}
    lost -= set(_triggers())
    if lost:
        message = f"数据库里防改的触发器少了 {'、'.join(sorted(lost))}，有人动过数据库。请从备份核对。"
        raise Tampered(message)


def _triggers() -> Iterator[str]:
    names = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(names)
        yield from (name for (name,) in cursor.fetchall())


def check_whole(case: Case) -> None:
    """Check everything of a case: its ledger, its tables, its files, and what people decided.

    Raises:
        BrokenLedger, Tampered: something was changed; the message says what.
    """
    ledger = check_case(case)
    digests = {event.facts.version for event in ledger} | {
        event.facts.form for event in ledger
    }
    tables = list(Table.objects.filter(digest__in=digests - {None}))
    if len(tables) < len(digests - {None}):
        message = f"{case} 报送过的表不见了。请停止使用，从备份核对。"
        raise Tampered(message)
    check_rows("table", tables)
    check_rows("case", [case])
    for kind, rows in (
        ("evidence", case.evidence.all()),
        ("reason", case.reasons.all()),
        ("remark", case.remarks.all()),
    ):
        check_rows(kind, rows)
    for file in case.evidence.all():
        check_file(file.digest, file.name)
