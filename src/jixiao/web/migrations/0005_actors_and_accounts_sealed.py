"""Accounts have an id for the ledgers, and everything that is there is sealed anew, accounts too."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jixiao.web import sealing, written_once
from jixiao.web.models.people import new_actor

_BEFORE = {
    "entry": ("Entry", ("case_id", "number", "body")),
    "table": ("Table", ("digest", "body")),
    "case": ("Case", ("key", "year", "unit_id", "department_id", "finance_id", "procedure")),
    "evidence": ("Evidence", ("case_id", "kind", "place", "digest", "name", "size", "by_id")),
    "reason": ("FindingReason", ("case_id", "code", "place", "message", "reason", "by_id")),
    "remark": ("Remark", ("case_id", "place", "text", "by_id", "answered", "answered_by_id")),
    "trail": ("Trail", ("user_id", "name", "address", "action", "about")),
}  # fmt: skip
"""What was sealed until now."""


def name_actors(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """The ledgers know who is here already by the names of their accounts."""
    for user in apps.get_model("office", "User").objects.all():
        user.actor = user.username
        user.save(update_fields=["actor"])


def take_triggers_off(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers of before off: a table that gets a column is written anew."""
    is_postgresql = editor.connection.vendor == "postgresql"
    on = " ON office_user" if is_postgresql else ""
    editor.execute(f"DROP TRIGGER IF EXISTS office_user_renamed{on}")
    written_once.allow(editor)


def put_triggers_on(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers of now on."""
    written_once.forbid(editor)


def put_triggers_of_before_on(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put back what 0002 and 0004 made, but for what went by the name of an account."""
    written_once.forbid(editor)
    on = " ON office_user" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER office_user_actor{on}")
    function = "office_refuse()" if on else ""
    body = (
        f"BEFORE UPDATE OF username ON office_user FOR EACH ROW EXECUTE FUNCTION {function}"
        if on
        else "BEFORE UPDATE OF username ON office_user BEGIN SELECT RAISE(ABORT, 'never renamed'); END"
    )
    editor.execute(f"CREATE TRIGGER office_user_renamed {body}")


def seal_what_is(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Check what was sealed, and seal all that the office holds, as it is now.

    Raises:
        Tampered: something was changed since it was sealed.
    """
    seals = apps.get_model("office", "Seal").objects.order_by("number")
    last = {(each.kind, each.about): each.digest for each in seals.iterator()}
    for kind, (name, says) in _BEFORE.items() if last else ():
        for row in apps.get_model("office", name).objects.iterator():
            if last.get((kind, str(row.pk))) != sealing.digest_said(row, says):
                raise sealing.Tampered(sealing.changed(kind, str(row.pk)))
    # What came later is sealed from its beginning.
    there = {model._meta.label for model in apps.get_models()}  # noqa: SLF001 — Django's own way
    things = [
        (kind, str(row.pk), sealing.digest_of(kind, row))
        for kind, sealed in sealing.SEALED.items()
        if sealed.model in there
        for row in apps.get_model(sealed.model).objects.order_by("pk").iterator()
    ]
    if things:
        sealing.seal(things)


class Migration(migrations.Migration):
    """See above."""

    dependencies = (
        ("office", "0004_sealed"),
        ("otp_totp", "0003_add_timestamps"),
    )
    operations = (
        migrations.RunPython(take_triggers_off, put_triggers_of_before_on),
        migrations.AddField(
            "User",
            "actor",
            models.CharField(max_length=150, editable=False, default=""),
        ),
        migrations.RunPython(name_actors, migrations.RunPython.noop),
        migrations.AlterField(
            "User",
            "actor",
            models.CharField(
                max_length=150, editable=False, default=new_actor, unique=True
            ),
        ),
        migrations.RunPython(put_triggers_on, take_triggers_off),
        migrations.RunPython(seal_what_is, migrations.RunPython.noop),
    )
