"""The person: identity, household, ways to reach them, and who may act for them."""

import uuid
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries import identity
from beneficiaries.states import (
    NEEDS_REASON,
    ContactKind,
    IdKind,
    Nationality,
    ProofKind,
    Relation,
    RepresentativeKind,
    Sex,
)
from ledger import clock
from ledger.clock import PortalNow, PortalToday
from ledger.history import tracked
from ledger.triggers import RESTRICT_VIOLATION, Rule, no_truncate, refuse

OLDEST = 120
TODAY = PortalToday.template
HEX64 = r"^[0-9a-f]{64}$"
# what every Fernet token begins with: a number kept in the clear is refused
FERNET = "gAAAA"


class PersonName(models.Func):
    """person_name_v1(): the parts of a name, joined."""

    function = "person_name_v1"
    output_field = models.TextField()


class ArabicForm(models.Func):
    """ar_norm_v1() over a joined name. A generated column may not refer to another, so it joins the parts itself."""

    function = "ar_norm_v1"
    output_field = models.TextField()


class ArabicParts(models.Func):
    """ar_tsv_v1() over a joined name."""

    function = "ar_tsv_v1"
    output_field = SearchVectorField()


@SearchVectorField.register_lookup
class Matches(models.Lookup):  # type: ignore[type-arg]
    """`name_tsv__matches="'مها':* & 'سليمان':*"`: a ready tsquery, which no parser may take apart."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, tuple[str, ...]]:
        return "%s::tsquery", (value,)

    def as_sql(self, compiler, connection):  # type: ignore[no-untyped-def]
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @@ {right}", [*left_params, *right_params]


@SearchVectorField.register_lookup
class Holds(Matches):
    """`name_tsv__holds="'ال':*"`: the same, asked of rows that were found otherwise, never of the index."""

    lookup_name = "holds"

    def as_sql(self, compiler, connection):  # type: ignore[no-untyped-def]
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"({left} || ''::tsvector) @@ {right}", [*left_params, *right_params]


def _name() -> PersonName:
    return PersonName("first_name", "father_name", "grandfather_name", "family_name")


def _birth_rule() -> Rule:
    """Refuses a birth date to come, and one that no living person has."""
    return Rule(
        name="born_in_time",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("birth_date"),
        func=f"""
            IF NEW.birth_date > {TODAY} THEN
                {refuse("a birth date may not lie in the future")}
            END IF;
            IF NEW.birth_date < {TODAY} - interval '{OLDEST} years' THEN
                {refuse(f"a birth date may not lie more than {OLDEST} years back")}
            END IF;
            RETURN NEW;
        """,
    )


def _fixed_rule(*columns: str) -> Rule:
    """Refuses a change of columns that are written once."""
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
    return Rule(
        name="written_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"IF {changed} THEN {refuse('this part of a record is written once')} END IF; RETURN NEW;",
    )


def _parts_rule(operation: pgtrigger.Operation) -> Rule:
    """Keeps the vocabulary complete: every part of the names that a statement wrote, of however many people."""
    changed = operation is pgtrigger.Update
    unlike = "JOIN stale USING (id) WHERE fresh.name_tsv IS DISTINCT FROM stale.name_tsv" if changed else ""
    return Rule(
        name=f"parts_{'changed' if changed else 'added'}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(old="stale" if changed else None, new="fresh"),
        # in one order, so that two statements with the same new parts do not wait for each other
        func=f"""
            INSERT INTO beneficiaries_namepart (part)
            SELECT DISTINCT unnest(tsvector_to_array(fresh.name_tsv)) AS part FROM fresh {unlike} ORDER BY part
            ON CONFLICT DO NOTHING;
            RETURN NULL;
        """,
    )


class Recorded(models.Model):
    """Who entered a row, and when."""

    created_at = models.DateTimeField(_("Created at"), db_default=PortalNow(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("Created by"),
    )

    class Meta:
        abstract = True


@tracked(exclude=["id_token", "full_name", "name_norm", "name_tsv"])
class Beneficiary(Recorded):
    """A person the association receives. The identity number is encrypted; `id_hmac` makes it unique."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first_name = models.CharField(_("First name"), max_length=60)
    father_name = models.CharField(_("Father's name"), max_length=60, blank=True, default="")
    grandfather_name = models.CharField(_("Grandfather's name"), max_length=60, blank=True, default="")
    family_name = models.CharField(_("Family name"), max_length=60)
    full_name = models.GeneratedField(expression=_name(), output_field=models.TextField(), db_persist=True)
    name_norm = models.GeneratedField(expression=ArabicForm(_name()), output_field=models.TextField(), db_persist=True)
    name_tsv = models.GeneratedField(expression=ArabicParts(_name()), output_field=SearchVectorField(), db_persist=True)
    sex = models.CharField(_("Sex"), max_length=6, choices=Sex)
    birth_date = models.DateField(_("Birth date"))
    nationality = models.CharField(_("Nationality"), max_length=2, choices=Nationality, default=Nationality.SA)

    id_kind = models.CharField(_("Kind of identity"), max_length=8, choices=IdKind, default=IdKind.NATIONAL)
    id_kind_reason = models.CharField(_("Why this kind of identity"), max_length=200, blank=True, default="")
    id_token = models.TextField(_("Identity number"), editable=False)
    id_hmac = models.CharField(max_length=64, unique=True, editable=False)
    id_expires_on = models.DateField(_("Identity expires on"), null=True, blank=True)

    city = models.CharField(_("City"), max_length=80, blank=True, default="")
    district = models.CharField(_("District"), max_length=80, blank=True, default="")
    national_address = models.CharField(_("Short national address"), max_length=8, blank=True, default="")

    branch = models.ForeignKey(
        "accounts.Branch", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Branch")
    )
    edits = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("Beneficiary")
        verbose_name_plural = _("Beneficiaries")
        indexes: ClassVar = [GinIndex(fields=["name_tsv"], name="beneficiary_name_parts")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(first_name__regex=r"\S") & Q(family_name__regex=r"\S"), name="beneficiary_has_a_name"
            ),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="beneficiary_sex_is_known"),
            models.CheckConstraint(
                condition=Q(nationality__in=Nationality.values), name="beneficiary_nationality_is_known"
            ),
            models.CheckConstraint(condition=Q(id_kind__in=IdKind.values), name="beneficiary_id_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(id_kind__in=NEEDS_REASON) | Q(id_kind_reason__regex=r"\S"),
                name="beneficiary_other_id_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(id_kind=IdKind.NATIONAL) | Q(nationality=Nationality.SA),
                name="beneficiary_national_id_is_of_a_saudi",
            ),
            models.CheckConstraint(
                condition=Q(id_token__startswith=FERNET) & Q(id_hmac__regex=HEX64),
                name="beneficiary_id_is_encrypted",
            ),
            models.CheckConstraint(
                condition=Q(national_address="") | Q(national_address__regex=r"^[A-Z]{4}[0-9]{4}$"),
                name="beneficiary_national_address_is_short",
            ),
        ]
        triggers: ClassVar = [
            _birth_rule(),
            _fixed_rule("public_id", "created_at", "created_by_id"),
            Rule(
                name="count_edits",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="NEW.edits := OLD.edits + 1; RETURN NEW;",
            ),
            _parts_rule(pgtrigger.Insert),
            _parts_rule(pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return self.full_name or " ".join(filter(None, self.name_parts))

    @property
    def name_parts(self) -> tuple[str, str, str, str]:
        """The four parts as typed."""
        return self.first_name, self.father_name, self.grandfather_name, self.family_name

    @property
    def id_number(self) -> str:
        """The number in the clear, for the statement and its documents. A page shows it only through reveal_id."""
        return identity.read(self.id_token, self.id_hmac, self.id_kind)

    @property
    def masked_id(self) -> str:
        """The number as lists show it."""
        return identity.mask(self.id_number)


@tracked()
class ContactPoint(Recorded):
    """A mobile number or an e-mail address. One that is no longer used is kept, not in use: notices were sent to it."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(_("Kind"), max_length=6, choices=ContactKind)
    value = models.CharField(_("Number or address"), max_length=254)
    preferred = models.BooleanField(_("Preferred"), default=False)
    active = models.BooleanField(_("In use"), default=True)
    verified_at = models.DateTimeField(_("Verified at"), null=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("Contact point")
        verbose_name_plural = _("Contact points")
        ordering: ClassVar = ["-preferred", "id"]
        indexes: ClassVar = [models.Index(fields=["value"], name="contact_by_value")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["beneficiary", "kind", "value"], name="contact_is_kept_once"),
            models.UniqueConstraint(
                fields=["beneficiary"], condition=Q(preferred=True), name="contact_preferred_is_one"
            ),
            models.CheckConstraint(
                condition=Q(kind=ContactKind.MOBILE, value__regex=r"^05[0-9]{8}$")
                | Q(kind=ContactKind.EMAIL, value__regex=r"^[^\s@]+@[^\s@]+\.[^\s@]+$"),
                name="contact_has_its_form",
            ),
            models.CheckConstraint(condition=Q(preferred=False) | Q(active=True), name="contact_preferred_is_in_use"),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True, verified_by__isnull=True)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="contact_verified_by_somebody",
            ),
        ]
        triggers: ClassVar = [_fixed_rule("beneficiary_id", "kind", "value", "created_at", "created_by_id")]

    def __str__(self) -> str:
        return self.value


@tracked()
class HouseholdMember(Recorded):
    """Somebody who lives with the beneficiary, as the beneficiary says."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="household")
    name = models.CharField(_("Name"), max_length=200)
    relation = models.CharField(_("Relation"), max_length=12, choices=Relation)
    birth_date = models.DateField(_("Birth date"), null=True, blank=True)
    dependent = models.BooleanField(_("Depends on the beneficiary"), default=True)

    class Meta:
        verbose_name = _("Household member")
        verbose_name_plural = _("Household members")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="household_member_has_a_name"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="household_relation_is_known"),
        ]
        triggers: ClassVar = [_birth_rule(), _fixed_rule("beneficiary_id", "created_at", "created_by_id")]

    def __str__(self) -> str:
        return self.name


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def acting(self) -> "RepresentativeQuerySet":
        """Those who may act now: not retired, and the document that lets them has not expired."""
        return self.filter(Q(document_expires_on__isnull=True) | Q(document_expires_on__gte=PortalToday()), active=True)


@tracked(exclude=["id_token"])
class Representative(Recorded):
    """A guardian or an agent, and the document that lets them ask and sign in the beneficiary's place."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="representatives")
    kind = models.CharField(_("Kind"), max_length=8, choices=RepresentativeKind)
    name = models.CharField(_("Full name"), max_length=200)
    id_kind = models.CharField(_("Kind of identity"), max_length=8, choices=IdKind, default=IdKind.NATIONAL)
    id_token = models.TextField(_("Identity number"), editable=False)
    id_hmac = models.CharField(max_length=64, editable=False)
    phone = models.CharField(_("Mobile"), max_length=10)
    document_kind = models.CharField(_("Document that allows it"), max_length=17, choices=ProofKind)
    document_number = models.CharField(_("Document number"), max_length=60)
    document_expires_on = models.DateField(_("Document expires on"), null=True, blank=True)
    file = models.ForeignKey(
        "documents.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Scan"),
    )
    seen_original = models.BooleanField(_("I saw the original"), default=False)
    active = models.BooleanField(_("In use"), default=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Representative")
        verbose_name_plural = _("Representatives")
        ordering: ClassVar = ["-active", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["beneficiary", "id_hmac"], condition=Q(active=True), name="representative_is_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S") & Q(document_number__regex=r"\S"), name="representative_is_named"
            ),
            models.CheckConstraint(condition=Q(id_kind__in=IdKind.values), name="representative_id_kind_is_known"),
            models.CheckConstraint(
                condition=Q(id_token__startswith=FERNET) & Q(id_hmac__regex=HEX64),
                name="representative_id_is_encrypted",
            ),
            models.CheckConstraint(condition=Q(phone__regex=r"^05[0-9]{8}$"), name="representative_phone_is_a_mobile"),
            models.CheckConstraint(
                condition=Q(
                    kind=RepresentativeKind.GUARDIAN,
                    document_kind__in=[ProofKind.FAMILY_RECORD, ProofKind.GUARDIANSHIP_DEED],
                )
                | Q(
                    kind=RepresentativeKind.AGENT,
                    document_kind=ProofKind.POWER_OF_ATTORNEY,
                    document_expires_on__isnull=False,
                ),
                name="representative_document_allows_it",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(seen_original=True), name="representative_document_was_seen"
            ),
        ]
        triggers: ClassVar = [
            _fixed_rule(
                *("beneficiary_id", "kind", "id_kind", "id_hmac", "document_kind", "document_number", "created_at"),
                "created_by_id",
            ),
            Rule(
                name="allowed_now",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("document_expires_on"),
                func=f"""
                    IF NEW.document_expires_on < {TODAY} THEN
                        {refuse("a representative may not act on an expired document")}
                    END IF;
                    IF EXISTS (SELECT 1 FROM beneficiaries_beneficiary b
                               WHERE b.id = NEW.beneficiary_id AND b.id_hmac = NEW.id_hmac) THEN
                        {refuse("nobody represents themselves")}
                    END IF;
                    RETURN NEW;
                """,
            ),
            Rule(
                name="never_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse("a representative is retired and never deleted", code=RESTRICT_VIOLATION),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def acts_now(self) -> bool:
        """Whether this person may act today: not retired, and the document has not expired."""
        return self.active and (self.document_expires_on is None or self.document_expires_on >= clock.today())

    @property
    def id_number(self) -> str:
        """The number in the clear, for the declaration this person signs."""
        return identity.read(self.id_token, self.id_hmac, self.id_kind)

    @property
    def masked_id(self) -> str:
        """The number as pages show it."""
        return identity.mask(self.id_number)


class NamePart(models.Model):
    """One part of somebody's name, as the search compares it. `people` is recounted every night; a new part has one."""

    part = models.TextField(primary_key=True)
    people = models.PositiveIntegerField(db_default=1)

    class Meta:
        verbose_name = _("Part of names")
        verbose_name_plural = _("Parts of names")
        triggers: ClassVar = [
            Rule(
                name="never_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse("a part of a name is recounted and never deleted", code=RESTRICT_VIOLATION),
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return self.part
