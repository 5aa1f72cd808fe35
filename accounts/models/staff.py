"""Staff: who signs in, and what they may."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.branches import Branch
from accounts.models.triggers import counts_password_changes
from accounts.states import Perm, Role, permissions_of
from ledger.history import tracked


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
        """Save and return a member of staff; without a password nobody can sign in as them."""
        staff = self.model(email=email.strip().lower(), name=name, roles=sorted(set(roles)), branch=branch, **extra)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff

    def get_by_natural_key(self, username: str | None) -> "Staff":
        """Return the member of staff with this e-mail address, however its letters are written."""
        return self.get(email=(username or "").strip().lower())

    def active_with(self, perm: Perm) -> models.QuerySet["Staff"]:
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
        triggers = [counts_password_changes()]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Fold the e-mail address to lower case, as it is stored and looked up."""
        self.email = self.email.strip().lower()

    @property
    def permissions(self) -> frozenset[Perm]:
        """What this person may do; nothing at all once inactive."""
        return permissions_of(self.roles) if self.is_active else frozenset()

    def may(self, perm: Perm) -> bool:
        return perm in self.permissions

    def may_any(self, *perms: Perm) -> bool:
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
        return self.may(Perm.EDIT_LISTS)

    def has_module_perms(self, app_label: str) -> bool:
        return self.may(Perm.EDIT_LISTS)
