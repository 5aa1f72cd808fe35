"""Branches, staff, and the append-only log of who looked at what."""

from collections.abc import Iterable
from typing import Any, ClassVar

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.states import Perm, Role, permissions_of
from ledger.clock import PortalNow
from ledger.history import tracked
from ledger.triggers import Rule, append_only

PLAIN_CODE = r"^[A-Z0-9-]+$"


@tracked()
class Branch(models.Model):
    """A place where the association receives people."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    city = models.CharField(_("city"), max_length=80)
    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(PLAIN_CODE, _("Capital Latin letters, digits and dashes only."))],
        help_text=_("Short, in Latin letters or digits; for example RUH."),
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=models.Q(code__regex=PLAIN_CODE), name="branch_code_is_plain")]

    def __str__(self) -> str:
        return self.name


class StaffManager(BaseUserManager["Staff"]):
    """Accounts are opened by an administrator; nobody signs up."""

    def create_user(
        self,
        email: str,
        name: str,
        password: str | None = None,
        roles: Iterable[str] = (),
        branch: Branch | None = None,
        **extra: Any,
    ) -> "Staff":
        """Saves and returns a member of staff; without a password nobody can sign in as them."""
        staff = self.model(email=email.strip().lower(), name=name, roles=sorted(set(roles)), branch=branch, **extra)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff

    def get_by_natural_key(self, username: str | None) -> "Staff":
        """The member of staff with this e-mail address, however its letters are written."""
        return self.get(email=(username or "").strip().lower())

    def active_with(self, perm: Perm) -> models.QuerySet["Staff"]:
        """Active staff who hold the permission through any of their roles."""
        roles = [role.value for role in Role if perm in permissions_of([role])]
        return self.filter(is_active=True, roles__overlap=roles)


@tracked(exclude=["password", "last_login", "policy_to_read"])
class Staff(AbstractBaseUser):
    """Somebody who works in the portal. Accounts are never deleted once they acted: they are made inactive."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="staff",
        verbose_name=_("branch"),
        help_text=_("Left empty for those who work for all branches."),
    )
    roles = ArrayField(models.CharField(max_length=20, choices=Role), default=list, blank=True, verbose_name=_("roles"))
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Switched off for whoever leaves. What they did stays in their name.")
    )
    language = models.CharField(
        _("language"), max_length=2, choices=[("ar", "العربية"), ("en", "English")], default="ar"
    )
    password_changes = models.PositiveIntegerField(_("password changes"), default=0, editable=False)
    # so that the reminder on every page costs no query; what was read and when stands in policy.Acknowledgement
    policy_to_read = models.BooleanField(_("policy to be read"), default=True, db_default=True, editable=False)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="staff_email_is_lower_case"),
            models.CheckConstraint(
                condition=models.Q(roles__contained_by=[role.value for role in Role]), name="staff_roles_are_known"
            ),
        ]
        triggers = [
            # History leaves the password out; the count, bumped here, is what makes each change of it an event.
            Rule(
                name="count_password_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("password"),
                func=(
                    "NEW.password_changes := OLD.password_changes"
                    " + (NEW.password IS DISTINCT FROM OLD.password)::int; RETURN NEW;"
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Folds the e-mail address to lower case, as it is stored and looked up."""
        self.email = self.email.strip().lower()

    @property
    def permissions(self) -> frozenset[Perm]:
        """What this person may do; nothing at all once inactive."""
        return permissions_of(self.roles) if self.is_active else frozenset()

    def may(self, perm: Perm) -> bool:
        """Whether this person holds the permission now."""
        return perm in self.permissions

    def may_any(self, *perms: Perm) -> bool:
        """Whether this person holds at least one of the permissions."""
        return not self.permissions.isdisjoint(perms)

    @property
    def role_names(self) -> list[str]:
        """The roles' names in the page's language, in the order of the list of roles."""
        return [str(role.label) for role in Role if role in self.roles]

    @property
    def is_staff(self) -> bool:
        """Django admin's question: whether this person may enter it."""
        return self.may(Perm.EDIT_LISTS)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django admin's question about one model: whoever edits lists may, within what each ModelAdmin offers."""
        return self.may(Perm.EDIT_LISTS)

    def has_perms(self, perm_list: Iterable[str], obj: object = None) -> bool:
        """As has_perm, for several."""
        return self.may(Perm.EDIT_LISTS)

    def has_module_perms(self, app_label: str) -> bool:
        """As has_perm, for an app's section of Django admin."""
        return self.may(Perm.EDIT_LISTS)


class AccessLog(models.Model):
    """Who looked at what. Rows are only ever added, and the database stamps the moment."""

    class What(models.TextChoices):
        CASE_FILE = "case_file", _("Case file opened")
        PERSON = "person", _("Person's page opened")
        ID_REVEAL = "id_reveal", _("Identity number revealed")
        IBAN_REVEAL = "iban_reveal", _("IBAN revealed")
        DOCUMENT = "document", _("Document opened")
        SEARCH = "search", _("Search")
        SIGN_IN = "sign_in", _("Sign-in")
        IMPORT = "import", _("People imported")
        EXPORT = "export", _("List exported")
        DUPLICATES = "duplicates", _("Possible duplicates compared")

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", verbose_name=_("member of staff"))
    what = models.CharField(_("what"), max_length=12, choices=What)
    application_ref = models.CharField(_("application"), max_length=20, blank=True, default="")
    person_id = models.CharField(_("person"), max_length=36, blank=True, default="")
    detail = models.CharField(_("detail"), max_length=200, blank=True, default="")
    url = models.CharField(_("page"), max_length=300, blank=True, default="")
    at = models.DateTimeField(_("when"), db_default=PortalNow())

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("log of readings")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["staff", "-at"], name="readlog_by_staff"),
            models.Index(fields=["-at"], name="readlog_by_time"),
            models.Index(
                fields=["application_ref", "-at"], name="readlog_by_case", condition=~models.Q(application_ref="")
            ),
            models.Index(fields=["person_id", "-at"], name="readlog_by_person", condition=~models.Q(person_id="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    what__in=[
                        *("case_file", "person", "id_reveal", "iban_reveal", "document", "search", "sign_in"),
                        *("import", "export", "duplicates"),
                    ]
                ),
                name="readlog_what_is_known",
            )
        ]
        triggers = [
            *append_only(),
            Rule(
                name="stamp",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="NEW.at := portal_now(); RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} — {self.staff_id}"
