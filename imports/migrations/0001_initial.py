import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ledger.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_functions"),
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("beneficiaries", "0002_initial"),
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PeopleImport",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200, verbose_name="file")),
                ("mapping", models.JSONField(default=dict)),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("good", models.PositiveIntegerField(default=0, verbose_name="good rows")),
                ("likely", models.PositiveIntegerField(default=0, verbose_name="likely duplicates")),
                ("wrong", models.PositiveIntegerField(default=0, verbose_name="rows with errors")),
                ("written", models.PositiveIntegerField(default=0, verbose_name="people registered")),
                ("all_or_nothing", models.BooleanField(default=False, verbose_name="all or nothing")),
                (
                    "include_possible_duplicates",
                    models.BooleanField(default=False, verbose_name="likely duplicates are taken in"),
                ),
                ("wiped_at", models.DateTimeField(null=True)),
                (
                    "branch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.branch",
                        verbose_name="Branch",
                    ),
                ),
                (
                    "check_job",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Created by",
                    ),
                ),
                (
                    "write_job",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"
                    ),
                ),
            ],
            options={
                "verbose_name": "import of people",
                "verbose_name_plural": "imports of people",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(fields=["-created_at", "-id"], name="import_newest"),
                    models.Index(
                        condition=models.Q(("wiped_at__isnull", True)), fields=["created_at"], name="import_with_rows"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveIntegerField(verbose_name="row")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("good", "Good"),
                            ("likely", "Likely duplicate"),
                            ("wrong", "With errors"),
                            ("written", "Registered"),
                            ("known", "Registered meanwhile by a colleague"),
                        ],
                        max_length=8,
                    ),
                ),
                ("errors", models.JSONField(default=list)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("name_norm", models.TextField(blank=True, default="")),
                ("first_name", models.CharField(blank=True, default="", max_length=60)),
                ("father_name", models.CharField(blank=True, default="", max_length=60)),
                ("grandfather_name", models.CharField(blank=True, default="", max_length=60)),
                ("family_name", models.CharField(blank=True, default="", max_length=60)),
                ("sex", models.CharField(blank=True, default="", max_length=6)),
                ("birth_date", models.DateField(null=True)),
                ("nationality", models.CharField(blank=True, default="", max_length=2)),
                ("id_kind", models.CharField(blank=True, default="", max_length=8)),
                ("id_kind_reason", models.CharField(blank=True, default="", max_length=200)),
                ("id_token", models.TextField(blank=True, default="")),
                ("id_hmac", models.CharField(blank=True, default="", max_length=64)),
                ("id_tail", models.CharField(blank=True, default="", max_length=4)),
                ("id_expires_on", models.DateField(null=True)),
                ("city", models.CharField(blank=True, default="", max_length=80)),
                ("district", models.CharField(blank=True, default="", max_length=80)),
                ("national_address", models.CharField(blank=True, default="", max_length=8)),
                ("building_number", models.CharField(blank=True, default="", max_length=4)),
                ("street", models.CharField(blank=True, default="", max_length=100)),
                ("postal_code", models.CharField(blank=True, default="", max_length=5)),
                ("additional_number", models.CharField(blank=True, default="", max_length=4)),
                ("unit_number", models.CharField(blank=True, default="", max_length=6)),
                ("family_record", models.CharField(blank=True, default="", max_length=15)),
                ("mobile", models.CharField(blank=True, default="", max_length=10)),
                ("email", models.CharField(blank=True, default="", max_length=254)),
                (
                    "alike",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "people_import",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staged",
                        to="imports.peopleimport",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of an import",
                "verbose_name_plural": "rows of an import",
                "indexes": [models.Index(fields=["people_import", "outcome", "n"], name="importrow_by_outcome")],
                "constraints": [
                    models.UniqueConstraint(fields=("people_import", "n"), name="importrow_is_kept_once"),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["good", "likely", "wrong", "written", "known"])),
                        name="importrow_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "wrong"),
                            models.Q(("id_hmac__regex", "^[0-9a-f]{64}$"), ("id_token__startswith", "gAAAA")),
                            _connector="OR",
                        ),
                        name="importrow_id_is_encrypted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "written"), _negated=True), ("person__isnull", False), _connector="OR"
                        ),
                        name="importrow_written_is_somebody",
                    ),
                ],
            },
        ),
    ]
