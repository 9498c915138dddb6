"""When a value was measured and a vote cast, what a file was read as, and how wide a code is are sealed, too."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from jixiao.web import sealing

_BEFORE = {
    "device": ("user_id", "key", "confirmed"),
    "upload": ("digest", "name", "size", "by_id", "at"),
    "measurement": ("case_id", "kind", "until", "body", "form"),
    "panel": (
        *("organisation_id", "year", "code", "state", "round", "proposed"),
        *("by_id", "adopted_by_id"),
    ),
    "vote": ("seat_id", "round", "group", "points", "reason"),
}
"""What of these kinds was sealed until now."""


def seal_what_was_left_out(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Check these kinds as they were sealed, and seal all that they say now.

    Raises:
        Tampered: something was changed since it was sealed.
    """
    seals = apps.get_model("office", "Seal").objects.filter(kind__in=_BEFORE)
    last = {
        (each.kind, each.about): each.digest
        for each in seals.order_by("number").iterator()
    }
    entries = []
    for kind, names in _BEFORE.items():
        model = apps.get_model(sealing.SEALED[kind].model)
        for row in model.objects.order_by("pk").iterator():
            about = str(row.pk)
            before, now = last.get((kind, about)), sealing.digest_of(kind, row)
            if before == now:
                continue
            if before != sealing.digest_said(row, names):
                raise sealing.Tampered(sealing.changed(kind, about))
            entries.append((kind, about, now))
    if entries:
        sealing.seal(entries)


class Migration(migrations.Migration):
    """See above."""

    dependencies = (
        ("office", "0010_riskiest_first"),
        ("otp_totp", "0003_add_timestamps"),
    )
    operations = (
        migrations.RunPython(seal_what_was_left_out, migrations.RunPython.noop),
    )
