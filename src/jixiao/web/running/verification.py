"""Everything an office holds, compared with what was sealed when it was written."""

from pathlib import Path

from django.apps import apps

from jixiao.errors import name_of
from jixiao.fund.cases import open_ledger
from jixiao.fund.cases.ledger_chain import head_of
from jixiao.web.models import Case, FindingMark, Organisation, Table
from jixiao.web.running.stored_files import check_file
from jixiao.web.sealing import (
    SEALED,
    Tampered,
    changed,
    check_rows,
    digest_of,
    head_file,
    verify_chain,
    verify_head,
)
from jixiao.web.work.fund_cases import LEDGER
from jixiao.web.work.past import check_case
from jixiao.web.written_once import lost_or_changed


def verify(*, needs_head: bool = True) -> int:
    """Check everything that was ever sealed; returns how many seals there are.

    Where there is anything, its head was kept beside the key; what comes back from a backup has none
    yet.

    Raises:
        Tampered, BrokenLedger: something was changed, lost or put in; the message says what.
    """
    count, last = verify_chain()
    if not verify_head() and count and needs_head:
        message = (
            f"留在 {name_of(head_file())} 的封条不见了：末尾的记录有没有被截去，从这里看不出。"
            "请用 jixiao office seal --check 核对抄到别处的一行；无误后用 jixiao office seal 重新留存。"
        )
        raise Tampered(message)
    _verify_rows(last)
    _verify_cases()
    _verify_files()
    _verify_triggers()
    if needs_head:
        _verify_case_ledgers()
    return count


def _verify_rows(last: dict[tuple[str, str], str]) -> None:
    missing = {thing for thing, digest in last.items() if digest}
    for kind, sealed in SEALED.items():
        for row in apps.get_model(sealed.model)._default_manager.iterator():  # noqa: SLF001 — Django's own way
            thing = kind, str(row.pk)
            if last.get(thing) != digest_of(kind, row):
                raise Tampered(changed(*thing))
            missing.discard(thing)
    for kind, key in sorted(missing):
        message = (
            f"{SEALED[kind].title} {key[:12]} 不见了，而没有撤下的记录。请从备份核对。"
        )
        raise Tampered(message)


def _verify_cases() -> None:
    known = set(
        apps.get_model("office", "User").objects.values_list("actor", flat=True)
    )
    for case in apps.get_model("office", "Case").objects.iterator():
        ledger = check_case(case)
        for event in ledger:
            if event.actor not in known:
                message = (
                    f"{case} 的第 {event.number} 条记录是 {event.actor} 办的，没有这个人。"
                    "请从备份核对。"
                )
                raise Tampered(message)


def _verify_files() -> None:
    for name in ("Evidence", "Upload"):
        model = apps.get_model("office", name)
        for digest, title in model.objects.values_list("digest", "name").iterator():
            check_file(digest, title, may_lack=name == "Upload")


def _verify_triggers() -> None:
    """Check that the database still refuses changes of what is written once."""
    if odd := lost_or_changed():
        message = f"数据库里防改的触发器少了、多了或改过：{odd[0]}。有人动过数据库，请从备份核对。"
        raise Tampered(message)


def _verify_case_ledgers() -> None:
    """Check the ledgers of the fund's cases that stand beside the records of units."""
    for unit in Organisation.objects.exclude(records=""):
        path = Path(unit.records, LEDGER)
        if path.is_file():
            with open_ledger(path) as ledger:
                faults = ledger.verify()
        else:
            faults = ["账不见了，而旁边的末条还在"] if head_of(path).exists() else []
        if faults:
            message = (
                f"{unit.name} 的案件账（{name_of(path)}）：{faults[0]}。请从备份核对。"
            )
            raise Tampered(message)


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
        ("mark", FindingMark.objects.filter(case=case)),
    ):
        check_rows(kind, rows)
    for file in case.evidence.all():
        check_file(file.digest, file.name)
