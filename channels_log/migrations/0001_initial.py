import uuid

import django.db.models.deletion
import pghistory.utils
from django.conf import settings
from django.db import migrations, models

import ledger.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_functions"),
        ("accounts", "__first__"),
        ("beneficiaries", "0002_initial"),
        ("documents", "0001_initial"),
        ("intake", "0001_initial"),
        ("policy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseWithNotices",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("intake.application",),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "Receipt of the application"),
                            ("decision", "Decision on the application"),
                        ],
                        max_length=20,
                        verbose_name="about",
                    ),
                ),
                ("occasion", models.CharField(max_length=40)),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                ("next_at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("owed", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("by_hand", "To be carried by hand"),
                            ("done", "Carried by hand"),
                            ("failed", "Given up"),
                            ("unknown", "Not known whether it arrived"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="owed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("sms", "Text message"),
                            ("email", "E-mail"),
                            ("phone", "Phone call by a member of staff"),
                            ("letter", "Printed letter"),
                            ("delegate", "A delegate, by hand"),
                        ],
                        max_length=12,
                        verbose_name="way",
                    ),
                ),
                ("recipient", models.CharField(blank=True, max_length=254, verbose_name="to")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="subject")),
                ("body", models.TextField(verbose_name="text")),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("worker", models.CharField(blank=True, max_length=80)),
                ("transport", models.CharField(blank=True, max_length=20)),
                ("provider_ref", models.CharField(blank=True, max_length=200, verbose_name="reference at the gateway")),
                ("last_error", models.CharField(blank=True, max_length=300, verbose_name="last obstacle")),
                ("created_at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False)),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="told at")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="intake.application"
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policy.channel",
                        verbose_name="channel",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                        verbose_name="letter",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["owed", "sending"])),
                        fields=["next_at", "id"],
                        name="notice_live",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("by_hand", "unknown"))),
                        fields=["due_at", "id"],
                        name="notice_to_carry",
                    ),
                    models.Index(fields=["-created_at", "-id"], name="notice_newest"),
                    models.Index(fields=["state", "-created_at", "-id"], name="notice_newest_of_a_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("application", "kind", "occasion"), name="notice_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["receipt", "decision"])), name="notice_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["owed", "sending", "sent", "by_hand", "done", "failed", "unknown", "cancelled"],
                            )
                        ),
                        name="notice_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["sms", "email", "phone", "letter", "delegate"])),
                        name="notice_way_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease_until__isnull", False), ("state", "sending")),
                            models.Q(models.Q(("state", "sending"), _negated=True), ("lease_until__isnull", True)),
                            _connector="OR",
                        ),
                        name="notice_sending_has_a_lease",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state__in", ["sent", "done"])),
                            models.Q(
                                models.Q(("state__in", ["sent", "done"]), _negated=True), ("sent_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="notice_told_at_its_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Communication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sms", "Text message"),
                            ("email", "E-mail"),
                            ("phone", "Phone call by a member of staff"),
                            ("letter", "Printed letter"),
                            ("delegate", "A delegate, by hand"),
                        ],
                        max_length=12,
                        verbose_name="way",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("in", "They reached us"), ("out", "We reached them")],
                        max_length=3,
                        verbose_name="direction",
                    ),
                ),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False)),
                ("summary", models.TextField(verbose_name="summary")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("sent", "Sent by the portal"),
                            ("told", "Told or handed over"),
                            ("settled", "Settled in the contact itself"),
                            ("follow_up", "Needs following up"),
                            ("no_answer", "No answer"),
                            ("wrong_number", "Wrong number or address"),
                            ("refused", "They declined to take it"),
                            ("given_up", "Given up"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communications",
                        to="intake.application",
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communications",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policy.channel",
                        verbose_name="channel",
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
                (
                    "notice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communications",
                        to="channels_log.notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "indexes": [
                    models.Index(fields=["application", "-at"], name="communication_of_application"),
                    models.Index(fields=["beneficiary", "-at"], name="communication_of_beneficiary"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["in", "out"])), name="communication_direction_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "sent",
                                    "told",
                                    "settled",
                                    "follow_up",
                                    "no_answer",
                                    "wrong_number",
                                    "refused",
                                    "given_up",
                                ],
                            )
                        ),
                        name="communication_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("summary__regex", "\\S")), name="communication_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("by__isnull", False),
                                (
                                    "outcome__in",
                                    [
                                        "told",
                                        "settled",
                                        "follow_up",
                                        "no_answer",
                                        "wrong_number",
                                        "refused",
                                        "given_up",
                                    ],
                                ),
                            ),
                            models.Q(
                                ("by__isnull", True),
                                ("direction", "out"),
                                ("notice__isnull", False),
                                ("outcome", "sent"),
                            ),
                            _connector="OR",
                        ),
                        name="communication_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("by__isnull", True)), fields=("notice",), name="communication_sent_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "Receipt of the application"),
                            ("decision", "Decision on the application"),
                        ],
                        max_length=20,
                        verbose_name="about",
                    ),
                ),
                ("occasion", models.CharField(max_length=40)),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                ("next_at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("owed", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("by_hand", "To be carried by hand"),
                            ("done", "Carried by hand"),
                            ("failed", "Given up"),
                            ("unknown", "Not known whether it arrived"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="owed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("sms", "Text message"),
                            ("email", "E-mail"),
                            ("phone", "Phone call by a member of staff"),
                            ("letter", "Printed letter"),
                            ("delegate", "A delegate, by hand"),
                        ],
                        max_length=12,
                        verbose_name="way",
                    ),
                ),
                ("recipient", models.CharField(blank=True, max_length=254, verbose_name="to")),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("worker", models.CharField(blank=True, max_length=80)),
                ("transport", models.CharField(blank=True, max_length=20)),
                ("provider_ref", models.CharField(blank=True, max_length=200, verbose_name="reference at the gateway")),
                ("last_error", models.CharField(blank=True, max_length=300, verbose_name="last obstacle")),
                ("created_at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False)),
                ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="told at")),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.application",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="policy.channel",
                        verbose_name="channel",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.storedfile",
                        verbose_name="letter",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="channels_log.notice",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SandboxMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("sms", "Text message"),
                            ("email", "E-mail"),
                            ("phone", "Phone call by a member of staff"),
                            ("letter", "Printed letter"),
                            ("delegate", "A delegate, by hand"),
                        ],
                        max_length=12,
                        verbose_name="way",
                    ),
                ),
                ("recipient", models.CharField(max_length=254, verbose_name="to")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="subject")),
                ("body", models.TextField(verbose_name="text")),
                (
                    "created_at",
                    models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False, verbose_name="kept at"),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sandboxed", to="channels_log.notice"
                    ),
                ),
            ],
            options={
                "verbose_name": "sandbox message",
                "verbose_name_plural": "sandbox messages",
                "indexes": [models.Index(fields=["-created_at", "-id"], name="sandbox_newest")],
            },
        ),
    ]
