"""`/health/live` and `/health/ready`, for supervisors: answered before all that may hang.

They need no session, no host name and no language, and set no cookie. `live` asks for nothing: it
says that the process answers. `ready` says in JSON what of the portal works, with 503 when
something does not.
"""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from .checks import OK, run_checks

# Its lines are limited in number by the settings (oim_portal/settings/logging.py).
logger = logging.getLogger("oim_portal.operations.health.ready")

LIVE = "/health/live"
READY = "/health/ready"


class HealthMiddleware:
    """Answer the two addresses; hand everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == LIVE:
            response = HttpResponse("alive\n", content_type="text/plain")
        elif request.path_info == READY:
            response = ready()
        else:
            return self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response


def ready() -> HttpResponse:
    """Say what works: `{"ready": false, "checks": {"database": "does not answer", …}}`."""
    checks = run_checks()
    lacking = {name: result for name, result in checks.items() if result != OK}
    if lacking:
        logger.warning("Not ready (503): %s", "; ".join(map(": ".join, lacking.items())))
    status = 503 if lacking else 200
    return JsonResponse({"ready": not lacking, "checks": checks}, status=status)
