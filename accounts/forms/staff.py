"""Forms of an administrator who edits staff."""

from typing import Any

from django import forms
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    BaseUserCreationForm,
    ReadOnlyPasswordHashField,
    UserChangeForm,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.domain import staff as accounts_of_staff
from accounts.domain.refusals import EMAIL_TAKEN
from accounts.models import Staff
from accounts.rules import roles_offered
from accounts.states import Role
from ledger.errors import Refused


class _RolesAsBoxes(forms.ModelForm):
    """What both of the administrator's forms share: roles as check boxes, and nobody locks themselves out."""

    # Set by the ModelAdmin: who is filling in this form.
    by: Staff

    roles = forms.MultipleChoiceField(
        label=_("roles"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Somebody with several roles may do what any of them allows."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # only the roles that the policy in force knows, and those that this person has already
        offered = {*roles_offered(), *(self.instance.roles or [])}
        field = self.fields.get("roles")
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(role.value, role.label) for role in Role if role.value in offered]

    def clean_email(self) -> str:
        """Return the address in lower case, so that one address cannot be two accounts."""
        email = str(self.cleaned_data["email"]).strip().lower()
        if Staff.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(EMAIL_TAKEN, code="unique")
        return email

    def clean_roles(self) -> list[str]:
        """Return the roles in the order of the alphabet, as create_user keeps them."""
        return sorted(set(self.cleaned_data["roles"]))

    def clean(self) -> dict[str, Any]:
        """Refuse a change that would take the list-editing permission from the one who makes it."""
        cleaned = super().clean() or self.cleaned_data
        try:
            accounts_of_staff.check_keys_kept(
                staff_id=self.instance.pk,
                roles=cleaned.get("roles", []),
                active=bool(cleaned.get("is_active", True)),
                by=self.by,
            )
        except Refused as refused:
            raise ValidationError({refused.field or "__all__": str(refused)}) from refused
        return cleaned


class StaffAddForm(_RolesAsBoxes, BaseUserCreationForm):  # type: ignore[type-arg]
    """Opens an account, with its first password."""

    class Meta:
        model = Staff
        fields = ("email", "name", "branch", "roles", "language")


class StaffChangeForm(_RolesAsBoxes, UserChangeForm):  # type: ignore[type-arg]
    """Changes an account; its password has a page of its own."""

    # Without Django's help text: what a hash is need not be explained to whoever only sets a password anew.
    password = ReadOnlyPasswordHashField(label=_("Password"))

    class Meta:
        model = Staff
        fields = ("email", "name", "password", "branch", "roles", "language", "is_active")


class ResetPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """Sets somebody's password anew; an account without one is not offered, since there is no other way in."""

    def __init__(self, user: Staff, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields.pop("usable_password", None)
        for name in ("password1", "password2"):
            self.fields[name].required = True
