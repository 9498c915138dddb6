"""A chain of seals, empty as yet; the database refuses to change seals and account names."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_WRITTEN_ONCE = ("office_entry", "office_table", "office_trail", "office_seal")


def forbid(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Refuse changes of seals, tables emptied at once, and accounts called otherwise."""
    if editor.connection.vendor == "postgresql":
        for verb in ("UPDATE", "DELETE"):
            editor.execute(
                f"CREATE TRIGGER office_seal_{verb.lower()} BEFORE {verb} ON office_seal "
                "FOR EACH ROW EXECUTE FUNCTION office_refuse()"
            )
        for table in _WRITTEN_ONCE:
            editor.execute(
                f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION office_refuse()"
            )
        editor.execute(
            "CREATE TRIGGER office_user_renamed BEFORE UPDATE OF username ON office_user "
            "FOR EACH ROW WHEN (OLD.username IS DISTINCT FROM NEW.username) "
            "EXECUTE FUNCTION office_refuse()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        editor.execute(
            f"CREATE TRIGGER office_seal_{verb.lower()} BEFORE {verb} ON office_seal "
            "BEGIN SELECT RAISE(ABORT, 'written once'); END"
        )
    editor.execute(
        "CREATE TRIGGER office_user_renamed BEFORE UPDATE OF username ON office_user "
        "WHEN OLD.username <> NEW.username BEGIN SELECT RAISE(ABORT, 'never renamed'); END"
    )


def allow(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers off again."""
    is_postgresql = editor.connection.vendor == "postgresql"
    names = [
        ("office_seal_update", "office_seal"),
        ("office_seal_delete", "office_seal"),
    ]
    names.append(("office_user_renamed", "office_user"))
    if is_postgresql:
        names += [(f"{table}_truncate", table) for table in _WRITTEN_ONCE]
    for name, table in names:
        editor.execute(
            f"DROP TRIGGER {name}" + (f" ON {table}" if is_postgresql else "")
        )


class Migration(migrations.Migration):
    """See above."""

    dependencies = (("office", "0003_rows_have_ids"),)
    operations = (
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "number",
                    models.PositiveBigIntegerField(primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=20)),
                ("about", models.CharField(max_length=64)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("mac", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "about"], name="seals_of_thing")
                ]
            },
        ),
        migrations.AddField(
            "Job", "attempts", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AddField("Job", "begun", models.DateTimeField(null=True)),
        migrations.AddField(
            "Token",
            "revoked",
            models.DateTimeField("收回于", editable=False, null=True),
        ),
        migrations.RunPython(forbid, allow),
    )
