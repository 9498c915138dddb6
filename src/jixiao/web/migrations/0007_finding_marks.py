"""What reviewers say of findings has a table; nothing stands in it as yet."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table of marks."""

    dependencies = (("office", "0006_panels"),)
    operations = (
        migrations.CreateModel(
            name="FindingMark",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False, auto_created=True, verbose_name="ID")),
                ("cause", models.CharField(max_length=16, db_index=True)),
                ("code", models.CharField(max_length=10)),
                ("message", models.TextField()),
                ("verdict", models.CharField(
                    "审核结论", max_length=10,
                    choices=[("true", "属实"), ("no_fault", "不是问题"), ("mended", "已改")],
                )),
                ("note", models.TextField("说明", blank=True)),
                ("at", models.DateTimeField(auto_now=True)),
                ("by", models.ForeignKey(
                    settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, related_name="+",
                )),
                ("case", models.ForeignKey(
                    "office.case", django.db.models.deletion.CASCADE, related_name="marks",
                )),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "cause"), name="one_mark"),
                ],
            },
        ),
    )  # fmt: skip
