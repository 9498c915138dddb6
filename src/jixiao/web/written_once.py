"""The triggers by which the database itself refuses changes of what is written once."""

from collections.abc import Iterator, Mapping

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("office_entry", "office_table", "office_trail", "office_seal")
_USERS = "office_user"
_NEVER = "office_user_actor"
_REFUSES: Mapping[str, str] = {
    "office_refuse": "BEGIN RAISE EXCEPTION 'written once'; END",
    "office_refuse_actor": (
        "BEGIN IF NEW.actor IS DISTINCT FROM OLD.actor THEN RAISE EXCEPTION 'never renamed'; "
        "END IF; RETURN NEW; END"
    ),
}
"""The functions that PostgreSQL's triggers call, with their bodies."""
_TYPES = {"update": 2 | 16, "delete": 2 | 8, "truncate": 2 | 32}
"""pg_trigger.tgtype: before, and of which statement; 1 more where it is for each row."""


def forbid(editor: BaseDatabaseSchemaEditor) -> None:
    """Put all triggers in place."""
    if editor.connection.vendor != "postgresql":
        for statement in _of_sqlite().values():
            editor.execute(statement)
        return
    for name, body in _REFUSES.items():
        editor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        )
    for name, table, verb, _, function in _of_postgresql():
        each = "STATEMENT" if verb == "truncate" else "ROW"
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {function}()"
        )


def allow(editor: BaseDatabaseSchemaEditor) -> None:
    """Take all triggers off that are there."""
    is_postgresql = editor.connection.vendor == "postgresql"
    for name, table, *_ in _of_postgresql():
        on = f" ON {table}" if is_postgresql else ""
        editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def lost_or_changed() -> list[str]:
    """The triggers that are not there, not as they were made, or that nobody of ours made."""
    there = _in_postgresql() if connection.vendor == "postgresql" else _in_sqlite()
    return sorted(there ^ _expected(connection))


def _expected(of: BaseDatabaseWrapper) -> set[str]:
    if of.vendor != "postgresql":
        return {f"{name}：{sql}" for name, sql in _of_sqlite().items()}
    functions = {f"{name}()：{body}" for name, body in _REFUSES.items()}
    return functions | {
        f"{name}：{table} {kind} {function}"
        for name, table, _, kind, function in _of_postgresql()
    }


def _of_sqlite() -> dict[str, str]:
    """The statement that makes each trigger, by its name."""
    made = {
        f"{table}_{verb}": (
            f"CREATE TRIGGER {table}_{verb} BEFORE {verb.upper()} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'written once'); END"
        )
        for table in TABLES
        for verb in ("update", "delete")
    }
    made[_NEVER] = (
        f"CREATE TRIGGER {_NEVER} BEFORE UPDATE ON {_USERS} WHEN OLD.actor IS NOT NEW.actor "
        "BEGIN SELECT RAISE(ABORT, 'never renamed'); END"
    )
    return made


def _of_postgresql() -> Iterator[tuple[str, str, str, int, str]]:
    """Each trigger: its name, its table, the statement it is for, its type and its function."""
    for table in TABLES:
        for verb, kind in _TYPES.items():
            for_each = 0 if verb == "truncate" else 1
            yield f"{table}_{verb}", table, verb, kind | for_each, "office_refuse"
    yield _NEVER, _USERS, "update", _TYPES["update"] | 1, "office_refuse_actor"


def _in_sqlite() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {f"{name}：{sql}" for name, sql in cursor.fetchall()}


def _in_postgresql() -> set[str]:
    """What is there, with what would let it do nothing: off, or on a condition."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, c.relname, t.tgtype, p.proname, t.tgenabled, "
            "t.tgqual IS NOT NULL OR cardinality(t.tgattr::int2[]) > 0 "
            "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE NOT t.tgisinternal AND c.relname LIKE 'office%%'"
        )
        there = {
            f"{name}：{table} {kind} {function}{'' if enabled in 'OA' and not narrowed else ' 停用'}"
            for name, table, kind, function, enabled, narrowed in cursor.fetchall()
        }
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'office_refuse%%'"
        )
        there |= {f"{name}()：{body}" for name, body in cursor.fetchall()}
        cursor.execute("SELECT rulename FROM pg_rules WHERE tablename LIKE 'office%%'")
        return there | {f"规则 {name}" for (name,) in cursor.fetchall()}
