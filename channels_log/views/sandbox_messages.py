"""What would have been sent, where nothing may leave the machine."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from channels_log.queries import sandbox_messages
from ui.pagination import Keyset


@require_http_methods(["GET", "HEAD"])
def index(request: StaffRequest) -> HttpResponse:
    """Show what the sandbox kept, the newest first."""
    page = Keyset(sandbox_messages.kept(), order=("-created_at", "-id"), size=20).page(request.GET)
    return render(request, "channels_log/sandbox_messages.html", {"page": page})
