"""Each way of changing the past is found: by verification, and by whoever reads."""

import msgspec
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from jixiao import cycle
from jixiao.web import sealing
from jixiao.web.models import Entry, Evidence, FindingReason, Seal, Table, Trail, User
from jixiao.web.running.stored_files import keep, place_of
from jixiao.web.running.verification import check_whole, verify
from jixiao.web.sealing import Tampered
from tests.web.conftest import APPROVED, County

FAULTS = (Tampered, cycle.BrokenLedger)
_TRIGGERS = ("office_entry", "office_table", "office_trail", "office_seal")


@pytest.fixture(autouse=True)
def no_head_of_another_test():
    """Let each test keep a head of its own: their chains begin anew."""
    head = settings.OFFICE.ledger_key_file.with_suffix(".head")
    head.unlink(missing_ok=True)
    yield
    head.unlink(missing_ok=True)


@pytest.fixture
def case(home: County):
    case = home.case(*APPROVED)
    digest, size = keep([b"proof"], "证明.pdf")
    by = home.people["clerk"]
    Evidence.objects.create(
        case=case, place="x", digest=digest, name="证明.pdf", size=size, by=by
    )
    FindingReason.objects.create(
        case=case, code="AR01", message="甲", reason="乙", by=by
    )
    Trail.objects.create(action="登录")
    return case


def without_triggers(sql: str, *values: object) -> None:
    """Change what is written once, as who holds the database can."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        triggers = cursor.fetchall()
        for name, _, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(sql, values)
        for _, _, made in triggers:
            cursor.execute(made)


def test_an_office_as_it_was_written_is_whole(case):
    assert Seal.objects.count() == verify()
    check_whole(case)
    assert case.ledger()


def test_an_edited_table_is_found_and_not_read(case):
    table = Table.objects.get(pk=case.in_force_id)
    body = table.body.replace("12万元", "92万元")
    assert body != table.body
    without_triggers(
        "UPDATE office_table SET body = %s WHERE digest = %s", body, table.digest
    )

    with pytest.raises(Tampered, match="表的内容"):
        verify()
    with pytest.raises(Tampered, match="表的内容"):
        _ = Table.objects.get(pk=table.digest).content
    with pytest.raises(Tampered):
        check_whole(case)


def test_a_history_sealed_anew_is_found_and_not_read(case):
    """With digests of its own that fit: only the key is missing."""
    ledger: list[cycle.Event] = []
    for entry in Entry.objects.filter(case=case).order_by("number"):
        changed = msgspec.structs.replace(entry.event, reason="改过的理由")
        ledger.append(cycle.follow(ledger, changed))
        body = msgspec.json.encode(ledger[-1]).decode()
        without_triggers(
            "UPDATE office_entry SET body = %s WHERE id = %s", body, entry.pk
        )
    cycle.verify(ledger)

    for look in (verify, case.ledger):
        with pytest.raises(Tampered, match="办理记录"):
            look()


def test_a_cut_tail_is_found(case):
    line = sealing.keep_head()
    last = Entry.objects.filter(case=case).latest("number")
    first = Seal.objects.get(kind="entry", about=str(last.pk)).number
    without_triggers("DELETE FROM office_entry WHERE id = %s", last.pk)
    without_triggers("DELETE FROM office_seal WHERE number >= %s", first)

    with pytest.raises(FAULTS):
        verify()
    with pytest.raises(FAULTS):
        case.ledger()
    with pytest.raises(Tampered, match="截去"):
        sealing.check_line(line)


def test_a_tail_cut_with_all_that_repeats_it_is_found_by_the_line_kept_elsewhere(
    case,
):
    """Nothing was handed on but the seal: the office looks as it did before."""
    before = Seal.objects.count()
    Trail.objects.create(action="导出")
    line = sealing.keep_head()
    without_triggers("DELETE FROM office_trail WHERE action = '导出'")
    without_triggers("DELETE FROM office_seal WHERE number > %s", before)

    for look in (verify, lambda: sealing.check_line(line)):
        with pytest.raises(Tampered, match="截去"):
            look()
    assert case


def test_a_swapped_file_is_found_and_not_given(home: County, case):
    evidence = case.evidence.get()
    place_of(evidence.digest).write_bytes(b"another")

    for look in (verify, lambda: check_whole(case)):
        with pytest.raises(Tampered, match="换过"):
            look()
    answer = home.client("clerk").get(f"/cases/{case.key}/evidence/{evidence.pk}")
    assert b"another" not in b"".join(
        getattr(answer, "streaming_content", [answer.content])
    )
    place_of(evidence.digest).write_bytes(b"proof")
    assert verify()


@pytest.mark.parametrize(
    ("sql", "match"),
    [
        ("UPDATE office_case SET target = 'draft'", "状态"),
        ("UPDATE office_case SET budget = budget + 100", "预算"),
        ("UPDATE office_case SET in_force_id = NULL", "批复的表"),
        ("UPDATE office_case SET year = 2025", "项目"),
        ("UPDATE office_findingreason SET reason = '另一个'", "保留理由"),
        ("UPDATE office_evidence SET name = '别的.pdf'", "附件"),
        ("DELETE FROM office_evidence", "附件.*不见"),
        ("UPDATE office_trail SET name = '别人'", "审计记录"),
        ("DELETE FROM office_trail", "审计记录.*不见"),
        (
            "UPDATE office_user SET username = 'x' WHERE username = '甲clerk'",
            "没有这个账号",
        ),
        ("UPDATE office_seal SET digest = '' WHERE number = 3", "封条第 3 条"),
        ("DELETE FROM office_seal WHERE number = 2", "封条第 2 条"),
    ],
)
def test_columns_decisions_and_seals_changed_in_the_database_are_found(
    case, sql: str, match: str
):
    without_triggers(sql)

    with pytest.raises(FAULTS, match=match):
        verify()
    assert case


def test_a_case_whose_columns_were_changed_is_not_read(case):
    without_triggers("UPDATE office_case SET target = 'draft'")
    case.refresh_from_db()

    with pytest.raises(Tampered, match="办理记录不符"):
        case.ledger()


def test_a_thing_put_in_without_a_seal_is_found(case):
    Trail.objects.bulk_create([Trail(action="登录", name="没有的事")])

    with pytest.raises(Tampered, match="不是由系统写入"):
        verify()
    assert case


def test_triggers_taken_off_are_found(case):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER office_seal_update")

    with pytest.raises(Tampered, match="office_seal_update"):
        verify()
    assert case


@pytest.mark.parametrize(
    "sql",
    [
        *(f"UPDATE {table} SET {column} = {column}" for table, column in
          zip(_TRIGGERS, ("body", "body", "action", "digest"), strict=True)),
        *(f"DELETE FROM {table}" for table in _TRIGGERS),
        "UPDATE office_user SET username = username || 'x'",
    ],
)  # fmt: skip
def test_the_database_itself_refuses(case, sql: str):
    with (
        pytest.raises(DatabaseError, match=r"written once|never renamed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert verify()
    assert case


def test_who_is_called_otherwise_is_still_who_acted(case):
    actor = case.ledger()[0].actor
    User.objects.filter(username=actor).update(full_name="改了名字")

    assert verify()
    assert actor == case.ledger()[0].actor
