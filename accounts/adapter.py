"""What allauth asks of us at sign-in."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from accounts.domain import access_log
from accounts.models import AccessLog, Staff


class StaffAdapter(DefaultAccountAdapter):
    """No sign-up; sentences of our own; each sign-in leaves a line in the log of readings."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is not active. The system administrator can say why."),
        "email_password_mismatch": _("The e-mail address or the password is not correct."),
        "enter_current_password": _("The current password is not correct."),
        "too_many_login_attempts": _("Too many attempts failed. For safety, please wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Staff, **kwargs: Any) -> HttpResponse:
        access_log.log(by=user, what=AccessLog.What.SIGN_IN)
        return super().post_login(request, user, **kwargs)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Keep one of allauth's messages: after signing in or out, the page itself is the answer."""
        if message_template == "account/messages/password_changed.txt":
            messages.success(request, _("The password has been changed."))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("/")
