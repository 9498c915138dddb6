"""What waits for a review is found by what the checks found in it, the riskiest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See above."""

    dependencies = (("office", "0009_acceptances"),)
    operations = tuple(
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=[place, "target", "-errors", "-warnings", "id"],
                name=f"riskiest_of_{place}",
            ),
        )
        for place in ("unit", "department", "finance")
    )
