"""Every address of the portal. Who may open which stands in config/access.py."""

from django.contrib import admin
from django.urls import include, path

from committee.urls import department_urlpatterns
from config.views import alive

urlpatterns = [
    path("alive/", alive, name="alive"),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("people/imports/", include("imports.urls")),
    path("people/pairs/", include("merging.urls")),
    path("people/", include("beneficiaries.urls")),
    path("export/", include("exports.urls")),
    path("jobs/", include("jobs.urls")),
    path("policy/", include("policy.urls")),
    path("intake/", include("intake.urls")),
    path("assessment/", include("eligibility.urls")),
    path("committee/", include("committee.urls")),
    path("decisions/", include((department_urlpatterns, "department"))),
    path("delivery/", include("delivery.urls")),
    path("contacts/", include("channels_log.urls")),
    path("conformance/", include("conformance.urls")),
    path("", include("desk.urls")),
]
