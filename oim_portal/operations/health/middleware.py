"""Middleware for `/health/live` and `/health/ready`, the checks of supervisors.

They need no session, host name or language, set no cookie, and are answered before middleware that
may hang. `live` makes no checks: it shows that the process responds. `ready` returns the checks as
JSON, with status 503 when one of them fails.
"""

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.deprecation import MiddlewareMixin

from oim_portal import __version__

from .checks import OK, run_checks

# Throttled by the settings (oim_portal/settings/logging.py).
logger = logging.getLogger("oim_portal.operations.health.ready")

LIVE = "/health/live"
READY = "/health/ready"


class HealthMiddleware(MiddlewareMixin):
    """Respond to the two URLs; pass all other requests on."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if request.path_info == LIVE:
            response = HttpResponse("alive\n", content_type="text/plain")
        elif request.path_info == READY:
            response = ready()
        else:
            return None
        response["Cache-Control"] = "no-store"
        return response


def ready() -> HttpResponse:
    """Return the checks: `{"ready": false, "version": "1.0.0", "checks": {"database": …}}`."""
    checks = run_checks()
    lacking = {name: result for name, result in checks.items() if result != OK}
    if lacking:
        logger.warning("Not ready (503): %s", "; ".join(map(": ".join, lacking.items())))
    status = 503 if lacking else 200
    said = {"ready": not lacking, "version": __version__, "checks": checks}
    return JsonResponse(said, status=status)
