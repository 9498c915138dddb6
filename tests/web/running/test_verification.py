"""Each way of changing the past is found: by verification, and by whoever reads."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction
from django.test import Client

from jixiao import cycle
from jixiao.fund.cases import Evidence, open_ledger
from jixiao.web import sealing
from jixiao.web.models import Entry, Membership, Seal, Table, Trail, User
from jixiao.web.people import tokens
from jixiao.web.running.stored_files import place_of
from jixiao.web.running.verification import check_whole, verify
from jixiao.web.sealing import Tampered
from jixiao.web.work import case_moves
from tests.drawn import drawn, few
from tests.web.conftest import County
from tests.web.tampering import ATTEMPTS, a_full_office

FAULTS = (Tampered, cycle.BrokenLedger)
LATER = {"entry": "case_id", "draft": "case_id"}
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
    return a_full_office(home)


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


@drawn
@pytest.mark.parametrize(
    ("sql", "match"),
    few(ATTEMPTS, one_of=4),
    ids=[sql[:60] for sql, _ in few(ATTEMPTS, one_of=4)],
)
def test_what_is_changed_in_the_database_is_found(case, sql: str, match: str):
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


@pytest.mark.parametrize(
    "put_back",
    [
        "",
        "CREATE TRIGGER office_seal_update BEFORE UPDATE ON office_seal BEGIN SELECT 1; END",
        "CREATE TRIGGER office_seal_update BEFORE UPDATE ON office_seal WHEN 1 = 0 BEGIN SELECT 1; END",
    ],
)
def test_triggers_taken_off_or_made_to_do_nothing_are_found(case, put_back: str):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER office_seal_update")
        if put_back:
            cursor.execute(put_back)

    with pytest.raises(Tampered, match="office_seal_update"):
        verify()
    assert case


def test_a_trigger_of_somebody_elses_is_found(case):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER quiet AFTER INSERT ON office_trail BEGIN "
            "UPDATE office_user SET is_superuser = 1 WHERE username = 'x'; END"
        )

    with pytest.raises(Tampered, match="quiet"):
        verify()
    assert case


def test_a_head_that_was_taken_away_is_missed(case):
    sealing.head_file().unlink()

    with pytest.raises(Tampered, match="封条不见了"):
        verify()
    assert case


def test_a_head_is_not_written_over_once_the_tail_was_cut(case):
    """Else the office itself would wipe out the trace with the next thing it writes."""
    before = Seal.objects.count()
    Trail.objects.create(action="导出")
    kept = sealing.keep_head()
    without_triggers("DELETE FROM office_trail WHERE action = '导出'")
    without_triggers("DELETE FROM office_seal WHERE number > %s", before)
    Trail.objects.create(action="下一件事")

    sealing.keep_head_if_it_can_be()

    assert kept == sealing.head_file().read_text("ascii").strip()
    with pytest.raises(Tampered, match="截去"):
        verify()
    assert case


def test_an_older_office_put_in_place_is_found(home: County, case):
    """All of it as it was, seals too: only the head beside the key is newer."""
    older = sealing.head_line()
    home.case("submit", name="后来的项目")
    sealing.keep_head()
    number = int(older.split()[2])
    for table, columns in LATER.items():
        without_triggers(
            f"DELETE FROM office_{table} WHERE {columns} IN "
            "(SELECT id FROM office_case WHERE name = '后来的项目')"
        )
    without_triggers("DELETE FROM office_case WHERE name = '后来的项目'")
    without_triggers("DELETE FROM office_seal WHERE number > %s", number)

    with pytest.raises(FAULTS, match=r"截去|不见|不是由系统写入"):
        verify()
    assert case


def test_who_was_put_into_the_database_gets_nowhere(home: County, case):
    """Neither by a password, nor by a role, nor in the administrator's corner."""
    person = home.people["clerk"]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO office_membership (user_id, organisation_id, role) VALUES (%s, %s, %s)",
            [person.pk, home.places["finance"].pk, "finance_approver"],
        )
    with pytest.raises(Tampered, match="任职"):
        case_moves.move(
            case, User.objects.get(pk=person.pk), "start_monitoring", "因故"
        )
    without_triggers(
        "DELETE FROM office_membership WHERE role = 'finance_approver' AND user_id = %s",
        person.pk,
    )
    without_triggers(
        "UPDATE office_user SET password = %s, is_staff = 1, is_superuser = 1 WHERE id = %s",
        make_password("一个新的密码"),
        person.pk,
    )

    entered = Client().post(
        "/login", {"username": person.username, "password": "一个新的密码"}
    )
    inside = Client()
    inside.force_login(User.objects.get(pk=person.pk))
    cornered = inside.get("/admin/")

    assert (400, 400) == (entered.status_code, cornered.status_code)
    assert "与写入时不同" in entered.content.decode()
    assert "与写入时不同" in cornered.content.decode()


def test_a_key_put_into_the_database_opens_nothing(home: County, case):
    key = tokens.make(home.people["clerk"], "统计", "read", 30)
    asked = {"authorization": f"Bearer {key}"}
    assert 200 == Client().get("/api/v1/cases", headers=asked).status_code
    without_triggers("UPDATE office_token SET until = '2099-01-01'")

    answer = Client().get("/api/v1/cases", headers=asked)

    assert 400 == answer.status_code
    assert "接口密钥" in answer.content.decode()
    assert case


@pytest.mark.parametrize(
    "sql",
    [
        *(f"UPDATE {table} SET {column} = {column}" for table, column in
          zip(_TRIGGERS, ("body", "body", "action", "digest"), strict=True)),
        *(f"DELETE FROM {table}" for table in _TRIGGERS),
        "UPDATE office_user SET actor = actor || 'x'",
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


def test_who_is_called_otherwise_is_still_who_acted(home: County, case):
    """Names of accounts and persons change; the ledger's own name for somebody does not."""
    actor = case.ledger()[0].actor
    person = User.objects.get(actor=actor)
    person.username, person.full_name = "新账号", "新名字"
    person.save()
    sealing.keep_head()

    assert verify()
    assert actor == case.ledger()[0].actor
    page = home.client("clerk").get(f"/cases/{case.key}").content.decode()
    assert "新名字" in page
    assert actor not in page


def test_who_handed_in_may_not_pass_it_under_another_name(home: County):
    case, clerk = home.case("submit"), home.people["clerk"]
    Membership.objects.create(
        user=clerk, organisation=home.places["unit"], role="approver"
    )
    clerk.username = "另一个账号"
    clerk.save()

    with pytest.raises(cycle.NotAllowed):
        case_moves.move(case, User.objects.get(pk=clerk.pk), "unit_pass")


def test_rights_in_the_corner_are_part_of_an_account(home: County, case):
    person = home.people["clerk"]
    person.is_staff = True
    person.save()
    right = Permission.objects.get(codename="change_user")
    person.user_permissions.add(right)
    sealing.keep_head()
    assert verify()
    without_triggers("DELETE FROM office_user_user_permissions")

    with pytest.raises(Tampered, match="账号"):
        verify()
    assert case


@pytest.mark.usefixtures("case")
def test_a_changed_ledger_of_the_funds_cases_is_found(home: County, tmp_path: Path):
    path = tmp_path / "cases.db"
    with open_ledger(path) as ledger:
        line = Evidence("费用明细", "b1", {"说明": "x"}, 6000, 3000)
        ledger.open_case(
            engine="audit",
            rule="CG01",
            title="重复收费",
            subject="H1",
            evidence=[line],
            by="甲",
            at=datetime(2026, 3, 2, 9),
        )
    unit = next(iter(home.places.values()))
    unit.records = str(tmp_path)
    unit.save()
    verify()
    with closing(sqlite3.connect(path)) as store, store:
        store.execute(
            "INSERT INTO cases VALUES ('2026-00009', 'audit', 'CG01', 'x', 'H2')"
        )

    with pytest.raises(Tampered, match=r"案件账.*2026-00009 没有开立的记录"):
        verify()

    path.unlink()
    with pytest.raises(Tampered, match="账不见了"):
        verify()
