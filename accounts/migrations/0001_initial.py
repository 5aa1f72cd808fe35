import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
from django.conf import settings
from django.db import migrations, models

import ledger.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_functions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Branch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
                ("city", models.CharField(max_length=80, verbose_name="city")),
                (
                    "code",
                    models.CharField(
                        help_text="Short, in Latin letters or digits; for example RUH.",
                        max_length=12,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9-]+$", "Capital Latin letters, digits and dashes only."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "verbose_name": "branch",
                "verbose_name_plural": "branches",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z0-9-]+$")), name="branch_code_is_plain"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "roles",
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
                        size=None,
                        verbose_name="roles",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Switched off for whoever leaves. What they did stays in their name.",
                        verbose_name="active",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("ar", "العربية"), ("en", "English")],
                        default="ar",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "password_changes",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="password changes"),
                ),
                (
                    "policy_to_read",
                    models.BooleanField(
                        db_default=True, default=True, editable=False, verbose_name="policy to be read"
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True,
                        help_text="Left empty for those who work for all branches.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff",
                        to="accounts.branch",
                        verbose_name="branch",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of staff",
                "verbose_name_plural": "staff",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="staff_email_is_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "roles__contained_by",
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
                        name="staff_roles_are_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BranchEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("city", models.CharField(max_length=80, verbose_name="city")),
                (
                    "code",
                    models.CharField(
                        help_text="Short, in Latin letters or digits; for example RUH.",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z0-9-]+$", "Capital Latin letters, digits and dashes only."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="accounts.branch",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StaffEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "roles",
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
                        size=None,
                        verbose_name="roles",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Switched off for whoever leaves. What they did stays in their name.",
                        verbose_name="active",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("ar", "العربية"), ("en", "English")],
                        default="ar",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "password_changes",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="password changes"),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Left empty for those who work for all branches.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AccessLog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("case_file", "Case file opened"),
                            ("person", "Person's page opened"),
                            ("id_reveal", "Identity number revealed"),
                            ("iban_reveal", "IBAN revealed"),
                            ("document", "Document opened"),
                            ("search", "Search"),
                            ("sign_in", "Sign-in"),
                            ("import", "People imported"),
                            ("export", "List exported"),
                            ("duplicates", "Possible duplicates compared"),
                        ],
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
                (
                    "application_ref",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="application"),
                ),
                ("person_id", models.CharField(blank=True, default="", max_length=36, verbose_name="person")),
                ("detail", models.CharField(blank=True, default="", max_length=200, verbose_name="detail")),
                ("url", models.CharField(blank=True, default="", max_length=300, verbose_name="page")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow(), verbose_name="when")),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member of staff",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading",
                "verbose_name_plural": "log of readings",
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["staff", "-at"], name="access_log_by_staff"),
                    models.Index(fields=["-at"], name="access_log_by_time"),
                    models.Index(
                        condition=models.Q(("application_ref", ""), _negated=True),
                        fields=["application_ref", "-at"],
                        name="access_log_by_case",
                    ),
                    models.Index(
                        condition=models.Q(("person_id", ""), _negated=True),
                        fields=["person_id", "-at"],
                        name="access_log_by_person",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [
                                    "case_file",
                                    "person",
                                    "id_reveal",
                                    "iban_reveal",
                                    "document",
                                    "search",
                                    "sign_in",
                                    "import",
                                    "export",
                                    "duplicates",
                                ],
                            )
                        ),
                        name="access_log_what_is_known",
                    )
                ],
            },
        ),
    ]
