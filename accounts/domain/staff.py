"""Accounts of staff: opened, guarded, and their language."""

from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.refusals import SENTENCES
from accounts.models import Branch, Staff
from accounts.rules import keeps_own_keys, require
from accounts.states import Perm, Role
from ledger.errors import Refused, translated_integrity_errors


def open_account(
    *, email: str, name: str, password: str, roles: Iterable[str], branch: Branch | None = None, by: Staff | None
) -> Staff:
    """Open an account and return it. `by` is None only for the command that opens the first one.

    Raises Refused, with the field: an address that is none or is taken, no role or an unknown one, a password that the
    validators of the settings refuse, or a `by` who may not edit lists.
    """
    if by is not None:
        require(by, Perm.EDIT_LISTS, _("Only a system administrator opens accounts."))
    chosen = set(roles)
    if not chosen or not chosen <= set(Role.values):
        raise Refused(_("At least one role is needed, from the list of roles."), field="roles")
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(error.messages[0], field="email") from error
    try:
        validate_password(password, Staff(email=email, name=name))
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="password") from error
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        return Staff.objects.create_user(email=email, name=name.strip(), password=password, roles=chosen, branch=branch)


def check_keys_kept(*, staff_id: int | None, roles: Iterable[str], active: bool, by: Staff) -> None:
    """Raise Refused when `by` would lose the editing of lists by saving their own account so."""
    if keeps_own_keys(by=by, staff_id=staff_id, roles=roles, active=active):
        return
    if not active:
        raise Refused(_("Nobody can switch off their own account. Another administrator can do it."), field="is_active")
    raise Refused(
        _("Nobody can take the administrator's role from themselves. Another administrator can do it."), field="roles"
    )


def change_language(*, language: str, by: Staff) -> None:
    """Keep the language that `by` reads the portal in ("ar" or "en"); nothing happens for another one."""
    if language in dict(Staff._meta.get_field("language").flatchoices) and language != by.language:
        by.language = language
        by.save(update_fields=["language"])
