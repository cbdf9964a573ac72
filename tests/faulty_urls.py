"""URLconf of the portal, with views that fail or hang."""

import re

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from oim_portal.urls import *  # noqa: F403
from oim_portal.urls import urlpatterns as all_of_portal


@csrf_exempt
def fail(request: HttpRequest) -> HttpResponse:
    reason = request.POST["motivo"]
    raise RuntimeError("Nobody has thought of this.\nDETAIL: " + reason)


def fail_otherwise(request: HttpRequest) -> HttpResponse:
    raise LookupError("Nor of this.")


def hang(request: HttpRequest) -> HttpResponse:
    """Hold the interpreter, as a regular expression of exponential time does."""
    return HttpResponse(str(re.match("(a+)+b", "a" * 64)))


urlpatterns = [
    path("fallo/", fail),
    path("otro-fallo/", fail_otherwise),
    path("cuelga/", hang),
    *all_of_portal,
]
