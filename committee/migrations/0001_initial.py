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
        ("intake", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseBeforeCommittee",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("intake.application",),
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("position", models.PositiveSmallIntegerField()),
                ("added_at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                ("postponed_at", models.DateTimeField(null=True)),
                ("postponed_reason", models.TextField(blank=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="intake.application",
                    ),
                ),
                (
                    "postponed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "agenda item",
                "verbose_name_plural": "agenda items",
                "ordering": ["sitting_id", "position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("postponed_at__isnull", True)),
                        fields=("application", "round"),
                        name="item_on_one_agenda_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("postponed_at__isnull", True), ("postponed_by__isnull", True), ("postponed_reason", "")
                            ),
                            models.Q(
                                models.Q(("postponed_reason", ""), _negated=True),
                                ("postponed_at__isnull", False),
                                ("postponed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="item_postponed_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Committee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=3, help_text="Voting members who must be present.", verbose_name="quorum"
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "verbose_name": "committee",
                "verbose_name_plural": "committees",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("quorum__gte", 2)), name="committee_quorum_of_two")
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=3, help_text="Voting members who must be present.", verbose_name="quorum"
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="committee.committee",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DepartmentDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("step", models.PositiveIntegerField(default=0)),
                ("n", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="department_decisions",
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
                "verbose_name": "ruling",
                "verbose_name_plural": "rulings",
                "ordering": ["application_id", "round", "n"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["accept", "reject"])),
                        name="departmentdecision_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reasons__regex", "\\S")), name="departmentdecision_has_reasons"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True),
                            models.Q(("amount__gt", 0), ("outcome", "accept")),
                            _connector="OR",
                        ),
                        name="departmentdecision_amount_of_acceptance",
                    ),
                    models.UniqueConstraint(
                        fields=("application", "round", "n"), name="departmentdecision_number_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Countersignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreed", models.BooleanField(default=True)),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "department_decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="countersignature",
                        to="committee.departmentdecision",
                    ),
                ),
            ],
            options={
                "verbose_name": "countersignature",
                "verbose_name_plural": "countersignatures",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("agreed", True), ("note__regex", "\\S"), _connector="OR"),
                        name="countersignature_declined_with_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "seat",
                    models.CharField(
                        choices=[("chair", "Chair"), ("member", "Member"), ("secretary", "Secretary")],
                        default="member",
                        max_length=10,
                        verbose_name="seat",
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="committee.committee",
                        verbose_name="committee",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "committee member",
                "verbose_name_plural": "committee members",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("committee", "staff"),
                        name="member_sits_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("seat", "chair"), ("until__isnull", True)),
                        fields=("committee",),
                        name="committee_has_one_chair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="seat_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seat__in", ["chair", "member", "secretary"])), name="seat_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "seat",
                    models.CharField(
                        choices=[("chair", "Chair"), ("member", "Member"), ("secretary", "Secretary")],
                        default="member",
                        max_length=10,
                        verbose_name="seat",
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "committee",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="committee.committee",
                        verbose_name="committee",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="committee.member",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Motion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("n", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="motions", to="committee.agendaitem"
                    ),
                ),
            ],
            options={
                "verbose_name": "motion",
                "verbose_name_plural": "motions",
                "ordering": ["item_id", "n"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["accept", "reject"])), name="motion_outcome_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("reasons__regex", "\\S")), name="motion_has_reasons"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True),
                            models.Q(("amount__gt", 0), ("outcome", "accept")),
                            _connector="OR",
                        ),
                        name="motion_amount_of_acceptance",
                    ),
                    models.UniqueConstraint(fields=("item", "n"), name="motion_number_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("ayes", models.PositiveSmallIntegerField(default=0)),
                ("nays", models.PositiveSmallIntegerField(default=0)),
                ("abstentions", models.PositiveSmallIntegerField(default=0)),
                ("decided_at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                ("announced", models.BooleanField(default=False)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="intake.application"
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
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="committee.agendaitem",
                    ),
                ),
                (
                    "department_decision",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="committee.departmentdecision",
                    ),
                ),
                (
                    "motion",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="committee.motion",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "indexes": [
                    models.Index(
                        condition=models.Q(("announced", False)),
                        fields=["decided_at", "id"],
                        name="decision_unannounced",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["accept", "reject"])), name="decision_outcome_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("reasons__regex", "\\S")), name="decision_has_reasons"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True),
                            models.Q(("amount__gt", 0), ("outcome", "accept")),
                            _connector="OR",
                        ),
                        name="decision_amount_of_acceptance",
                    ),
                    models.UniqueConstraint(fields=("application", "round"), name="one_decision_per_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("department_decision__isnull", True),
                                ("item__isnull", False),
                                ("motion__isnull", False),
                            ),
                            models.Q(
                                ("department_decision__isnull", False), ("item__isnull", True), ("motion__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="decision_by_committee_or_department",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[("for", "For"), ("against", "Against"), ("abstain", "Abstain")],
                        max_length=8,
                        verbose_name="vote",
                    ),
                ),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="committee.agendaitem"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="committee.member"
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="committee.motion"
                    ),
                ),
            ],
            options={
                "verbose_name": "ballot",
                "verbose_name_plural": "ballots",
                "constraints": [
                    models.UniqueConstraint(fields=("motion", "member"), name="one_ballot_of_a_member"),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["for", "against", "abstain"])), name="ballot_choice_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("held_at", models.DateTimeField(verbose_name="held at")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                (
                    "kind",
                    models.CharField(
                        choices=[("in_person", "In person"), ("circulation", "By circulation")],
                        default="in_person",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("quorum", models.PositiveSmallIntegerField(verbose_name="quorum")),
                ("opened_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sittings",
                        to="committee.committee",
                        verbose_name="committee",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "sitting",
                "verbose_name_plural": "sittings",
                "constraints": [
                    models.UniqueConstraint(fields=("committee", "number"), name="sitting_number_once"),
                    models.CheckConstraint(condition=models.Q(("quorum__gte", 2)), name="sitting_quorum_of_two"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="sitting_opened_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(
                                ("ended_at__isnull", False), ("ended_by__isnull", False), ("opened_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="sitting_ended_after_opening",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendance", to="committee.member"
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendance", to="committee.sitting"
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendance",
                "constraints": [models.UniqueConstraint(fields=("sitting", "member"), name="attends_once")],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="sitting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="committee.sitting"
            ),
        ),
        migrations.CreateModel(
            name="SittingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("held_at", models.DateTimeField(verbose_name="held at")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                (
                    "kind",
                    models.CharField(
                        choices=[("in_person", "In person"), ("circulation", "By circulation")],
                        default="in_person",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("quorum", models.PositiveSmallIntegerField(verbose_name="quorum")),
                ("opened_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "committee",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="committee.committee",
                        verbose_name="committee",
                    ),
                ),
                (
                    "ended_by",
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
                    "opened_by",
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
                        to="committee.sitting",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VoteClosing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ayes", models.PositiveSmallIntegerField(default=0)),
                ("nays", models.PositiveSmallIntegerField(default=0)),
                ("abstentions", models.PositiveSmallIntegerField(default=0)),
                ("carried", models.BooleanField(default=False)),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow())),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closings", to="committee.agendaitem"
                    ),
                ),
                (
                    "motion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closing", to="committee.motion"
                    ),
                ),
            ],
            options={
                "verbose_name": "closing of a vote",
                "verbose_name_plural": "closings of votes",
                "indexes": [
                    models.Index(condition=models.Q(("carried", True)), fields=["item"], name="voteclosing_carried")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(fields=("sitting", "application"), name="item_once_on_an_agenda"),
        ),
    ]
