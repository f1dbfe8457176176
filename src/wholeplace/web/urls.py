"""Every address. The first word of an address is the user's work."""

from django.urls import include, path

from .design import errors
from .jobs.views import health

urlpatterns = [
    path("", include("wholeplace.web.pool.urls")),
    path("programmes/", include("wholeplace.web.cohorts.urls")),
    path("runs/", include("wholeplace.web.jobs.urls")),
    path("audit/", include("wholeplace.web.audit.urls")),
    path("account/", include("wholeplace.web.accounts.urls")),
    path("healthz", health, name="health"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
