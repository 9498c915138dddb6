"""Who answers for a hospital may have an account: one more role."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The role is one of a list; no table changes."""

    dependencies = (("office", "0007_finding_marks"),)

    operations = (
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("clerk", "单位经办"),
                    ("approver", "单位审核"),
                    ("department", "主管部门"),
                    ("finance_reviewer", "财政审核"),
                    ("finance_approver", "财政批复"),
                    ("fund", "基金业务"),
                    ("leader", "领导"),
                    ("auditor", "审计"),
                    ("institution", "定点机构"),
                ],
                max_length=20,
                verbose_name="角色",
            ),
        ),
    )
