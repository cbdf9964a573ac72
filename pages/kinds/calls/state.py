"""States of a call."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """What a call is at a moment; the values are those of its data, Spanish and permanent."""

    UPCOMING = "por-abrir", pgettext_lazy("of a call", "Not open yet")
    OPEN = "abierta", pgettext_lazy("of a call", "Open")
    CLOSED = "cerrada", pgettext_lazy("of a call", "Closed")
