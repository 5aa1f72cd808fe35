import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ledger.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_functions"),
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("task", models.CharField(max_length=80, verbose_name="task")),
                ("title", models.CharField(max_length=200, verbose_name="what for")),
                ("params", models.JSONField(default=dict, verbose_name="parameters")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="asked for at"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(null=True, verbose_name="began at")),
                ("beat_at", models.DateTimeField(null=True)),
                ("done", models.PositiveIntegerField(default=0, verbose_name="rows done")),
                ("total", models.PositiveIntegerField(null=True, verbose_name="rows in all")),
                ("cancel_asked_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True, verbose_name="ended at")),
                ("error", models.CharField(blank=True, default="", max_length=300, verbose_name="error")),
                ("result_name", models.CharField(blank=True, default="", max_length=200, verbose_name="file")),
                ("result_type", models.CharField(blank=True, default="", max_length=80)),
                ("result_size", models.PositiveBigIntegerField(null=True)),
                ("files_gone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked for by",
                    ),
                ),
                (
                    "cancel_asked_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(fields=["by", "-created_at"], name="job_by_staff"),
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "running"))), fields=["beat_at"], name="job_open"
                    ),
                    models.Index(
                        condition=models.Q(("files_gone_at__isnull", True)),
                        fields=["finished_at"],
                        name="job_with_files",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "running", "done", "failed", "cancelled"])),
                        name="job_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total__isnull", True), ("done__lte", models.F("total")), _connector="OR"),
                        name="job_does_no_more_than_all",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state__in", ("waiting", "running"))),
                            models.Q(("finished_at__isnull", False), ("state__in", ("done", "failed", "cancelled"))),
                            _connector="OR",
                        ),
                        name="job_ends_with_its_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancel_asked_at__isnull", True), ("cancel_asked_by__isnull", True)),
                            models.Q(("cancel_asked_at__isnull", False), ("cancel_asked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="job_cancelled_by_somebody",
                    ),
                ],
            },
        ),
    ]
