"""Services that are open for applications."""

from django.db.models import Prefetch, QuerySet

from intake.models import RequiredDocument, Service


def offered_services() -> QuerySet[Service]:
    """Return the services that are open, each with the documents that it asks for (`asked`)."""
    asked = RequiredDocument.objects.filter(active=True)
    return Service.objects.filter(active=True).prefetch_related(Prefetch("required_documents", asked, to_attr="asked"))
