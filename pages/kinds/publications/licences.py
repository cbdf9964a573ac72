"""Licences of publications: the office chooses; nothing is assumed of a publication without one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """Each value is permanent; Creative Commons' are the last parts of their URLs."""

    BY = "by/4.0", "CC BY 4.0"
    BY_SA = "by-sa/4.0", "CC BY-SA 4.0"
    BY_NC = "by-nc/4.0", "CC BY-NC 4.0"
    BY_NC_SA = "by-nc-sa/4.0", "CC BY-NC-SA 4.0"
    BY_NC_ND = "by-nc-nd/4.0", "CC BY-NC-ND 4.0"
    BY_IGO = "by/3.0/igo", "CC BY 3.0 IGO"
    BY_NC_SA_IGO = "by-nc-sa/3.0/igo", "CC BY-NC-SA 3.0 IGO"
    BY_NC_ND_IGO = "by-nc-nd/3.0/igo", "CC BY-NC-ND 3.0 IGO"
    RESERVED = "reservados", _("All rights reserved")


def licence_url(value: str) -> str:
    """Return the URL of a licence of Creative Commons; '' for any other."""
    is_open = value and value != Licence.RESERVED
    return f"https://creativecommons.org/licenses/{value}/" if is_open else ""
