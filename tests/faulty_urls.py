"""The portal's addresses, and two where something goes wrong that nobody has thought of."""

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


urlpatterns = [path("fallo/", fail), path("otro-fallo/", fail_otherwise), *all_of_portal]
