"""The database itself refuses to change or delete what is written once."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLES = ("office_entry", "office_table", "office_trail")


def forbid(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put a trigger on each of the tables."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION office_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'written once'; END $$"
        )
    for table in _TABLES:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_{verb.lower()}"
            if editor.connection.vendor == "postgresql":
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION office_refuse()"
                )
            else:
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'written once'); END"
                )


def allow(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers off again."""
    for table in _TABLES:
        for verb in ("update", "delete"):
            on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER {table}_{verb}{on}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION office_refuse()")


class Migration(migrations.Migration):
    """See above."""

    dependencies = (("office", "0001_office"),)
    operations = (migrations.RunPython(forbid, allow),)
