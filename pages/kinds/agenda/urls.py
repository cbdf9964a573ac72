"""URLs of the calendar files, below those of the pages that they are about (`views_below`)."""

from django.urls import re_path

from .views import calendar_file

i18n_urlpatterns = [
    re_path(
        r"^(?P<place>[\w\-/]+)/(?P<name>actividad\.ics|agenda\.ics)$",
        calendar_file,
        name="calendar_file",
    ),
]
