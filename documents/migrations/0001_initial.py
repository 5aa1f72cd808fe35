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
            name="StoredFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("upload", "Uploaded"), ("issued", "Issued by the portal")],
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("content_type", models.CharField(max_length=40, verbose_name="type")),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("path", models.CharField(editable=False, max_length=100, unique=True, verbose_name="path")),
                (
                    "created_at",
                    models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False, verbose_name="kept at"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Empty when the portal itself issued it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kept by",
                    ),
                ),
            ],
            options={
                "verbose_name": "file",
                "verbose_name_plural": "files",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["upload", "issued"])), name="file_kind_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("content_type__in", ["application/pdf", "image/jpeg", "image/png"])),
                        name="file_type_is_accepted",
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="file_is_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="file_sha256_is_whole"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by__isnull", False), ("kind", "issued"), _connector="OR"),
                        name="file_upload_has_its_by",
                    ),
                ],
            },
        ),
    ]
