from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Every file kept: uploads and issued PDFs. It stores and streams; the app that owns a file authorises."""

    name = "documents"
    verbose_name = _("Documents")
