import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ledger.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_functions"),
        ("accounts", "__first__"),
        ("intake", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseInService",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("intake.application",),
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True, verbose_name="registration number")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registration",
                        to="intake.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "registration",
                "verbose_name_plural": "registrations",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=200, verbose_name="what was provided")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount in riyals"
                    ),
                ),
                ("received_by", models.CharField(max_length=200, verbose_name="received by")),
                ("provided_on", models.DateField(verbose_name="provided on")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="delivery", to="intake.application"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__isnull", True), ("amount__gt", 0), _connector="OR"),
                        name="delivery_amount_positive",
                    )
                ],
            },
        ),
    ]
