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
        ("policy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessment", to="intake.application"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "assessment",
                "verbose_name_plural": "assessments",
            },
        ),
        migrations.CreateModel(
            name="DocumentReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("satisfies", "Satisfies the conditions"),
                            ("doubtful", "Doubtful"),
                            ("lacking", "Lacking"),
                        ],
                        max_length=12,
                        verbose_name="finding",
                    ),
                ),
                ("note", models.TextField(verbose_name="what was examined and found")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="eligibility.assessment"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tool_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policy.toolversion",
                        verbose_name="tool used",
                    ),
                ),
            ],
            options={
                "verbose_name": "document review",
                "verbose_name_plural": "document reviews",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                ("held_on", models.DateField(verbose_name="held on")),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("office", "At the association"),
                            ("home", "At the beneficiary's home"),
                            ("phone", "By telephone"),
                        ],
                        default="office",
                        max_length=8,
                        verbose_name="where",
                    ),
                ),
                ("present", models.CharField(max_length=200, verbose_name="who was interviewed")),
                ("summary", models.TextField(verbose_name="summary")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="eligibility.assessment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tool_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policy.toolversion",
                        verbose_name="tool used",
                    ),
                ),
            ],
            options={
                "verbose_name": "interview",
                "verbose_name_plural": "interviews",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "outcome",
                    models.CharField(
                        choices=[("accept", "Acceptance"), ("reject", "Rejection")],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("help_kind", models.CharField(blank=True, max_length=200, verbose_name="kind of help")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="amount in riyals"
                    ),
                ),
                ("conditions", models.TextField(blank=True, verbose_name="conditions")),
                ("reasons", models.TextField(verbose_name="reasons")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="intake.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "tool_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policy.toolversion",
                        verbose_name="tool used",
                    ),
                ),
            ],
            options={
                "verbose_name": "recommendation",
                "verbose_name_plural": "recommendations",
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["accept", "reject"])), name="recommendation_outcome_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reasons__regex", "\\S")), name="recommendation_has_reasons"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True),
                            models.Q(("amount__gt", 0), ("outcome", "accept")),
                            _connector="OR",
                        ),
                        name="recommendation_amount_of_acceptance",
                    ),
                ],
            },
        ),
    ]
