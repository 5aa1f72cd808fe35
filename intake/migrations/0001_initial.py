import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
from django.conf import settings
from django.db import migrations, models

import intake.models.services
import ledger.clock
import ledger.digest


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_functions"),
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("beneficiaries", "0002_initial"),
        ("documents", "0001_initial"),
        ("policy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RequiredDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("label", models.CharField(max_length=120, verbose_name="label")),
                ("required", models.BooleanField(default=True, verbose_name="required")),
                ("expires", models.BooleanField(default=False, verbose_name="has an expiry date")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("active", models.BooleanField(default=True, verbose_name="asked for")),
            ],
            options={
                "verbose_name": "required document",
                "verbose_name_plural": "required documents",
                "ordering": ["service_id", "position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "mechanisms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("document_review", "Document review"), ("interview", "Personal interview")],
                            max_length=20,
                        ),
                        default=intake.models.services.default_mechanisms,
                        size=None,
                        verbose_name="ways of examining entitlement",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("active", models.BooleanField(default=True, verbose_name="open for applications")),
            ],
            options={
                "verbose_name": "service",
                "verbose_name_plural": "services",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=16, unique=True, verbose_name="reference")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("in_assessment", "Under assessment"),
                            ("awaiting_applicant", "Awaiting the applicant"),
                            ("awaiting_decision", "Awaiting a decision"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("registered", "Registered"),
                            ("served", "Served"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("step", models.PositiveIntegerField(default=0, verbose_name="step")),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="round of decision")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted at")),
                ("decision_days", models.PositiveSmallIntegerField(null=True, verbose_name="days of the window")),
                ("decision_not_before", models.DateTimeField(null=True, verbose_name="decision not before")),
                ("target_at", models.DateTimeField(null=True, verbose_name="target of the answer")),
                ("notify_way", models.CharField(max_length=12, verbose_name="way of notices")),
                (
                    "outcome_in_message",
                    models.BooleanField(default=False, verbose_name="the outcome may stand in the message"),
                ),
                ("receipt_noticed", models.BooleanField(default=False, verbose_name="notice of the receipt exists")),
                ("receipt_handed", models.BooleanField(db_default=False, verbose_name="the receipt was handed over")),
                (
                    "closed_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("withdrawn", "Withdrawn by the applicant"),
                            ("died", "The beneficiary died"),
                            ("no_answer", "No answer from the applicant"),
                            ("abandoned", "Abandoned draft"),
                            ("out_of_scope", "Outside the association's scope"),
                            ("duplicate", "Duplicate of another application"),
                            ("lapsed", "Registration lapsed"),
                            ("revoked", "Decision revoked"),
                            ("ended", "Service ended"),
                        ],
                        max_length=12,
                        verbose_name="reason of closing",
                    ),
                ),
                ("created_at", models.DateTimeField(db_default=ledger.clock.PortalNow(), verbose_name="received at")),
                (
                    "stands_since",
                    models.DateTimeField(db_default=ledger.clock.PortalNow(), verbose_name="stands so since"),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="beneficiaries.beneficiary",
                        verbose_name="beneficiary",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="received by",
                    ),
                ),
                (
                    "notify_channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policy.channel",
                        verbose_name="channel of notices",
                    ),
                ),
                (
                    "notify_contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="beneficiaries.contactpoint",
                        verbose_name="notices go to",
                    ),
                ),
                (
                    "policy_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policy.policyversion",
                        verbose_name="policy version",
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="beneficiaries.representative",
                        verbose_name="guardian or agent",
                    ),
                ),
                (
                    "researcher",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="social researcher",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="intake.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "verbose_name": "application",
                "verbose_name_plural": "applications",
                "indexes": [
                    models.Index(fields=["status", "stands_since", "id"], name="application_waiting"),
                    models.Index(fields=["branch", "status", "stands_since", "id"], name="application_branch_waiting"),
                    models.Index(fields=["status", "decision_not_before", "id"], name="application_due"),
                    models.Index(
                        fields=["branch", "status", "decision_not_before", "id"], name="application_branch_due"
                    ),
                    models.Index(
                        fields=["researcher", "status", "decision_not_before", "id"], name="application_researcher"
                    ),
                    models.Index(
                        condition=models.Q(
                            ("receipt_handed", False),
                            ("status__in", ("submitted", "in_assessment", "awaiting_decision")),
                        ),
                        fields=["stands_since", "id"],
                        name="application_receipt_open",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("receipt_noticed", False),
                            ("submitted_at__isnull", False),
                            models.Q(("status", "closed"), _negated=True),
                        ),
                        fields=["submitted_at"],
                        name="application_receipt_owed",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "submitted",
                                    "in_assessment",
                                    "awaiting_applicant",
                                    "awaiting_decision",
                                    "accepted",
                                    "rejected",
                                    "registered",
                                    "served",
                                    "closed",
                                ],
                            )
                        ),
                        name="application_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["draft", "closed"]), ("submitted_at__isnull", True)),
                            models.Q(
                                models.Q(("status", "draft"), _negated=True),
                                ("decision_days__isnull", False),
                                ("decision_not_before__isnull", False),
                                ("submitted_at__isnull", False),
                                ("target_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="application_window_with_submission",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "submitted", "closed"]),
                            ("researcher__isnull", False),
                            _connector="OR",
                        ),
                        name="application_studied_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("status", "closed")), models.Q(("closed_reason", ""), _negated=True)),
                            models.Q(models.Q(("status", "closed"), _negated=True), ("closed_reason", "")),
                            _connector="OR",
                        ),
                        name="application_closed_with_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("rejected", "served", "closed")), _negated=True),
                        fields=("beneficiary", "service"),
                        name="one_open_application_per_service",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequiredField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("label", models.CharField(max_length=120, verbose_name="label")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("number", "Number"),
                            ("money", "Amount of money"),
                            ("date", "Date"),
                            ("choice", "One of a list"),
                        ],
                        default="text",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "takes",
                    models.CharField(
                        choices=[
                            ("answer", "The applicant's answer"),
                            ("name", "The beneficiary's name"),
                            ("id_number", "The beneficiary's ID number"),
                            ("birth_date", "The beneficiary's date of birth"),
                        ],
                        default="answer",
                        max_length=12,
                        verbose_name="value comes from",
                    ),
                ),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="choices",
                    ),
                ),
                ("required", models.BooleanField(default=True, verbose_name="required")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("active", models.BooleanField(default=True, verbose_name="asked for")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fields",
                        to="intake.requireddocument",
                        verbose_name="matched with",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="required_fields",
                        to="intake.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "verbose_name": "required datum",
                "verbose_name_plural": "required data",
                "ordering": ["service_id", "position", "id"],
                "constraints": [models.UniqueConstraint(fields=("service", "key"), name="required_field_key_once")],
            },
        ),
        migrations.CreateModel(
            name="RequiredFieldEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("key", models.SlugField(db_index=False, max_length=40, verbose_name="key")),
                ("label", models.CharField(max_length=120, verbose_name="label")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("number", "Number"),
                            ("money", "Amount of money"),
                            ("date", "Date"),
                            ("choice", "One of a list"),
                        ],
                        default="text",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "takes",
                    models.CharField(
                        choices=[
                            ("answer", "The applicant's answer"),
                            ("name", "The beneficiary's name"),
                            ("id_number", "The beneficiary's ID number"),
                            ("birth_date", "The beneficiary's date of birth"),
                        ],
                        default="answer",
                        max_length=12,
                        verbose_name="value comes from",
                    ),
                ),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="choices",
                    ),
                ),
                ("required", models.BooleanField(default=True, verbose_name="required")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("active", models.BooleanField(default=True, verbose_name="asked for")),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.requireddocument",
                        verbose_name="matched with",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="intake.requiredfield",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RequiredDocumentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("key", models.SlugField(db_index=False, max_length=40, verbose_name="key")),
                ("label", models.CharField(max_length=120, verbose_name="label")),
                ("required", models.BooleanField(default=True, verbose_name="required")),
                ("expires", models.BooleanField(default=False, verbose_name="has an expiry date")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("active", models.BooleanField(default=True, verbose_name="asked for")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="intake.requireddocument",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="requireddocument",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="required_documents",
                to="intake.service",
                verbose_name="service",
            ),
        ),
        migrations.CreateModel(
            name="ApplicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=16, verbose_name="reference")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("in_assessment", "Under assessment"),
                            ("awaiting_applicant", "Awaiting the applicant"),
                            ("awaiting_decision", "Awaiting a decision"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("registered", "Registered"),
                            ("served", "Served"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("step", models.PositiveIntegerField(default=0, verbose_name="step")),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="round of decision")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted at")),
                ("decision_days", models.PositiveSmallIntegerField(null=True, verbose_name="days of the window")),
                ("decision_not_before", models.DateTimeField(null=True, verbose_name="decision not before")),
                ("target_at", models.DateTimeField(null=True, verbose_name="target of the answer")),
                ("notify_way", models.CharField(max_length=12, verbose_name="way of notices")),
                (
                    "outcome_in_message",
                    models.BooleanField(default=False, verbose_name="the outcome may stand in the message"),
                ),
                ("receipt_noticed", models.BooleanField(default=False, verbose_name="notice of the receipt exists")),
                ("receipt_handed", models.BooleanField(db_default=False, verbose_name="the receipt was handed over")),
                (
                    "closed_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("withdrawn", "Withdrawn by the applicant"),
                            ("died", "The beneficiary died"),
                            ("no_answer", "No answer from the applicant"),
                            ("abandoned", "Abandoned draft"),
                            ("out_of_scope", "Outside the association's scope"),
                            ("duplicate", "Duplicate of another application"),
                            ("lapsed", "Registration lapsed"),
                            ("revoked", "Decision revoked"),
                            ("ended", "Service ended"),
                        ],
                        max_length=12,
                        verbose_name="reason of closing",
                    ),
                ),
                ("created_at", models.DateTimeField(db_default=ledger.clock.PortalNow(), verbose_name="received at")),
                (
                    "stands_since",
                    models.DateTimeField(db_default=ledger.clock.PortalNow(), verbose_name="stands so since"),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.beneficiary",
                        verbose_name="beneficiary",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="received by",
                    ),
                ),
                (
                    "notify_channel",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="policy.channel",
                        verbose_name="channel of notices",
                    ),
                ),
                (
                    "notify_contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.contactpoint",
                        verbose_name="notices go to",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="intake.application",
                    ),
                ),
                (
                    "policy_version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="policy.policyversion",
                        verbose_name="policy version",
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.representative",
                        verbose_name="guardian or agent",
                    ),
                ),
                (
                    "researcher",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="social researcher",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServiceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.SlugField(db_index=False, max_length=40, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "mechanisms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("document_review", "Document review"), ("interview", "Personal interview")],
                            max_length=20,
                        ),
                        default=intake.models.services.default_mechanisms,
                        size=None,
                        verbose_name="ways of examining entitlement",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("active", models.BooleanField(default=True, verbose_name="open for applications")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="intake.service",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveSmallIntegerField()),
                ("data", models.JSONField(default=dict)),
                ("edits", models.PositiveIntegerField(default=0)),
                ("signed_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="intake.application"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "ordering": ["application_id", "n"],
                "constraints": [models.UniqueConstraint(fields=("application", "n"), name="statement_number_once")],
            },
        ),
        migrations.CreateModel(
            name="MatchLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40)),
                ("label", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=10)),
                ("required", models.BooleanField()),
                ("position", models.PositiveSmallIntegerField()),
                ("declared", models.CharField(blank=True, max_length=300)),
                ("on_document", models.CharField(blank=True, max_length=300)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("matches", "Matches"),
                            ("differs", "Differs"),
                            ("absent", "Not on the document"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "stands",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not chosen"),
                            ("document", "What the document says"),
                            ("declared", "What the applicant declared"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(null=True)),
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
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intake.requiredfield"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="intake.statement"
                    ),
                ),
            ],
            options={
                "verbose_name": "line of the match sheet",
                "verbose_name_plural": "lines of the match sheet",
                "ordering": ["statement_id", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("statement", "requirement"), name="match_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("at__isnull", True), ("by__isnull", True), ("result", "open")),
                            models.Q(
                                models.Q(("result", "open"), _negated=True),
                                ("at__isnull", False),
                                ("by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="match_result_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["open", "matches", "differs", "absent"])),
                        name="match_result_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "matches"), _negated=True),
                            models.Q(("declared", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="match_needs_declared",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("payload", models.JSONField(default=dict)),
                ("shown_digest", models.CharField(max_length=64)),
                (
                    "digest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=ledger.digest.DigestV1(models.F("payload")),
                        output_field=models.CharField(max_length=64),
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("pad", "Drawn on the screen"),
                            ("typed", "Typed name"),
                            ("scanned", "Signed on paper and scanned"),
                        ],
                        max_length=8,
                    ),
                ),
                ("signer_name", models.CharField(max_length=200)),
                ("signed_at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "policy_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policy.policyversion"
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "witness",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="declaration", to="intake.statement"
                    ),
                ),
            ],
            options={
                "verbose_name": "declaration",
                "verbose_name_plural": "declarations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("method", "typed"), ("signature__isnull", False), _connector="OR"),
                        name="declaration_signature_kept",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("signer_name", ""), _negated=True), name="declaration_signer_named"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40)),
                ("label", models.CharField(max_length=120)),
                ("required", models.BooleanField()),
                ("expires", models.BooleanField()),
                ("position", models.PositiveSmallIntegerField()),
                ("seen_original", models.BooleanField(default=False)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("issued_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                ("at", models.DateTimeField(null=True)),
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
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intake.requireddocument"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="intake.statement"
                    ),
                ),
            ],
            options={
                "verbose_name": "document of a statement",
                "verbose_name_plural": "documents of a statement",
                "ordering": ["statement_id", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("statement", "requirement"), name="statement_document_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("at__isnull", True), ("by__isnull", True)),
                            models.Q(("at__isnull", False), ("by__isnull", False)),
                            _connector="OR",
                        ),
                        name="statement_document_by_with_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__isnull", True), ("seen_original", False)),
                            ("by__isnull", False),
                            _connector="OR",
                        ),
                        name="statement_document_shown_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("key", models.SlugField(db_index=False, max_length=40)),
                ("label", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=10)),
                ("required", models.BooleanField()),
                ("position", models.PositiveSmallIntegerField()),
                ("declared", models.CharField(blank=True, max_length=300)),
                ("on_document", models.CharField(blank=True, max_length=300)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("matches", "Matches"),
                            ("differs", "Differs"),
                            ("absent", "Not on the document"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "stands",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not chosen"),
                            ("document", "What the document says"),
                            ("declared", "What the applicant declared"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="intake.matchline",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.requiredfield",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.statement",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.statementdocument",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="matchline",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="intake.statementdocument"
            ),
        ),
        migrations.CreateModel(
            name="StatementDocumentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("key", models.SlugField(db_index=False, max_length=40)),
                ("label", models.CharField(max_length=120)),
                ("required", models.BooleanField()),
                ("expires", models.BooleanField()),
                ("position", models.PositiveSmallIntegerField()),
                ("seen_original", models.BooleanField(default=False)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("issued_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                ("at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="intake.statementdocument",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.requireddocument",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.statement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.PositiveIntegerField()),
                (
                    "from_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("in_assessment", "Under assessment"),
                            ("awaiting_applicant", "Awaiting the applicant"),
                            ("awaiting_decision", "Awaiting a decision"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("registered", "Registered"),
                            ("served", "Served"),
                            ("closed", "Closed"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("in_assessment", "Under assessment"),
                            ("awaiting_applicant", "Awaiting the applicant"),
                            ("awaiting_decision", "Awaiting a decision"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("registered", "Registered"),
                            ("served", "Served"),
                            ("closed", "Closed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                ("note", models.TextField(blank=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="intake.application"
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
            ],
            options={
                "verbose_name": "move",
                "verbose_name_plural": "moves",
                "ordering": ["application_id", "n"],
                "constraints": [
                    models.UniqueConstraint(fields=("application", "n"), name="move_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by__isnull", False), ("to_status__in", ["accepted", "rejected"]), _connector="OR"
                        ),
                        name="move_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issued_at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                ("handed_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipt", to="intake.application"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.storedfile"
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "receipt",
                "verbose_name_plural": "receipts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handed_at__isnull", True), ("handed_by__isnull", True)),
                            models.Q(("handed_at__isnull", False), ("handed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="receipt_handed_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recusals", to="intake.application"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "recusal",
                "verbose_name_plural": "recusals",
                "constraints": [models.UniqueConstraint(fields=("application", "staff"), name="recusal_once")],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.TextField()),
                ("asked_at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="intake.application"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "referral",
                "verbose_name_plural": "referrals",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=["asked_at"],
                        name="referral_unanswered",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="referral_answered_whole",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="requireddocument",
            constraint=models.UniqueConstraint(fields=("service", "key"), name="required_document_key_once"),
        ),
        migrations.AddConstraint(
            model_name="matchline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "differs"), _negated=True),
                    models.Q(models.Q(("on_document", ""), _negated=True), ("stands", "document")),
                    models.Q(
                        models.Q(("on_document", ""), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                        ("stands", "declared"),
                    ),
                    _connector="OR",
                ),
                name="match_difference_is_settled",
            ),
        ),
    ]
