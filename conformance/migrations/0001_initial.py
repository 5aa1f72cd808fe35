import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ledger.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_functions"),
        ("accounts", "__first__"),
        ("policy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rows",
                    models.JSONField(
                        help_text="The rows of the table; the evidence of each in every language.", verbose_name="Rows"
                    ),
                ),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False, verbose_name="When")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="By",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policy.policyversion",
                        verbose_name="Policy version",
                    ),
                ),
            ],
            options={
                "verbose_name": "Check of conformance",
                "verbose_name_plural": "Checks of conformance",
                "ordering": ["-id"],
            },
        ),
    ]
