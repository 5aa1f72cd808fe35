"""The page that shows staff the policy they carry out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policy.models import Channel, PolicyVersion, Tool
from policy.presenters.tabs import tabs
from policy.states import PolicyStatus


@require_safe
def current(request: HttpRequest) -> HttpResponse:
    """The version in force: its board facts, steps, channels and tools. Says so where none is loaded yet."""
    version = (
        PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).select_related("association").order_by("pk").first()
    )
    context = {
        "version": version,
        "tabs": tabs(request.user, "current"),  # type: ignore[arg-type]
        "steps": list(zip(version.steps, version.step_sentences, strict=False)) if version else [],
        "channels": Channel.objects.offered(),
        "tools": Tool.objects.offered(),
    }
    return render(request, "policy/current.html", context)
