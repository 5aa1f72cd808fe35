import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import pghistory.utils
from django.conf import settings
from django.db import migrations, models

import beneficiaries.models.name_search
import ledger.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_functions"),
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("beneficiaries", "0001_functions"),
        ("documents", "0001_initial"),
        ("policy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamePart",
            fields=[
                ("part", models.TextField(primary_key=True, serialize=False)),
                ("people", models.PositiveIntegerField(db_default=1)),
            ],
            options={
                "verbose_name": "Part of names",
                "verbose_name_plural": "Parts of names",
            },
        ),
        migrations.CreateModel(
            name="BankAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                ("iban_token", models.TextField(editable=False, verbose_name="IBAN")),
                ("iban_hmac", models.CharField(editable=False, max_length=64)),
                ("iban_tail", models.CharField(editable=False, max_length=4)),
                ("bank_code", models.CharField(editable=False, max_length=2)),
                ("holder_name", models.CharField(max_length=200, verbose_name="Account holder")),
                ("seen_original", models.BooleanField(default=False, verbose_name="I saw the original")),
                ("active", models.BooleanField(default=True, verbose_name="In use")),
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
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                        verbose_name="Scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "Bank account",
                "verbose_name_plural": "Bank accounts",
                "ordering": ["-active", "-id"],
                "indexes": [models.Index(fields=["iban_hmac"], name="bank_account_by_iban")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("iban_token__startswith", "gAAAA"), ("iban_hmac__regex", "^[0-9a-f]{64}$")),
                        name="bank_account_is_encrypted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("iban_tail__regex", "^[0-9A-Z]{4}$"), ("bank_code__regex", "^[0-9A-Z]{2}$")
                        ),
                        name="bank_account_shows_little",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("holder_name__regex", "\\S")), name="bank_account_has_a_holder"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proof__isnull", False), ("seen_original", True), _connector="OR"),
                        name="bank_account_proof_was_seen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Beneficiary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("first_name", models.CharField(max_length=60, verbose_name="First name")),
                ("father_name", models.CharField(blank=True, default="", max_length=60, verbose_name="Father's name")),
                (
                    "grandfather_name",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="Grandfather's name"),
                ),
                ("family_name", models.CharField(max_length=60, verbose_name="Family name")),
                (
                    "full_name",
                    models.GeneratedField(
                        db_persist=True,
                        expression=beneficiaries.models.name_search.PersonName(
                            "first_name", "father_name", "grandfather_name", "family_name"
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "name_norm",
                    models.GeneratedField(
                        db_persist=True,
                        expression=beneficiaries.models.name_search.ArabicForm(
                            beneficiaries.models.name_search.PersonName(
                                "first_name", "father_name", "grandfather_name", "family_name"
                            )
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "name_tsv",
                    models.GeneratedField(
                        db_persist=True,
                        expression=beneficiaries.models.name_search.ArabicParts(
                            beneficiaries.models.name_search.PersonName(
                                "first_name", "father_name", "grandfather_name", "family_name"
                            )
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[("male", "Male"), ("female", "Female")], max_length=6, verbose_name="Sex"
                    ),
                ),
                ("birth_date", models.DateField(verbose_name="Birth date")),
                (
                    "nationality",
                    models.CharField(
                        choices=[
                            ("SA", "Saudi Arabia"),
                            ("YE", "Yemen"),
                            ("SY", "Syria"),
                            ("EG", "Egypt"),
                            ("SD", "Sudan"),
                            ("JO", "Jordan"),
                            ("PS", "Palestine"),
                            ("IQ", "Iraq"),
                            ("LB", "Lebanon"),
                            ("AE", "United Arab Emirates"),
                            ("KW", "Kuwait"),
                            ("BH", "Bahrain"),
                            ("QA", "Qatar"),
                            ("OM", "Oman"),
                            ("MA", "Morocco"),
                            ("DZ", "Algeria"),
                            ("TN", "Tunisia"),
                            ("LY", "Libya"),
                            ("MR", "Mauritania"),
                            ("SO", "Somalia"),
                            ("DJ", "Djibouti"),
                            ("KM", "Comoros"),
                            ("ET", "Ethiopia"),
                            ("ER", "Eritrea"),
                            ("TD", "Chad"),
                            ("NG", "Nigeria"),
                            ("NE", "Niger"),
                            ("ML", "Mali"),
                            ("SN", "Senegal"),
                            ("GH", "Ghana"),
                            ("CM", "Cameroon"),
                            ("KE", "Kenya"),
                            ("UG", "Uganda"),
                            ("PK", "Pakistan"),
                            ("IN", "India"),
                            ("BD", "Bangladesh"),
                            ("MM", "Myanmar"),
                            ("AF", "Afghanistan"),
                            ("LK", "Sri Lanka"),
                            ("NP", "Nepal"),
                            ("ID", "Indonesia"),
                            ("PH", "Philippines"),
                            ("MY", "Malaysia"),
                            ("TH", "Thailand"),
                            ("CN", "China"),
                            ("UZ", "Uzbekistan"),
                            ("TR", "Türkiye"),
                            ("IR", "Iran"),
                            ("GB", "United Kingdom"),
                            ("FR", "France"),
                            ("US", "United States"),
                            ("XA", "Without nationality"),
                            ("XZ", "Another nationality"),
                        ],
                        default="SA",
                        max_length=2,
                        verbose_name="Nationality",
                    ),
                ),
                (
                    "id_kind",
                    models.CharField(
                        choices=[
                            ("national", "National ID"),
                            ("iqama", "Residence permit (iqama)"),
                            ("gcc", "GCC national ID"),
                            ("passport", "Passport"),
                            ("border", "Border number"),
                        ],
                        default="national",
                        max_length=8,
                        verbose_name="Kind of identity",
                    ),
                ),
                (
                    "id_kind_reason",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="Why this kind of identity"),
                ),
                ("id_token", models.TextField(editable=False, verbose_name="Identity number")),
                ("id_hmac", models.CharField(editable=False, max_length=64, unique=True)),
                ("id_tail", models.CharField(blank=True, db_default="", default="", editable=False, max_length=4)),
                ("id_expires_on", models.DateField(blank=True, null=True, verbose_name="Identity expires on")),
                ("city", models.CharField(blank=True, default="", max_length=80, verbose_name="City")),
                ("district", models.CharField(blank=True, default="", max_length=80, verbose_name="District")),
                (
                    "national_address",
                    models.CharField(blank=True, default="", max_length=8, verbose_name="Short national address"),
                ),
                (
                    "building_number",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=4, verbose_name="Building number"
                    ),
                ),
                (
                    "street",
                    models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="Street"),
                ),
                (
                    "postal_code",
                    models.CharField(blank=True, db_default="", default="", max_length=5, verbose_name="Postal code"),
                ),
                (
                    "additional_number",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=4, verbose_name="Additional number"
                    ),
                ),
                (
                    "unit_number",
                    models.CharField(blank=True, db_default="", default="", max_length=6, verbose_name="Unit number"),
                ),
                (
                    "family_record",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=15, verbose_name="Family record number"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("ur", "Urdu"),
                            ("bn", "Bengali"),
                            ("hi", "Hindi"),
                            ("am", "Amharic"),
                            ("tl", "Filipino"),
                            ("id", "Indonesian"),
                            ("sign", "Sign language"),
                        ],
                        db_default="ar",
                        default="ar",
                        max_length=4,
                        verbose_name="Language",
                    ),
                ),
                ("edits", models.PositiveIntegerField(default=0, editable=False)),
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
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "preferred_channel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policy.channel",
                        verbose_name="Preferred channel",
                    ),
                ),
            ],
            options={
                "verbose_name": "Beneficiary",
                "verbose_name_plural": "Beneficiaries",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["name_tsv"], name="beneficiary_name_parts"),
                    models.Index(fields=["birth_date"], name="beneficiary_born_on"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first_name__regex", "\\S"), ("family_name__regex", "\\S")),
                        name="beneficiary_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["male", "female"])), name="beneficiary_sex_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "nationality__in",
                                [
                                    "SA",
                                    "YE",
                                    "SY",
                                    "EG",
                                    "SD",
                                    "JO",
                                    "PS",
                                    "IQ",
                                    "LB",
                                    "AE",
                                    "KW",
                                    "BH",
                                    "QA",
                                    "OM",
                                    "MA",
                                    "DZ",
                                    "TN",
                                    "LY",
                                    "MR",
                                    "SO",
                                    "DJ",
                                    "KM",
                                    "ET",
                                    "ER",
                                    "TD",
                                    "NG",
                                    "NE",
                                    "ML",
                                    "SN",
                                    "GH",
                                    "CM",
                                    "KE",
                                    "UG",
                                    "PK",
                                    "IN",
                                    "BD",
                                    "MM",
                                    "AF",
                                    "LK",
                                    "NP",
                                    "ID",
                                    "PH",
                                    "MY",
                                    "TH",
                                    "CN",
                                    "UZ",
                                    "TR",
                                    "IR",
                                    "GB",
                                    "FR",
                                    "US",
                                    "XA",
                                    "XZ",
                                ],
                            )
                        ),
                        name="beneficiary_nationality_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("id_kind__in", ["national", "iqama", "gcc", "passport", "border"])),
                        name="beneficiary_id_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("id_kind__in", ("gcc", "passport", "border")), _negated=True),
                            ("id_kind_reason__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="beneficiary_other_id_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("id_kind", "national"), _negated=True), ("nationality", "SA"), _connector="OR"
                        ),
                        name="beneficiary_national_id_is_of_a_saudi",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("id_kind__in", ["iqama", "border"]), _negated=True),
                            models.Q(("nationality", "SA"), _negated=True),
                            _connector="OR",
                        ),
                        name="beneficiary_permit_is_of_another_nationality",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("id_kind", "gcc"), _negated=True),
                            ("nationality__in", ("AE", "BH", "KW", "OM", "QA")),
                            _connector="OR",
                        ),
                        name="beneficiary_gcc_id_is_of_a_gcc_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("id_token__startswith", "gAAAA"), ("id_hmac__regex", "^[0-9a-f]{64}$")),
                        name="beneficiary_id_is_encrypted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="beneficiary_merged_into_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("id_tail__regex", "^[0-9A-Z]{0,4}$")), name="beneficiary_id_tail_is_short"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("national_address", ""), ("national_address__regex", "^[A-Z]{4}[0-9]{4}$"), _connector="OR"
                        ),
                        name="beneficiary_national_address_is_short",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("building_number__regex", "^([0-9]{4,4})?$"),
                            ("additional_number__regex", "^([0-9]{4,4})?$"),
                            ("postal_code__regex", "^([0-9]{5,5})?$"),
                            ("unit_number__regex", "^([0-9]{1,6})?$"),
                        ),
                        name="beneficiary_national_address_has_its_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("family_record__regex", "^([0-9]{4,15})?$")),
                        name="beneficiary_family_record_is_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["ar", "en", "ur", "bn", "hi", "am", "tl", "id", "sign"])),
                        name="beneficiary_language_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankAccountEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                ("iban_hmac", models.CharField(editable=False, max_length=64)),
                ("bank_code", models.CharField(editable=False, max_length=2)),
                ("holder_name", models.CharField(max_length=200, verbose_name="Account holder")),
                ("seen_original", models.BooleanField(default=False, verbose_name="I saw the original")),
                ("active", models.BooleanField(default=True, verbose_name="In use")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Created by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="beneficiaries.bankaccount",
                    ),
                ),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.storedfile",
                        verbose_name="Scan",
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.beneficiary",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="bankaccount",
            name="beneficiary",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bank_accounts",
                to="beneficiaries.beneficiary",
            ),
        ),
        migrations.CreateModel(
            name="BeneficiaryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("first_name", models.CharField(max_length=60, verbose_name="First name")),
                ("father_name", models.CharField(blank=True, default="", max_length=60, verbose_name="Father's name")),
                (
                    "grandfather_name",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="Grandfather's name"),
                ),
                ("family_name", models.CharField(max_length=60, verbose_name="Family name")),
                (
                    "sex",
                    models.CharField(
                        choices=[("male", "Male"), ("female", "Female")], max_length=6, verbose_name="Sex"
                    ),
                ),
                ("birth_date", models.DateField(verbose_name="Birth date")),
                (
                    "nationality",
                    models.CharField(
                        choices=[
                            ("SA", "Saudi Arabia"),
                            ("YE", "Yemen"),
                            ("SY", "Syria"),
                            ("EG", "Egypt"),
                            ("SD", "Sudan"),
                            ("JO", "Jordan"),
                            ("PS", "Palestine"),
                            ("IQ", "Iraq"),
                            ("LB", "Lebanon"),
                            ("AE", "United Arab Emirates"),
                            ("KW", "Kuwait"),
                            ("BH", "Bahrain"),
                            ("QA", "Qatar"),
                            ("OM", "Oman"),
                            ("MA", "Morocco"),
                            ("DZ", "Algeria"),
                            ("TN", "Tunisia"),
                            ("LY", "Libya"),
                            ("MR", "Mauritania"),
                            ("SO", "Somalia"),
                            ("DJ", "Djibouti"),
                            ("KM", "Comoros"),
                            ("ET", "Ethiopia"),
                            ("ER", "Eritrea"),
                            ("TD", "Chad"),
                            ("NG", "Nigeria"),
                            ("NE", "Niger"),
                            ("ML", "Mali"),
                            ("SN", "Senegal"),
                            ("GH", "Ghana"),
                            ("CM", "Cameroon"),
                            ("KE", "Kenya"),
                            ("UG", "Uganda"),
                            ("PK", "Pakistan"),
                            ("IN", "India"),
                            ("BD", "Bangladesh"),
                            ("MM", "Myanmar"),
                            ("AF", "Afghanistan"),
                            ("LK", "Sri Lanka"),
                            ("NP", "Nepal"),
                            ("ID", "Indonesia"),
                            ("PH", "Philippines"),
                            ("MY", "Malaysia"),
                            ("TH", "Thailand"),
                            ("CN", "China"),
                            ("UZ", "Uzbekistan"),
                            ("TR", "Türkiye"),
                            ("IR", "Iran"),
                            ("GB", "United Kingdom"),
                            ("FR", "France"),
                            ("US", "United States"),
                            ("XA", "Without nationality"),
                            ("XZ", "Another nationality"),
                        ],
                        default="SA",
                        max_length=2,
                        verbose_name="Nationality",
                    ),
                ),
                (
                    "id_kind",
                    models.CharField(
                        choices=[
                            ("national", "National ID"),
                            ("iqama", "Residence permit (iqama)"),
                            ("gcc", "GCC national ID"),
                            ("passport", "Passport"),
                            ("border", "Border number"),
                        ],
                        default="national",
                        max_length=8,
                        verbose_name="Kind of identity",
                    ),
                ),
                (
                    "id_kind_reason",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="Why this kind of identity"),
                ),
                ("id_hmac", models.CharField(editable=False, max_length=64)),
                ("id_expires_on", models.DateField(blank=True, null=True, verbose_name="Identity expires on")),
                ("city", models.CharField(blank=True, default="", max_length=80, verbose_name="City")),
                ("district", models.CharField(blank=True, default="", max_length=80, verbose_name="District")),
                (
                    "national_address",
                    models.CharField(blank=True, default="", max_length=8, verbose_name="Short national address"),
                ),
                (
                    "building_number",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=4, verbose_name="Building number"
                    ),
                ),
                (
                    "street",
                    models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="Street"),
                ),
                (
                    "postal_code",
                    models.CharField(blank=True, db_default="", default="", max_length=5, verbose_name="Postal code"),
                ),
                (
                    "additional_number",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=4, verbose_name="Additional number"
                    ),
                ),
                (
                    "unit_number",
                    models.CharField(blank=True, db_default="", default="", max_length=6, verbose_name="Unit number"),
                ),
                (
                    "family_record",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=15, verbose_name="Family record number"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("en", "English"),
                            ("ur", "Urdu"),
                            ("bn", "Bengali"),
                            ("hi", "Hindi"),
                            ("am", "Amharic"),
                            ("tl", "Filipino"),
                            ("id", "Indonesian"),
                            ("sign", "Sign language"),
                        ],
                        db_default="ar",
                        default="ar",
                        max_length=4,
                        verbose_name="Language",
                    ),
                ),
                ("edits", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.branch",
                        verbose_name="Branch",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Created by",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "preferred_channel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="policy.channel",
                        verbose_name="Preferred channel",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="Number")),
                ("body", models.TextField(verbose_name="Text")),
                ("valid_from", models.DateField(verbose_name="Valid from")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
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
            ],
            options={
                "verbose_name": "Text of consent",
                "verbose_name_plural": "Texts of consent",
                "ordering": ["-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("body__regex", "\\S")), name="consent_text_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("signed_paper", "The text was signed on paper"),
                            ("read_aloud", "The text was read aloud, and the person agreed"),
                            ("representative", "The guardian or agent agreed"),
                        ],
                        max_length=14,
                        verbose_name="How it was given",
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Given at"),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="Withdrawn at")),
                (
                    "withdrawn_why",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="Reason, as the person gave it"
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Recorded by",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Withdrawal recorded by",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="beneficiaries.consenttext",
                        verbose_name="Text of consent",
                    ),
                ),
            ],
            options={
                "verbose_name": "Consent",
                "verbose_name_plural": "Consents",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("beneficiary", "text"),
                        name="consent_to_a_text_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True), ("withdrawn_why", "")
                            ),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="consent_withdrawn_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("mobile", "Mobile"), ("email", "E-mail")], max_length=6, verbose_name="Kind"
                    ),
                ),
                ("value", models.CharField(max_length=254, verbose_name="Number or address")),
                ("preferred", models.BooleanField(default=False, verbose_name="Preferred")),
                ("active", models.BooleanField(default=True, verbose_name="In use")),
                ("verified_at", models.DateTimeField(editable=False, null=True, verbose_name="Verified at")),
                (
                    "verified_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("called", "Called, and the person answered"),
                            ("code", "A code was sent and read back"),
                            ("seen", "Seen on the person's own phone, in person"),
                        ],
                        db_default="",
                        default="",
                        editable=False,
                        max_length=6,
                        verbose_name="How it was verified",
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_points",
                        to="beneficiaries.beneficiary",
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
                    "verified_by",
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
                "verbose_name": "Contact point",
                "verbose_name_plural": "Contact points",
                "ordering": ["-preferred", "id"],
                "indexes": [models.Index(fields=["value"], name="contact_point_by_value")],
                "constraints": [
                    models.UniqueConstraint(fields=("beneficiary", "kind", "value"), name="contact_point_is_kept_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("preferred", True)),
                        fields=("beneficiary",),
                        name="contact_point_preferred_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "mobile"), ("value__regex", "^05[0-9]{8}$")),
                            models.Q(("kind", "email"), ("value__regex", "^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$")),
                            _connector="OR",
                        ),
                        name="contact_point_has_its_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("preferred", False), ("active", True), _connector="OR"),
                        name="contact_point_preferred_is_in_use",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("verified_at__isnull", True), ("verified_by__isnull", True), ("verified_how", "")
                            ),
                            models.Q(
                                ("verified_at__isnull", False),
                                ("verified_by__isnull", False),
                                ("verified_how__in", ["called", "code", "seen"]),
                            ),
                            _connector="OR",
                        ),
                        name="contact_point_verified_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPointEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("mobile", "Mobile"), ("email", "E-mail")], max_length=6, verbose_name="Kind"
                    ),
                ),
                ("value", models.CharField(max_length=254, verbose_name="Number or address")),
                ("preferred", models.BooleanField(default=False, verbose_name="Preferred")),
                ("active", models.BooleanField(default=True, verbose_name="In use")),
                ("verified_at", models.DateTimeField(editable=False, null=True, verbose_name="Verified at")),
                (
                    "verified_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("called", "Called, and the person answered"),
                            ("code", "A code was sent and read back"),
                            ("seen", "Seen on the person's own phone, in person"),
                        ],
                        db_default="",
                        default="",
                        editable=False,
                        max_length=6,
                        verbose_name="How it was verified",
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Created by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="beneficiaries.contactpoint",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DuplicatePair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100)], verbose_name="Likeness"
                    ),
                ),
                ("signs", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("later", "Put off"),
                            ("not_same", "Two people"),
                            ("same", "One person, merged"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="State",
                    ),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="Put off until")),
                ("reason", models.CharField(blank=True, default="", max_length=300, verbose_name="Reason")),
                (
                    "found_at",
                    models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Found at"),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="Decided at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="beneficiaries.beneficiary"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="beneficiaries.beneficiary"
                    ),
                ),
            ],
            options={
                "verbose_name": "pair of like records",
                "verbose_name_plural": "pairs of like records",
                "indexes": [
                    models.Index(fields=["state", "-score", "id"], name="pair_likest"),
                    models.Index(fields=["second"], name="pair_by_second"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="pair_is_kept_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="pair_is_of_two_in_order"
                    ),
                    models.CheckConstraint(condition=models.Q(("score__lte", 100)), name="pair_score_is_a_share"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "later", "not_same", "same"])),
                        name="pair_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="pair_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "later"), ("until__isnull", False)),
                            models.Q(models.Q(("state", "later"), _negated=True), ("until__isnull", True)),
                            _connector="OR",
                        ),
                        name="pair_put_off_until_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["not_same", "same"]), _negated=True),
                            ("reason__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="pair_decided_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicatePairEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100)], verbose_name="Likeness"
                    ),
                ),
                ("signs", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("later", "Put off"),
                            ("not_same", "Two people"),
                            ("same", "One person, merged"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="State",
                    ),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="Put off until")),
                ("reason", models.CharField(blank=True, default="", max_length=300, verbose_name="Reason")),
                (
                    "found_at",
                    models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Found at"),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="Decided at")),
                (
                    "decided_by",
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
                    "first",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="beneficiaries.duplicatepair",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.beneficiary",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DuplicateScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("piece", models.PositiveSmallIntegerField(default=0)),
                ("found", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "search for like records",
                "verbose_name_plural": "searches for like records",
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("finished_at__isnull", True)),
                        name="duplicate_scan_is_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicateScanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("piece", models.PositiveSmallIntegerField(default=0)),
                ("found", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="beneficiaries.duplicatescan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HouseholdMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("husband", "Husband"),
                            ("wife", "Wife"),
                            ("son", "Son"),
                            ("daughter", "Daughter"),
                            ("father", "Father"),
                            ("mother", "Mother"),
                            ("brother", "Brother"),
                            ("sister", "Sister"),
                            ("grandparent", "Grandparent"),
                            ("grandchild", "Grandchild"),
                            ("other", "Other relative"),
                        ],
                        max_length=12,
                        verbose_name="Relation",
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="Birth date")),
                ("dependent", models.BooleanField(default=True, verbose_name="Depends on the beneficiary")),
                (
                    "id_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("national", "National ID"),
                            ("iqama", "Residence permit (iqama)"),
                            ("gcc", "GCC national ID"),
                            ("passport", "Passport"),
                            ("border", "Border number"),
                        ],
                        db_default="",
                        default="",
                        editable=False,
                        max_length=8,
                        verbose_name="Kind of identity",
                    ),
                ),
                (
                    "id_token",
                    models.TextField(
                        blank=True, db_default="", default="", editable=False, verbose_name="Identity number"
                    ),
                ),
                ("id_hmac", models.CharField(blank=True, db_default="", default="", editable=False, max_length=64)),
                ("id_tail", models.CharField(blank=True, db_default="", default="", editable=False, max_length=4)),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="household",
                        to="beneficiaries.beneficiary",
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
                    "depends_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="dependents",
                        to="beneficiaries.householdmember",
                        verbose_name="Depends on",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="membership",
                        to="beneficiaries.beneficiary",
                        verbose_name="The member's own file",
                    ),
                ),
            ],
            options={
                "verbose_name": "Household member",
                "verbose_name_plural": "Household members",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("id_hmac", ""), _negated=True), fields=["id_hmac"], name="household_by_id"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S")), name="household_member_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relation__in",
                                [
                                    "husband",
                                    "wife",
                                    "son",
                                    "daughter",
                                    "father",
                                    "mother",
                                    "brother",
                                    "sister",
                                    "grandparent",
                                    "grandchild",
                                    "other",
                                ],
                            )
                        ),
                        name="household_relation_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dependent", False), ("depends_on__isnull", True), _connector="OR"),
                        name="household_depends_on_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("beneficiary")), _negated=True),
                        name="household_member_is_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("id_hmac", ""), ("id_kind", ""), ("id_tail", ""), ("id_token", "")),
                            models.Q(
                                ("id_hmac__regex", "^[0-9a-f]{64}$"),
                                ("id_kind__in", ["national", "iqama", "gcc", "passport", "border"]),
                                ("id_tail__regex", "^[0-9A-Z]{0,4}$"),
                                ("id_token__startswith", "gAAAA"),
                            ),
                            _connector="OR",
                        ),
                        name="household_id_is_encrypted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdMemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("husband", "Husband"),
                            ("wife", "Wife"),
                            ("son", "Son"),
                            ("daughter", "Daughter"),
                            ("father", "Father"),
                            ("mother", "Mother"),
                            ("brother", "Brother"),
                            ("sister", "Sister"),
                            ("grandparent", "Grandparent"),
                            ("grandchild", "Grandchild"),
                            ("other", "Other relative"),
                        ],
                        max_length=12,
                        verbose_name="Relation",
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="Birth date")),
                ("dependent", models.BooleanField(default=True, verbose_name="Depends on the beneficiary")),
                (
                    "id_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("national", "National ID"),
                            ("iqama", "Residence permit (iqama)"),
                            ("gcc", "GCC national ID"),
                            ("passport", "Passport"),
                            ("border", "Border number"),
                        ],
                        db_default="",
                        default="",
                        editable=False,
                        max_length=8,
                        verbose_name="Kind of identity",
                    ),
                ),
                ("id_hmac", models.CharField(blank=True, db_default="", default="", editable=False, max_length=64)),
                (
                    "beneficiary",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Created by",
                    ),
                ),
                (
                    "depends_on",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.householdmember",
                        verbose_name="Depends on",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.beneficiary",
                        verbose_name="The member's own file",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="beneficiaries.householdmember",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KeyRotation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, verbose_name="Fingerprint of the key")),
                ("table", models.CharField(max_length=60, verbose_name="Table")),
                ("last_pk", models.BigIntegerField(default=0, verbose_name="Done up to")),
                ("rotated", models.PositiveBigIntegerField(default=0, verbose_name="Encrypted anew")),
                ("started_at", models.DateTimeField(db_default=ledger.clock.PortalNow(), verbose_name="Started at")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="Finished at")),
            ],
            options={
                "verbose_name": "Key rotation",
                "verbose_name_plural": "Key rotations",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=("key", "table"),
                        name="key_rotation_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key__regex", "^[0-9a-f]{64}$")), name="key_rotation_names_no_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("snapshot_kept", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("snapshot_merged", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("moved", models.JSONField(default=dict)),
                ("left", models.JSONField(default=dict)),
                ("reason", models.CharField(max_length=300, verbose_name="Reason")),
                ("at", models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "merged",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merge",
                        to="beneficiaries.beneficiary",
                    ),
                ),
            ],
            options={
                "verbose_name": "merge of two records",
                "verbose_name_plural": "merges of two records",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("merged")), _negated=True), name="merge_is_of_two"
                    ),
                    models.CheckConstraint(condition=models.Q(("reason__regex", "\\S")), name="merge_has_a_reason"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("guardian", "Guardian"), ("agent", "Agent")], max_length=8, verbose_name="Kind"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="Full name")),
                (
                    "id_kind",
                    models.CharField(
                        choices=[
                            ("national", "National ID"),
                            ("iqama", "Residence permit (iqama)"),
                            ("gcc", "GCC national ID"),
                            ("passport", "Passport"),
                            ("border", "Border number"),
                        ],
                        default="national",
                        max_length=8,
                        verbose_name="Kind of identity",
                    ),
                ),
                ("id_token", models.TextField(editable=False, verbose_name="Identity number")),
                ("id_hmac", models.CharField(editable=False, max_length=64)),
                ("phone", models.CharField(max_length=10, verbose_name="Mobile")),
                (
                    "document_kind",
                    models.CharField(
                        choices=[
                            ("family_record", "Family record (father or mother)"),
                            ("guardianship_deed", "Court deed of guardianship"),
                            ("power_of_attorney", "Power of attorney"),
                        ],
                        max_length=17,
                        verbose_name="Document that allows it",
                    ),
                ),
                ("document_number", models.CharField(max_length=60, verbose_name="Document number")),
                ("document_expires_on", models.DateField(blank=True, null=True, verbose_name="Document expires on")),
                ("seen_original", models.BooleanField(default=False, verbose_name="I saw the original")),
                ("active", models.BooleanField(default=True, verbose_name="In use")),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representatives",
                        to="beneficiaries.beneficiary",
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
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                        verbose_name="Scan",
                    ),
                ),
            ],
            options={
                "verbose_name": "Representative",
                "verbose_name_plural": "Representatives",
                "ordering": ["-active", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("active", True)),
                        fields=("beneficiary", "id_hmac"),
                        name="representative_is_kept_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S"), ("document_number__regex", "\\S")),
                        name="representative_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("id_kind__in", ["national", "iqama", "gcc", "passport", "border"])),
                        name="representative_id_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("id_token__startswith", "gAAAA"), ("id_hmac__regex", "^[0-9a-f]{64}$")),
                        name="representative_id_is_encrypted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("phone__regex", "^05[0-9]{8}$")), name="representative_phone_is_a_mobile"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("document_kind__in", ["family_record", "guardianship_deed"]), ("kind", "guardian")
                            ),
                            models.Q(
                                ("document_expires_on__isnull", False),
                                ("document_kind", "power_of_attorney"),
                                ("kind", "agent"),
                            ),
                            _connector="OR",
                        ),
                        name="representative_document_allows_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file__isnull", False), ("seen_original", True), _connector="OR"),
                        name="representative_document_was_seen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("signed_paper", "The text was signed on paper"),
                            ("read_aloud", "The text was read aloud, and the person agreed"),
                            ("representative", "The guardian or agent agreed"),
                        ],
                        max_length=14,
                        verbose_name="How it was given",
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Given at"),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="Withdrawn at")),
                (
                    "withdrawn_why",
                    models.CharField(
                        blank=True, default="", max_length=300, verbose_name="Reason, as the person gave it"
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Recorded by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="beneficiaries.consent",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Withdrawal recorded by",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.consenttext",
                        verbose_name="Text of consent",
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
                        verbose_name="Representative",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="consent",
            name="representative",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="beneficiaries.representative",
                verbose_name="Representative",
            ),
        ),
        migrations.CreateModel(
            name="RepresentativeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=ledger.clock.PortalNow(), editable=False, verbose_name="Created at"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("guardian", "Guardian"), ("agent", "Agent")], max_length=8, verbose_name="Kind"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="Full name")),
                (
                    "id_kind",
                    models.CharField(
                        choices=[
                            ("national", "National ID"),
                            ("iqama", "Residence permit (iqama)"),
                            ("gcc", "GCC national ID"),
                            ("passport", "Passport"),
                            ("border", "Border number"),
                        ],
                        default="national",
                        max_length=8,
                        verbose_name="Kind of identity",
                    ),
                ),
                ("id_hmac", models.CharField(editable=False, max_length=64)),
                ("phone", models.CharField(max_length=10, verbose_name="Mobile")),
                (
                    "document_kind",
                    models.CharField(
                        choices=[
                            ("family_record", "Family record (father or mother)"),
                            ("guardianship_deed", "Court deed of guardianship"),
                            ("power_of_attorney", "Power of attorney"),
                        ],
                        max_length=17,
                        verbose_name="Document that allows it",
                    ),
                ),
                ("document_number", models.CharField(max_length=60, verbose_name="Document number")),
                ("document_expires_on", models.DateField(blank=True, null=True, verbose_name="Document expires on")),
                ("seen_original", models.BooleanField(default=False, verbose_name="I saw the original")),
                ("active", models.BooleanField(default=True, verbose_name="In use")),
                (
                    "beneficiary",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="beneficiaries.beneficiary",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Created by",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.storedfile",
                        verbose_name="Scan",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="beneficiaries.representative",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="bankaccount",
            constraint=models.UniqueConstraint(
                condition=models.Q(("active", True)),
                fields=("beneficiary", "iban_hmac"),
                name="bank_account_is_kept_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["signed_paper", "read_aloud", "representative"])),
                name="consent_how_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how", "representative"), ("representative__isnull", False)),
                    models.Q(models.Q(("how", "representative"), _negated=True), ("representative__isnull", True)),
                    _connector="OR",
                ),
                name="consent_names_who_agreed",
            ),
        ),
    ]
