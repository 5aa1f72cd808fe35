import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.lookups
import pghistory.utils
from django.conf import settings
from django.db import migrations, models

import ledger.clock
import policy.models.versions


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_functions"),
        ("accounts", "__first__"),
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Association",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ("slug", models.SlugField(unique=True, verbose_name="Short name in Latin letters")),
                ("name", models.CharField(max_length=200, verbose_name="Name of the association")),
                ("licence", models.CharField(blank=True, max_length=40, verbose_name="Licence number")),
                ("supervisor_shown", models.CharField(blank=True, max_length=200, verbose_name="Supervising body")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="City")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="Phone")),
                ("website", models.URLField(blank=True, verbose_name="Website")),
            ],
            options={
                "verbose_name": "Association",
                "verbose_name_plural": "Association",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)),
                        name="there_is_one_association",
                        violation_error_message="This portal serves one association.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AssociationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.PositiveSmallIntegerField(default=1, editable=False, serialize=False)),
                ("slug", models.SlugField(db_index=False, verbose_name="Short name in Latin letters")),
                ("name", models.CharField(max_length=200, verbose_name="Name of the association")),
                ("licence", models.CharField(blank=True, max_length=40, verbose_name="Licence number")),
                ("supervisor_shown", models.CharField(blank=True, max_length=200, verbose_name="Supervising body")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="City")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="Phone")),
                ("website", models.URLField(blank=True, verbose_name="Website")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="policy.association",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(help_text="Latin letters; it does not change.", unique=True, verbose_name="Key"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("as_printed", models.CharField(blank=True, max_length=200, verbose_name="As the policy prints it")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="Position")),
                ("active", models.BooleanField(default=True, verbose_name="In use")),
                ("takes_in", models.BooleanField(default=True, verbose_name="People reach us through it")),
                ("sends_out", models.BooleanField(default=False, verbose_name="We reach people through it")),
                ("carries_decision", models.BooleanField(default=False, verbose_name="May carry an outcome")),
                (
                    "ways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("sms", "Text message"),
                                ("email", "E-mail"),
                                ("phone", "Phone call by a member of staff"),
                                ("letter", "Printed letter"),
                                ("delegate", "A delegate, by hand"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        help_text="How a message is carried: by machine, or by a member of staff.",
                        size=None,
                        verbose_name="Ways",
                    ),
                ),
            ],
            options={
                "verbose_name": "Channel",
                "verbose_name_plural": "Channels",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ways__contained_by", ["sms", "email", "phone", "letter", "delegate"])),
                        name="channel_ways_are_known",
                        violation_error_message="One of the ways is not known.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sends_out", False), ("ways__len__gt", 0), _connector="OR"),
                        name="channel_that_sends_has_a_way",
                        violation_error_message="A channel through which we reach people needs one way at least.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("carries_decision", False), ("sends_out", True), _connector="OR"),
                        name="channel_that_carries_outcomes_sends",
                        violation_error_message="Only a channel through which we reach people may carry an outcome.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChannelEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "key",
                    models.SlugField(
                        db_index=False, help_text="Latin letters; it does not change.", verbose_name="Key"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("as_printed", models.CharField(blank=True, max_length=200, verbose_name="As the policy prints it")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="Position")),
                ("active", models.BooleanField(default=True, verbose_name="In use")),
                ("takes_in", models.BooleanField(default=True, verbose_name="People reach us through it")),
                ("sends_out", models.BooleanField(default=False, verbose_name="We reach people through it")),
                ("carries_decision", models.BooleanField(default=False, verbose_name="May carry an outcome")),
                (
                    "ways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("sms", "Text message"),
                                ("email", "E-mail"),
                                ("phone", "Phone call by a member of staff"),
                                ("letter", "Printed letter"),
                                ("delegate", "A delegate, by hand"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        help_text="How a message is carried: by machine, or by a member of staff.",
                        size=None,
                        verbose_name="Ways",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="policy.channel",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="Version number")),
                ("title", models.CharField(max_length=200, verbose_name="Title")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Approved by the board"),
                            ("in_force", "In force"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="Status",
                    ),
                ),
                (
                    "board_meeting",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Board meeting number"),
                ),
                ("board_term", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Board term")),
                (
                    "board_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Year of the board meeting"),
                ),
                ("weekday", models.CharField(blank=True, max_length=20, verbose_name="Weekday of the board meeting")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="Approved on")),
                (
                    "approved_on_hijri",
                    models.CharField(blank=True, max_length=10, verbose_name="Approved on, Hijri, as printed"),
                ),
                ("issue", models.CharField(blank=True, max_length=60, verbose_name="Issue")),
                ("issue_number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Issue number")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="Issued on")),
                (
                    "approval_status",
                    models.CharField(blank=True, max_length=120, verbose_name="Status, as the policy prints it"),
                ),
                (
                    "attendance",
                    models.CharField(blank=True, max_length=120, verbose_name="Attendance at the board meeting"),
                ),
                (
                    "supervisor_shown",
                    models.CharField(blank=True, max_length=200, verbose_name="Supervising body shown on the policy"),
                ),
                ("goal", models.TextField(blank=True, verbose_name="Overall goal")),
                ("preamble", models.TextField(blank=True, verbose_name="Preamble")),
                ("tools_for", models.CharField(blank=True, max_length=120, verbose_name="Whom the tools are for")),
                (
                    "objectives",
                    models.JSONField(
                        default=list,
                        help_text="A list: key, text, and means_to, the key of the objective that it serves or nothing.",
                        verbose_name="Objectives",
                    ),
                ),
                (
                    "steps",
                    models.JSONField(
                        default=list, help_text="Seven short terms, in order.", verbose_name="The seven steps"
                    ),
                ),
                (
                    "step_sentences",
                    models.JSONField(
                        default=list,
                        help_text="Seven sentences, one a step, in order.",
                        verbose_name="What each step asks",
                    ),
                ),
                ("eligibility", models.JSONField(blank=True, default=dict, verbose_name="Eligibility")),
                (
                    "decision_days",
                    models.PositiveSmallIntegerField(
                        help_text="Days of 24 hours, from the first submission. No outcome may be announced earlier.",
                        verbose_name="Days before an outcome may be announced",
                    ),
                ),
                (
                    "window_stated",
                    models.BooleanField(default=True, verbose_name="The policy itself states the window"),
                ),
                (
                    "stated_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Days stated by the policy"),
                ),
                (
                    "target_days",
                    models.PositiveSmallIntegerField(default=21, verbose_name="Target days for an outcome"),
                ),
                (
                    "decided_by",
                    models.CharField(
                        choices=[("committee", "A committee"), ("department", "A department")],
                        default="committee",
                        max_length=12,
                        verbose_name="Who decides",
                    ),
                ),
                ("deciding_body", models.CharField(max_length=120, verbose_name="Deciding body")),
                (
                    "referral_kind",
                    models.CharField(
                        choices=[("person", "A person"), ("department", "A department")],
                        default="person",
                        max_length=12,
                        verbose_name="Referrals go to a person or a department",
                    ),
                ),
                ("referral_to", models.CharField(max_length=120, verbose_name="Referrals go to")),
                (
                    "review_text",
                    models.TextField(
                        blank=True,
                        help_text="Empty where the policy states no review.",
                        verbose_name="Review, as the policy states it",
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="To be reviewed on")),
                (
                    "declaration_form",
                    models.CharField(
                        choices=[
                            ("separate", "A separate declaration is signed"),
                            ("with_data", "The data themselves are signed"),
                        ],
                        default="separate",
                        max_length=12,
                        verbose_name="How the declaration is signed",
                    ),
                ),
                ("declaration_text", models.TextField(verbose_name="Wording of the declaration")),
                ("window_text", models.TextField(verbose_name="Wording of the decision window")),
                ("receipt_intro_text", models.TextField(blank=True, verbose_name="Opening words of the receipt")),
                (
                    "outcome_intro_text",
                    models.TextField(blank=True, verbose_name="Opening words of the outcome letter"),
                ),
                ("closing_text", models.TextField(blank=True, verbose_name="Closing words of letters")),
                ("takes_effect_on", models.DateField(blank=True, null=True, verbose_name="Takes effect on")),
                (
                    "loaded_from",
                    models.SlugField(
                        blank=True, db_index=False, editable=False, verbose_name="Loaded from the profile"
                    ),
                ),
                (
                    "channels",
                    models.JSONField(
                        default=list, editable=False, verbose_name="Channels, as they were when it was put in force"
                    ),
                ),
                (
                    "tools",
                    models.JSONField(
                        default=list, editable=False, verbose_name="Tools, as they were when it was put in force"
                    ),
                ),
                ("in_force_from", models.DateTimeField(editable=False, null=True, verbose_name="In force from")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="policy.association",
                        verbose_name="Association",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Created by",
                    ),
                ),
                (
                    "in_force_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Put in force by",
                    ),
                ),
            ],
            options={
                "verbose_name": "Policy version",
                "verbose_name_plural": "Policy versions",
                "ordering": ["-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "approved", "in_force", "superseded"])),
                        name="policy_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by__in", ["committee", "department"])),
                        name="policy_decider_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("referral_kind__in", ["person", "department"])),
                        name="policy_referral_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("declaration_form__in", ["separate", "with_data"])),
                        name="policy_declaration_form_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "in_force")), fields=("status",), name="one_policy_is_in_force"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision_days__gte", 1)),
                        name="decision_window_is_at_least_a_day",
                        violation_error_message="The window before an outcome must be one day at least.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decision_days__gte", models.F("stated_days")),
                                ("stated_days__isnull", False),
                                ("window_stated", True),
                            ),
                            models.Q(("stated_days__isnull", True), ("window_stated", False)),
                            _connector="OR",
                        ),
                        name="decision_window_keeps_what_the_policy_states",
                        violation_error_message="The window may be longer than the policy states, never shorter.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target_days__gte", models.F("decision_days"))),
                        name="target_is_not_before_the_window_ends",
                        violation_error_message="The target may not be earlier than the end of the window.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "approved"]),
                            models.Q(("approved_on__isnull", False), ("in_force_from__isnull", False)),
                            _connector="OR",
                        ),
                        name="policy_in_force_was_approved",
                        violation_error_message="The date of the board's approval is missing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(policy.models.versions.JsonArrayLength("steps"), 7),
                            django.db.models.lookups.Exact(policy.models.versions.JsonArrayLength("step_sentences"), 7),
                        ),
                        name="policy_has_seven_steps",
                        violation_error_message="A policy has seven steps, each with its term and its sentence.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.TextField(verbose_name="What the review found")),
                ("next_on", models.DateField(verbose_name="Next review on")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False, verbose_name="When")),
                (
                    "by",
                    models.ForeignKey(
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
                        related_name="reviews",
                        to="policy.policyversion",
                        verbose_name="Policy version",
                    ),
                ),
            ],
            options={
                "verbose_name": "Review of the policy",
                "verbose_name_plural": "Reviews of the policy",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("note__regex", "\\S")), name="policy_review_has_a_note")
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False, verbose_name="When")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="By",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="policy.policyversion",
                        verbose_name="Policy version",
                    ),
                ),
            ],
            options={
                "verbose_name": "Acknowledgement of reading",
                "verbose_name_plural": "Acknowledgements of reading",
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("version", "by"), name="acknowledged_once")],
            },
        ),
        migrations.CreateModel(
            name="PolicyVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="Version number")),
                ("title", models.CharField(max_length=200, verbose_name="Title")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Approved by the board"),
                            ("in_force", "In force"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="Status",
                    ),
                ),
                (
                    "board_meeting",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Board meeting number"),
                ),
                ("board_term", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Board term")),
                (
                    "board_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Year of the board meeting"),
                ),
                ("weekday", models.CharField(blank=True, max_length=20, verbose_name="Weekday of the board meeting")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="Approved on")),
                (
                    "approved_on_hijri",
                    models.CharField(blank=True, max_length=10, verbose_name="Approved on, Hijri, as printed"),
                ),
                ("issue", models.CharField(blank=True, max_length=60, verbose_name="Issue")),
                ("issue_number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Issue number")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="Issued on")),
                (
                    "approval_status",
                    models.CharField(blank=True, max_length=120, verbose_name="Status, as the policy prints it"),
                ),
                (
                    "attendance",
                    models.CharField(blank=True, max_length=120, verbose_name="Attendance at the board meeting"),
                ),
                (
                    "supervisor_shown",
                    models.CharField(blank=True, max_length=200, verbose_name="Supervising body shown on the policy"),
                ),
                ("goal", models.TextField(blank=True, verbose_name="Overall goal")),
                ("preamble", models.TextField(blank=True, verbose_name="Preamble")),
                ("tools_for", models.CharField(blank=True, max_length=120, verbose_name="Whom the tools are for")),
                (
                    "objectives",
                    models.JSONField(
                        default=list,
                        help_text="A list: key, text, and means_to, the key of the objective that it serves or nothing.",
                        verbose_name="Objectives",
                    ),
                ),
                (
                    "steps",
                    models.JSONField(
                        default=list, help_text="Seven short terms, in order.", verbose_name="The seven steps"
                    ),
                ),
                (
                    "step_sentences",
                    models.JSONField(
                        default=list,
                        help_text="Seven sentences, one a step, in order.",
                        verbose_name="What each step asks",
                    ),
                ),
                ("eligibility", models.JSONField(blank=True, default=dict, verbose_name="Eligibility")),
                (
                    "decision_days",
                    models.PositiveSmallIntegerField(
                        help_text="Days of 24 hours, from the first submission. No outcome may be announced earlier.",
                        verbose_name="Days before an outcome may be announced",
                    ),
                ),
                (
                    "window_stated",
                    models.BooleanField(default=True, verbose_name="The policy itself states the window"),
                ),
                (
                    "stated_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Days stated by the policy"),
                ),
                (
                    "target_days",
                    models.PositiveSmallIntegerField(default=21, verbose_name="Target days for an outcome"),
                ),
                (
                    "decided_by",
                    models.CharField(
                        choices=[("committee", "A committee"), ("department", "A department")],
                        default="committee",
                        max_length=12,
                        verbose_name="Who decides",
                    ),
                ),
                ("deciding_body", models.CharField(max_length=120, verbose_name="Deciding body")),
                (
                    "referral_kind",
                    models.CharField(
                        choices=[("person", "A person"), ("department", "A department")],
                        default="person",
                        max_length=12,
                        verbose_name="Referrals go to a person or a department",
                    ),
                ),
                ("referral_to", models.CharField(max_length=120, verbose_name="Referrals go to")),
                (
                    "review_text",
                    models.TextField(
                        blank=True,
                        help_text="Empty where the policy states no review.",
                        verbose_name="Review, as the policy states it",
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="To be reviewed on")),
                (
                    "declaration_form",
                    models.CharField(
                        choices=[
                            ("separate", "A separate declaration is signed"),
                            ("with_data", "The data themselves are signed"),
                        ],
                        default="separate",
                        max_length=12,
                        verbose_name="How the declaration is signed",
                    ),
                ),
                ("declaration_text", models.TextField(verbose_name="Wording of the declaration")),
                ("window_text", models.TextField(verbose_name="Wording of the decision window")),
                ("receipt_intro_text", models.TextField(blank=True, verbose_name="Opening words of the receipt")),
                (
                    "outcome_intro_text",
                    models.TextField(blank=True, verbose_name="Opening words of the outcome letter"),
                ),
                ("closing_text", models.TextField(blank=True, verbose_name="Closing words of letters")),
                ("takes_effect_on", models.DateField(blank=True, null=True, verbose_name="Takes effect on")),
                (
                    "loaded_from",
                    models.SlugField(
                        blank=True, db_index=False, editable=False, verbose_name="Loaded from the profile"
                    ),
                ),
                (
                    "channels",
                    models.JSONField(
                        default=list, editable=False, verbose_name="Channels, as they were when it was put in force"
                    ),
                ),
                (
                    "tools",
                    models.JSONField(
                        default=list, editable=False, verbose_name="Tools, as they were when it was put in force"
                    ),
                ),
                ("in_force_from", models.DateTimeField(editable=False, null=True, verbose_name="In force from")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                (
                    "association",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="policy.association",
                        verbose_name="Association",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Created by",
                    ),
                ),
                (
                    "in_force_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Put in force by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="policy.policyversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProfileLoad",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(db_index=False, verbose_name="Profile")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256 of the facts")),
                (
                    "facts",
                    models.JSONField(
                        help_text="association, version: value by field; channels, tools: the same by key. Dates are texts.",
                        verbose_name="Facts",
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
                "verbose_name": "Load of a profile",
                "verbose_name_plural": "Loads of profiles",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="SignedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False, verbose_name="When")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="By",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                        verbose_name="Signed document",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed",
                        to="policy.policyversion",
                        verbose_name="Policy version",
                    ),
                ),
            ],
            options={
                "verbose_name": "Signed document",
                "verbose_name_plural": "Signed documents",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Tool",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(help_text="Latin letters; it does not change.", unique=True, verbose_name="Key"),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="Name")),
                ("as_printed", models.CharField(blank=True, max_length=200, verbose_name="As the policy prints it")),
                (
                    "kind",
                    models.CharField(
                        choices=[("document", "Document"), ("form", "Form")],
                        default="document",
                        max_length=10,
                        verbose_name="Kind",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="Position")),
                ("active", models.BooleanField(default=True, verbose_name="In use")),
            ],
            options={
                "verbose_name": "Tool",
                "verbose_name_plural": "Tools",
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["document", "form"])), name="tool_kind_is_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ToolEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "key",
                    models.SlugField(
                        db_index=False, help_text="Latin letters; it does not change.", verbose_name="Key"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                ("as_printed", models.CharField(blank=True, max_length=200, verbose_name="As the policy prints it")),
                (
                    "kind",
                    models.CharField(
                        choices=[("document", "Document"), ("form", "Form")],
                        default="document",
                        max_length=10,
                        verbose_name="Kind",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="Position")),
                ("active", models.BooleanField(default=True, verbose_name="In use")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="policy.tool",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ToolVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="Version number")),
                ("effective_on", models.DateField(verbose_name="Effective from")),
                (
                    "may_open",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("reception", "Reception officer"),
                                ("researcher", "Social researcher"),
                                ("head", "Head of social research"),
                                ("member", "Committee member"),
                                ("chair", "Committee chair"),
                                ("secretary", "Committee secretary"),
                                ("admin", "System administrator"),
                                ("manager", "Executive director"),
                                ("decider", "Decider of the department"),
                                ("countersigner", "Countersigner of decisions"),
                                ("auditor", "Internal auditor"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        help_text="Roles; none chosen: everybody who signs in.",
                        size=None,
                        verbose_name="Who may open it",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Note")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False, verbose_name="When")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="By",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                        verbose_name="File",
                    ),
                ),
                (
                    "tool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="policy.tool",
                        verbose_name="Tool",
                    ),
                ),
            ],
            options={
                "verbose_name": "Version of a tool",
                "verbose_name_plural": "Versions of tools",
                "ordering": ["tool", "-number"],
                "indexes": [models.Index(fields=["tool", "-effective_on", "-number"], name="tool_version_current")],
                "constraints": [
                    models.UniqueConstraint(fields=("tool", "number"), name="tool_version_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="tool_version_number_is_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "may_open__contained_by",
                                [
                                    "reception",
                                    "researcher",
                                    "head",
                                    "member",
                                    "chair",
                                    "secretary",
                                    "admin",
                                    "manager",
                                    "decider",
                                    "countersigner",
                                    "auditor",
                                ],
                            )
                        ),
                        name="tool_roles_are_known",
                    ),
                ],
            },
        ),
    ]
